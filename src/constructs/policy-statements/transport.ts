import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, refuse, whole } from './deny';
import { show } from '../shapes';

const everything = (bucket: s3.IBucket) => ({ actions: ['s3:*'], resources: whole(bucket) });

export const denyInsecureTransport = (bucket: s3.IBucket): iam.PolicyStatement =>
  deny('DenyInsecureTransport', { ...everything(bucket), conditions: { Bool: { 'aws:SecureTransport': 'false' } } });

export function denyOldTls(bucket: s3.IBucket, minimumVersion: number): iam.PolicyStatement {
  if (![1.2, 1.3].includes(minimumVersion)) {
    refuse(bucket, `'minimumVersion' must be 1.2 or 1.3, got ${show(minimumVersion)}`, 'pass 1.2, or 1.3 where no interface endpoint is used');
  }
  return deny('DenyOldTls', { ...everything(bucket), conditions: { NumericLessThan: { 's3:TlsVersion': minimumVersion } } });
}

export const denySigV2 = (bucket: s3.IBucket): iam.PolicyStatement =>
  deny('DenySigV2', { ...everything(bucket), conditions: { StringEquals: { 's3:signatureversion': 'AWS' } } });

export function limitPresignedUrlAge(bucket: s3.IBucket, maximumAge: Duration): iam.PolicyStatement {
  if (typeof maximumAge?.toMilliseconds !== 'function') refuse(bucket, `'maximumAge' cannot be ${show(maximumAge)}`, 'pass a length such as Duration.hours(1)');
  const age = maximumAge.isUnresolved() ? NaN : maximumAge.toMilliseconds();
  if (!(age >= 1000 && age <= 7 * 24 * 3600 * 1000)) {
    const got = maximumAge.isUnresolved() ? 'what is decided at deploy time' : maximumAge.toHumanString();
    refuse(bucket, `'maximumAge' must be 1 second to 7 days, got ${got}`, 'pass a length such as Duration.hours(1)');
  }
  return denyOldSignatures(bucket, String(age));
}

/** @param age in milliseconds, as a text: CloudFormation may write a large number as 6.048E8 */
export const denyOldSignatures = (bucket: s3.IBucket, age: string): iam.PolicyStatement =>
  deny('DenyOldSignatures', { ...everything(bucket), conditions: { NumericGreaterThan: { 's3:signatureAge': age } } });

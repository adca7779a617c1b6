import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type AccessRoleProps, BucketAccess } from './access-role-props';
import type { Conditions } from './trust';
import { targetOf } from '../encryption-key';

const OBJECTS: Readonly<Record<BucketAccess, readonly string[]>> = {
  [BucketAccess.READ]: ['s3:GetObject'],
  [BucketAccess.READ_VERSIONS]: ['s3:GetObjectVersion'],
  [BucketAccess.WRITE]: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  [BucketAccess.TAG]: ['s3:GetObjectTagging', 's3:PutObjectTagging'],
  [BucketAccess.DELETE]: ['s3:DeleteObject'],
};

const LISTS: Partial<Record<BucketAccess, string>> = { [BucketAccess.READ]: 's3:ListBucket', [BucketAccess.READ_VERSIONS]: 's3:ListBucketVersions' };

export const objectActions = (access: readonly BucketAccess[]): string[] => [...new Set(access.flatMap(one => OBJECTS[one]))];
export const listActions = (access: readonly BucketAccess[]): string[] => [...new Set(access.flatMap(one => LISTS[one] ?? []))];

/** An upload in parts is put together of what S3 decrypts. */
export function keyActions(access: readonly BucketAccess[]): string[] {
  if (access.includes(BucketAccess.WRITE)) return ['kms:Decrypt', 'kms:GenerateDataKey'];
  return access.some(one => one === BucketAccess.READ || one === BucketAccess.READ_VERSIONS) ? ['kms:Decrypt'] : [];
}

/** What the policy of the role itself allows, for as long as the conditions hold. */
export function roleStatements({ buckets, prefixes, access }: AccessRoleProps, conditions: Conditions = {}): iam.PolicyStatement[] {
  const allow = (sid: string, actions: string[], resources: string[], more: Conditions = {}) =>
    actions.length === 0 ? [] : [new iam.PolicyStatement({ sid, actions, resources, conditions: { ...conditions, ...more } })];
  return [
    ...allow('Objects', objectActions(access), buckets.flatMap(bucket => prefixes.map(prefix => bucket.arnForObjects(`${prefix}*`)))),
    ...allow('Lists', listActions(access), buckets.map(bucket => bucket.bucketArn), underPrefixes(prefixes)),
    ...buckets.flatMap((bucket, i) => {
      const key = bucket.encryptionKey && targetOf(bucket.encryptionKey);
      return key ? allow(`Key${i + 1}`, keyActions(access), [key.keyArn], throughS3(bucket, prefixes, bucket.bucketArn)) : [];
    }),
  ];
}

/** Lists of keys, with a prefix where not every object is meant. */
const underPrefixes = (prefixes: readonly string[]): Conditions =>
  prefixes.includes('') ? {} : { StringLike: { 's3:prefix': prefixes.map(prefix => `${prefix}*`) } };

/**
 * Only S3 uses the key for the role, and for what it may reach: under a bucket key the context is the bucket, else the object.
 *
 * @param arn of the bucket; left out where it cannot be named
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
 */
export const throughS3 = (bucket: s3.IBucket, prefixes: readonly string[], arn?: string): Conditions => ({
  StringEquals: { 'kms:ViaService': `s3.${Stack.of(bucket).region}.amazonaws.com` },
  ...arn !== undefined && { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn, ...prefixes.map(prefix => `${arn}/${prefix}*`)] } },
});

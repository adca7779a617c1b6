import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, NO_SERVICE, NO_SERVICE_AT_ALL, refuse, whole } from './deny';
import { namedRoles, notBy } from './roles';
import { sidFor } from './sid';
import { show } from '../shapes';

export function requireMfa(bucket: s3.IBucket, exemptRoleArns: readonly string[]): iam.PolicyStatement {
  const exempt = namedRoles(bucket, 'exemptRoleArns', exemptRoleArns);
  if (exempt.length === 0) {
    refuse(bucket, '\'exemptRoleArns\' is empty, so no deployment could change the bucket policy again', 'pass the ARN of the role that deploys the stack');
  }
  return deny('DenyDestructiveChangesWithoutMfa', {
    actions: ['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
    resources: whole(bucket),
    conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', ...NO_SERVICE_AT_ALL }, ...notBy(exempt) },
  });
}

export function requireObjectTag(bucket: s3.IBucket, tagKey: string): iam.PolicyStatement {
  if (typeof tagKey !== 'string' || !/^(?!aws:)[\p{L}\p{N} +\-=._:/@]{1,128}$/iu.test(tagKey)) {
    refuse(bucket, `'tagKey' cannot be ${show(tagKey)}`, 'pass 1 to 128 letters, digits, spaces or + - = . _ : / @, not starting with aws:');
  }
  return deny(sidFor(bucket, 'DenyWithoutTag', tagKey), {
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { Null: { [`s3:RequestObjectTag/${tagKey}`]: 'true' }, BoolIfExists: NO_SERVICE },
  });
}

export const denyOneZone = (bucket: s3.IBucket): iam.PolicyStatement => deny('DenyOneZone', {
  actions: ['s3:PutObject'],
  resources: [bucket.arnForObjects('*')],
  conditions: { StringEquals: { 's3:x-amz-storage-class': ['ONEZONE_IA', 'REDUCED_REDUNDANCY', 'EXPRESS_ONEZONE'] } },
});

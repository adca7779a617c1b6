import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';

const SERVICE = 'config.amazonaws.com';

/** What AWS Config needs of the bucket that it delivers to. @param account that is recorded, and no other; the bucket may be of another one */
export function configDelivery(bucket: s3.IBucket, account: string): iam.PolicyStatement[] {
  const allow = (sid: string, actions: string[], resource: string, conditions: Record<string, string> = {}) => new iam.PolicyStatement({
    sid,
    principals: [new iam.ServicePrincipal(SERVICE)],
    actions,
    resources: [resource],
    conditions: { StringEquals: { 'aws:SourceAccount': account, ...conditions } },
  });
  return [
    allow('LetConfigFindBucket', ['s3:GetBucketAcl', 's3:ListBucket'], bucket.bucketArn),
    allow('LetConfigDeliver', ['s3:PutObject'], deliveryArn(bucket, account), { 's3:x-amz-acl': 'bucket-owner-full-control' }),
  ];
}

/** Where AWS Config puts what it delivers. */
export const deliveryArn = (bucket: s3.IBucket, account: string): string => bucket.arnForObjects(`AWSLogs/${account}/Config/*`);

/** Nothing changes where the key is imported. */
export function letConfigUse(key: kms.IKey, account: string): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LetConfigEncrypt',
    principals: [new iam.ServicePrincipal(SERVICE)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  }));
}

import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { CompliantBucket } from './compliant-bucket';
import type { ReachableKey } from './replica-key';

/** From where to where. */
export interface Way {
  readonly source: CompliantBucket;
  readonly destination: s3.IBucket;
  readonly sourceRegion: string;
  readonly region: string;
  readonly crossAccount: boolean;
}

/** Encrypt for originals under a KMS key, GenerateDataKey for others, Decrypt to verify a bucket key before it is used. */
const REPLICA_KEY = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'];

/**
 * What the role does at the source. The reads of retention and legal hold are what Object Lock needs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function readSource(source: CompliantBucket): iam.PolicyStatement[] {
  const key = source.encryptionKey;
  return [
    new iam.PolicyStatement({ actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source.bucketArn] }),
    new iam.PolicyStatement({
      actions: [
        's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging', 's3:GetObjectRetention', 's3:GetObjectLegalHold',
      ],
      resources: [source.arnForObjects('*')],
    }),
    ...key ? [new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      conditions: throughS3(Stack.of(source).region, source.bucketArn),
    })] : [],
  ];
}

/** What the role does at the destination, and with its key. */
export function writeReplicas({ destination, region, crossAccount }: Way, key: ReachableKey | undefined): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: replicate(crossAccount), resources: [destination.arnForObjects('*')] }),
    ...key ? [new iam.PolicyStatement({
      actions: REPLICA_KEY,
      resources: [key.resource],
      conditions: { ...throughS3(region, destination.bucketArn), ...key.conditions },
    })] : [],
  ];
}

/**
 * Across accounts: what the destination's policy allows. It names the account and asks for the role, since S3 refuses a principal that is
 * not there yet, and the destination is deployed first.
 */
export function allowReplicas({ source, destination, crossAccount }: Way, role: iam.IRole): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AccountPrincipal(Stack.of(source).account)],
    actions: replicate(crossAccount),
    resources: [destination.arnForObjects('*')],
    conditions: { ArnEquals: { 'aws:PrincipalArn': role.roleArn } },
  });
}

/** @param bucketArn of the destination by its name: the key cannot refer to a bucket that refers to the key */
export function allowReplicaKey({ source, region }: Way, role: iam.IRole, bucketArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AccountPrincipal(Stack.of(source).account)],
    actions: REPLICA_KEY,
    resources: ['*'],
    conditions: { ArnEquals: { 'aws:PrincipalArn': role.roleArn }, ...throughS3(region, bucketArn) },
  });
}

/** Where the source's key is another account's: what its policy allows. */
export function allowSourceKey({ source, sourceRegion }: Way, role: iam.IRole): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.AccountPrincipal(Stack.of(source).account)],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: { ArnEquals: { 'aws:PrincipalArn': role.roleArn }, ...throughS3(sourceRegion, source.bucketArn) },
  });
}

const replicate = (crossAccount: boolean): string[] =>
  ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', ...crossAccount ? ['s3:ObjectOwnerOverrideToBucketOwner'] : []];

/** Only S3 may use the key for the role, and for one bucket: its ARN with a bucket key, that of the object without. */
function throughS3(region: string, bucketArn: string): Record<'StringEquals' | 'StringLike', Record<string, unknown>> {
  return {
    StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`] },
  };
}

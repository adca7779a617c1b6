import { Annotations, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';

/** Where S3 puts the lists of what the bucket holds. */
const INVENTORY = 'inventory';

/** Says of a bucket that it holds personal data: on the bucket itself, not on its key, its roles or its log bucket. */
export function tagPersonalData(bucket: s3.Bucket, tag: string): void {
  Tags.of(bucket.node.defaultChild!).add(tag, 'true');
}

/** A role that the identities of this account may assume where their own policies let them. */
export function roleOf(bucket: s3.Bucket, id: string, description: string): iam.Role {
  return new iam.Role(bucket, id, { assumedBy: new iam.AccountRootPrincipal(), description });
}

/** Lets a role find and delete versions for good. @param locked whether it must be able to lift a GOVERNANCE retention first */
export function allowErasure(bucket: s3.Bucket, role: iam.IRole, locked: boolean): void {
  allow(bucket, 'AllowErasure', role, ['s3:ListBucket', 's3:ListBucketVersions'], [
    's3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging',
    ...locked ? ['s3:BypassGovernanceRetention', 's3:GetObjectRetention', 's3:GetObjectLegalHold'] : [],
  ]);
}

/** Lets a role read everything, and has S3 list every day what there is. */
export function allowPortability(bucket: s3.Bucket, role: iam.IRole): void {
  allow(bucket, 'AllowPortability', role, ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetInventoryConfiguration'], [
    's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging',
  ]);
  bucket.addInventory({
    inventoryId: 'PersonalData',
    destination: { bucket, prefix: INVENTORY },
    format: s3.InventoryFormat.PARQUET,
    frequency: s3.InventoryFrequency.DAILY,
    includeObjectVersions: s3.InventoryObjectVersion.ALL,
    optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'ETag', 'EncryptionStatus'],
  });
  const { encryptionKey: key } = bucket;
  if (!key) return;
  const statements = [
    new iam.PolicyStatement({
      sid: 'AllowPortability', principals: [new iam.ArnPrincipal(role.roleArn)], actions: ['kms:Decrypt'], resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'AllowInventory',
      principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
      actions: ['kms:GenerateDataKey'],
      resources: ['*'],
      // The bucket's own ARN would tie key and bucket in a circle.
      conditions: { StringEquals: { 'aws:SourceAccount': bucket.env.account } },
    }),
  ];
  if (!statements.every(statement => key.addToResourcePolicy(statement, true).statementAdded)) {
    Annotations.of(bucket).addWarningV2('cdk-s3-compliance:keyPolicyNotChanged',
      `the policy of the imported key ${key.node.path} cannot be changed here; there, let ${role.node.path} decrypt and s3.amazonaws.com generate data keys for the inventory`);
  }
}

function allow(bucket: s3.Bucket, sid: string, role: iam.IRole, onBucket: string[], onObjects: string[]): void {
  const principals = [new iam.ArnPrincipal(role.roleArn)];
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: `${sid}Lists`, principals, actions: onBucket, resources: [bucket.bucketArn] }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid, principals, actions: onObjects, resources: [bucket.arnForObjects('*')] }));
}

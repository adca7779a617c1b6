import { Annotations, Stack, Tags, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, INVENTORY, ownName } from './access-log-bucket';
import { sidFor } from './policy-statements/sid';

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

/**
 * Lets a role read everything, and has S3 list every day what there is. The lists go where the access logs go: a bucket cannot name itself
 * in its own template, and lists describe objects as logs do.
 */
export function allowPortability(bucket: s3.Bucket, role: iam.IRole, lists: s3.IBucket): void {
  allow(bucket, 'AllowPortability', role, ['s3:ListBucket', 's3:ListBucketVersions', 's3:GetInventoryConfiguration'], [
    's3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging',
  ]);
  const prefix = `${INVENTORY}${ownName(bucket)}`;
  bucket.addInventory({
    inventoryId: 'PersonalData',
    // By its name alone: CDK would name this bucket in the policy there, which ties two stacks in a circle.
    destination: { bucket: s3.Bucket.fromBucketName(bucket, 'InventoryDestination', lists.bucketName), prefix },
    format: s3.InventoryFormat.PARQUET,
    frequency: s3.InventoryFrequency.DAILY,
    includeObjectVersions: s3.InventoryObjectVersion.ALL,
    optionalFields: ['Size', 'LastModifiedDate', 'StorageClass', 'ETag', 'EncryptionStatus'],
  });
  const read = new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(role.roleArn)], actions: ['s3:GetObject'], resources: [lists.arnForObjects(`${prefix}/*`)],
  });
  const decrypt = new iam.PolicyStatement({
    sid: sidFor(bucket, 'AllowPortability', role.roleArn), principals: [new iam.ArnPrincipal(role.roleArn)], actions: ['kms:Decrypt'], resources: ['*'],
  });
  if (lists instanceof AccessLogBucket) lists._allowInventoryOf(bucket);
  else warn(bucket, 'inventoryNotAllowed', `let s3.amazonaws.com put objects under ${prefix}/ of ${lists.node.path}`);
  // A role of this stack cannot be named in another one that this stack already names.
  const near = Stack.of(lists) === Stack.of(bucket) && Token.isUnresolved(lists.bucketName);
  if (!near || !lists.addToResourcePolicy(read).statementAdded) {
    warn(bucket, 'inventoryNotReadable', `let ${role.node.path} read the inventory under ${prefix}/ of ${lists.node.path}`);
  }
  const key = bucket.encryptionKey;
  // The bucket waits for a key of another stack, which cannot wait for a role of this one in turn.
  if (!key) return;
  if (Stack.of(key) !== Stack.of(bucket)) {
    key.grantDecrypt(role);
  } else if (!key.addToResourcePolicy(decrypt, true).statementAdded) {
    warn(bucket, 'keyNotUsable', `let ${role.node.path} decrypt with ${key.node.path}`);
  }
}

const warn = (bucket: s3.Bucket, id: string, what: string) =>
  Annotations.of(bucket).addWarningV2(`cdk-s3-compliance:${id}`, `what is not of this stack cannot be changed here; ${what}`);

function allow(bucket: s3.Bucket, sid: string, role: iam.IRole, onBucket: string[], onObjects: string[]): void {
  const principals = [new iam.ArnPrincipal(role.roleArn)];
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: `${sid}Lists`, principals, actions: onBucket, resources: [bucket.bucketArn] }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid, principals, actions: onObjects, resources: [bucket.arnForObjects('*')] }));
}

import { Duration, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  dataReadsRecorded, dataWritesRecorded, destructiveChangesNeedMfa, encryptedWithCustomerKey, encryptedWithKms, erasurePossible, inventoryListed,
  keyDedicated, personalDataTagged, vpcOnly,
} from '../../controls';
import type { Control } from '../../controls/control';
import { CompliantBucket } from '../compliant-bucket';
import { acknowledgeControl } from '../nag-answers';
import { S3PolicyStatements } from '../s3-policy-statements';

const CLOUDTRAIL = new iam.ServicePrincipal('cloudtrail.amazonaws.com');

/**
 * A bucket for log files. Its default encryption is SSE-S3: the trail itself encrypts log files with its key. Whether CloudTrail does so with its
 * digests, which prove that no log file was changed, has changed over time, so that the bucket takes them either way.
 */
export function trailLogBucket(scope: Construct, retention = s3.ObjectLockRetention.governance(Duration.days(2192))): CompliantBucket {
  const bucket = new CompliantBucket(scope, 'Bucket', { retention, expiration: Duration.days(retention.duration.toDays() + 1) });
  bucket.addToResourcePolicy(S3PolicyStatements.denyOneZone(bucket));
  const answer = (reason: string, ...controls: readonly Control[]) => controls.forEach(control => acknowledgeControl(bucket, control, reason));
  answer('The trail encrypts each log file with its own KMS key; the default of the bucket is for the digests.', encryptedWithKms, encryptedWithCustomerKey, keyDedicated);
  answer('CloudTrail writes from outside of every VPC, and analysts read through Athena; both by roles that are named.', vpcOnly);
  answer('Object Lock refuses to delete a version for as long as it is kept; a second factor would add nothing that governs it.', destructiveChangesNeedMfa);
  answer('An audit record has to stay as it is until its time is over; the lifecycle then deletes it for good.', erasurePossible);
  answer('It holds records of who did what, which CloudTrail writes without tags and lists in its digests; it is no store of personal data.', personalDataTagged, inventoryListed);
  for (const logs of [bucket, bucket.accessLogBucket]) {
    for (const control of [dataReadsRecorded, dataWritesRecorded]) {
      acknowledgeControl(logs, control, 'A trail that records the delivery of its own log files never comes to an end; access logs and the validation of log files take its place.', '[unknown]');
    }
  }
  return bucket;
}

/** Beginning of the ARNs of the access logs of a bucket, where it is known to have some. */
export function accessLogsOf(bucket: s3.IBucket): string | undefined {
  if (bucket instanceof CompliantBucket) return `${bucket.accessLogBucket.bucketArn}/`;
  const { loggingConfiguration: logging } = bucket.node.defaultChild as Partial<s3.CfnBucket> | undefined ?? {};
  if (logging === undefined || Token.isUnresolved(logging)) return undefined;
  const { destinationBucketName: name } = logging as s3.CfnBucket.LoggingConfigurationProperty;
  return name === undefined ? undefined : `${Stack.of(bucket).formatArn({ service: 's3', region: '', account: '', resource: name })}/`;
}

/** Lets CloudTrail write the log files of one trail. @returns whether the policy could be changed here */
export function letTrailWrite(bucket: s3.IBucket, trailArn: string, folders: readonly string[]): boolean {
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
  return [
    new iam.PolicyStatement({ sid: 'CloudTrailAsksForAcl', principals: [CLOUDTRAIL], actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions }),
    new iam.PolicyStatement({
      sid: 'CloudTrailWritesLogs',
      principals: [CLOUDTRAIL],
      actions: ['s3:PutObject'],
      resources: folders.map(folder => bucket.arnForObjects(`${folder}/*`)),
      conditions: { StringEquals: { 'aws:SourceArn': trailArn, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }),
  ].every(statement => bucket.addToResourcePolicy(statement).statementAdded);
}

/** Lets CloudTrail encrypt the log files of one trail. @param account whose trail it is; `*` where each account of an organization has a copy */
export function letTrailEncrypt(key: kms.IKey, trailArn: string, account: string): boolean {
  const { partition } = Stack.of(key);
  const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
  return [
    new iam.PolicyStatement({
      sid: 'CloudTrailEncryptsLogs',
      principals: [CLOUDTRAIL],
      actions: ['kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { ...conditions, StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*` } },
    }),
    new iam.PolicyStatement({ sid: 'CloudTrailDescribesKey', principals: [CLOUDTRAIL], actions: ['kms:DescribeKey'], resources: ['*'], conditions }),
  ].every(statement => key.addToResourcePolicy(statement).statementAdded);
}

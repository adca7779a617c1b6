import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { type CompliantBucket, GdprBucket, S3PolicyStatements } from '../../src';

const env = { account: '111122223333', region: 'eu-central-1' };
const RULE = 'LifecycleConfiguration.Rules.0';
const gdpr = (stack: Stack) => new GdprBucket(stack, 'Records', { retentionLimit: Duration.days(365) });
const resourceOf = (bucket: s3.Bucket) => bucket.node.defaultChild as s3.CfnBucket;
const anybody = (bucket: s3.Bucket) => new iam.PolicyStatement({
  principals: [new iam.AnyPrincipal()], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')],
});

type Change = (bucket: CompliantBucket, stack: Stack) => unknown;
type Later = readonly [what: string, make: (stack: Stack) => CompliantBucket, change: Change, says: string];
const LATER: readonly Later[] = [
  ['a longer end of current versions', gdpr, b => resourceOf(b).addPropertyOverride(`${RULE}.ExpirationInDays`, 4000), 'within the retention limit of 365 days'],
  ['a longer end of noncurrent versions', gdpr, b => resourceOf(b).addPropertyOverride(`${RULE}.NoncurrentVersionExpiration.NoncurrentDays`, 400),
    'within the retention limit of 365 days'],
  ['versions kept by number', gdpr, b => resourceOf(b).addPropertyOverride(`${RULE}.NoncurrentVersionExpiration.NewerNoncurrentVersions`, 10),
    'within the retention limit of 365 days'],
  ['a shorter lock', hipaaBucket, b => resourceOf(b).addPropertyOverride('ObjectLockConfiguration.Rule.DefaultRetention.Days', 1), 'is not the stated one (GOVERNANCE, 2190 days)'],
  ['a lock that nobody can lift', hipaaBucket, b => resourceOf(b).addPropertyOverride('ObjectLockConfiguration.Rule.DefaultRetention.Mode', 'COMPLIANCE'),
    'is not the stated one (GOVERNANCE, 2190 days)'],
  ['a rule that expires what is locked', hipaaBucket, b => b.addLifecycleRule({ prefix: 'tmp/', expiration: Duration.days(2) }), 'expires objects after 2 days, before their retention ends'],
  ['a bucket that goes with its stack', hipaaBucket, b => b.applyRemovalPolicy(RemovalPolicy.DESTROY), 'has RemovalPolicy.DESTROY, and locked objects cannot be deleted'],
  ['a second policy', hipaaBucket, (b, stack) => new s3.BucketPolicy(stack, 'Second', { bucket: b }).document.addStatements(anybody(b)), 'has more than one policy'],
  ['a second policy in another stack', hipaaBucket, (b, stack) => new s3.CfnBucketPolicy(new Stack(stack.node.root, 'Other', { env }), 'Second', {
    bucket: b.bucketName, policyDocument: { Statement: [anybody(b).toStatementJson()] },
  }), 'has more than one policy'],
  ['a Sid that the bucket has', hipaaBucket, b => b.addToResourcePolicy(S3PolicyStatements.limitPresignedUrlAge(b, Duration.hours(1))),
    'several statements with the Sid \'DenyOldSignatures\''],
  ['a Sid that the log bucket has', hipaaBucket, b => b.accessLogBucket.addToResourcePolicy(S3PolicyStatements.limitPresignedUrlAge(b.accessLogBucket, Duration.hours(1))),
    'Records/AccessLogs: the bucket policy has several statements with the Sid \'DenyOldSignatures\''],
];

test.each(LATER)('%s is an error', (_, make, change, says) => {
  const stack = stackOf({ env });
  change(make(stack), stack);
  expect(messageOf(() => synth(stack))).toContain(says);
});

test.each<[string, (stack: Stack) => CompliantBucket, (bucket: CompliantBucket) => unknown]>([
  ['an earlier end within a limit', gdpr, b => b.addLifecycleRule({ expiration: Duration.days(30), noncurrentVersionExpiration: Duration.days(1) })],
  ['an end of some objects within a limit', gdpr, b => b.addLifecycleRule({ prefix: 'tmp/', expiration: Duration.days(1) })],
  ['a later end under a lock', hipaaBucket, b => b.addLifecycleRule({ expiration: Duration.days(2190) })],
  ['a move to another class', hipaaBucket, b => b.addLifecycleRule({ transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(1) }] })],
  ['a statement once more', hipaaBucket, b => b.addToResourcePolicy(S3PolicyStatements.denySigV2(b))],
  ['a lock as long as the limit', stack => new GdprBucket(stack, 'Records', { retentionLimit: Duration.days(30), retention: s3.ObjectLockRetention.governance(Duration.days(30)) }),
    () => undefined],
])('%s is none', (_, make, change) => {
  const stack = stackOf({ env });
  change(make(stack));
  expect(messageOf(() => synth(stack))).toBe('');
});

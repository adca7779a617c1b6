import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { AccessLogBucket } from '../../src';

const ENV = { account: '111122223333', region: 'us-east-1' };

/** Whoever sends the logs may be where nobody looks: in a nested stack, a stage, another app. */
test.each<[string, (stack: Stack) => void]>([
  ['without a source yet', s => new AccessLogBucket(s, 'Logs')],
  ['for a bucket of another app', s => new AccessLogBucket(s, 'Logs').allowLogsFrom(s3.Bucket.fromBucketName(s, 'Theirs', 'theirs'), 'access-logs/theirs/')],
  ['in a nested stack', s => hipaaBucket(s, { accessLogBucket: new AccessLogBucket(new NestedStack(s, 'Nested'), 'Logs') })],
  ['for a nested stack', s => hipaaBucket(new NestedStack(s, 'Nested'), { accessLogBucket: new AccessLogBucket(s, 'Logs') })],
  ['of one nested stack for another', s => hipaaBucket(new NestedStack(s, 'One'), { accessLogBucket: new AccessLogBucket(new NestedStack(s, 'Two'), 'Logs') })],
  ['in a stage', s => new AccessLogBucket(new Stack(new Stage(s.node.root as App, 'Prod'), 'Stack'), 'Logs')],
])('a log bucket %s', (_, build) => {
  const stack = stackOf();
  jest.spyOn(console, 'error').mockImplementation();
  build(stack);
  expect(messageOf(() => synth(stack))).toBe('');
});

test('every other promise of a log bucket is kept, with or without a source', () => {
  const stack = stackOf();
  (new AccessLogBucket(stack, 'Logs').node.defaultChild as s3.CfnBucket).addPropertyDeletionOverride('VersioningConfiguration');
  expect(messageOf(() => synth(stack))).toContain('Stack/Logs: control \'versioning-enabled\' fails');
});

test('a source that comes after the policy was read is let in as well', () => {
  const stack = stackOf();
  const logs = new AccessLogBucket(stack, 'Logs');
  const early = hipaaBucket(stack, { accessLogBucket: logs }, 'Early');
  stack.resolve(logs.policy!.document);
  const late = hipaaBucket(stack, { accessLogBucket: logs }, 'Late');
  Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Condition: Match.objectLike({ ArnLike: { 'aws:SourceArn': stack.resolve([early.bucketArn, late.bucketArn]) } }) })]) },
  });
});

/** S3 delivers within one account, so the account is the log bucket's own, however its stack says it. */
test.each([
  [ENV, undefined], [undefined, ENV], [ENV, ENV], [undefined, undefined],
])('a source in the environment %p, the logs in %p', (there, here) => {
  const stack = stackOf({ env: here });
  const app = stack.node.root as App;
  const accessLogBucket = new AccessLogBucket(stack, 'Logs', { bucketName: 'named-logs' });
  const far = new Stack(app, 'Far', { env: there });
  hipaaBucket(far, { accessLogBucket }, 'Ours');
  hipaaBucket(far, { accessLogBucket: new s3.Bucket(stack, 'PlainLogs', { bucketName: 'plain-logs' }) }, 'Plain');
  expect(messageOf(() => app.synth())).toBe('');
  Template.fromStack(stack).allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({ Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': here?.account ?? { Ref: 'AWS::AccountId' } } }) })]),
    },
  });
});

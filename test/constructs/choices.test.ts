import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, CompliantBucket } from '../../src';

const ENV = { account: '111122223333', region: 'us-east-1' };

describe('choices that S3 would refuse, or misread', () => {
  test.each<[string, (stack: Stack, app: App) => unknown, string[]]>([
    ['half a day of expiry', s => new CompliantBucket(s, 'B', { expiration: Duration.hours(36) }), ['Stack/B', '\'expiration\' must be whole days, got 1 day 12 hours', 'Duration.days(2)']],
    ['half a day of noncurrent expiry', s => hipaaBucket(s, { noncurrentVersionExpiration: Duration.days(2190.5) }), ['Stack/Records', '\'noncurrentVersionExpiration\'', 'Duration.days(2191)']],
    ['half a day of logs', s => new AccessLogBucket(s, 'Logs', { retention: Duration.hours(36) }), ['Stack/Logs', '\'retention\' must be whole days', 'Duration.days(2)']],
    ['a key of another Region', s => hipaaBucket(s, { encryptionKey: kms.Key.fromKeyArn(s, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/x') }),
      ['Stack/Records', '\'encryptionKey\' Stack/Key is in eu-west-1', 'pass a key in us-east-1']],
    ['an imported alias', s => hipaaBucket(s, { encryptionKey: kms.Alias.fromAliasName(s, 'Key', 'alias/records') }), ['Stack/Records', 'alias/records', 'fromKeyArn']],
    ['the ARN of an alias', s => new CompliantBucket(s, 'B', { encryptionKey: kms.Key.fromKeyArn(s, 'Key', 'arn:aws:kms:us-east-1:111122223333:alias/records') }),
      ['Stack/B', 'alias/records', 'fromKeyArn']],
    ['a lock under a key that goes', s => hipaaBucket(s, { encryptionKey: new kms.Key(s, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }) }),
      ['Stack/Records', '\'encryptionKey\' Stack/Key has RemovalPolicy.DESTROY', '\'retention\'', 'RemovalPolicy.RETAIN']],
  ])('%s', (_, make, parts) => {
    const stack = stackOf({ env: ENV });
    const message = messageOf(() => make(stack, stack.node.root as App));
    for (const part of parts) expect(message).toContain(part);
  });
});

describe('choices that only deployment decides', () => {
  test('lengths', () => {
    const stack = stackOf();
    const days = Duration.days(new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber);
    const accessLogBucket = new AccessLogBucket(stack, 'Logs', { retention: days });
    hipaaBucket(stack, { expiration: days, noncurrentVersionExpiration: days, accessLogBucket });
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [{ Id: 'Limits', ExpirationInDays: { Ref: 'Days' }, NoncurrentVersionExpiration: { NoncurrentDays: { Ref: 'Days' } } }] },
    });
  });
});

test('behind an alias the key itself is used, which is what a bucket policy can name', () => {
  const stack = stackOf();
  const targetKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  hipaaBucket(stack, { encryptionKey: new kms.Alias(stack, 'Alias', { aliasName: 'alias/records', targetKey }) });
  const arn = stack.resolve(targetKey.keyArn);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: { ServerSideEncryptionConfiguration: [Match.objectLike({ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } })] },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Sid: 'DenyOtherKey',
        Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': arn } },
      })]),
    },
  });
});

test('a key that goes with a bucket that is not locked', () => {
  const stack = stackOf();
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
  new CompliantBucket(stack, 'Plain', { encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
  expect(messageOf(() => synth(stack))).toBe('');
});

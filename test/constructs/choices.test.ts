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
    ['an imported alias', s => hipaaBucket(s, { encryptionKey: kms.Alias.fromAliasName(s, 'Key', 'alias/records') }),
      ['Stack/Records: \'encryptionKey\' is the alias alias/records, ', 'fromKeyArn']],
    ['the ARN of an alias', s => new CompliantBucket(s, 'B', { encryptionKey: kms.Key.fromKeyArn(s, 'Key', 'arn:aws:kms:us-east-1:111122223333:alias/records') }),
      ['Stack/B', 'alias/records', 'fromKeyArn']],
    ['a lock under a key that goes', s => hipaaBucket(s, { encryptionKey: new kms.Key(s, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY }) }),
      ['Stack/Records', '\'encryptionKey\' Stack/Key has RemovalPolicy.DESTROY', '\'retention\'', 'RemovalPolicy.RETAIN']],
    ['no name', s => new CompliantBucket(s, 'B', { bucketName: '' }), ['Stack/B: \'bucketName\' is empty', 'leave it out']],
    ['no name for logs', s => new AccessLogBucket(s, 'Logs', { bucketName: '' }), ['Stack/Logs: \'bucketName\' is empty']],
    ['the name of an access point', s => hipaaBucket(s, { bucketName: 'records-s3alias' }), ['\'records-s3alias\'', 'S3 keeps \'-s3alias\'']],
    ['a reserved beginning', s => hipaaBucket(s, { bucketName: 'sthree-records' }), ['S3 keeps \'sthree-\'']],
    ['a snapshot', s => hipaaBucket(s, { removalPolicy: RemovalPolicy.SNAPSHOT }), ['Stack/Records', 'RemovalPolicy.SNAPSHOT', 'RemovalPolicy.RETAIN']],
    ['a snapshot of logs', s => new AccessLogBucket(s, 'Logs', { removalPolicy: RemovalPolicy.SNAPSHOT }), ['Stack/Logs', 'RemovalPolicy.SNAPSHOT']],
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

/** What the compiler would refuse. */
describe('from plain JavaScript', () => {
  const compliant = (props: object) => new CompliantBucket(stackOf(), 'B', props);
  const logs = (props: object) => new AccessLogBucket(stackOf(), 'B', props);
  test.each<[typeof compliant | typeof logs, string, unknown, string]>([
    [compliant, 'bucketName', 5, 'cannot be 5; pass a string'],
    [compliant, 'frameworks', 'hipaa', 'cannot be "hipaa"; pass a list such as [ComplianceFramework.BASELINE]'],
    [compliant, 'retention', Duration.days(3), 'cannot be an object of another kind; pass s3.ObjectLockRetention.governance(Duration.days(...))'],
    [compliant, 'network', 'vpc-0123456789abcdef0', 'cannot be "vpc-0123456789abcdef0"; pass NetworkPerimeter.vpcs([vpc])'],
    [compliant, 'encryptionKey', 'arn:x', 'cannot be "arn:x"; pass a kms.Key, or kms.Key.fromKeyArn(...)'],
    [compliant, 'accessLogBucket', 'logs', 'cannot be "logs"; pass an AccessLogBucket, or s3.Bucket.fromBucketName(...)'],
    [compliant, 'expiration', 30, 'cannot be 30; pass Duration.days(...)'],
    [compliant, 'noncurrentVersionExpiration', '30', 'cannot be "30"; pass Duration.days(...)'],
    [logs, 'retention', 30, 'cannot be 30; pass Duration.days(...)'],
    [logs, 'bucketName', {}, 'cannot be an object of another kind; pass a string'],
    [logs, 'mfaExemptRoles', 'admin', 'cannot be "admin"; pass a list of roles'],
  ])('%p: %s as %p', (make, name, value, expected) => {
    expect(messageOf(() => make({ [name]: value }))).toBe(`Stack/B: '${name}' ${expected}`);
  });

  test.each([undefined, null, Symbol('x'), {}])('%p as a framework', (framework) => {
    expect(messageOf(() => compliant({ frameworks: [framework] }))).toContain(`Stack/B: '${String(framework)}' is no framework; use ComplianceFramework.`);
  });

  test('null is as good as nothing', () => {
    const names = ['bucketName', 'frameworks', 'retention', 'network', 'encryptionKey', 'accessLogBucket', 'expiration', 'removalPolicy'];
    const nothing = Object.fromEntries(names.map(name => [name, null]));
    const [stack, other] = [stackOf(), stackOf()];
    new CompliantBucket(stack, 'B', nothing);
    new CompliantBucket(other, 'B');
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(other).toJSON());
  });
});

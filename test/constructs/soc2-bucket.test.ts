import { App, CliCredentialsStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, Soc2Bucket, type Soc2BucketProps } from '../../src';

const ENV = { account: '111122223333', region: 'us-east-1' };
const uploads = (stack: Stack, props: Soc2BucketProps = {}) => new Soc2Bucket(stack, 'Uploads', props);
const mfa = (arns: unknown) => Match.objectLike({
  Sid: 'DenyDestructiveChangesWithoutMfa', Condition: Match.objectLike({ ArnNotEquals: { 'aws:PrincipalArn': arns } }),
});

describe('the second factor', () => {
  test('is asked of everybody but the role that deploys, in the log bucket too', () => {
    const stack = stackOf({ env: ENV });
    uploads(stack);
    expect(messageOf(() => synth(stack))).toBe('');
    const deploys = [Match.objectLike({ 'Fn::Sub': Match.stringLikeRegexp('role/cdk-hnb659fds-cfn-exec-role-111122223333-us-east-1$') })];
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::S3::BucketPolicy', { PolicyDocument: { Statement: Match.arrayWith([mfa(deploys)]) } }, 2);
  });

  test('spares the roles that the bucket names', () => {
    const stack = stackOf({ env: ENV });
    uploads(stack, { mfaExemptRoles: [iam.Role.fromRoleArn(stack, 'Pipeline', 'arn:aws:iam::111122223333:role/pipeline')] });
    expect(messageOf(() => synth(stack))).toBe('');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([mfa([Match.anyValue(), 'arn:aws:iam::111122223333:role/pipeline'])]) },
    });
  });

  test('needs a role to spare where the stack is deployed without one', () => {
    const stack = new Stack(new App(), 'Stack', { synthesizer: new CliCredentialsStackSynthesizer() });
    expect(messageOf(() => uploads(stack))).toMatch(/^Stack\/Uploads.*no deployment could change the bucket policy again; pass/);
  });

  test('does not go with autoDeleteObjects', () => {
    const message = messageOf(() => uploads(stackOf(), { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }));
    expect(message).toContain('Stack/Uploads: \'autoDeleteObjects\' deletes versions without a second factor');
    expect(message).toContain('SOC 2');
  });

  test('in a shared log bucket is asked for by its own property', () => {
    const stack = stackOf({ env: ENV });
    uploads(stack, { accessLogBucket: new AccessLogBucket(stack, 'Logs', { mfaExemptRoles: [] }) });
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'DenyDestructiveChangesWithoutMfa' })]) },
    }, 2);
  });
});

describe('storage in one zone', () => {
  test.each<[string, (bucket: Soc2Bucket) => void]>([
    ['by a transition', b => b.addLifecycleRule({ transitions: [{ storageClass: s3.StorageClass.ONE_ZONE_INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }] })],
    ['of noncurrent versions', b => b.addLifecycleRule({
      noncurrentVersionTransitions: [{ storageClass: s3.StorageClass.ONE_ZONE_INFREQUENT_ACCESS, transitionAfter: Duration.days(30) }],
    })],
  ])('%s stops the synthesis', (_, act) => {
    const stack = stackOf();
    act(uploads(stack));
    expect(messageOf(() => synth(stack))).toContain('Stack/Uploads: control \'multi-az-storage\' fails (SOC 2');
  });

  test('in several zones does not', () => {
    const stack = stackOf();
    const transition = { storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(30) };
    uploads(stack).addLifecycleRule({ transitions: [transition] });
    expect(messageOf(() => synth(stack))).toBe('');
  });
});

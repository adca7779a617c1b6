import { CfnParameter, CliCredentialsStackSynthesizer, Duration, LegacyStackSynthesizer, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, CompliantBucket, type CompliantBucketProps, GdprBucket, Soc2Bucket } from '../../src';

const env = { account: '111122223333', region: 'eu-central-1' };
const number = (stack: Stack) => new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
const bad = (props: object) => props as CompliantBucketProps;

test.each<[string, (stack: Stack) => unknown, string]>([
  ['an age of presigned URLs by a parameter', stack => new CompliantBucket(stack, 'B', { presignedUrlMaxAge: Duration.hours(number(stack)) }),
    'Stack/B: \'presignedUrlMaxAge\' is decided at deploy time, and the policy counts it in milliseconds; pass Duration.hours(...)'],
  ['an expiration by a parameter within a limit', stack => new GdprBucket(stack, 'B', { retentionLimit: Duration.days(9), expiration: Duration.days(number(stack)) }),
    'Stack/B: \'expiration\' is decided at deploy time, and has to fit in the retention limit; pass Duration.days(...), or leave it out'],
  ['objects that are deleted with a bucket that stays', stack => new CompliantBucket(stack, 'B', { autoDeleteObjects: true }),
    'Stack/B: \'autoDeleteObjects\' needs a bucket that goes with its stack; pass removalPolicy: RemovalPolicy.DESTROY'],
  ['a retention that is no length', stack => new CompliantBucket(stack, 'B', bad({ retention: { mode: 'GOVERNANCE', duration: 5 } })),
    'Stack/B: \'retention\' cannot be an object of another kind; pass s3.ObjectLockRetention.governance(Duration.days(...))'],
  ['a role that is an ARN', stack => new Soc2Bucket(stack, 'B', bad({ mfaExemptRoles: ['arn:aws:iam::111122223333:role/x'] })),
    'Stack/B: \'mfaExemptRoles\' cannot be an object of another kind; pass a list of roles'],
  ['an exception that is nothing', stack => new CompliantBucket(stack, 'B', bad({ exceptions: [null] })), 'Stack/B: \'exceptions\' cannot be an object of another kind; pass a list'],
])('%s is an error', (_, make, says) => {
  expect(messageOf(() => make(stackOf({ env })))).toContain(says);
});

test('null is the same as nothing', () => {
  const stack = stackOf({ env });
  new CompliantBucket(stack, 'B', bad({ exceptions: null, encryption: null, encryptionKey: null, network: null }));
  expect(messageOf(() => synth(stack))).toBe('');
});

describe.each([['LegacyStackSynthesizer', LegacyStackSynthesizer], ['CliCredentialsStackSynthesizer', CliCredentialsStackSynthesizer]])('a second factor under %s', (_, Synthesizer) => {
  const stack = () => stackOf({ env, synthesizer: new Synthesizer() });
  test.each<[string, (scope: Stack, mfaExemptRoles: iam.IRole[]) => unknown]>([
    ['a bucket', (scope, mfaExemptRoles) => new Soc2Bucket(scope, 'B', { mfaExemptRoles })],
    ['a log bucket', (scope, mfaExemptRoles) => new AccessLogBucket(scope, 'B', { mfaExemptRoles })],
  ])('%s needs a role that deploys', (__, make) => {
    expect(messageOf(() => make(stack(), []))).toContain('Stack/B: Stack names no role that deploys it, and without a second factor no deployment could change the bucket policy again; '
      + 'pass the role that you deploy with in \'mfaExemptRoles\'');
    const scope = stack();
    make(scope, [iam.Role.fromRoleName(scope, 'Deploy', 'deploy')]);
    expect(messageOf(() => synth(scope))).toBe('');
  });
});

import { App, NestedStack, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, CompliantBucket, HipaaS3Checks } from '../../src';
import { hipaaBucket, messageOf, stackOf, synth } from '../constructs/apps';

/** `rule path` of what fails, once references between stacks are made. */
function failures(stack: Stack, scope = stack.node.root): string[] {
  messageOf(() => synth(stack));
  return new HipaaS3Checks(scope).validateScope(scope).violations.filter(v => !v.ruleName.endsWith('[unknown]'))
    .flatMap(v => v.violatingResources.map(r => `${v.ruleName.replace('HIPAA.S3-', '')} ${r.constructPath}`));
}

/** CDK notes in a template which template a nested stack has, only where its command line asks for asset metadata. */
describe.each([false, true])('nested stacks, with asset metadata: %s', (metadata) => {
  const nesting = () => {
    const stack = stackOf({}, { context: { 'aws:cdk:enable-asset-metadata': metadata } });
    return { stack, nested: new NestedStack(stack, 'Nested') };
  };

  test('a key of the parent stack is seen', () => {
    const { stack, nested } = nesting();
    hipaaBucket(nested, { encryptionKey: new kms.Key(stack, 'Still', { enableKeyRotation: false }) });
    expect(messageOf(() => synth(stack))).toContain('Stack/Nested/Records: control \'key-rotates\' fails');
  });

  test('a key of a nested stack is seen', () => {
    const { stack, nested } = nesting();
    hipaaBucket(stack, { encryptionKey: new kms.Key(nested, 'Still', { enableKeyRotation: false }) });
    expect(messageOf(() => synth(stack))).toContain('Stack/Records: control \'key-rotates\' fails');
  });

  test.each<[string, (stack: Stack, nested: Stack) => unknown]>([
    ['in the parent stack', (s, n) => hipaaBucket(n, { accessLogBucket: new AccessLogBucket(s, 'Logs') })],
    ['in a nested stack', (s, n) => hipaaBucket(s, { accessLogBucket: new AccessLogBucket(n, 'Logs') })],
    ['in a nested stack of a nested stack', (s, n) => hipaaBucket(s, { accessLogBucket: new AccessLogBucket(new NestedStack(n, 'Deep'), 'Logs') })],
    ['in a nested stack beside', (s, n) => hipaaBucket(n, { accessLogBucket: new AccessLogBucket(new NestedStack(s, 'Beside'), 'Logs') })],
  ])('a log bucket %s is seen to get logs', (_, build) => {
    const { stack, nested } = nesting();
    build(stack, nested);
    expect(failures(stack)).toEqual([]);
  });
});

test('a scope inside a stack is judged by the stacks around it', () => {
  const stack = stackOf();
  const bucket = new CompliantBucket(stack, 'Plain', { accessLogBucket: new AccessLogBucket(new Stack(stack.node.root as App, 'Other'), 'Logs') });
  const careless = new s3.Bucket(stack, 'Careless');
  expect(failures(stack, careless)).toContain('versioning-enabled Stack/Careless/Resource');
  expect(failures(stack, bucket)).toEqual(['object-lock-enabled', 'encrypted-with-kms', 'encrypted-with-customer-key', 'vpc-only', 'default-retention']
    .map(rule => `${rule} Stack/Plain/Resource`));
});

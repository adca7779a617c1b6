import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, CompliantBucket } from '../../src';

const ENV = { account: '111122223333', region: 'us-east-1' };

describe('choices that S3 would refuse, or misread', () => {
  test.each<[string, (stack: Stack, app: App) => unknown, string[]]>([
    ['half a day of expiry', s => new CompliantBucket(s, 'B', { expiration: Duration.hours(36) }), ['Stack/B', '\'expiration\' must be whole days, got 1 day 12 hours', 'Duration.days(2)']],
    ['half a day of noncurrent expiry', s => hipaaBucket(s, { noncurrentVersionExpiration: Duration.days(2190.5) }), ['Stack/Records', '\'noncurrentVersionExpiration\'', 'Duration.days(2191)']],
    ['half a day of logs', s => new AccessLogBucket(s, 'Logs', { retention: Duration.hours(36) }), ['Stack/Logs', '\'retention\' must be whole days', 'Duration.days(2)']],
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

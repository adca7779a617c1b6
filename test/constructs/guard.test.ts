import * as s3 from 'aws-cdk-lib/aws-s3';
import { hipaaBucket, messageOf, stackOf, synth } from './apps';
import { AccessLogBucket, CompliantBucket } from '../../src';

describe('what is taken out of the tree', () => {
  test('a whole bucket is not deployed, so nothing is promised of it', () => {
    const stack = stackOf();
    const accessLogBucket = new AccessLogBucket(stack, 'Logs');
    hipaaBucket(stack, {}, 'Gone');
    new CompliantBucket(stack, 'Stays', { accessLogBucket });
    stack.node.tryRemoveChild('Gone');
    expect(messageOf(() => synth(stack))).toBe('');
  });

  test('its resource alone is an error', () => {
    const stack = stackOf();
    hipaaBucket(stack).node.tryRemoveChild('Resource');
    expect(messageOf(() => synth(stack))).toContain('Stack/Records: the bucket is not in its stack\'s template, so its promises cannot be checked; leave its resource in place');
  });

  test('another resource in its place is judged as it is', () => {
    const stack = stackOf();
    const bucket = hipaaBucket(stack);
    bucket.node.tryRemoveChild('Resource');
    new s3.CfnBucket(bucket, 'Resource');
    expect(messageOf(() => synth(stack))).toContain('Stack/Records: control \'encrypted-with-kms\' fails');
  });

  test('a decoy as default child changes nothing', () => {
    const stack = stackOf();
    const bucket = hipaaBucket(stack);
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    bucket.node.defaultChild = hipaaBucket(stack, {}, 'Honest').node.defaultChild;
    expect(messageOf(() => synth(stack))).toContain('Stack/Records: control \'versioning-enabled\' fails');
  });
});

describe('exceptions', () => {
  const suspended = (expires: string, control = 'versioning-enabled') => {
    const stack = stackOf();
    const resource = hipaaBucket(stack).node.defaultChild as s3.CfnBucket;
    resource.addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    resource.addPropertyOverride('ObjectLockEnabled', false);
    resource.addPropertyDeletionOverride('ObjectLockConfiguration');
    const waived = [control, 'object-lock-enabled', 'default-retention'];
    resource.addMetadata('cdk-s3-compliance', { exceptions: waived.map(name => ({ control: name, reason: 'a copy', owner: 'Jane Roe', expires })) });
    return messageOf(() => synth(stack));
  };

  test('a control that the bucket waives may fail', () => expect(suspended('9999-12-31')).toBe(''));

  test('until the day comes', () => {
    expect(suspended('2000-01-01')).toMatch(/control 'versioning-enabled' fails .*the exception of Jane Roe expired on 2000-01-01/);
  });

  test('and no other control', () => expect(suspended('9999-12-31', 'acls-disabled')).toContain('control \'versioning-enabled\' fails'));
});

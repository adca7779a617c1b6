import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { messageOf, stackOf, synth } from './apps';
import { CompliantBucket, type CompliantBucketProps, ComplianceFramework } from '../../src';

const env = { account: '111122223333', region: 'eu-central-1' };
const GDPR = { frameworks: [ComplianceFramework.GDPR], retentionLimit: Duration.days(365) };
const retention = s3.ObjectLockRetention.governance(Duration.days(30));
const exceptions = [{ control: 'personal-data-tagged', reason: 'uploads in parts', owner: 'data office', expires: '2999-01-01' }];
const imported = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** What `explain()` says of one setting. */
function saidOf(setting: string, propsOf: (stack: ReturnType<typeof stackOf>) => CompliantBucketProps) {
  const stack = stackOf({ env });
  const bucket = new CompliantBucket(stack, 'Bucket', propsOf(stack));
  expect(messageOf(() => synth(stack))).toBe('');
  return bucket.explain().find(said => said.setting === setting);
}

test.each<[string, string, (stack: ReturnType<typeof stackOf>) => CompliantBucketProps, string]>([
  ['an exception lets uploads without the tag in', 'personal data', () => ({ ...GDPR, exceptions }), 'tagged on the bucket, erased by one role, handed over by another with an inventory'],
  ['without one they are refused', 'personal data', () => GDPR, 'tagged on the bucket and on every upload, erased by one role, handed over by another with an inventory'],
  ['the lock administrators and the erasure role lift', 'retention of single objects',
    stack => ({ ...GDPR, retention, lockAdministrators: [iam.Role.fromRoleName(stack, 'Locks', 'locks')] }),
    'at most 365 days; GOVERNANCE is lifted by the lock administrators and the erasure role'],
  ['no lock administrators lift nothing', 'retention of single objects', () => ({ retention, lockAdministrators: [] }), 'at most 3650 days; GOVERNANCE is lifted by nobody'],
  ['an imported key', 'the key', stack => ({ ...GDPR, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', imported) }), 'was passed in, and nothing is known of it here'],
  ['a key of this app', 'the key', stack => ({ encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }), 'was passed in, and rotates'],
  ['a key of its own', 'the key', () => GDPR, 'rotates, stays when the stack goes, and is used by this bucket alone'],
])('%s', (_, setting, propsOf, says) => {
  expect(saidOf(setting, propsOf)?.value).toBe(says);
});

test('a framework that is named twice asks once', () => {
  const said = saidOf('transport', () => ({ frameworks: [ComplianceFramework.BASELINE, ComplianceFramework.BASELINE] }));
  expect(said?.frameworks).toEqual(['baseline']);
});

test.each([[ComplianceFramework.BASELINE], [ComplianceFramework.SOC2]])('a key of this app that does not rotate stops the synthesis under %s', (framework) => {
  const stack = stackOf({ env });
  new CompliantBucket(stack, 'Bucket', { frameworks: [framework], encryptionKey: new kms.Key(stack, 'Key') });
  expect(messageOf(() => synth(stack))).toContain('control \'key-rotates\' fails');
});

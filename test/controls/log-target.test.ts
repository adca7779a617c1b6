import { AT, bare, hardened } from './posture';
import { encryptedWithKms } from '../../src/controls/encrypted-with-kms';
import { vpcOnly } from '../../src/controls/vpc-only';
import { known } from '../../src/posture/fact';

const receives = { receivesAccessLogs: known(AT, true) };

test.each([
  ['what it has, passes', encryptedWithKms, hardened(receives), 'pass'],
  ['what it lacks and may lack, does not apply', encryptedWithKms, hardened({ ...receives, encryption: known(AT, 'AES256' as const) }), 'not-applicable'],
  ['a policy that it lacks, does not apply', vpcOnly, { ...bare(), ...receives }, 'not-applicable'],
  ['any other bucket lacks it', encryptedWithKms, hardened({ encryption: known(AT, 'AES256' as const) }), 'fail'],
] as const)('a bucket that receives access logs: %s', (_, control, bucket, outcome) => {
  expect(control.test(bucket).outcome).toBe(outcome);
});

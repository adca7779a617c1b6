import { AT, key, property, unseen } from './posture';
import { table } from './table';
import { keyDeletionRefused } from '../../src/controls';
import { parsePolicy } from '../../src/policy/document';
import { THIS_ACCOUNT } from '../../src/policy/text';
import { known, unknown } from '../../src/posture/fact';

const KEY = property('BucketEncryption/KMSMasterKeyID');
const POLICY = 'Resources/Key/Properties/KeyPolicy';
const LOSE = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'];
const deny = { Effect: 'Deny', Principal: '*', Action: LOSE, Resource: '*' };
const admin = { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${THIS_ACCOUNT}:role/admin` } };
const withPolicy = (...statements: object[]) =>
  ({ key: known(KEY, key({ policy: known(POLICY, parsePolicy({ Version: '2012-10-17', Statement: statements }, { name: 'key policy' })) })) });

table(keyDeletionRefused, [
  ['pass', 'a Deny for everybody', withPolicy(deny), POLICY, /every request to delete or disable the key is refused/],
  ['pass', 'all of KMS denied', withPolicy({ ...deny, Action: 'kms:*' }), POLICY],
  ['pass', 'two statements', withPolicy({ ...deny, Action: LOSE.slice(1) }, { ...deny, Action: LOSE[0] }), POLICY],
  ['pass', 'an AWS managed key', { key: known(KEY, key({ manager: known('Resources/Key', 'aws') })) }, 'Resources/Key', /nobody can disable or delete/],
  ['fail', 'no Deny', withPolicy(), POLICY, /kms:ScheduleKeyDeletion.*is not refused/],
  ['fail', 'an administrator may', withPolicy({ ...deny, Condition: admin }), POLICY, /role\/admin.*is not refused/],
  ['fail', 'the key can be disabled', withPolicy({ ...deny, Action: [LOSE[0], LOSE[2]] }), POLICY, /kms:DisableKey/],
  ['fail', 'one role is refused', withPolicy({ ...deny, Principal: { AWS: `arn:aws:iam::${THIS_ACCOUNT}:role/app` } }), POLICY],
  ['fail', 'no policy is stated', { key: known(KEY, key({ policy: known(POLICY, undefined) })) }, POLICY],
  ['unknown', 'a key of somebody else', { key: known(KEY, key({ policy: unknown(POLICY, 'the key is not in these templates') })) }, POLICY],
  ['unknown', 'a lock that deployment decides', { objectLock: unseen('ObjectLockEnabled') }, property('ObjectLockEnabled')],
  ['not-applicable', 'no lock', { objectLock: known(AT, false) }, AT, /no lock outlasts the key/],
  ['not-applicable', 'no key', { key: known(KEY, undefined) }, KEY],
], ['pass', 'fail', 'unknown', 'not-applicable']);

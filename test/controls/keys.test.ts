import { AT, key, property, unseen } from './posture';
import { table } from './table';
import { keyDedicated } from '../../src/controls/key-dedicated';
import { keyStaysUsable } from '../../src/controls/key-stays-usable';
import { known } from '../../src/posture/fact';

const KEY = 'Resources/Key';
const keyAt = property('BucketEncryption/KMSMasterKeyID');
const keyOf = (overrides: Parameters<typeof key>[0]) => ({ key: known(keyAt, key(overrides)) });
const noKey = { encryption: known(AT, 'AES256' as const), key: known(AT, undefined) };
const awsManaged = known(KEY, 'aws' as const);

table(keyStaysUsable, [
  ['pass', 'enabled and retained', {}, `${KEY}/DeletionPolicy`],
  ['pass', 'AWS managed key', keyOf({ manager: awsManaged, enabled: unseen('Key'), retained: unseen('Key') }), KEY, /nobody can disable or delete/],
  ['pass', 'enabled and retained, whoever manages the key', keyOf({ manager: unseen('Manager') }), `${KEY}/DeletionPolicy`],
  ['fail', 'disabled', keyOf({ enabled: known(KEY, false) }), KEY, /is false/],
  ['fail', 'deleted with its stack', keyOf({ retained: known(KEY, false) }), KEY, /is false/],
  ['fail', 'deleted with its stack, and nobody knows whether it is enabled', keyOf({ retained: known(KEY, false), enabled: unseen('Enabled') }), KEY],
  ['unknown', 'whether it is enabled is unseen', keyOf({ enabled: unseen('Enabled') }), property('Enabled')],
  ['unknown', 'whether it stays is unseen', keyOf({ retained: unseen('DeletionPolicy') }), property('DeletionPolicy')],
  ['unknown', 'disabled, manager unseen', keyOf({ enabled: known(KEY, false), manager: unseen('Manager') }), property('Manager')],
  ['unknown', 'key unseen', { key: unseen('Key') }, property('Key')],
  ['not-applicable', 'SSE-S3', noKey, AT, /none to lose/],
]);

const shared = (...paths: string[]) => keyOf({ otherBuckets: known(KEY, paths) });
table(keyDedicated, [
  ['pass', 'no other bucket', {}, KEY, /no other bucket/],
  ['fail', 'one other bucket', shared('Resources/Other'), KEY, /encrypts Resources\/Other as well/],
  ['fail', 'three other buckets', shared('Resources/Other', 'Resources/Third', 'Resources/Fourth'), KEY, /Resources\/Other and 2 more/],
  ['fail', 'one other bucket, manager unseen', keyOf({ otherBuckets: known(KEY, ['Resources/Other']), manager: unseen('Key') }), KEY],
  ['fail', 'AWS managed key', keyOf({ manager: awsManaged }), KEY, /every bucket of the account/],
  ['fail', 'AWS managed key, other buckets unseen', keyOf({ manager: awsManaged, otherBuckets: unseen('Buckets') }), KEY],
  ['fail', 'SSE-S3', noKey, AT, /no key of its own/],
  ['unknown', 'manager unseen', keyOf({ manager: unseen('Key') }), property('Key')],
  ['unknown', 'other buckets unseen', keyOf({ otherBuckets: unseen('Buckets') }), property('Buckets')],
  ['unknown', 'key unseen', { key: unseen('Key') }, property('Key')],
  ['not-applicable', 'SSE-S3 under access logs', { ...noKey, receivesAccessLogs: known('Resources/Other', true) }, 'Resources/Other', /SSE-S3 only/],
]);

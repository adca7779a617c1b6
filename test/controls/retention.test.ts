import { AT, property, rule, unseen } from './posture';
import { table } from './table';
import { defaultRetention } from '../../src/controls/default-retention';
import { incompleteUploadsAborted } from '../../src/controls/incomplete-uploads-aborted';
import { lifecycleLimits } from '../../src/controls/lifecycle-limits';
import { noncurrentVersionsExpire } from '../../src/controls/noncurrent-versions-expire';
import { objectLockEnabled } from '../../src/controls/object-lock-enabled';
import { replicated } from '../../src/controls/replicated';
import { versioningEnabled } from '../../src/controls/versioning-enabled';
import type { ReplicationRule, Retention } from '../../src/posture/bucket-posture';
import { known } from '../../src/posture/fact';

const logTarget = { receivesAccessLogs: known('Resources/Other', true) };
const lifecycle = property('LifecycleConfiguration');
const rules = (...overrides: Parameters<typeof rule>[0][]) => ({ lifecycle: known(lifecycle, overrides.map(rule)) });
const notSet = known(AT, undefined);

table(versioningEnabled, [
  ['pass', 'enabled', {}, property('VersioningConfiguration/Status')],
  ['fail', 'suspended', { versioning: known(AT, 'Suspended') }, AT, /Suspended/],
  ['fail', 'never enabled', { versioning: known(AT, 'NotStated') }, AT],
  ['unknown', 'unseen', { versioning: unseen('VersioningConfiguration') }, property('VersioningConfiguration')],
]);

table(objectLockEnabled, [
  ['pass', 'enabled', {}, property('ObjectLockEnabled')],
  ['fail', 'off', { objectLock: known(AT, false) }, AT],
  ['fail', 'off, and nobody knows whether it gets logs', { objectLock: known(AT, false), receivesAccessLogs: unseen('Logs') }, AT],
  ['unknown', 'unseen', { objectLock: unseen('ObjectLockEnabled') }, property('ObjectLockEnabled')],
  ['not-applicable', 'log bucket', { ...logTarget, objectLock: known(AT, false) }, 'Resources/Other', /receives access logs/],
]);

const retention = (overrides: Partial<Retention>) => ({
  defaultRetention: known(AT, { mode: known(AT, 'GOVERNANCE' as const), days: known(AT, 30), ...overrides }),
});
table(defaultRetention, [
  ['pass', 'governance mode', {}, property('ObjectLockConfiguration/Rule/Mode')],
  ['pass', 'compliance mode', retention({ mode: known(AT, 'COMPLIANCE') }), AT],
  ['pass', 'governance mode for one day', retention({ days: known(AT, 1) }), AT],
  ['fail', 'no rule', { defaultRetention: known(AT, undefined) }, AT, /not set/],
  ['fail', 'no days', retention({ days: known(AT, 0) }), AT, /0 days/],
  ['fail', 'lock off', { objectLock: known(AT, false) }, AT, /is false/],
  ['fail', 'lock off and no rule', { objectLock: known(AT, false), defaultRetention: known(AT, undefined) }, AT],
  ['unknown', 'rule unseen', { defaultRetention: unseen('Rule') }, property('Rule')],
  ['unknown', 'days unseen', retention({ days: unseen('Days') }), property('Days')],
  ['not-applicable', 'log bucket', { ...logTarget, defaultRetention: known(AT, undefined) }, 'Resources/Other', /blocks their delivery/],
]);

const status = property('LifecycleConfiguration/Rules/0/Status');
table(lifecycleLimits, [
  ['pass', 'after days', {}, property('LifecycleConfiguration/Rules/0/ExpirationInDays')],
  ['pass', 'on a date', rules({ expirationDays: notSet, expirationDate: known(AT, '2040-01-01T00:00:00Z') }), AT],
  ['pass', 'by the second rule', rules({ enabled: known(AT, false) }, {}), status],
  ['pass', 'one rule unseen, one good', rules({ enabled: unseen('Status') }, {}), status],
  ['fail', 'no rule', { lifecycle: known(AT, []) }, AT, /no enabled rule/],
  ['fail', 'disabled', rules({ enabled: known(AT, false) }), AT, /is false/],
  ['fail', 'a prefix only', rules({ wholeBucket: known(AT, false) }), AT, /is false/],
  ['fail', 'noncurrent versions only', rules({ expirationDays: notSet }), AT, /not set/],
  ['unknown', 'status unseen', rules({ enabled: unseen('Status') }), property('Status')],
  ['unknown', 'unseen', { lifecycle: unseen('LifecycleConfiguration') }, lifecycle],
]);

table(noncurrentVersionsExpire, [
  ['pass', 'after days', {}, property('LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration')],
  ['pass', 'with versioning suspended', { versioning: known(AT, 'Suspended') }, status],
  ['fail', 'no rule', { lifecycle: known(AT, []) }, AT, /no enabled rule/],
  ['fail', 'disabled', rules({ enabled: known(AT, false) }), lifecycle],
  ['fail', 'a prefix only', rules({ wholeBucket: known(AT, false) }), AT],
  ['fail', 'current versions only', rules({ noncurrentDays: notSet }), AT, /not set/],
  ['unknown', 'days unseen', rules({ noncurrentDays: unseen('Days') }), property('Days')],
  ['unknown', 'versioning unseen', { versioning: unseen('Versioning') }, property('Versioning')],
  ['not-applicable', 'never versioned', { versioning: known(AT, 'NotStated'), lifecycle: known(AT, []) }, AT, /no noncurrent versions/],
]);

table(incompleteUploadsAborted, [
  ['pass', 'after a week', {}, property('LifecycleConfiguration/Rules/0/AbortIncompleteMultipartUpload')],
  ['pass', 'after a day', rules({ abortIncompleteUploadDays: known(AT, 1) }), AT],
  ['fail', 'no rule', { lifecycle: known(AT, []) }, AT],
  ['fail', 'after eight days', rules({ abortIncompleteUploadDays: known(AT, 8) }), AT, /8 days, expected 1 to 7/],
  ['fail', 'not set', rules({ abortIncompleteUploadDays: notSet }), AT, /not set/],
  ['fail', 'disabled', rules({ enabled: known(AT, false) }), AT],
  ['fail', 'a prefix only', rules({ wholeBucket: known(AT, false) }), AT],
  ['unknown', 'days unseen', rules({ abortIncompleteUploadDays: unseen('Days') }), property('Days')],
]);

const copies = (more: Partial<ReplicationRule>) => ({
  replication: known(AT, [{
    at: AT,
    enabled: known(AT, true),
    wholeBucket: known(AT, true),
    kmsObjects: known(AT, true),
    destination: known(AT, 'copies'),
    region: known(AT, 'eu-west-1'),
    storageClass: known(AT, undefined),
    ...more,
  }]),
});
table(replicated, [
  ['pass', 'one rule', {}, property('ReplicationConfiguration/Rules/0/Status')],
  ['fail', 'no rule', { replication: known(AT, []) }, AT, /no enabled rule/],
  ['pass', 'no KMS objects where there are none', { ...copies({ kmsObjects: known(AT, false) }), encryption: known(AT, 'AES256') }, AT],
  ['fail', 'a disabled rule', copies({ enabled: known(AT, false) }), AT, /is false/],
  ['fail', 'a prefix only', copies({ wholeBucket: known(AT, false) }), AT, /is false/],
  ['fail', 'no objects under a KMS key', copies({ kmsObjects: known(AT, false) }), AT, /is false/],
  ['unknown', 'objects under a KMS key unseen', copies({ kmsObjects: unseen('SourceSelectionCriteria') }), property('SourceSelectionCriteria')],
  ['unknown', 'unseen', { replication: unseen('ReplicationConfiguration') }, property('ReplicationConfiguration')],
  ['not-applicable', 'log bucket', { ...logTarget, replication: known(AT, []) }, 'Resources/Other', /receives access logs/],
]);

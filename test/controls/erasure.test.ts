import { AT, hardened, inventory, property, rule, unseen } from './posture';
import { table } from './table';
import { erasurePossible } from '../../src/controls/erasure-possible';
import { inventoryListed } from '../../src/controls/inventory-listed';
import { legalHoldPossible } from '../../src/controls/legal-hold-possible';
import { parsePolicy } from '../../src/policy/document';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import type { LifecycleRule, Retention } from '../../src/posture/bucket-posture';
import { NOTHING_DECLARED } from '../../src/posture/declarations';
import { type Fact, known } from '../../src/posture/fact';

const lifecycle = property('LifecycleConfiguration');
const notSet = known(AT, undefined);
const off = known(AT, false);
const rules = (...overrides: Partial<LifecycleRule>[]) => ({ lifecycle: known(lifecycle, overrides.map(rule)) });
const locked = (mode: Retention['mode']) => ({ defaultRetention: known(AT, { mode, days: known(AT, 30) }) });
const COMPLIANCE = locked(known(AT, 'COMPLIANCE'));
const basis = (retentionLegalBasis: string) => ({ declared: known(AT, { ...NOTHING_DECLARED, retentionLegalBasis }) });
const neverVersioned = { versioning: known(AT, 'NotStated' as const), lifecycle: known(AT, []) };

const modeRefused = (narrower: object) => known(AT, parsePolicy({
  Statement: {
    Effect: 'Deny',
    Principal: '*',
    Action: ['s3:PutObject', 's3:PutObjectRetention'],
    Resource: `${THIS_BUCKET_ARN}/*`,
    Condition: { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
    ...narrower,
  },
}, { name: 'bucket policy' }));

table(erasurePossible, [
  ['pass', 'governance mode', {}, property('ObjectLockConfiguration/Rule/Mode'), /BypassGovernanceRetention/],
  ['pass', 'no default retention', { defaultRetention: notSet }, AT, /no lock is in the way/],
  ['pass', 'no default retention and never versioned', { ...neverVersioned, defaultRetention: notSet }, AT],
  ['pass', 'markers go, current versions stay', rules({ expirationDays: notSet }), `${lifecycle}/Rules/0/ExpiredObjectDeleteMarker`],
  ['pass', 'markers go with the days of expiration', rules({ deleteMarkers: off }), `${lifecycle}/Rules/0/ExpirationInDays`],
  ['pass', 'versions by one rule, markers by another', rules({ deleteMarkers: off, expirationDays: notSet }, { noncurrentDays: notSet }), `${lifecycle}/Rules/0/Status`],
  ['fail', 'compliance mode', COMPLIANCE, AT, /no legal basis/],
  ['fail', 'compliance mode for an empty reason', { ...COMPLIANCE, ...basis(' ') }, AT, /no legal basis/],
  ['fail', 'compliance mode for a reason that shows nothing', { ...COMPLIANCE, ...basis('\u200b\u2800\u3164') }, AT, /no legal basis/],
  ['fail', 'compliance mode and never versioned', { ...COMPLIANCE, ...neverVersioned }, AT, /nobody can lift/],
  ['pass', 'no lock, so no writer can lock', { objectLock: off, defaultRetention: notSet, policy: known(AT, undefined) }, AT],
  ['pass', 'writers may lock for good, for a legal basis', { policy: known(AT, undefined), ...basis('Section 147 AO') }, property('ObjectLockConfiguration/Rule/Mode')],
  ['fail', 'writers may lock for good', { policy: known(AT, undefined) }, AT, /COMPLIANCE mode/],
  ['fail', 'one role may not lock for good', { policy: modeRefused({ Principal: { AWS: 'arn:aws:iam::111122223333:role/app' } }) }, AT, /COMPLIANCE mode, is not refused/],
  ['fail', 'uploads may lock for good', { policy: modeRefused({ Action: 's3:PutObjectRetention' }) }, AT, /s3:PutObject on/],
  ['fail', 'no lifecycle', { lifecycle: known(lifecycle, []) }, lifecycle, /noncurrent versions/],
  ['fail', 'no lifecycle, whatever the legal basis', { lifecycle: known(lifecycle, []), ...basis('Section 147 AO') }, lifecycle, /delete markers/],
  ['fail', 'no lifecycle, and versioning suspended', { lifecycle: known(lifecycle, []), versioning: known(AT, 'Suspended') }, lifecycle],
  ['fail', 'noncurrent versions stay', rules({ noncurrentDays: notSet }), lifecycle, /noncurrent versions/],
  ['fail', 'markers stay', rules({ deleteMarkers: off, expirationDays: notSet }), lifecycle, /delete markers/],
  ['fail', 'markers stay until a date', rules({ deleteMarkers: off, expirationDays: notSet, expirationDate: known(AT, '2040-01-01T00:00:00Z') }), lifecycle],
  ['fail', 'markers of a prefix go', rules({ deleteMarkers: off, expirationDays: notSet }, { wholeBucket: off }), lifecycle, /delete markers/],
  ['fail', 'markers go by a disabled rule', rules({ deleteMarkers: off, expirationDays: notSet }, { enabled: off }), lifecycle, /delete markers/],
  ['fail', 'a disabled rule', rules({ enabled: off }), lifecycle],
  ['unknown', 'whether objects can be locked is unseen', { objectLock: unseen('ObjectLockEnabled') }, property('ObjectLockEnabled')],
  ['unknown', 'mode unseen', locked(unseen('Mode')), property('Mode')],
  ['unknown', 'retention unseen', { defaultRetention: unseen('Rule') }, property('Rule')],
  ['unknown', 'compliance mode, declarations unseen', { ...COMPLIANCE, declared: unseen('Metadata') }, property('Metadata')],
  ['unknown', 'compliance mode, declarations unseen, no lifecycle', { ...COMPLIANCE, declared: unseen('Metadata'), lifecycle: known(AT, []) }, property('Metadata')],
  ['unknown', 'versioning unseen', { versioning: unseen('Versioning') }, property('Versioning')],
  ['unknown', 'lifecycle unseen', { lifecycle: unseen('Lifecycle') }, property('Lifecycle')],
  ['unknown', 'whether markers go is unseen', rules({ deleteMarkers: unseen('Marker'), expirationDays: notSet }), property('Marker')],
  ['not-applicable', 'compliance mode for a legal basis', { ...COMPLIANCE, ...basis('Section 147 "AO"') }, AT, /before erasure: "Section 147 \\"AO\\""/],
]);

test('erasure-possible never turns a legal basis into a pass', () => {
  const everything: Fact<readonly LifecycleRule[]>[] = [known(AT, []), known(AT, [rule()]), unseen('Lifecycle')];
  for (const rulesOf of everything) expect(erasurePossible.test(hardened({ ...COMPLIANCE, ...basis('law'), lifecycle: rulesOf })).outcome).toBe('not-applicable');
});

const inventories = (...overrides: Parameters<typeof inventory>[0][]) => ({ inventories: known(AT, overrides.map(inventory)) });
table(inventoryListed, [
  ['pass', 'one', {}, property('InventoryConfigurations/0/Enabled')],
  ['pass', 'the second', inventories({ enabled: off }, {}), property('InventoryConfigurations/0')],
  ['fail', 'none', inventories(), AT, /no enabled inventory of all objects/],
  ['fail', 'disabled', inventories({ enabled: off }), AT, /is false/],
  ['fail', 'a prefix only', inventories({ wholeBucket: off }), AT, /is false/],
  ['fail', 'halves of one', inventories({ enabled: off }, { wholeBucket: off }), AT],
  ['unknown', 'prefix unseen', inventories({ wholeBucket: unseen('Prefix') }), property('Prefix')],
  ['unknown', 'unseen', { inventories: unseen('InventoryConfigurations') }, property('InventoryConfigurations')],
]);

table(legalHoldPossible, [
  ['pass', 'Object Lock', {}, property('ObjectLockEnabled')],
  ['pass', 'Object Lock without a default retention', { defaultRetention: notSet }, property('ObjectLockEnabled')],
  ['fail', 'no Object Lock', { objectLock: off }, AT, /is false/],
  ['unknown', 'unseen', { objectLock: unseen('ObjectLockEnabled') }, property('ObjectLockEnabled')],
  ['not-applicable', 'log bucket', { objectLock: off, receivesAccessLogs: known('Resources/Other', true) }, 'Resources/Other', /Object Lock can stop/],
]);

import type { BucketPosture, Retention } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { type Spot, amount, get, oneOf, truth } from './spot';

/** Object Lock, default retention and versioning of a bucket, from the spot of its properties. */
export function objectLockOf(properties: Spot): Pick<BucketPosture, 'objectLock' | 'defaultRetention' | 'versioning'> {
  const objectLock = lockOf(properties);
  return { objectLock, defaultRetention: retentionOf(properties), versioning: versioningOf(properties, objectLock) };
}

/** Either property enables it: the one at creation, or the configuration. */
function lockOf(properties: Spot): Fact<boolean> {
  const atCreation = truth(get(properties, 'ObjectLockEnabled'), false);
  const configured = map(oneOf(get(properties, 'ObjectLockConfiguration', 'ObjectLockEnabled'), ['Enabled', 'Disabled'], 'Disabled'), is => is === 'Enabled');
  const facts = [atCreation, configured];
  return facts.find(fact => isKnown(fact) && fact.value) ?? facts.find(fact => !isKnown(fact)) ?? atCreation;
}

function retentionOf(properties: Spot): Fact<Retention | undefined> {
  const retention = get(properties, 'ObjectLockConfiguration', 'Rule', 'DefaultRetention');
  const { at, value, assuming, doubt } = retention;
  if (value === undefined) return doubt === undefined ? known(at, undefined) : unknown(at, doubt);
  return known(at, { mode: oneOf(get(retention, 'Mode'), ['GOVERNANCE', 'COMPLIANCE']), days: daysOf(retention) }, assuming);
}

function daysOf(retention: Spot): Fact<number> {
  const years = get(retention, 'Years');
  return years.value === undefined ? amount(get(retention, 'Days')) : map(amount(years), length => length * 365);
}

/** S3 turns versioning on together with Object Lock, so a template need not state it. */
function versioningOf(properties: Spot, lock: Fact<boolean>): BucketPosture['versioning'] {
  const status = get(properties, 'VersioningConfiguration', 'Status');
  if (status.value === undefined && !isKnown(lock)) return lock;
  if (status.value === undefined && isKnown(lock) && lock.value) return known(lock.at, 'Enabled', lock.assuming);
  return oneOf(status, ['Enabled', 'Suspended', 'NotStated'], 'NotStated');
}

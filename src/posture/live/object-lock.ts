import type { BucketPosture, Retention } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { type Look, amount, member, oneOf, optional } from './look';

/** Object Lock and the default retention of a bucket. */
export function objectLockOf(answer: Look): Pick<BucketPosture, 'objectLock' | 'defaultRetention'> {
  const configuration = member(answer, 'ObjectLockConfiguration');
  const objectLock = map(oneOf(member(configuration, 'ObjectLockEnabled'), ['Enabled', 'Disabled'], 'Disabled'), is => is === 'Enabled');
  const rule = optional(configuration, 'Rule');
  return { objectLock, defaultRetention: retentionOf(member(rule, 'DefaultRetention')) };
}

function retentionOf(retention: Look): Fact<Retention | undefined> {
  const { at, value, why } = retention;
  if (why !== undefined) return unknown(at, why);
  return known(at, value === undefined ? undefined : { mode: oneOf(member(retention, 'Mode'), ['GOVERNANCE', 'COMPLIANCE']), days: daysOf(retention) });
}

function daysOf(retention: Look): Fact<number> {
  const [days, years] = [optional(retention, 'Days'), optional(retention, 'Years')];
  if (days.value !== undefined && years.value !== undefined) return unknown(retention.at, 'OddAnswer: states days and years');
  return years.value === undefined ? amount(days) : map(amount(years), length => length * 365);
}

/** S3 answers nothing where versioning was never enabled. */
export const versioningOf = (answer: Look): BucketPosture['versioning'] => {
  const status = oneOf(optional(answer, 'Status'), ['Enabled', 'Suspended', 'NotStated'], 'NotStated');
  return isKnown(status) && status.value === 'NotStated' && optional(answer, 'Status').value !== undefined
    ? unknown(status.at, 'OddAnswer: "NotStated" is no status') : status;
};

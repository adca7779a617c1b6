import { CfnDeletionPolicy, type CfnResource, type Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { BucketPosture, LifecycleRule } from '../posture/bucket-posture';
import { type Fact, isKnown } from '../posture/fact';

/** Lengths that the owner of a bucket stated. */
export interface Stated {
  readonly retention?: s3.ObjectLockRetention;
  readonly retentionLimit?: Duration;
}

/** What a later change made of the stated lengths, as sentences. What only deployment decides is nothing. */
export function notAsStated({ retention, retentionLimit }: Stated, posture: BucketPosture, resource: CfnResource): string[] {
  return [
    ...retention ? lockLost(retention, posture, retentionLimit) : [],
    ...retention && resource.cfnOptions.deletionPolicy === CfnDeletionPolicy.DELETE
      ? ['the bucket has RemovalPolicy.DESTROY, and locked objects cannot be deleted; leave it at RemovalPolicy.RETAIN'] : [],
    ...retentionLimit && !keptWithin(posture.lifecycle, retentionLimit.toDays())
      ? [`no lifecycle rule for the whole bucket ends current and noncurrent versions within the retention limit of ${retentionLimit.toHumanString()}; leave the rule 'Limits' as it is`] : [],
  ];
}

function lockLost({ mode, duration }: s3.ObjectLockRetention, { defaultRetention, lifecycle }: BucketPosture, limit?: Duration): string[] {
  const stated = `${mode}, ${duration.toHumanString()}`;
  // Where the limit is as long as the lock, a day of it is needed to remove what expired.
  const least = limit ? Math.min(duration.toDays(), limit.toDays() - 1) : duration.toDays();
  const found = isKnown(defaultRetention) ? defaultRetention.value : undefined;
  const weaker = found !== undefined && ((isKnown(found.days) && found.days.value < duration.toDays())
    || (isKnown(found.mode) && found.mode.value !== mode));
  const early = isKnown(lifecycle) ? lifecycle.value.map(daysOf).find(days => days !== undefined && days < least) : undefined;
  return [
    ...weaker ? [`the default retention is not the stated one (${stated}) any more; leave ObjectLockConfiguration as it is`] : [],
    ...early !== undefined ? [`a lifecycle rule expires objects after ${early} days, before their retention ends (${stated}); pass Duration.days(${least}) or more`] : [],
  ];
}

const daysOf = ({ enabled, expirationDays }: LifecycleRule): number | undefined =>
  valueOf(enabled) === false ? undefined : valueOf(expirationDays);

/** Whether the shortest of the rules for everything, or what nobody knows of them, is within the limit. */
function keptWithin(lifecycle: Fact<readonly LifecycleRule[]>, limit: number): boolean {
  if (!isKnown(lifecycle)) return true;
  const whole = lifecycle.value.filter(rule => valueOf(rule.enabled) !== false && valueOf(rule.wholeBucket) !== false);
  const perhaps = whole.some(rule => valueOf(rule.expirationDate) !== undefined
    || [rule.enabled, rule.wholeBucket, rule.expirationDays, rule.expirationDate, rule.noncurrentDays].some(isOpen));
  const least = (days: readonly (number | undefined)[]) => Math.min(...days.map(d => d ?? Infinity));
  return perhaps || least(whole.map(rule => valueOf(rule.expirationDays))) + least(whole.map(rule => valueOf(rule.noncurrentDays))) <= limit;
}

/** Versions that are kept by number have no end in days; what else is unknown only deployment decides. */
const isOpen = (fact: Fact<unknown>): boolean => !isKnown(fact) && !fact.unknown.startsWith('keeps some');

const valueOf = <T>(fact: Fact<T>): T | undefined => isKnown(fact) ? fact.value : undefined;

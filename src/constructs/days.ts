import type { Duration } from 'aws-cdk-lib';
import { show } from './shapes';

/**
 * The days of a length that S3 counts in whole days; refuses any other length.
 *
 * @param path of the bucket, for the message
 * @returns undefined where the length is decided at deploy time
 */
export function wholeDays(path: string, name: string, length: Duration): number | undefined {
  if (typeof length.isUnresolved !== 'function') throw new Error(`${path}: '${name}' cannot be ${show(length)}; pass Duration.days(...)`);
  if (length.isUnresolved()) return undefined;
  const days = length.toDays({ integral: false });
  if (days < 1) throw new Error(`${path}: '${name}' must be at least 1 day, got ${length.toHumanString()}; pass Duration.days(1) or more`);
  if (!Number.isInteger(days)) {
    throw new Error(`${path}: '${name}' must be whole days, got ${length.toHumanString()}; pass Duration.days(${Math.ceil(days)})`);
  }
  return days;
}

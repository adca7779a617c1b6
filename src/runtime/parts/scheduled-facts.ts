import { isKnown, unknown } from '../../posture/fact';
import { readRecordings } from '../../posture/live';
import type { Recording } from '../../posture/live/port';
import type { BucketReading } from '../../posture/reading';

/** What was read, and whether it is all that there is. */
export interface Seen {
  readonly account: string;
  readonly recordings: readonly Recording[];
  /** The names of all buckets of the account; undefined where only some were asked for. */
  readonly listed?: readonly string[];
}

/**
 * What the recordings say together. Where not all buckets of the account were read, it is unknown that no other bucket sends its access logs here
 * or uses the same key: the others may.
 */
export function readingsSeen({ account, recordings, listed }: Seen): readonly BucketReading[] {
  const readings = readRecordings(recordings, listed ? { listed: { [account]: listed } } : {});
  const read = new Set(recordings.map(({ bucket }) => bucket));
  if (listed?.every(name => read.has(name))) return readings;
  return readings.map(reading => ({
    ...reading,
    alternatives: reading.alternatives.map(({ when, posture }) => {
      const { receivesAccessLogs: logs } = posture;
      const open = isKnown(logs) && !logs.value;
      return { when, posture: open ? { ...posture, receivesAccessLogs: unknown(logs.at, NOT_ALL) } : posture };
    }),
  }));
}

const NOT_ALL = 'not all buckets of the account were read together, and another may send its access logs here';

/** Whether S3 said that there is no such bucket: made away since it was listed, or named wrongly. */
export const isGone = ({ answers }: Recording): boolean => answers.GetBucketLocation?.error?.code === 'NoSuchBucket';

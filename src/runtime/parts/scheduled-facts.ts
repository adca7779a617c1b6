import { perhapsReceiving } from './log-receivers';
import type { Task } from './scheduled-world';
import { type Declarations, NOTHING_DECLARED } from '../../posture/declarations';
import { readRecordings } from '../../posture/live';
import type { Recording } from '../../posture/live/port';
import type { BucketReading } from '../../posture/reading';

/** What was read, and whether it is all that there is. */
export interface Seen {
  readonly account: string;
  readonly recordings: readonly Recording[];
  /** The names of all buckets of the account; undefined where only some were asked for. */
  readonly listed?: readonly string[];
  readonly exceptions?: Task['exceptions'];
}

/**
 * What the recordings say together. Where not all buckets of the account were read, nobody knows whether one of the others sends its access logs
 * here: a bucket is judged both ways then, and where that makes a difference, it is unknown. Who else uses a key is unknown as well.
 */
export function readingsSeen({ account, recordings, listed, exceptions = {} }: Seen): readonly BucketReading[] {
  const readings = readRecordings(recordings, { declarations: declared(exceptions), ...listed && { listed: { [account]: listed } } });
  const read = new Set(recordings.map(({ bucket }) => bucket));
  const all = listed?.every(name => read.has(name)) ?? false;
  return readings.map(reading => perhapsReceiving(reading, all));
}

const declared = (exceptions: NonNullable<Task['exceptions']>): Readonly<Record<string, Declarations>> =>
  Object.fromEntries(Object.entries(exceptions).map(([bucket, those]) =>
    [bucket, { ...NOTHING_DECLARED, exceptions: those.map((one, i) => ({ ...one, at: `Declarations/${bucket}/exceptions/${i}` })) }]));

/** Whether S3 said that there is no such bucket: made away since it was listed, or named wrongly. */
export const isGone = ({ answers }: Recording): boolean => answers.GetBucketLocation?.error?.code === 'NoSuchBucket';

import { accessLogsOf } from './access-logs';
import { answerTo } from './answers';
import { bucketPosture, type Together } from './bucket';
import { keyUsersAmong, otherBuckets } from './key-users';
import type { Recording } from './port';
import { own } from '../cloudformation/json-value';
import type { Declarations } from '../declarations';
import { isKnown } from '../fact';
import type { BucketReading } from '../reading';

export interface ReadRecordingsOptions {
  /** What the owners declare about their buckets, by the names of the buckets. @default - nothing */
  readonly declarations?: Readonly<Record<string, Declarations>>;
  /**
   * The names of all buckets of an account, by account, as ListBuckets gives them. Only with them it can be known that no other bucket uses a key.
   *
   * @default - nobody listed them
   */
  readonly listed?: Readonly<Record<string, readonly string[]>>;
}

/** Reads what was recorded of some buckets together: who logs to whom, and who shares a key, is seen across them. Never throws. */
export function readRecordings(recordings: readonly Recording[], options: ReadRecordingsOptions = {}): readonly BucketReading[] {
  const together = togetherOf(recordings, options);
  return recordings.map(recording => ({
    template: `aws://${recording.account}`,
    logicalId: recording.bucket,
    at: `Buckets/${recording.bucket}`,
    alternatives: [{ when: [], posture: bucketPosture(recording, together) }],
  }));
}

function togetherOf(recordings: readonly Recording[], { declarations, listed }: ReadRecordingsOptions): Together {
  const read = new Set(recordings.map(({ bucket }) => bucket));
  const targets = new Map(recordings.map(recording => [recording.bucket, logTarget(recording)]));
  const sources = logSources(targets);
  const users = keyUsersAmong(recordings);
  const owners = new Map(recordings.map(({ bucket, account }) => [bucket, account]));
  const unread = new Map([...new Set(owners.values())].map(account => [account, unreadOf(account)]));
  return {
    isRead: bucket => read.has(bucket),
    logSource: bucket => sources.get(bucket),
    otherBuckets: (key, bucket, at) => otherBuckets(users, key, bucket, unread.get(owners.get(bucket) ?? ''), at),
    declared: bucket => own(declarations, bucket) as Declarations | undefined,
  };

  function unreadOf(account: string): number | undefined {
    const names = own(listed, account);
    return Array.isArray(names) ? names.filter(name => !read.has(name as string)).length : undefined;
  }
}

function logTarget(recording: Recording): string | undefined {
  const logs = accessLogsOf(answerTo(recording, '', 'GetBucketLogging'), recording.bucket);
  return isKnown(logs) && logs.value && isKnown(logs.value.bucket) ? logs.value.bucket.value : undefined;
}

/** For each bucket that receives access logs one that sends them. Of buckets that log to each other, directly or in a circle, none counts. */
function logSources(targets: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const [source, target] of targets) {
    if (target !== undefined && !sources.has(target) && !leadsTo(target, source, targets)) sources.set(target, source);
  }
  return sources;
}

const MAX_CHAIN = 20;

function leadsTo(from: string, to: string, targets: ReadonlyMap<string, string | undefined>): boolean {
  let at: string | undefined = from;
  for (let i = 0; at !== undefined && i < MAX_CHAIN; i++) {
    if (at === to) return true;
    at = targets.get(at);
  }
  return false;
}

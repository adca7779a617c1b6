import { byPlace } from './audit-options';
import { EVERY_BUCKET } from './audit-stream';
import { unreadableBucket } from '../../posture/cloudformation/unreadable-bucket';
import type { Declarations } from '../../posture/declarations';
import { readRecordings } from '../../posture/live';
import type { Recording } from '../../posture/live/port';
import type { BucketReading } from '../../posture/reading';

/** What recordings say, all of them together. An account that could not be listed is one bucket `*`, of which nothing is known. */
export function readingsOf(recordings: readonly Recording[], declarations?: Readonly<Record<string, Declarations>>): readonly BucketReading[] {
  const sorted = [...recordings].sort(byPlace);
  return [
    ...readRecordings(sorted.filter(({ bucket }) => bucket !== EVERY_BUCKET), declarations ? { declarations } : {}),
    ...sorted.filter(({ bucket }) => bucket === EVERY_BUCKET).map(unlisted),
  ];
}

function unlisted({ account, answers }: Recording): BucketReading {
  const at = `Buckets/${EVERY_BUCKET}`;
  const { code = 'Error', says = code } = answers.ListBuckets?.error ?? {};
  const posture = unreadableBucket(at, `arn:aws:s3:::${EVERY_BUCKET}`, `the buckets of the account could not be listed: ${says}`);
  return { template: `aws://${account}`, logicalId: EVERY_BUCKET, at, alternatives: [{ when: [], posture }] };
}

/** What the caller should hear at once, though the report says it as well. */
export function notesOn(recordings: readonly Recording[]): readonly string[] {
  return recordings.flatMap(({ account, bucket, answers }) => {
    if (bucket === EVERY_BUCKET) return [`the buckets of account ${account} were not judged: ${answers.ListBuckets?.error?.says ?? 'they could not be listed'}`];
    const codes = new Set(Object.values(answers).map(({ error }) => error?.code));
    if (codes.has('NoSuchBucket')) return [`there is no bucket '${bucket}'; all is unknown of it; check the name, or the account that made it`];
    return [];
  });
}

import type { Reading } from './audit-collect';
import { EVERY_BUCKET } from './audit-stream';
import { perhapsReceiving } from './log-receivers';
import { unreadableBucket } from '../../posture/cloudformation/unreadable-bucket';
import { type Declarations, NOTHING_DECLARED } from '../../posture/declarations';
import { known } from '../../posture/fact';
import { type Observation, readRecordings, type Recording } from '../../posture/live';
import type { BucketReading } from '../../posture/reading';

/** What recordings say, all of them together. An account that could not be listed is one bucket `*`, of which nothing is known. */
export function readingsOf(
  { recordings, listed = [] }: Pick<Reading, 'recordings'> & Partial<Reading>, declarations?: Readonly<Record<string, Declarations>>,
): readonly BucketReading[] {
  const names = Object.fromEntries(listed.map(({ account, buckets }) => [account, buckets]));
  const named = recordings.filter(({ bucket }) => bucket !== EVERY_BUCKET);
  const read = new Set(named.map(({ bucket }) => bucket));
  const readings = readRecordings(named, { listed: names, ...declarations && { declarations } });
  return [
    ...readings.map((reading, i) => perhapsReceiving(reading, names[named[i].account]?.every(name => read.has(name)) ?? false)),
    ...recordings.filter(({ bucket }) => bucket === EVERY_BUCKET).map(unlisted),
  ];
}

function unlisted(recording: Recording): BucketReading {
  const { account } = recording;
  const at = `Buckets/${EVERY_BUCKET}`;
  const posture = {
    ...unreadableBucket(at, `arn:aws:s3:::${EVERY_BUCKET}`, `the buckets of the account could not be listed: ${refusalOf(recording)}`),
    account: known(at, account),
    declared: known(at, NOTHING_DECLARED),
  };
  return { template: `aws://${account}`, logicalId: EVERY_BUCKET, at, alternatives: [{ when: [], posture }] };
}

const refusalOf = ({ answers: { ListBuckets: found } }: Recording): string => found?.error?.says ?? found?.error?.code ?? 'nobody asked';

/** What was seen of the accounts, each with the account that it was seen of. */
export function observationsOf({ accounts = [] }: Partial<Reading>): readonly Observation[] {
  return accounts.flatMap(({ account, observations }) => observations.map(seen => seen.at.includes(account) ? seen : { ...seen, at: `Accounts/${account}/${seen.at}` }));
}

/** What the caller should hear at once, though the report says it as well. */
export function notesOn({ recordings }: Pick<Reading, 'recordings'>): readonly string[] {
  return recordings.flatMap(recording => {
    const { account, bucket, answers } = recording;
    if (bucket === EVERY_BUCKET) return [`the buckets of account ${account} were not judged: ${refusalOf(recording)}`];
    const missing = Object.entries(answers).some(([name, { error }]) => error?.code === 'NoSuchBucket' && !name.includes(' '));
    return missing ? [`there is no bucket '${bucket}', so all is unknown of it; check its name, or whether it was deleted meanwhile`] : [];
  });
}

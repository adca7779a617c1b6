import { answerName, answerTo } from './answers';
import { ask, askOnce, type SharedAnswers, sharedAnswers } from './ask';
import type { CallName } from './calls';
import { keyNamed, keyRegion } from './key-name';
import { optional } from './look';
import { ACCESS_POINTS, askPages, INVENTORIES } from './pages';
import { type Answer, type Input, type Port, RECORDING, type Recording, type Sending } from './port';
import { regionFrom } from './region';
import { bucketOfArn } from './s3-arn';
import { trailsIn } from './trail-list';
import { own } from '../cloudformation/json-value';

export interface Where {
  /** The account that the bucket is expected to be in, as twelve digits. */
  readonly account: string;
  readonly bucket: string;
  /** The Region to ask first where the bucket is. @default - the port's own */
  readonly region?: string;
  /** Ends the asking. */
  readonly signal?: AbortSignal;
  /** @default - nothing is shared with other recordings */
  readonly shared?: SharedAnswers;
}

/** What is asked of the bucket itself, beside where it is. */
const OF_BUCKET = [
  'GetPublicAccessBlock', 'GetBucketOwnershipControls', 'GetBucketAcl', 'GetBucketPolicy', 'GetBucketEncryption', 'GetBucketVersioning',
  'GetObjectLockConfiguration', 'GetBucketLifecycleConfiguration', 'GetBucketReplication', 'GetBucketLogging', 'GetBucketWebsite',
  'GetBucketTagging', 'GetBucketNotificationConfiguration',
] as const satisfies readonly CallName[];

/** What is asked of the bucket that gets the access logs. */
export const OF_LOG_BUCKET = [
  'GetBucketEncryption', 'GetObjectLockConfiguration', 'GetBucketPolicy', 'GetBucketAcl', 'GetBucketOwnershipControls',
] as const satisfies readonly CallName[];

const AT_ONCE = 6;
const MOST_FOLLOWED = 1_000;

/**
 * Asks all that is asked about one bucket, and about the log bucket, the key, the trails, the replication targets and the access points
 * behind it, and keeps the answers. An error of AWS is an answer.
 *
 * @throws the reason of the signal, once that is aborted
 */
export async function record(port: Port, where: Where): Promise<Recording> {
  const { account, bucket, signal, shared = sharedAnswers() } = where;
  const answers = new Map<string, Answer>();
  const recording = (): Recording => ({ schema: RECORDING, account, bucket, answers: Object.fromEntries([...answers].sort(byName)) });
  const keep = async (call: CallName, of: string | undefined, asked: Promise<Answer>): Promise<void> => {
    answers.set(answerName(call, of), await asked);
  };
  const owned = { ExpectedBucketOwner: account };
  const found = (call: CallName, ...keys: readonly string[]): unknown => optional(answerTo(recording(), '', call), ...keys).value;

  await keep('GetBucketLocation', undefined, locate(port, { Bucket: bucket, ...owned }, where.region, signal));
  const region = regionFrom(answerTo(recording(), '', 'GetBucketLocation')) ?? where.region;
  const sending: Sending = { ...region !== undefined && { region }, ...signal && { signal } };
  const once = (call: CallName, of: string | undefined, input: Input, to: Sending = sending): Promise<void> =>
    keep(call, of, askOnce(shared, port, call, input, to));

  await inTurns([
    ...OF_BUCKET.map(call => () => keep(call, undefined, ask(port, call, { Bucket: bucket, ...owned }, sending))),
    () => keep('ListBucketInventoryConfigurations', undefined,
      askPages(port, 'ListBucketInventoryConfigurations', INVENTORIES, { Bucket: bucket, ...owned }, sending)),
    () => keep('ListAccessPoints', undefined, askPages(port, 'ListAccessPoints', ACCESS_POINTS, { AccountId: account, Bucket: bucket }, sending)),
    () => once('DescribeTrails', undefined, { includeShadowTrails: true }),
  ]);

  const logBucket = found('GetBucketLogging', 'LoggingEnabled', 'TargetBucket');
  const points = listed(found('ListAccessPoints', 'AccessPointList')).map(point => own(point, 'Name'));
  const rules = listed(found('GetBucketReplication', 'ReplicationConfiguration', 'Rules'));
  const key = keyNamed(answerTo(recording(), '', 'GetBucketEncryption'));
  await inTurns([
    ...typeof logBucket === 'string' && logBucket !== bucket
      ? OF_LOG_BUCKET.map(call => () => once(call, logBucket, { Bucket: logBucket, ...owned })) : [],
    ...unique(points).map(name => () => keep('GetAccessPoint', name, ask(port, 'GetAccessPoint', { AccountId: account, Name: name }, sending))),
    ...targets(rules, bucket, account).map(({ name, owner }) => () => keep('GetBucketLocation', name,
      locateOnce(shared, port, { Bucket: name, ExpectedBucketOwner: owner }, sending))),
    ...trailsIn(answerTo(recording(), '', 'DescribeTrails')).flatMap(({ arn, home }) => {
      const atHome: Sending = { ...sending, ...home !== undefined && { region: home } };
      return [() => once('GetTrailStatus', arn, { Name: arn }, atHome), () => once('GetEventSelectors', arn, { TrailName: arn }, atHome)];
    }),
    ...key === undefined ? [] : [() => askKey(key, { ...sending, ...keyRegion(key) !== undefined && { region: keyRegion(key) } })],
  ]);
  return recording();

  async function askKey(name: string, to: Sending): Promise<void> {
    await once('DescribeKey', name, { KeyId: name }, to);
    const metadata = optional(answerTo(recording(), '', 'DescribeKey', name), 'KeyMetadata');
    const arn = optional(metadata, 'Arn').value;
    if (typeof arn !== 'string' || optional(metadata, 'KeyManager').value === 'AWS') return;
    await once('GetKeyRotationStatus', arn, { KeyId: arn }, to);
    await once('GetKeyPolicy', arn, { KeyId: arn, PolicyName: 'default' }, to);
  }
}

const MOVED: readonly string[] = ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];

/** The first Region of a partition, where every bucket of it is known. */
const firstOf = (region = ''): string => region.startsWith('cn-') ? 'cn-north-1' : region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';

async function locate(port: Port, input: Input, region: string | undefined, signal: AbortSignal | undefined): Promise<Answer> {
  const to = { ...signal && { signal } };
  const first = await ask(port, 'GetBucketLocation', input, { ...to, ...region !== undefined && { region } });
  return first.error && MOVED.includes(first.error.code) ? ask(port, 'GetBucketLocation', input, { ...to, region: firstOf(region) }) : first;
}

async function locateOnce(shared: SharedAnswers, port: Port, input: Input, sending: Sending): Promise<Answer> {
  const first = await askOnce(shared, port, 'GetBucketLocation', input, sending);
  if (!first.error || !MOVED.includes(first.error.code)) return first;
  return askOnce(shared, port, 'GetBucketLocation', input, { ...sending, region: firstOf(sending.region) });
}

/** The buckets that replication rules copy to, and whose they are. */
function targets(rules: readonly unknown[], bucket: string, account: string): readonly { readonly name: string; readonly owner: string }[] {
  const found = new Map<string, string>();
  for (const rule of rules) {
    const destination = own(rule, 'Destination');
    const arn = own(destination, 'Bucket');
    const name = typeof arn === 'string' ? bucketOfArn(arn) : undefined;
    const owner = own(destination, 'Account');
    if (name !== undefined && name !== bucket) found.set(name, typeof owner === 'string' ? owner : account);
  }
  return [...found].slice(0, MOST_FOLLOWED).map(([name, owner]) => ({ name, owner }));
}

const listed = (value: unknown): readonly unknown[] => Array.isArray(value) ? value as unknown[] : [];

const unique = (names: readonly unknown[]): readonly string[] =>
  [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))].slice(0, MOST_FOLLOWED);

const byName = ([one]: readonly [string, Answer], [other]: readonly [string, Answer]): number => one < other ? -1 : 1;

/** Runs some tasks, a few at a time. */
async function inTurns(tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const rest = tasks[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (const task of rest) await task();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

import { type Asked, type Journal, type Kept, keyOf, LISTED, OBSERVED, resume, settledIn, type Told } from './audit-journal';
import { askedOf, type AuditTarget, type ReadOptions } from './audit-options';
import { patient } from './audit-patient';
import { pooled } from './audit-pool';
import { watched } from './audit-watched';
import { listBuckets, LiveError, observe, record, sharedAnswers } from '../../posture/live';
import { RECORDING } from '../../posture/live/port';

/** Stands for all buckets of an account that cannot be listed. No bucket has this name. */
export const EVERY_BUCKET = '*';

type Job = () => Promise<Told>;

const NOTHING: Kept = { listed: new Map(), observed: new Map(), settled: new Map() };

/** Reads the buckets of all accounts, and what is true of each account as a whole; gives what the journal has first. */
export async function* read(options: ReadOptions): AsyncGenerator<Told> {
  const asked = askedOf(options);
  const { journal, concurrency = 8, onProgress } = options;
  const kept = journal ? await resume(journal, asked) : NOTHING;
  const over = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, over.signal]) : over.signal;
  const counted: Counted = { done: 0, listed: 0, accounts: asked.targets.length };
  const told = (entry: Told): Told => {
    if (entry.schema === RECORDING) {
      const { account, bucket } = entry;
      onProgress?.({ done: ++counted.done, ...counted.accounts === 0 && { total: counted.listed }, account, bucket });
    }
    return entry;
  };

  try {
    if (journal) for await (const recording of settledIn(journal, kept)) yield told(recording);
    yield* kept.observed.values();
    for await (const entry of pooled(jobsOf(options, asked, kept, signal, counted), concurrency, job => job(), signal)) yield told(entry);
  } finally {
    over.abort(new Error('nobody waits for the audit any more'));
  }
}

interface Counted {
  done: number;
  /** Buckets of the accounts that were listed. */
  listed: number;
  /** Accounts that were not listed yet. */
  accounts: number;
}

/** What is to be asked, account by account. */
async function* jobsOf(options: ReadOptions, asked: Asked, kept: Kept, signal: AbortSignal, counted: Counted): AsyncGenerator<Job> {
  const { targets, journal } = options;
  for (const { account } of asked.targets) {
    const target = targets.find(one => one.account === account)!;
    const port = patient(target.port, { ...options, signal });
    const buckets = kept.listed.get(account) ?? await bucketsOf(target, port, targets.length > 1);
    if (!kept.listed.has(account) && !(buckets instanceof LiveError)) await journal?.append({ schema: LISTED, account, buckets });
    counted.accounts--;
    counted.listed += buckets instanceof LiveError ? 1 : buckets.length;

    const where = { account, ...target.region !== undefined && { region: target.region }, shared: sharedAnswers() };
    const keep = (job: Job): Job => async () => appended(await job(), journal, signal);
    if (!kept.observed.has(account)) yield keep(() => observed(port, where));
    if (buckets instanceof LiveError) {
      const { code, message } = buckets;
      yield async () => ({ schema: RECORDING, account, bucket: EVERY_BUCKET, answers: { ListBuckets: { error: { code, says: message } } } });
      continue;
    }
    for (const bucket of buckets) {
      if (!kept.settled.has(keyOf({ account, bucket }))) yield keep(() => record(port, { ...where, bucket, signal }));
    }
  }
}

async function appended(entry: Told, journal: Journal | undefined, signal: AbortSignal): Promise<Told> {
  signal.throwIfAborted();
  await journal?.append(entry);
  return entry;
}

/** The buckets to ask about. Where one account of several cannot be listed, the others are read all the same. */
async function bucketsOf({ buckets }: AuditTarget, port: ReturnType<typeof patient>, several: boolean): Promise<readonly string[] | LiveError> {
  if (buckets) return [...new Set(buckets)].sort();
  try {
    return await listBuckets(port);
  } catch (error) {
    if (several && error instanceof LiveError) return error;
    throw error;
  }
}

async function observed(port: ReturnType<typeof patient>, where: Parameters<typeof observe>[1]): Promise<Told> {
  const seen = watched(port);
  const observations = await observe(seen.port, where);
  return { schema: OBSERVED, account: where.account, observations, ...seen.unsettled() && { unsettled: true } };
}

import { setMaxListeners } from 'node:events';
import { type Asked, type Journal, type Kept, type Listed, keyOf, LISTED, OBSERVED, resume, settledIn, type Told } from './audit-journal';
import { askedOf, type ReadOptions } from './audit-options';
import { patient } from './audit-patient';
import { pooled } from './audit-pool';
import { watched } from './audit-watched';
import { listBuckets, LiveError, observe, type ObserveWhere, type Port, record, RECORDING, sharedAnswers } from '../../posture/live';

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
  setMaxListeners(0, signal); // each call under way listens
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
    yield* [...kept.listed.values(), ...kept.observed.values()];
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
  for (const { account, buckets: named } of asked.targets) {
    const target = targets.find(one => one.account === account)!;
    const port = patient(target.port, { ...options, signal });
    const where = { account, ...target.region !== undefined && { region: target.region }, signal, shared: sharedAnswers() };
    const keep = (job: Job): Job => async () => appended(await job(), journal, signal);
    const list = named === 'all' ? kept.listed.get(account) ?? await listed(account, port, targets.length > 1) : undefined;
    const buckets = named === 'all' ? list instanceof LiveError ? [EVERY_BUCKET] : list!.buckets : named;
    counted.accounts--;
    counted.listed += buckets.length;

    if (list && !(list instanceof LiveError) && !kept.listed.has(account)) {
      await journal?.append(list);
      yield async () => list;
    }
    if (!kept.observed.has(account)) yield keep(() => observed(port, where));
    if (list instanceof LiveError) {
      const { code, message } = list;
      yield async () => ({ schema: RECORDING, account, bucket: EVERY_BUCKET, answers: { ListBuckets: { error: { code, says: message } } } });
      continue;
    }
    for (const bucket of buckets) {
      if (!kept.settled.has(keyOf({ account, bucket }))) yield keep(() => record(port, { ...where, bucket }));
    }
  }
}

async function appended(entry: Told, journal: Journal | undefined, signal: AbortSignal): Promise<Told> {
  signal.throwIfAborted();
  await journal?.append(entry);
  return entry;
}

/** What ListBuckets names. Where one account of several cannot be listed, the others are read all the same. */
async function listed(account: string, port: Port, several: boolean): Promise<Listed | LiveError> {
  try {
    return { schema: LISTED, account, buckets: await listBuckets(port) };
  } catch (error) {
    if (several && error instanceof LiveError) return error;
    throw error;
  }
}

async function observed(port: Port, where: ObserveWhere): Promise<Told> {
  const seen = watched(port);
  const observations = await observe(seen.port, where);
  return { schema: OBSERVED, account: where.account, observations, ...seen.unsettled() && { unsettled: true } };
}

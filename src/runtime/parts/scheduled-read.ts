import { auditStream } from '../audit';
import type { Entry } from './audit-journal';
import { patient } from './audit-patient';
import { listedIn, type Read, recordingsIn } from './scheduled-journal';
import { type Settings, SPARE, type Task, type World } from './scheduled-world';
import { controlsOf } from '../../frameworks/framework';
import { listBuckets } from '../../posture/live';

/** What one invocation read. */
export interface Progress {
  /** Whether nothing is left. */
  readonly finished: boolean;
  /** All buckets of the account, where they were listed. */
  readonly listed?: readonly string[];
  /** How many buckets were not read yet, as far as they were listed; at least 1 unless all is read. */
  readonly left: number;
}

/** Milliseconds to keep for each finding that is to be sent, where nothing can be left to a later invocation. */
const SENDING = 2;

/**
 * Reads buckets until none is left, or time is short. What is under way then is dropped, and asked again by the next invocation: the journal has
 * whole recordings only.
 */
export async function readOn(task: Task, settings: Settings, world: World, { entries, journal }: Read): Promise<Progress> {
  const { store, port, clock } = world;
  const { account, region, concurrency, frameworks } = settings;
  const listed = store ? undefined : task.buckets ?? await listBuckets(patient(port, clock));
  const buckets = listed ? listed.filter(name => task.after === undefined || name > task.after) : task.buckets;
  if (buckets?.length === 0) return { finished: true, left: 0, ...!task.buckets && listed && { listed } };

  const checks = store ? 0 : frameworks.reduce((sum, framework) => sum + controlsOf(framework).length, 0);
  const short = () => world.remaining() < SPARE + recordingsIn(entries).length * checks * SENDING;
  const finished = await readWhile(() => !short(), world, {
    targets: [{ account, region, port, ...buckets && { buckets } }], concurrency, journal, ...clock,
  });
  const names = listed ?? listedIn(entries);
  const read = new Set(recordingsIn(entries).map(({ bucket }) => bucket));
  const unread = (buckets ?? names ?? []).filter(name => !read.has(name)).length;
  return { finished, left: finished ? 0 : Math.max(1, unread), ...!task.buckets && names && { listed: names } };
}

type Question = Parameters<typeof auditStream>[0];

/** @returns whether it came to the end */
async function readWhile(time: () => boolean, world: World, question: Question): Promise<boolean> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(over), Math.max(1, Math.min(world.remaining() - SPARE, 2 ** 31 - 1)));
  try {
    let more = time();
    if (!more) return false;
    for await (const recording of auditStream({ ...question, signal: over.signal })) {
      more = recording !== undefined && time();
      if (!more) return false;
    }
    return true;
  } catch (error) {
    if (error === over) return false;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The last bucket such that it and all before it were read: the next invocation begins behind it. */
export function lastInOrder(names: readonly string[], entries: readonly Entry[]): string | undefined {
  const read = new Set(recordingsIn(entries).map(({ bucket }) => bucket));
  const sorted = [...names].sort();
  const first = sorted.findIndex(name => !read.has(name));
  return first < 0 ? sorted[sorted.length - 1] : sorted[first - 1];
}

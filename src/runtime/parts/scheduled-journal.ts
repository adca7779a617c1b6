import { gunzipSync, gzipSync } from 'node:zlib';
import { type Entry, type Journal, LISTED, memoryJournal, OBSERVED } from './audit-journal';
import type { Store, Task } from './scheduled-world';
import type { Observation } from '../../posture/live';
import { type Recording, RECORDING } from '../../posture/live/port';

/** What was read in a run. */
export interface Read {
  readonly entries: Entry[];
  readonly journal: Journal;
}

const keyOf = (run: string, hop: number): string => `state/${run}/${String(hop).padStart(2, '0')}.jsonl.gz`;

/**
 * What the invocations before this one read.
 *
 * @throws Error where one of them left nothing: without it nobody can judge who logs to whom
 */
export async function readBefore({ run, hop }: Task, store: Store | undefined): Promise<Read> {
  const entries: Entry[] = [];
  for (let before = 0; store && before < hop; before++) {
    const packed = await store.get(keyOf(run, before));
    if (!packed) throw new Error(`run ${run}: what invocation ${before} read is not in the report bucket any more; let nothing under state/ expire within a day`);
    // An invocation that judges only leaves an empty part.
    const lines = gunzipSync(packed).toString('utf8').split('\n').filter(line => line !== '');
    for (const line of lines) entries.push(JSON.parse(line) as Entry);
  }
  return { entries, journal: memoryJournal(entries) };
}

export async function keep({ run, hop }: Task, entries: readonly Entry[], store: Store): Promise<void> {
  await store.put(keyOf(run, hop), gzipSync(entries.map(entry => `${JSON.stringify(entry)}\n`).join('')), 'application/gzip');
}

/** The last recording of each bucket, in order. */
export function recordingsIn(entries: readonly Entry[]): readonly Recording[] {
  const last = new Map(entries.flatMap(entry => entry.schema === RECORDING ? [[entry.bucket, entry] as const] : []));
  return [...last.values()].sort((one, other) => one.bucket < other.bucket ? -1 : 1);
}

export const listedIn = (entries: readonly Entry[]): readonly string[] | undefined =>
  entries.flatMap(entry => entry.schema === LISTED ? [entry.buckets] : []).pop();

export function observationsIn(entries: readonly Entry[]): readonly Observation[] {
  const last = entries.flatMap(entry => entry.schema === OBSERVED ? [entry] : []).pop();
  return last ? last.observations.map(seen => ({ ...seen, at: `aws://${last.account}/${seen.at}` })) : [];
}

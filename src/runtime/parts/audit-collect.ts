import { type AccountObserved, type Entry, type Listed, LISTED, OBSERVED } from './audit-journal';
import { byPlace } from './audit-options';
import { type Recording, RECORDING } from '../../posture/live';

/** All that an audit was told. */
export interface Reading {
  /** By account, then by bucket. */
  readonly recordings: readonly Recording[];
  /** What was seen of each account as a whole, by account. */
  readonly accounts: readonly AccountObserved[];
  /** What ListBuckets named, of each account all of whose buckets were asked for. */
  readonly listed: readonly Listed[];
}

/** Puts in order what is told in any order; of each thing the last word counts. */
export async function collected(entries: AsyncIterable<Entry>): Promise<Reading> {
  const recordings = new Map<string, Recording>();
  const accounts = new Map<string, AccountObserved>();
  const listed = new Map<string, Listed>();
  for await (const entry of entries) {
    if (entry.schema === RECORDING) recordings.set(`${entry.account}/${entry.bucket}`, entry);
    if (entry.schema === OBSERVED) accounts.set(entry.account, entry);
    if (entry.schema === LISTED) listed.set(entry.account, entry);
  }
  return { recordings: [...recordings.values()].sort(byPlace), accounts: inOrder(accounts), listed: inOrder(listed) };
}

const inOrder = <T>(map: ReadonlyMap<string, T>): readonly T[] => [...map].sort(([one], [other]) => one < other ? -1 : 1).map(([, value]) => value);

import { isUnsettled } from './audit-transient';
import { type Recording, RECORDING } from '../../posture/live/port';

export const ASKED = 'cdk-s3-compliance/audit/1';
export const LISTED = 'cdk-s3-compliance/audit-buckets/1';
export const OBSERVED = 'cdk-s3-compliance/audit-account/1';

/** What an audit asks: the first entry of its journal. */
export interface Asked {
  readonly schema: typeof ASKED;
  /** By account. */
  readonly targets: readonly AskedTarget[];
}

export interface AskedTarget {
  readonly account: string;
  readonly region?: string;
  /** `all`: those that ListBuckets names when the audit begins. */
  readonly buckets: 'all' | readonly string[];
  /** The calls that the port can make. */
  readonly calls: readonly string[];
}

/** The buckets that ListBuckets named when the audit began: what is made later is not in its report. */
export interface Listed {
  readonly schema: typeof LISTED;
  readonly account: string;
  readonly buckets: readonly string[];
}

/** What was seen of an account as a whole. */
export interface AccountObserved {
  readonly schema: typeof OBSERVED;
  readonly account: string;
  readonly observations: readonly { readonly check: string; readonly at: string; readonly says: string }[];
  /** Set where something was refused that may be told later: a resumed audit asks again. */
  readonly unsettled?: true;
}

/** What an audit tells while it reads. */
export type Told = Recording | AccountObserved | Listed;

export type Entry = Asked | Told;

/**
 * Where an audit keeps what it was told, so that one that is killed can be resumed. It keeps entries in their order and knows nothing of what
 * they mean. Two audits at once must not share one.
 */
export interface Journal {
  /** How messages name it. */
  readonly name: string;
  /** All that was appended, as far as it was kept. */
  read(): AsyncIterable<Entry>;
  /** Resolves when the entry outlives this process. */
  append(entry: Entry): Promise<void>;
}

/** A journal that ends with the process, for tests and for repeated audits in one. */
export function memoryJournal(entries: Entry[] = []): Journal {
  return {
    name: 'memory',
    async* read() { yield* [...entries]; },
    async append(entry) { entries.push(entry); },
  };
}

/** What an audit that is resumed need not ask. */
export interface Kept {
  readonly listed: ReadonlyMap<string, Listed>;
  readonly observed: ReadonlyMap<string, AccountObserved>;
  /** Of each bucket that is settled, by `keyOf`, the place in the journal of its last recording. */
  readonly settled: ReadonlyMap<string, number>;
}

/** Tells buckets apart over all accounts. */
export const keyOf = ({ account, bucket }: Pick<Recording, 'account' | 'bucket'>): string => `${account}/${bucket}`;

/**
 * Reads what a journal has of an audit, and begins it where it is new.
 *
 * @throws RangeError where the journal is that of another question, or of something else
 */
export async function resume(journal: Journal, asked: Asked): Promise<Kept> {
  const listed = new Map<string, Listed>();
  const observed = new Map<string, AccountObserved>();
  const settled = new Map<string, number>();
  let place = 0;
  for await (const entry of journal.read()) {
    if (place === 0) sameQuestion(journal.name, entry, asked);
    else if (entry.schema === LISTED) listed.set(entry.account, entry);
    else if (entry.schema === OBSERVED && !entry.unsettled) observed.set(entry.account, entry);
    else if (entry.schema === RECORDING && !isUnsettled(entry)) settled.set(keyOf(entry), place);
    else if (entry.schema === RECORDING) settled.delete(keyOf(entry));
    place++;
  }
  if (place === 0) await journal.append(asked);
  return { listed, observed, settled };
}

/** The settled recordings of a journal, one after the other. */
export async function* settledIn(journal: Journal, { settled }: Kept): AsyncGenerator<Recording> {
  let place = 0;
  for await (const entry of journal.read()) {
    if (entry.schema === RECORDING && settled.get(keyOf(entry)) === place) yield entry;
    place++;
  }
}

function sameQuestion(name: string, first: Entry, asked: Asked): void {
  if (first.schema !== ASKED) throw new RangeError(`'${name}' is no journal of an audit; name another file, or one that '--resume' wrote`);
  if (JSON.stringify(first) === JSON.stringify(asked)) return;
  const differs = (part: (target: AskedTarget) => unknown) => JSON.stringify(first.targets.map(part)) !== JSON.stringify(asked.targets.map(part));
  const accounts = ({ targets }: Asked) => targets.map(target => target.account).slice(0, 5).join(', ') + (targets.length > 5 ? ', ...' : '');
  const what = differs(target => target.account)
    ? `of the accounts ${accounts(first)}, and this audit asks ${accounts(asked)}`
    : differs(target => target.buckets) ? 'of other buckets' : differs(target => target.region) ? 'of another Region' : 'with other calls, by another version or another set of clients';
  throw new RangeError(`'${name}' is the journal of an audit ${what}; ask the same again, or name a new journal`);
}

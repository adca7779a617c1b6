import { evaluate, type Report } from '../evidence';
import { frameworkById } from '../frameworks';
import type { AccountObserved } from './parts/audit-journal';
import { type AuditOptions, byPlace, type JudgingOptions, type ReadOptions } from './parts/audit-options';
import { notesOn, readingsOf } from './parts/audit-readings';
import { read } from './parts/audit-stream';
import { type Recording, RECORDING } from '../posture/live/port';

export { fileJournal } from './parts/audit-file-journal';
export { type AccountObserved, type Asked, type Entry, type Journal, type Listed, memoryJournal } from './parts/audit-journal';
export type { AuditOptions, AuditProgress, AuditTarget, JudgingOptions, ReadOptions } from './parts/audit-options';
export { patient, type PatientOptions } from './parts/audit-patient';
export { readingsOf } from './parts/audit-readings';

export interface Audited {
  /** One a framework, in the order asked for, each over the buckets of all accounts. */
  readonly reports: readonly Report[];
  /** By account, then by bucket. Judged again, they give the same reports: see `judgeRecordings`. */
  readonly recordings: readonly Recording[];
  /** By account. */
  readonly accounts: readonly AccountObserved[];
  /** What is wrong with the question rather than with a bucket, a sentence each: a bucket that is not there. */
  readonly notes: readonly string[];
}

/**
 * Asks about buckets that run, and judges them as the same buckets in templates are judged. It reads and cannot write.
 *
 * A bucket that cannot be read is judged unknown, with the reason. The same answers give the same reports, whatever their order. A recording
 * has some 10 KB, and all are kept until the end, since who logs to whom and who shares a key is seen across them.
 *
 * @throws RangeError where the question is wrong, or the journal is that of another question
 * @throws LiveError where the buckets of the only account cannot be listed
 * @throws the reason of the signal, once that is aborted
 */
export async function audit(options: AuditOptions): Promise<Audited> {
  const frameworks = (options.frameworks ?? ['baseline']).map(frameworkById);
  const recordings: Recording[] = [];
  const accounts: AccountObserved[] = [];
  for await (const entry of read(options)) {
    if (entry.schema === RECORDING) recordings.push(entry);
    else accounts.push(entry);
  }
  recordings.sort(byPlace);
  accounts.sort((one, other) => one.account < other.account ? -1 : 1);
  const reports = judgeRecordings(recordings, { ...options, frameworks: frameworks.map(({ id }) => id), accounts });
  return { reports, recordings, accounts, notes: notesOn(recordings) };
}

/** The recordings as they come; those of the journal first. See `audit` for what it throws. */
export async function* auditStream(options: ReadOptions): AsyncGenerator<Recording> {
  for await (const entry of read(options)) if (entry.schema === RECORDING) yield entry;
}

/** Judges recordings, all of which together are what there is. Asks nobody. */
export function judgeRecordings(recordings: readonly Recording[], options: JudgingOptions & { readonly accounts?: readonly AccountObserved[] } = {}): readonly Report[] {
  const { frameworks = ['baseline'], declarations, today, generatedAt, accounts = [] } = options;
  const readings = readingsOf(recordings, declarations);
  const observations = accounts.flatMap(({ account, observations: those }) => those.map(seen => ({ ...seen, at: `aws://${account}/${seen.at}` })));
  return frameworks.map(frameworkById).map(framework => evaluate(readings, framework, { today, generatedAt, observations }));
}

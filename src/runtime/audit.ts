import { evaluate, type Report } from '../evidence';
import { frameworkById } from '../frameworks';
import { collected, type Reading } from './parts/audit-collect';
import { type AuditOptions, type JudgingOptions, type ReadOptions } from './parts/audit-options';
import { notesOn, observationsOf, readingsOf } from './parts/audit-readings';
import { read } from './parts/audit-stream';
import { type Recording, RECORDING } from '../posture/live';

export type { Reading } from './parts/audit-collect';
export { fileJournal } from './parts/audit-file-journal';
export { type AccountObserved, type Asked, type AskedTarget, type Entry, type Journal, type Listed, memoryJournal, type Told } from './parts/audit-journal';
export type { AuditOptions, AuditProgress, AuditTarget, JudgingOptions, ReadOptions } from './parts/audit-options';
export { patient, type PatientOptions } from './parts/audit-patient';
export { auditPolicy, type AuditPolicyOptions, type Port, type Recording } from '../posture/live';

export interface Audited extends Reading {
  /** One a framework, in the order asked for, each over the buckets of all accounts. */
  readonly reports: readonly Report[];
  /** What is wrong with the question rather than with a bucket, a sentence each: a bucket that is not there. */
  readonly notes: readonly string[];
}

/**
 * Asks about buckets that run, and judges them as the same buckets in templates are judged. It reads and cannot write.
 *
 * A bucket that cannot be read is judged unknown, with the reason. The same answers give the same reports, whatever their order. All recordings are
 * kept until the end, since who logs to whom and who shares a key is seen across them.
 *
 * @throws RangeError where the question is wrong, or the journal is that of another question
 * @throws LiveError where the buckets of the only account cannot be listed
 * @throws the reason of the signal, once that is aborted
 */
export async function audit(options: AuditOptions): Promise<Audited> {
  options.frameworks?.forEach(frameworkById);
  const reading = await collected(read(options));
  return { ...reading, reports: judgeRecordings(reading, options), notes: notesOn(reading) };
}

/** The recordings as they come; those of the journal first. See `audit` for what it throws. */
export async function* auditStream(options: ReadOptions): AsyncGenerator<Recording> {
  for await (const entry of read(options)) if (entry.schema === RECORDING) yield entry;
}

/** Judges what was read before, all of it together. Asks nobody. */
export function judgeRecordings(reading: Pick<Reading, 'recordings'> & Partial<Reading>, options: JudgingOptions = {}): readonly Report[] {
  const { frameworks = ['baseline'], declarations, today, generatedAt } = options;
  const readings = readingsOf(reading, declarations);
  const observations = observationsOf(reading);
  return frameworks.map(frameworkById).map(framework => evaluate(readings, framework, { today, generatedAt, observations }));
}

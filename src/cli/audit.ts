import { resolve } from 'node:path';
import { type AwsCommand, partitionOf } from './aws';
import { type DeclarationOptions, declarationsFor } from './declarations';
import { deliver } from './deliver';
import { exitCode } from './fail-on';
import type { Io } from './io';
import { chosen, goneEverywhere, judgeAll } from './judged';
import { readBaseline, sayBaseline } from './known';
import { circumstances, type JudgeOptions, type ReportOptions } from './options';
import { keepInputs } from './outputs';
import { jsonText } from './printed';
import { Problem } from './problem';
import { progressOn } from './progress';
import { type ReadingOptions, readingFor, recorded, unsettledIn } from './recordings';
import { reportTargets } from './targets';
import { clean, KnownFindings } from '../evidence';
import { auditPolicy } from '../posture/live';
import type { BucketReading } from '../posture/reading';
import { notesOn, observationsOf, readingsOf } from '../runtime/parts/audit-readings';

export interface AuditCommand extends AwsCommand, ReadingOptions, DeclarationOptions, Omit<JudgeOptions, 'account' | 'region'>, ReportOptions {
  /** A baseline file: what it records does not fail. @default - none */
  readonly baseline?: string;
  /** Prints the IAM policy that an audit needs, and asks nobody. @default false */
  readonly printPolicy?: boolean;
}

/** Judges buckets that run: 0 where nothing failed, or all that did is waived or known; 1 where something did. */
export async function audit(buckets: readonly string[], options: AuditCommand, io: Io): Promise<number> {
  const { today } = circumstances(options);
  if (options.printPolicy) {
    io.stdout.write(jsonText(auditPolicy({ account: options.account ?? '*', partition: partitionOf(options.region) })));
    return 0;
  }
  const frameworks = chosen(options);
  const targets = await reportTargets(options, io);
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline, io);
  const declared = await declarationsFor(options, io);
  const inputs = [options.replay, options.resume, options.record].flatMap(name => name === undefined ? [] : [resolve(io.cwd, name)]);
  await keepInputs(targets, [...inputs, ...declared.paths, ...baseline ? [baseline.path] : []], 'files that are read');

  const progress = progressOn(io, options.quiet);
  try {
    const reading = await readingFor(buckets, options, io, progress);
    const readings = only(buckets, readingsOf(reading, declared.declarations));
    const observations = observationsOf(reading);
    const judged = frameworks.map(framework => judgeAll(readings, framework,
      { today, observations, ...baseline && { known: new KnownFindings(baseline.content) } }, progress));
    const reports = baseline ? goneEverywhere(judged) : judged;
    progress.end();
    if (options.record !== undefined) await recorded(options.record, reading, io);
    if (!options.quiet) for (const note of [...notesOn(reading), ...unsettledIn(reading, options), ...declared.unused(readings)]) io.stderr.write(`${clean(note)}\n`);
    await deliver(reports, targets, options, io);
    if (baseline && !options.quiet) sayBaseline(baseline.name, reports, io);
    return exitCode(reports, options.failOn);
  } finally {
    progress.end();
  }
}

/** Of recordings that are judged again, those that are named. */
function only(buckets: readonly string[], readings: readonly BucketReading[]): readonly BucketReading[] {
  if (buckets.length === 0) return readings;
  const missing = buckets.find(bucket => readings.every(({ logicalId }) => logicalId !== bucket));
  if (missing !== undefined) throw new Problem(`nothing was recorded of the bucket '${missing}'; leave it out, or audit it`);
  return readings.filter(({ logicalId }) => buckets.includes(logicalId));
}

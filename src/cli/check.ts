import { deliver } from './deliver';
import { exitCode } from './fail-on';
import type { Io } from './io';
import { judgeTemplates } from './judged';
import { readBaseline, sayBaseline } from './known';
import type { JudgeOptions, ReportOptions } from './options';
import { keepInputs } from './outputs';
import { reportTargets } from './targets';

export interface CheckOptions extends JudgeOptions, ReportOptions {
  /** A baseline file: what it records does not fail. @default - none */
  readonly baseline?: string;
}

/** Judges the buckets of templates: 0 where nothing failed, or all that did is waived or known; 1 where something did. */
export async function check(names: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const targets = await reportTargets(options, io);
  const baseline = options.baseline === undefined ? undefined : await readBaseline(options.baseline, io);
  const { reports, paths } = await judgeTemplates(names, options, io, baseline?.content);
  await keepInputs(targets, paths, 'templates');
  if (baseline) await keepInputs(targets, [baseline.path], 'files that are read');
  await deliver(reports, targets, options, io);
  if (baseline && !options.quiet) sayBaseline(baseline.name, reports, io);
  return exitCode(reports, options.failOn);
}

import { ALL, checkNamed, frameworksNamed } from './catalogue';
import { readInputs } from './inputs';
import type { Io } from './io';
import { keyOf, merged } from './merged';
import { circumstances, type JudgeOptions } from './options';
import { Problem } from './problem';
import { type Progress, progressOn } from './progress';
import { isManual } from '../controls/control';
import { type Baseline, bucketId, clean, evaluate, type EvaluateOptions, KnownFindings, type Outcome, type Report } from '../evidence';
import { controlsOf, type Framework, restrictedTo } from '../frameworks/framework';
import { type BucketReading, observeTemplates, readTemplates, type Template } from '../posture/cloudformation';

export interface Judged {
  /** One a framework, all over the same buckets. */
  readonly reports: readonly Report[];
  /** The files behind the templates. */
  readonly paths: readonly string[];
}

/** Reads the templates and judges their buckets by each framework. What was left out is said on standard error. */
export async function judgeTemplates(names: readonly string[], options: JudgeOptions, io: Io, baseline?: Baseline): Promise<Judged> {
  const { account, region, today } = circumstances(options);
  const frameworks = chosen(options);
  const progress = progressOn(io, options.quiet);
  try {
    const { templates, paths, notes } = await readInputs(names, io, { account, region }, count => progress.step('reading templates', count));
    const readings = readTemplates(templates);
    const observations = observeTemplates(templates);
    const reports = frameworks.map(framework => {
      const known = baseline && { known: new KnownFindings(baseline) };
      return judgeAll(readings, framework, { templates, today, observations, ...known }, progress);
    });
    progress.end();
    if (!options.quiet) for (const note of [...notes, ...without(templates, readings)]) io.stderr.write(`${clean(note)}\n`);
    return { reports: baseline ? goneEverywhere(reports) : reports, paths };
  } finally {
    progress.end();
  }
}

/** The frameworks that are asked for, with only the controls that are asked for. */
export function chosen({ framework: ids = ['baseline'], control }: Pick<JudgeOptions, 'framework' | 'control'>): readonly Framework[] {
  const frameworks = frameworksNamed(ids);
  if (control === undefined) return frameworks;
  for (const check of control.map(checkNamed)) {
    if (isManual(check)) throw new Problem(`'${check.id}' is attested by a person, and no code judges it; see cdk-s3-compliance controls show ${check.id}`);
  }
  const asking = frameworks.map(framework => restrictedTo(framework, new Set(control))).filter(({ requirements }) => requirements.length > 0);
  const asked = new Set(asking.flatMap(controlsOf).map(({ id }) => id));
  const unasked = control.find(id => !asked.has(id));
  if (unasked !== undefined) throw new Problem(`'${unasked}' is asked by none of ${ids.map(id => `'${id}'`).join(', ')}; pass '--framework ${ALL}', or another framework`);
  return asking;
}

/** Buckets judged between two words about progress. */
const TOGETHER = 25;

/** Judges some buckets at a time, and says how far it is. */
export function judgeAll(readings: readonly BucketReading[], framework: Framework, options: EvaluateOptions, progress: Progress): Report {
  const parts: Report[] = [];
  for (let start = 0; start === 0 || start < readings.length; start += TOGETHER) {
    progress.step(`judging buckets by ${framework.id}`, start, readings.length);
    parts.push(evaluate(readings.slice(start, start + TOGETHER), framework, options));
  }
  return merged(parts);
}

const OPEN: readonly Outcome[] = ['fail', 'unknown', 'manual'];

/** What one framework leaves to a person another may still find, and what was unknown may fail by now: gone is what nobody finds. */
export function goneEverywhere(reports: readonly Report[]): readonly Report[] {
  const open = new Set(reports.flatMap(({ buckets }) => buckets.flatMap(bucket =>
    bucket.findings.filter(({ outcome }) => OPEN.includes(outcome)).map(({ check: control }) => keyOf({ bucket: bucketId(bucket), control })))));
  return reports.map(report => {
    const { known, gone } = report.baseline!;
    return { ...report, baseline: { known, gone: gone.filter(entry => !open.has(keyOf(entry))) } };
  });
}

/** Names the templates in which there is no bucket. A stack set carries a template of its own, named `outer.yaml (StackSet)`. */
function without(templates: readonly Template[], readings: readonly BucketReading[]): readonly string[] {
  const empty = templates.filter(t => readings.every(r => r.template !== t.name && !r.template.startsWith(`${t.name} (`))).map(t => `'${t.name}'`);
  return empty.length === 0 ? [] : [`no S3 bucket in ${empty.length > 5 ? `${empty.length} of ${templates.length} templates` : empty.join(', ')}`];
}

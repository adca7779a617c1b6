import { judge } from './judge';
import { lineOf, locate } from './locate';
import { type BucketReport, count, DISCLAIMER, type Finding, type Outcome, present, type Report, SCHEMA } from './report';
import { type Control, isManual } from '../controls/control';
import type { Verdict } from '../controls/verdict';
import { checksOf, controlsOf, type Framework, requirementsFor } from '../frameworks/framework';
import type { BucketReading, Template } from '../posture/cloudformation';

export interface EvaluateOptions {
  /** The templates that were read, so that reasons can name lines. @default - no lines except the buckets' own */
  readonly templates?: readonly Template[];
  /** When the report was made, as ISO 8601. @default - not stated, so that the same input gives the same bytes */
  readonly generatedAt?: string;
}

/** Judges every bucket by every check of a framework. */
export function evaluate(readings: readonly BucketReading[], framework: Framework, options: EvaluateOptions = {}): Report {
  const controls = controlsOf(framework);
  const buckets = [...readings].sort(byPlace).map((reading): BucketReport => {
    const findings = controls.map(control => find(control, reading, framework, options.templates ?? []));
    const { template, logicalId, at, constructPath } = reading;
    const line = reading.line ?? lineOf(options.templates ?? [], template, at);
    return {
      template,
      logicalId,
      at,
      ...present('line', line),
      ...present('constructPath', constructPath),
      outcomes: count(findings.map(f => f.outcome)),
      findings,
    };
  });

  const manual = checksOf(framework).filter(isManual).map(check => ({
    check: check.id,
    statement: check.statement,
    manual: check.manual,
    ...present('onlyIf', askedWhen(framework, check.id)),
    requirements: requirementsFor(framework, check.id),
  }));

  const outcomesOf = (concerns: (check: string) => boolean): readonly Outcome[] => [
    ...buckets.flatMap(b => b.findings.filter(f => concerns(f.check)).map(f => f.outcome)),
    ...manual.filter(m => concerns(m.check)).map((): Outcome => 'manual'),
  ];

  return {
    schema: SCHEMA,
    disclaimer: DISCLAIMER,
    ...present('generatedAt', options.generatedAt),
    framework: { id: framework.id, title: framework.title, edition: framework.edition, source: framework.source },
    summary: { buckets: buckets.length, outcomes: count(outcomesOf(() => true)) },
    buckets,
    requirements: framework.requirements.map(({ id, title, priority, checks }) => ({
      id,
      title,
      ...present('priority', priority),
      checks: checks.map(({ check, tier, onlyIf }) => ({ id: check.id, tier, ...present('onlyIf', onlyIf) })),
      outcomes: count(outcomesOf(check => checks.some(c => c.check.id === check))),
    })),
    manual,
  };
}

function find(control: Control, reading: BucketReading, framework: Framework, templates: readonly Template[]): Finding {
  const verdict = judge(control, reading);
  const { outcome, because, assuming } = left(verdict, reading.at, askedWhen(framework, control.id));
  const good = outcome === 'pass' || outcome === 'not-applicable';
  return {
    check: control.id,
    statement: control.statement,
    severity: control.severity,
    outcome,
    because: because.map(reason => locate(reading.template, reason, templates)),
    ...present('assuming', assuming),
    ...good ? {} : { why: control.why, fix: control.fix },
    requirements: requirementsFor(framework, control.id),
  };
}

/** What is asked of some buckets only is left to a person, unless the bucket has it anyway. */
function left(verdict: Verdict, at: string, clause: string | undefined): Omit<Verdict, 'outcome'> & { readonly outcome: Outcome } {
  if (clause === undefined || verdict.outcome === 'pass' || verdict.outcome === 'not-applicable') return verdict;
  const today = verdict.outcome === 'fail' ? 'today it does not have it' : 'whether it has it today cannot be known here';
  const says = `asked only ${clause}: decide whether this bucket needs it; ${today}`;
  return { ...verdict, outcome: 'manual', because: [{ at, says }, ...verdict.because] };
}

/** When a framework asks for a check, in words; undefined where a requirement asks for it of every bucket. */
function askedWhen(framework: Framework, check: string): string | undefined {
  const clauses = framework.requirements.flatMap(r => r.checks.filter(c => c.check.id === check).map(c => c.onlyIf));
  return clauses.includes(undefined) ? undefined : [...new Set(clauses)].join(', or ');
}

function byPlace(one: BucketReading, other: BucketReading): number {
  return order(one.template, other.template) || order(one.logicalId, other.logicalId);
}

/** By code units: no locale, so that every machine sorts alike. */
const order = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0;

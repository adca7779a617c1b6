import { bucketId, type KnownFindings } from './baseline';
import { isDay } from './day';
import { declarationsOf, exceptionsOf } from './declared';
import { lineOf, locate } from './locate';
import { type BucketReport, count, DISCLAIMER, type Finding, type Observed, type Outcome, present, type Report, SCHEMA } from './report';
import { ruleOn, type Ruling } from './ruling';
import { type Control, isManual } from '../controls/control';
import { checksOf, controlsOf, type Framework, requirementsFor } from '../frameworks/framework';
import type { BucketReading, Template } from '../posture/cloudformation';

export interface EvaluateOptions {
  /** The templates that were read, so that reasons can name lines. @default - no lines except the buckets' own */
  readonly templates?: readonly Template[];
  /** When the report was made, as ISO 8601. @default - not stated, so that the same input gives the same bytes */
  readonly generatedAt?: string;
  /** The day to judge exceptions on, as `YYYY-MM-DD`. @default - none, and no exception waives anything */
  readonly today?: string;
  /** The findings of a baseline file. @default - none, and every finding is new */
  readonly known?: KnownFindings;
  /** What was seen of accounts as a whole, by the check that a person attests. @default - nobody looked */
  readonly observations?: readonly (Observed & { readonly check: string })[];
}

/** Judges every bucket by every check of a framework. */
export function evaluate(readings: readonly BucketReading[], framework: Framework, options: EvaluateOptions = {}): Report {
  const controls = controlsOf(framework);
  const { templates = [], today, known, observations = [] } = options;
  const buckets = [...readings].sort(byPlace).map((reading): BucketReport => {
    const grounds = new Map(controls.map(control => [control.id, ruleOn(control, reading, today)]));
    const findings = controls.map(control => find(control, grounds.get(control.id)!.ruling, reading, framework, templates))
      .map(finding => known?.has(bucketId(reading), finding.check, finding.outcome) ? { ...finding, known: true as const } : finding);
    const declared = declarationsOf(reading, templates);
    const { template, logicalId, at, constructPath } = reading;
    const line = reading.line ?? lineOf(templates, template, at);
    return {
      template,
      logicalId,
      at,
      ...present('line', line),
      ...present('constructPath', constructPath),
      outcomes: count(findings.map(f => f.outcome)),
      findings,
      ...present('declared', declared.length > 0 ? declared : undefined),
      exceptions: exceptionsOf(reading, { framework: framework.title, grounds, today, templates }),
    };
  });

  const manual = checksOf(framework).filter(isManual).map(check => ({
    check: check.id,
    statement: check.statement,
    manual: check.manual,
    ...present('onlyIf', askedWhen(framework, check.id)),
    ...present('observed', observedOf(check.id, observations)),
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
    ...present('asOf', today !== undefined && isDay(today) && buckets.some(b => b.exceptions.length > 0) ? today : undefined),
    framework: { id: framework.id, title: framework.title, edition: framework.edition, source: framework.source },
    summary: { buckets: buckets.length, outcomes: count(outcomesOf(() => true)) },
    ...present('baseline', known && {
      known: buckets.flatMap(b => b.findings).filter(f => f.known).length,
      gone: known.gone(new Set(controls.map(control => control.id))),
    }),
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

function observedOf(check: string, observations: NonNullable<EvaluateOptions['observations']>): readonly Observed[] | undefined {
  const those = observations.filter(one => one.check === check).map(({ at, says }) => ({ at, says }));
  return those.length > 0 ? those : undefined;
}

function find(control: Control, ruling: Ruling, reading: BucketReading, framework: Framework, templates: readonly Template[]): Finding {
  const { outcome, because, assuming, waiver } = left(ruling, reading.at, askedWhen(framework, control.id));
  const good = outcome === 'pass' || outcome === 'not-applicable';
  return {
    check: control.id,
    statement: control.statement,
    severity: control.severity,
    outcome,
    because: because.map(reason => locate(reading.template, reason, templates)),
    ...present('assuming', assuming),
    ...present('waiver', waiver),
    ...good ? {} : { why: control.why, fix: control.fix },
    requirements: requirementsFor(framework, control.id),
  };
}

/** What is asked of some buckets only is left to a person, unless the bucket has it anyway, or its owner waives it either way. */
function left(ruling: Ruling, at: string, clause: string | undefined): Omit<Ruling, 'outcome'> & { readonly outcome: Outcome } {
  const { outcome, because } = ruling;
  if (clause === undefined || outcome === 'pass' || outcome === 'not-applicable') return ruling;
  if (outcome === 'waived') return { ...ruling, because: [{ at, says: `asked only ${clause}: waived, whether or not this bucket needs it` }, ...because] };
  const today = outcome === 'fail' ? 'today it does not have it' : 'whether it has it today cannot be known here';
  const says = `asked only ${clause}: decide whether this bucket needs it; ${today}`;
  return { ...ruling, outcome: 'manual', because: [{ at, says }, ...because] };
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

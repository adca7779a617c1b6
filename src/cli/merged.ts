import { Problem } from './problem';
import type { Attestation, BaselineEntry, BucketReport, Report } from '../evidence';
import { count, type Outcome, present } from '../evidence/report';

/**
 * One report of several by the same checks of one framework, each over other buckets: as if all had been judged together.
 *
 * @throws Problem where they do not belong together
 */
export function merged(reports: readonly Report[]): Report {
  const [first, ...rest] = reports;
  if (rest.length === 0) return first;
  const { framework } = first;
  const manual = first.manual.map((one, i) => withObserved(one, reports.flatMap(report => report.manual[i]?.observed ?? [])));
  if (!rest.every(other => sameText([other.framework, asked(other), attested(other)], [framework, asked(first), attested(first)]))) {
    throw new Problem(`the reports on '${framework.id}' ask for different controls, or come from different versions; make them again with the same options`);
  }

  const buckets = distinct(reports.flatMap(report => report.buckets));
  const outcomesOf = (concerns: (check: string) => boolean): readonly Outcome[] => [
    ...buckets.flatMap(b => b.findings.filter(f => concerns(f.check)).map(f => f.outcome)),
    ...manual.filter(m => concerns(m.check)).map((): Outcome => 'manual'),
  ];
  const moments = reports.flatMap(report => report.generatedAt ?? []).sort();
  const baselines = reports.flatMap(report => report.baseline ?? []);
  return {
    schema: first.schema,
    disclaimer: first.disclaimer,
    ...present('generatedAt', moments.at(-1)),
    ...present('asOf', oneDay(reports)),
    framework,
    summary: { buckets: buckets.length, outcomes: count(outcomesOf(() => true)) },
    ...present('baseline', baselines.length === 0 ? undefined : {
      known: buckets.flatMap(b => b.findings).filter(f => f.known).length,
      gone: inAll(baselines.map(baseline => baseline.gone)),
    }),
    buckets,
    requirements: first.requirements.map(requirement => {
      const checks = new Set(requirement.checks.map(check => check.id));
      return { ...requirement, outcomes: count(outcomesOf(check => checks.has(check))) };
    }),
    manual,
  };
}

const sameText = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const asked = ({ requirements }: Report): unknown => requirements.map(({ id, title, priority, checks }) => [id, title, priority, checks]);

const attested = ({ manual }: Report): unknown => manual.map(({ observed: _, ...rest }) => rest);

/** Each observation once. */
function withObserved({ requirements, ...rest }: Attestation, seen: NonNullable<Attestation['observed']>): Attestation {
  const observed = [...new Map(seen.map(one => [JSON.stringify([one.at, one.says]), one])).values()];
  return { ...rest, ...present('observed', observed.length > 0 ? observed : undefined), requirements };
}

/** In the order of a report. A bucket that is in two reports with the same findings is one. */
function distinct(buckets: readonly BucketReport[]): readonly BucketReport[] {
  const found = new Map<string, BucketReport>();
  for (const bucket of buckets) {
    const key = `${bucket.template}\n${bucket.logicalId}`;
    const other = found.get(key);
    if (other && !sameText(other, bucket)) {
      throw new Problem(`two reports find different things on the bucket '${bucket.logicalId}' of '${bucket.template}'; pass one of them, or judge with names that differ`);
    }
    found.set(key, bucket);
  }
  return [...found.values()].sort((one, other) => order(one.template, other.template) || order(one.logicalId, other.logicalId));
}

const order = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0;

function oneDay(reports: readonly Report[]): string | undefined {
  const [day, another] = new Set(reports.flatMap(report => report.asOf ?? []));
  if (another !== undefined) throw new Problem(`the reports judge exceptions as of ${day} and of ${another}; make them again with the same '--at'`);
  return day;
}

/** What is in every list: gone is what nobody found. */
function inAll(lists: readonly (readonly BaselineEntry[])[]): readonly BaselineEntry[] {
  const [first, ...rest] = lists;
  const others = rest.map(list => new Set(list.map(keyOf)));
  return first.filter(entry => others.every(keys => keys.has(keyOf(entry))));
}

/** Tells findings apart. */
export const keyOf = ({ bucket, control }: Pick<BaselineEntry, 'bucket' | 'control'>): string => `${bucket}\n${control}`;

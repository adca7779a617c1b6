import { resolve } from 'node:path';
import type { Io } from './io';
import { Problem } from './problem';
import { decode, readText } from './read-text';
import { REPORTS_SCHEMA } from './render';
import { flag, list, map, number, oneOf, type Shape, text } from './shapes';
import { clean, type Outcome, type Report } from '../evidence';
import { count, OUTCOMES, SCHEMA } from '../evidence/report';

const AGAIN = "make it again with 'check --format json'";
const KIND = { limit: 400_000_000, tooLarge: 'which is more than can be read; save a report for each stack', pass: 'pass a report of check --format json' };

const SEVERITY = oneOf('high', 'medium', 'low');
const PLACE = { at: text };
const ELSEWHERE = { template: text, line: number };
const COUNTS = map(Object.fromEntries(OUTCOMES.map(outcome => [outcome, number])));
const ENTRY = map({ bucket: text, control: text, outcome: oneOf('fail', 'unknown') });

const FINDING = map(
  {
    check: text,
    statement: text,
    severity: SEVERITY,
    outcome: oneOf(...OUTCOMES),
    because: list(map({ ...PLACE, says: text }, ELSEWHERE)),
    requirements: list(text),
  },
  {
    known: oneOf(true),
    assuming: list(text),
    why: text,
    fix: text,
    waiver: map({ reason: text, owner: text, expires: text, at: text }),
  },
);

const EXCEPTION = map({ ...PLACE, says: text, control: text, status: text }, { ...ELSEWHERE, reason: text, owner: text, expires: text, when: text });

const DECLARED = map(PLACE, {
  ...ELSEWHERE,
  when: text,
  retentionLegalBasis: text,
  allowedRegions: list(text),
  multiRegionKeyAllowed: flag,
  personalDataTag: text,
  unreadable: list(text),
  assuming: list(text),
});

const BUCKET = map(
  { template: text, logicalId: text, at: text, outcomes: COUNTS, findings: list(FINDING), exceptions: list(EXCEPTION) },
  { line: number, constructPath: text, declared: list(DECLARED) },
);

const REQUIREMENT = map({
  id: text,
  title: text,
  outcomes: COUNTS,
  checks: list(map({ id: text, tier: oneOf('A', 'B', 'C', 'spec', 'none') }, { onlyIf: text })),
}, { priority: oneOf('P0', 'P1', 'P2') });

const REPORT: Shape = map({
  disclaimer: text,
  framework: map({ id: text, title: text, edition: text, source: text }),
  summary: map({ buckets: number, outcomes: COUNTS }),
  buckets: list(BUCKET),
  requirements: list(REQUIREMENT),
  manual: list(map(
    { check: text, statement: text, manual: text, requirements: list(text) },
    { onlyIf: text, observed: list(map({ at: text, says: text })) },
  )),
}, { generatedAt: text, asOf: text, baseline: map({ known: number, gone: list(ENTRY) }) });

/** The reports in a file that `check --format json` wrote, or on standard input with `-`. */
export async function savedReports(name: string, io: Io): Promise<readonly Report[]> {
  const called = name === '-' ? 'stdin' : name;
  const content = name === '-' ? await decode(called, io.stdin ?? nothing(), KIND) : await readText(name, resolve(io.cwd, name), KIND);
  return reportsIn(called, content);
}

/**
 * Reads saved reports, and sees to it that they are what this version writes: their schema, their shape, and that their counts agree
 * with their findings.
 *
 * @throws Problem naming the file, what is wrong in it and the cure
 */
export function reportsIn(name: string, content: string): readonly Report[] {
  let body: unknown;
  try {
    body = JSON.parse(content);
  } catch (error) {
    throw new Problem(`'${name}' is no JSON: ${clean((error as Error).message)}; ${AGAIN}`);
  }
  const { schema, reports } = (body ?? {}) as { schema?: unknown; reports?: unknown };
  if (schema !== REPORTS_SCHEMA) return [report(name, body, '')];
  if (!Array.isArray(reports) || reports.length === 0) throw new Problem(`'${name}' has no reports in it; ${AGAIN}`);
  return reports.map((one, i) => report(name, one, `reports[${i}]`));
}

function report(name: string, body: unknown, at: string): Report {
  const { schema } = (body ?? {}) as { schema?: unknown };
  if (schema !== SCHEMA) {
    const other = typeof schema === 'string' && schema.startsWith('cdk-s3-compliance/report');
    throw new Problem(other
      ? `'${name}' is a report of another version: its schema is '${schema.slice(0, 60)}', this version reads '${SCHEMA}'; ${AGAIN}`
      : `'${name}' is no report of this tool: ${typeof schema === 'string' ? `its schema is '${schema.slice(0, 60)}'` : 'it has no schema'}; ${AGAIN}`);
  }
  const problem = REPORT(body, at) ?? miscounted(body as Report, at);
  if (problem !== undefined) throw new Problem(`'${name}' was changed since it was written: ${problem}; ${AGAIN}`);
  return body as Report;
}

/** Where the counts of a report disagree with its findings. */
function miscounted({ summary, buckets, requirements, manual }: Report, at: string): string | undefined {
  const place = (path: string) => at === '' ? path : `${at}.${path}`;
  const differs = (one: unknown, outcomes: readonly Outcome[]) => OUTCOMES.some(o => (one as Record<Outcome, number>)[o] !== count(outcomes)[o]);
  const outcomesOf = (concerns: (check: string) => boolean): Outcome[] => [
    ...buckets.flatMap(b => b.findings.filter(f => concerns(f.check)).map(f => f.outcome)),
    ...manual.filter(m => concerns(m.check)).map((): Outcome => 'manual'),
  ];
  const bucket = buckets.findIndex(b => differs(b.outcomes, b.findings.map(f => f.outcome)));
  if (bucket >= 0) return `${place(`buckets[${bucket}].outcomes`)} does not count its findings`;
  if (summary.buckets !== buckets.length || differs(summary.outcomes, outcomesOf(() => true))) return `${place('summary')} does not count the findings`;
  const requirement = requirements.findIndex(r => differs(r.outcomes, outcomesOf(check => r.checks.some(c => c.id === check))));
  return requirement < 0 ? undefined : `${place(`requirements[${requirement}].outcomes`)} does not count the findings`;
}

async function* nothing(): AsyncGenerator<string> { /* no input */ }

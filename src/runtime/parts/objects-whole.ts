import type { Asked } from './objects-bucket';
import { supportsOf } from './objects-controls';
import { type CheckReport, OBJECTS_SCHEMA, type ObjectsOutcome, type ObjectsReport } from './objects-report';
import type { Framework } from '../../frameworks/framework';

const DISCLAIMER = 'This report supports an assessment of the requirements it names: it says what objects showed when they were looked at. '
  + 'It is not a certification, not an audit opinion and not legal advice.';

const WORST_FIRST: readonly ObjectsOutcome[] = ['fail', 'unknown', 'pass', 'not-applicable'];

/** Adds what follows from the checks. */
export function overall(report: Omit<ObjectsReport, 'schema' | 'disclaimer' | 'outcome'>): ObjectsReport {
  const outcomes = report.checks.map(check => check.outcome);
  const outcome = WORST_FIRST.find(one => outcomes.includes(one)) ?? 'unknown';
  return { schema: OBJECTS_SCHEMA, disclaimer: DISCLAIMER, ...report, outcome };
}

/** Checks of which nobody knows what to expect: all objects are unknown. */
export const unclearReports = (unclear: Asked['unclear'], judged: number, frameworks: readonly Framework[]): readonly CheckReport[] =>
  unclear.map(({ check, control, says }) => ({
    check,
    outcome: 'unknown',
    control,
    expected: says,
    from: 'not known; say what to expect',
    pass: 0,
    fail: 0,
    unknown: judged,
    examples: [],
    supports: supportsOf(frameworks, control),
  }));

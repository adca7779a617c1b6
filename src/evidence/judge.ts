import { type Branch, describeBranches } from './branches';
import type { Control } from '../controls/control';
import { type Reason, type Verdict, unsure } from '../controls/verdict';
import type { BucketPosture } from '../posture/bucket-posture';
import type { BucketReading } from '../posture/cloudformation';

export interface BranchVerdict {
  readonly when: Branch;
  readonly posture: BucketPosture;
  readonly verdict: Verdict;
}

/** What a verdict does, with the branches that it does it in: `fails when IsProd is false`. */
const VERBS = { 'fail': 'fails', 'unknown': 'is unknown', 'pass': 'passes', 'not-applicable': 'does not apply' } as const;

const WEIGHTS = Object.keys(VERBS) as readonly Verdict['outcome'][];

/**
 * Judges one bucket by one control, in every branch that the conditions of its template may take.
 *
 * Branches that agree decide. What passes in some branches and does not apply in the others passes; any other mixture is
 * unknown, and the reasons say which branch does what. A control that throws finds nothing out: unknown.
 */
export function judge(control: Control, reading: Pick<BucketReading, 'at' | 'alternatives'>): Verdict {
  return merge(reading.at, judgeBranches(control, reading));
}

/** Judges each branch by itself. */
export function judgeBranches(control: Control, { at, alternatives }: Pick<BucketReading, 'at' | 'alternatives'>): readonly BranchVerdict[] {
  return alternatives.map(({ when, posture }) => ({ when, posture, verdict: tested(control, posture, at) }));
}

/** The one verdict on a bucket `at` a place whose branches were judged. */
export function merge(at: string, branches: readonly BranchVerdict[]): Verdict {
  if (branches.length === 0) return unsure(at, 'no branch of the template is known to make this bucket');

  const outcome = agreed(new Set(branches.map(b => b.verdict.outcome)));
  const because = WEIGHTS.flatMap(found => reasons(at, outcome, branches, found));
  const assuming = [...new Set(branches.flatMap(b => b.verdict.assuming ?? []))];
  return assuming.length > 0 ? { outcome, because, assuming } : { outcome, because };
}

function tested(control: Control, posture: BucketPosture, at: string): Verdict {
  try {
    const found = control.test(posture);
    return found.because.length > 0 ? found : { ...found, because: [{ at, says: 'the control gave no reason' }] };
  } catch (error) {
    return unsure(at, `the control itself failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function agreed(outcomes: ReadonlySet<Verdict['outcome']>): Verdict['outcome'] {
  const [only, another] = outcomes;
  if (another === undefined) return only;
  return outcomes.has('fail') || outcomes.has('unknown') ? 'unknown' : 'pass';
}

/** The reasons of the branches that came out as `found`; in one sentence where they weigh nothing in the outcome. */
function reasons(at: string, outcome: Verdict['outcome'], branches: readonly BranchVerdict[], found: Verdict['outcome']): readonly Reason[] {
  const those = branches.filter(b => b.verdict.outcome === found);
  if (those.length === 0) return [];

  const does = (some: readonly BranchVerdict[]) => `${VERBS[found]} when ${describeBranches(some.map(b => b.when))}`;
  const light = found !== outcome && (found === 'pass' || found === 'not-applicable');
  if (light) return [{ at, says: does(those) }];

  return distinct(those.flatMap(b => b.verdict.because)).map(reason => {
    const saying = those.filter(b => b.verdict.because.some(r => same(r, reason)));
    return saying.length === branches.length ? reason : { at: reason.at, says: `${does(saying)}: ${reason.says}` };
  });
}

const same = (one: Reason, other: Reason): boolean => one.at === other.at && one.says === other.says;

const distinct = (list: readonly Reason[]): readonly Reason[] => list.filter((reason, i) => list.findIndex(r => same(r, reason)) === i);

import { describeBranches } from './branches';
import { type BranchVerdict, judgeBranches, merge } from './judge';
import { isWaiver, named, type Waiver, waiverOf } from './waiver';
import type { Control } from '../controls/control';
import type { Reason, Verdict } from '../controls/verdict';
import type { BucketReading } from '../posture/cloudformation';
import type { Exception } from '../posture/declarations';
import { isKnown } from '../posture/fact';

/** What a control finds on a bucket, after the owner's exception for it. `waived`: it fails or is unknown, and the owner stands for that. */
export type Ruling = Omit<Verdict, 'outcome'> & {
  readonly outcome: Verdict['outcome'] | 'waived';
  readonly waiver?: Waiver;
};

/** A ruling, and what it rests on. */
export interface Grounds {
  readonly ruling: Ruling;
  /** The exceptions that waive it in a branch that needs one, by `keyOf`. */
  readonly waivedBy: ReadonlySet<string>;
}

/** Tells the exceptions of one control apart. */
export const keyOf = ({ at, reason, owner, expires }: Omit<Exception, 'control'>): string => JSON.stringify([at, reason, owner, expires]);

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Judges one bucket by one control, and applies the exception that the bucket declares for it.
 *
 * Each branch that fails or is unknown needs a complete exception whose day has not come; then the reasons stay and the outcome is
 * `waived`. Else the verdict stays, and further reasons say what is wrong with the exceptions.
 *
 * @param today the day to judge on, as `YYYY-MM-DD`; without one no exception waives anything
 */
export function ruling(control: Control, reading: Pick<BucketReading, 'at' | 'alternatives'>, today: string | undefined): Ruling {
  return ruleOn(control, reading, today).ruling;
}

/** As `ruling`, with what it rests on. */
export function ruleOn(control: Control, reading: Pick<BucketReading, 'at' | 'alternatives'>, today: string | undefined): Grounds {
  const branches = judgeBranches(control, reading).map(branch => withClaims(branch, control, today));
  const verdict = merge(reading.at, branches);
  const needing = branches.filter(branch => isOpen(branch.verdict));
  if (!isOpen(verdict) || needing.length === 0) return { ruling: verdict, waivedBy: NOTHING };

  const waivers = needing.flatMap(({ waiver }) => waiver ?? []);
  if (waivers.length < needing.length) return { ruling: { ...verdict, because: [...verdict.because, ...objections(branches)] }, waivedBy: NOTHING };

  const assuming = [...new Set([...verdict.assuming ?? [], ...needing.flatMap(branch => branch.given)])];
  const { because } = verdict;
  const waiver = waivers.reduce((one, other) => other.expires < one.expires ? other : one);
  return {
    ruling: { outcome: 'waived', because, ...assuming.length > 0 && { assuming }, waiver },
    waivedBy: new Set(needing.flatMap(branch => branch.waivers.map(keyOf))),
  };
}

interface Claims extends BranchVerdict {
  /** All that waive the control in this branch. */
  readonly waivers: readonly Waiver[];
  /** The one that lasts longest. */
  readonly waiver?: Waiver;
  /** What is wrong with the others. */
  readonly flaws: readonly Reason[];
  /** What the declarations take for granted. */
  readonly given: readonly string[];
}

const isOpen = ({ outcome }: Verdict): boolean => outcome === 'fail' || outcome === 'unknown';

function withClaims(branch: BranchVerdict, control: Control, today: string | undefined): Claims {
  const { declared } = branch.posture;
  const claimed = isKnown(declared) ? declared.value.exceptions.filter(e => e.control === control.id) : [];
  if (!isKnown(declared) || claimed.length === 0) return { ...branch, waivers: [], flaws: [], given: [] };
  const found = claimed.map(e => ({ at: e.at, worth: waiverOf(e, today) }));
  const waivers = found.flatMap(({ worth }) => isWaiver(worth) ? [worth] : []);
  const flaws = found.flatMap(({ at, worth }) => isWaiver(worth) ? [] : [{ at, says: worth.says }]);
  const waiver = waivers.reduce<Waiver | undefined>((one, other) => one && one.expires >= other.expires ? one : other, undefined);
  return { ...branch, waivers, ...waiver && { waiver }, flaws, given: declared.assuming ?? [] };
}

/** Why the exceptions that there are do not waive the verdict; each is said once. */
function objections(branches: readonly Claims[]): readonly Reason[] {
  const bare = branches.filter(({ verdict, waiver }) => isOpen(verdict) && !waiver).map(({ when }) => when);
  const partial = branches.flatMap(({ waivers }) => waivers.map(({ at, owner }) =>
    ({ at, says: `${named(owner)} does not hold when ${describeBranches(bare)}, so it waives nothing` })));
  const all = [...branches.flatMap(({ flaws }) => flaws), ...partial];
  return [...new Map(all.map(reason => [`${reason.at}\n${reason.says}`, reason])).values()];
}

import { type Fact, isKnown } from '../posture/fact';

/** Why a verdict came out as it did: what was seen, and where. */
export interface Reason {
  readonly at: string;
  readonly says: string;
}

/** What a control finds on one bucket. Unknown is never a pass. */
export interface Verdict {
  readonly outcome: 'pass' | 'fail' | 'unknown' | 'not-applicable';
  readonly because: readonly Reason[];
  /** What a verdict takes for granted, such as parameters that keep their defaults. */
  readonly assuming?: readonly string[];
}

const verdict = (outcome: Verdict['outcome']) => (at: string, says: string): Verdict => ({ outcome, because: [{ at, says }] });

export const pass = verdict('pass');
export const fail = verdict('fail');
export const unsure = verdict('unknown');
export const notApplicable = verdict('not-applicable');

/** Judges the value of a fact; a fact that is unknown is judged unknown. */
export function holds<T>(fact: Fact<T>, judge: (value: T, at: string) => Verdict): Verdict {
  if (!isKnown(fact)) return unsure(fact.at, fact.unknown);
  const found = judge(fact.value, fact.at);
  return fact.assuming ? assuming(found, fact.assuming) : found;
}

/** Passes where the fact has one of the accepted values. What a template leaves out is false as well, and the reason must hold of it. */
export function is<T>(fact: Fact<T>, ...accepted: readonly T[]): Verdict {
  return holds(fact, (value, at) => accepted.includes(value)
    ? pass(at, `is ${show(value)}`)
    : fail(at, `is ${value === false ? 'false or not set' : show(value)}, expected ${accepted.map(show).join(' or ')}`));
}

/** Passes where the setting is there, whatever its value. */
export function isSet<T>(fact: Fact<T | undefined>): Verdict {
  return holds(fact, (value, at) => value === undefined ? fail(at, 'is not set') : pass(at, `is ${show(value)}`));
}

/** Passes where a number of days is set and lies within the bounds, both included. */
export function daysWithin(fact: Fact<number | undefined>, least: number, most = Infinity): Verdict {
  const expected = most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  return holds(fact, (days, at) => days !== undefined && days >= least && days <= most
    ? pass(at, `is ${days} days`)
    : fail(at, `is ${days === undefined ? 'not set' : `${days} days`}, expected ${expected} days`));
}

/** Passes where one entry of a list passes; where none does, fails for the reason given and for what each entry lacks. */
export function someEntry<T>(list: Fact<readonly T[]>, none: string, judge: (entry: T) => Verdict): Verdict {
  return holds(list, (entries, at) => any(fail(at, none), ...entries.map(judge)));
}

/** Kleene "and": a fail outweighs an unknown, an unknown outweighs a pass; what does not apply has no weight. */
export const all = (...verdicts: readonly Verdict[]): Verdict => heaviest(verdicts, ['fail', 'unknown', 'pass', 'not-applicable']);

/** Kleene "or": a pass outweighs an unknown, an unknown outweighs a fail; what does not apply has no weight. */
export const any = (...verdicts: readonly Verdict[]): Verdict => heaviest(verdicts, ['pass', 'unknown', 'fail', 'not-applicable']);

function heaviest(verdicts: readonly Verdict[], order: readonly Verdict['outcome'][]): Verdict {
  const outcome = order.find(o => verdicts.some(v => v.outcome === o)) ?? 'unknown';
  const deciding = verdicts.filter(v => v.outcome === outcome);
  const because = deciding.flatMap(v => v.because);
  return assuming({ outcome, because }, deciding.flatMap(v => v.assuming ?? []));
}

function assuming(found: Verdict, more: readonly string[]): Verdict {
  const list = [...new Set([...found.assuming ?? [], ...more])];
  return list.length > 0 ? { ...found, assuming: list } : found;
}

const show = (value: unknown): string => value === undefined ? 'not set' : value === 'NotStated' ? 'not stated' : JSON.stringify(value);

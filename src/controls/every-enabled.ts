import { all, holds, pass, type Verdict } from './verdict';
import type { Fact } from '../posture/fact';

interface Rule {
  readonly enabled: Fact<boolean>;
}

/** Passes where every rule that is enabled passes: a disabled one does nothing. @param none what is said of a list without rules */
export function everyEnabled<T extends Rule>(rules: Fact<readonly T[]>, none: string, judge: (rule: T) => Verdict): Verdict {
  return holds(rules, (list, at) => list.length === 0 ? pass(at, none) : all(...list.map(rule => unlessOff(rule.enabled, judge(rule)))));
}

const unlessOff = (enabled: Fact<boolean>, judged: Verdict): Verdict => judged.outcome === 'pass' ? judged
  : holds(enabled, (on, at) => on ? judged : pass(at, 'is false, so the rule does nothing'));

import { upperBound } from './objects-bound';
import type { Expected } from './objects-expect';
import type { Bound, CheckReport, Example, ObjectsOutcome } from './objects-report';
import type { Verdict } from '../../controls/verdict';
import { plural } from '../../evidence/words';

/** Which object a verdict is on. */
export interface Subject {
  readonly key: string;
  readonly versionId?: string;
  /** Milliseconds since 1970. */
  readonly written?: number;
}

/** Counts the verdicts of one check; keeps a few examples, and so the memory that it takes does not grow. */
export class Tally {
  private readonly counts = { pass: 0, fail: 0, unknown: 0 };
  private readonly examples: { fail: Example[]; unknown: Example[] } = { fail: [], unknown: [] };
  private first = Infinity;
  private last = -Infinity;

  public constructor(public readonly expected: Expected, private readonly most: number) {}

  public add({ outcome, because }: Verdict, { key, versionId, written }: Subject): void {
    const counted = outcome === 'not-applicable' ? 'unknown' : outcome;
    this.counts[counted]++;
    if (counted === 'fail' && written !== undefined) {
      this.first = Math.min(this.first, written);
      this.last = Math.max(this.last, written);
    }
    if (counted === 'pass' || this.examples[counted].length >= this.most) return;
    const says = [...new Set(because.map(reason => reason.says))].join('; ');
    this.examples[counted].push({
      key,
      ...versionId !== undefined && { versionId },
      outcome: counted,
      says,
      ...written !== undefined && { written: new Date(written).toISOString() },
    });
  }

  /** Takes in what another tally of the same check counted. */
  public merge(other: Tally): void {
    for (const outcome of ['pass', 'fail', 'unknown'] as const) this.counts[outcome] += other.counts[outcome];
    for (const outcome of ['fail', 'unknown'] as const) this.examples[outcome].push(...other.examples[outcome].slice(0, this.most - this.examples[outcome].length));
    this.first = Math.min(this.first, other.first);
    this.last = Math.max(this.last, other.last);
  }

  /**
   * @param whole whether everything that was to be looked at was
   * @param among what an unbiased sample was drawn from: the number of objects, and what they are in words
   */
  public report({ whole, among, supports }: { whole: boolean; among?: { count: number; words: string }; supports: CheckReport['supports'] }): CheckReport {
    const { check, control, says, from, fix } = this.expected;
    const { fail, unknown, pass } = this.counts;
    const looked = pass + fail + unknown;
    const outcome: ObjectsOutcome = fail > 0 ? 'fail' : unknown > 0 || !whole ? 'unknown' : looked > 0 ? 'pass' : 'not-applicable';
    return {
      check,
      outcome,
      control,
      expected: says,
      from,
      pass,
      fail,
      unknown,
      ...this.first <= this.last && { failedWritten: { first: new Date(this.first).toISOString(), last: new Date(this.last).toISOString() } },
      examples: [...this.examples.fail, ...this.examples.unknown].slice(0, this.most),
      ...among && looked > 0 && looked < among.count && { bound: boundOf(fail, unknown, looked, among.words) },
      ...fail > 0 && { fix },
      supports,
    };
  }
}

const CONFIDENCE = 0.95;

function boundOf(fail: number, unknown: number, looked: number, words: string): Bound {
  const atMost = upperBound(fail + unknown, looked, CONFIDENCE);
  const seen = `${fail === 0 ? 'none' : fail} of ${plural(looked, 'sampled object')} failed`;
  const counted = unknown > 0 ? `, and ${unknown} ${unknown === 1 ? 'is' : 'are'} unknown and ${unknown === 1 ? 'counts' : 'count'} as failing` : '';
  return { confidence: CONFIDENCE, atMost, says: `${seen}${counted}: with 95 % confidence at most ${percent(atMost)} of the ${words} fail` };
}

/** Rounded up, since it is an upper bound. */
const percent = (share: number): string => `${share >= 1 ? 100 : share >= 0.1 ? Math.ceil(share * 100) : Math.ceil(share * 1000) / 10} %`;

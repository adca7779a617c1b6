import { hardened } from './posture';
import type { Control } from '../../src/controls/control';
import type { Verdict } from '../../src/controls/verdict';
import type { BucketPosture } from '../../src/posture/bucket-posture';

/** An outcome, the deviation from the hardened bucket in words and as facts, where the reason is, and what it says. */
export type Case = readonly [outcome: Verdict['outcome'], name: string, deviation: Partial<BucketPosture>, at: string, says?: RegExp];

/** Judges each deviation, and checks the outcome and that its reasons name the right place. A table covers every outcome it is told of. */
export function table(control: Control, cases: readonly Case[], covers: readonly Verdict['outcome'][] = ['pass', 'fail', 'unknown']): void {
  describe(control.id, () => {
    for (const [outcome, name, deviation, at, says = /./] of cases) {
      test(`${outcome}: ${name}`, () => {
        const verdict = control.test(hardened(deviation));
        expect(verdict.outcome).toBe(outcome);
        expect(verdict.because).toContainEqual({ at, says: expect.stringMatching(says) });
      });
    }

    test(`the table covers ${covers.join(', ')}`, () => {
      expect(cases.map(([outcome]) => outcome)).toEqual(expect.arrayContaining([...covers]));
    });
  });
}

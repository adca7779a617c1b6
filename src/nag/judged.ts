import type { IConstruct } from 'constructs';
import type { Control } from '../controls/control';
import { ruling, type Ruling } from '../evidence/ruling';
import type { BucketReading } from '../posture/cloudformation';
import { StackReadings, writtenReadings } from '../synth/stacks';

/** The buckets of an app, and what the controls find on them: each asked once, however many packs ask. */
export class Judged {
  private readonly found = new WeakMap<BucketReading, Map<string, Ruling>>();

  constructor(readonly readings: StackReadings) {}

  ruling(control: Control, reading: BucketReading, today: string | undefined): Ruling {
    const known = this.found.get(reading) ?? new Map<string, Ruling>();
    this.found.set(reading, known);
    const key = `${control.id} ${today}`;
    const answer = known.get(key) ?? ruling(control, reading, today);
    known.set(key, answer);
    return answer;
  }
}

const byReadings = new WeakMap<StackReadings, Judged>();

/** Of an app that has just been synthesized; shared by all packs while its templates stay as they are. */
export function judgedAsWritten(app: IConstruct): Judged {
  const readings = writtenReadings(app);
  const judged = byReadings.get(readings) ?? new Judged(readings);
  byReadings.set(readings, judged);
  return judged;
}

/** Of a construct tree as it is now. */
export const judgedNow = (scope: IConstruct): Judged => new Judged(new StackReadings(scope));

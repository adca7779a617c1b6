import type { Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';

/** A statement about a bucket that is true when it is good, and how to find out. */
export interface Control {
  /** The control's name and its file's name, in kebab case. */
  readonly id: string;
  /** One sentence, true when the control passes. */
  readonly statement: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  /** Documentation of the service features that the control looks at. */
  readonly see: readonly string[];
  /** Pure; never throws. */
  readonly test: (bucket: BucketPosture) => Verdict;
}

/** Something that no code in this release can judge; a person attests it. */
export interface ManualCheck {
  readonly id: string;
  readonly statement: string;
  /** What a person must look at, as one sentence. */
  readonly manual: string;
  readonly see: readonly string[];
}

export type Severity = 'high' | 'medium' | 'low';

export type Check = Control | ManualCheck;

export const isManual = (check: Check): check is ManualCheck => 'manual' in check;

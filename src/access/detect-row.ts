import type { AccessRecord } from './access-record';
import type { DetectOptions, Settings, Threshold } from './detect-options';
import type { Severity } from '../controls/control';

/** `found`: it is one. `clear`: it is none. `unknown`: the record does not tell. `not-applicable`: the question does not arise. */
export type Judgement = 'found' | 'clear' | 'unknown' | 'not-applicable';

/** What all rows of the table of detections say. */
interface Described {
  readonly id: string;
  /** What is found, as a clause with the requests as its subject: `came over plain HTTP`. */
  readonly what: string;
  readonly severity: Severity;
  /** Ids of the checks (controls, or checks by hand) that prevent it or watch for it. */
  readonly checks: readonly string[];
  /** The options that decide from when on it counts. */
  readonly thresholds: readonly (keyof DetectOptions)[];
}

/** A detection that one record makes. */
export interface RequestRow extends Described {
  readonly kind: 'request';
  readonly judge: (record: AccessRecord, settings: Settings) => Judgement;
}

/** A detection that many records of one requester make, within a window. */
export interface WindowRow extends Described {
  readonly kind: 'window';
  /** The option that says how much is found. */
  readonly threshold: Threshold;
  /** The option that says how many seconds the window has. */
  readonly window: Threshold;
  /** What is counted. */
  readonly unit: 'requests' | 'objects' | 'bytes';
  /** How much of it the record is. */
  readonly weigh: (record: AccessRecord) => Weight | Exclude<Judgement, 'found' | 'clear'>;
}

export interface Weight {
  readonly amount: number;
  /** Whether it may be more: a DeleteObjects whose keys are not told. */
  readonly atLeast?: boolean;
}

export type Row = RequestRow | WindowRow;

/** A fact that decides, where it is known. */
export const when = (fact: boolean | undefined): Judgement => fact === undefined ? 'unknown' : fact ? 'found' : 'clear';

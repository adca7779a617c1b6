import type { AccessRecord } from './access-record';
import type { Severity } from '../controls/control';

/** Something that was found: one kind of request, by one requester, to one bucket. */
export interface Detection {
  /** Id of the row in the table of detections. */
  readonly id: string;
  /** That of the row, or low where S3 refused every one of the requests. */
  readonly severity: Severity;
  /** What was found, as a sentence without names. */
  readonly says: string;
  /** Absent where it is about all buckets together. */
  readonly bucket?: string;
  /** Who made the requests: an ARN (of an assumed role without the name of the session), a canonical user id, `anonymous`, `unknown`. */
  readonly requester?: string;
  /** Set where there are more detections than are kept: this one counts the rest of its id together. */
  readonly others?: true;
  /** Requests; or the most requests, objects or bytes in one window. */
  readonly count: number;
  readonly unit: 'requests' | 'objects' | 'bytes';
  /** Whether it may be more than the count. */
  readonly atLeast?: true;
  /** How many of the requests S3 refused. */
  readonly refused: number;
  /** How many of them can be read in more than one way. */
  readonly ambiguous: number;
  /** Windows in which the threshold was reached. */
  readonly windows?: number;
  readonly threshold?: number;
  /** Seconds of a window. */
  readonly window?: number;
  /** The first and the last time, in milliseconds since 1970, as far as times are known; of windows, when the first begins and the last ends. */
  readonly first?: number;
  readonly last?: number;
  /** Ids of the checks that prevent it or watch for it. */
  readonly checks: readonly string[];
  /** Ids of the requirements that these checks support, by framework. */
  readonly requirements: Readonly<Record<string, readonly string[]>>;
  /** Some of the requests, the earliest first; of windows those that reached the threshold. */
  readonly examples: readonly AccessRecord[];
}

/** How far one row of the table could judge. */
export interface RowSummary {
  readonly id: string;
  /** Requests found, or windows that reached the threshold. */
  readonly found: number;
  /** Records that answered the question, one way or the other. */
  readonly judged: number;
  /** Records that it applies to, or may, and that did not tell: neither good nor bad. */
  readonly notJudged: number;
  /** Windows that were given up before they were over, because there were too many at once. */
  readonly windowsGivenUp?: number;
  /** Records that were too old for the windows still kept. */
  readonly late?: number;
}

/** What was looked at in all. */
export interface DetectSummary {
  readonly counts: {
    readonly records: number;
    /** Records that at least one row could judge. */
    readonly judged: number;
    readonly notJudged: number;
    /** Records that can be read in more than one way. Where nothing is found in them they are not judged. */
    readonly ambiguous: number;
    readonly withoutTime: number;
  };
  /** The rows that were asked for, in the order of the table. */
  readonly rows: readonly RowSummary[];
  /** Windows counted at the same time, at most. */
  readonly windowsAtMost: number;
}

/** All that was found, and how far one could look. */
export interface Detections extends DetectSummary {
  readonly detections: readonly Detection[];
}

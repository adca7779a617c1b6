import type { AccessRecord } from '../access/access-record';
import { DETECTION_ROWS, Detector } from '../access/detect';
import { requirementsOf } from '../access/detect-groups';
import { DEFAULTS, type DetectOptions } from '../access/detect-options';
import type { Detection, Detections, DetectSummary } from '../access/detection';
import type { Severity } from '../controls/control';
import { FRAMEWORKS } from '../frameworks';

export type { AccessRecord, RecordedChange, RecordedRequester } from '../access/access-record';
export type { DetectOptions } from '../access/detect-options';
export type { Detection, Detections, DetectSummary, RowSummary } from '../access/detection';

/**
 * Looks for what access records should not show: requests over plain HTTP or old TLS, anonymous ones, bursts of refused ones, masses of deletes or reads,
 * objects written under keys of the requester, changes that take protection away. Records may come from access logs and from CloudTrail, together.
 *
 * ```ts
 * for await (const found of detect(records, { vpcEndpoints: ['vpce-0123456789abcdef0'], massDelete: 50 })) {
 *   console.log(found.severity, found.id, found.bucket, found.requester, found.says);
 * }
 * ```
 *
 * Gives the detections when the records end, the most severe first, and returns how far it could look. What a record does not tell, or tells in more than
 * one way, is neither good nor bad: it is counted as not judged. Memory does not grow with the number of records.
 *
 * @throws RangeError naming an option that cannot be used
 */
export async function* detect(
  records: Iterable<AccessRecord> | AsyncIterable<AccessRecord>, options: DetectOptions = {},
): AsyncGenerator<Detection, DetectSummary> {
  const { detections: found, ...summary } = await detectAll(records, options);
  yield* found;
  return summary;
}

/** The same at once: detections and how far one could look. */
export async function detectAll(records: Iterable<AccessRecord> | AsyncIterable<AccessRecord>, options: DetectOptions = {}): Promise<Detections> {
  const detector = new Detector(options);
  if (Symbol.asyncIterator in records) for await (const record of records) detector.add(record);
  else for (const record of records) detector.add(record);
  return detector.result();
}

/** A row of the table of detections. */
export interface DetectionRow {
  readonly id: string;
  /** What is found, as a clause with the requests as its subject. */
  readonly what: string;
  readonly severity: Severity;
  /** Options that decide from when on it counts. */
  readonly thresholds: readonly (keyof DetectOptions)[];
  /** Ids of the checks that prevent it or watch for it. */
  readonly checks: readonly string[];
  /** Ids of the requirements that these checks support, by framework. */
  readonly requirements: Readonly<Record<string, readonly string[]>>;
}

/** All that `detect` looks for. */
export function detections(): readonly DetectionRow[] {
  const frameworks = new Set(FRAMEWORKS.map(f => f.id));
  return DETECTION_ROWS.map(({ id, what, severity, thresholds, checks }) => ({
    id, what, severity, thresholds, checks, requirements: requirementsOf({ checks }, { frameworks }),
  }));
}

/** The thresholds where nobody states others. */
export const defaults = (): Readonly<typeof DEFAULTS> => DEFAULTS;

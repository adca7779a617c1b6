import type { ObjectCheck } from './objects-expect';

export const OBJECTS_SCHEMA = 'cdk-s3-compliance/objects/1';

/** What was found on the objects of a bucket. Plain JSON: the same answers, seed and day give the same bytes. */
export interface ObjectsReport {
  readonly schema: typeof OBJECTS_SCHEMA;
  readonly disclaimer: string;
  readonly bucket: string;
  /** Present where AWS was asked. */
  readonly account?: string;
  readonly prefix?: string;
  /** The moment that retention is counted against: ISO 8601. */
  readonly today: string;
  /** The worst of the checks: `fail` before `unknown` before `pass`. */
  readonly outcome: ObjectsOutcome;
  readonly looked: Looked;
  readonly checks: readonly CheckReport[];
  /** Checks that nobody asked for, and why, as sentences. */
  readonly notAsked: readonly { readonly check: ObjectCheck; readonly says: string }[];
  /** Present for an inventory. */
  readonly inventory?: InventoryReport;
}

export type ObjectsOutcome = 'fail' | 'unknown' | 'pass' | 'not-applicable';

/** Which objects were looked at, and out of how many. */
export interface Looked {
  /** `reservoir`: each listed object was as likely as any other; `start-keys`: not so; `inventory`: all rows. */
  readonly how: 'reservoir' | 'start-keys' | 'inventory';
  /** Objects that were listed, or rows of the inventory that are objects. */
  readonly listed: number;
  /** Whether that is all of them. */
  readonly complete: boolean;
  /** Objects that were judged. */
  readonly judged: number;
  /** Objects that were deleted between the listing and the look: they count neither way. */
  readonly gone: number;
  readonly seed?: number;
  /** The same in words, with what cut the listing short. */
  readonly says: string;
}

export interface CheckReport {
  readonly check: ObjectCheck;
  readonly outcome: ObjectsOutcome;
  /** Id of the control that speaks of the same on the bucket. */
  readonly control: string;
  /** What an object must show, in words. */
  readonly expected: string;
  /** Where that comes from: `asked for`, or the bucket's own configuration. */
  readonly from: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
  /** The objects that failed were written between these moments, both included: ISO 8601. */
  readonly failedWritten?: { readonly first: string; readonly last: string };
  /** A few of those that fail, then of those that are unknown. */
  readonly examples: readonly Example[];
  /** How many of all objects may fail; present for unbiased samples only. */
  readonly bound?: Bound;
  /** What mends the objects, where some fail. */
  readonly fix?: string;
  /** Requirements of the frameworks that cite the control. */
  readonly supports: readonly { readonly framework: string; readonly requirements: readonly string[] }[];
}

export interface Example {
  readonly key: string;
  readonly versionId?: string;
  readonly outcome: 'fail' | 'unknown';
  readonly says: string;
  /** ISO 8601. */
  readonly written?: string;
}

export interface Bound {
  readonly confidence: number;
  /** The greatest share of the listed objects that may fail, 0 to 1. Objects that are unknown count as failing here. */
  readonly atMost: number;
  readonly says: string;
}

export interface InventoryReport {
  /** When S3 began to list: ISO 8601. */
  readonly made?: string;
  /** Files that were read whole, and whose MD5 is the manifest's. */
  readonly filesRead: number;
  /** Files that count for nothing, and why. */
  readonly filesRefused: readonly { readonly key: string; readonly says: string }[];
  readonly rows: number;
  readonly deleteMarkers: number;
  /** Versions that are not the current one; judged like the others. */
  readonly noncurrent: number;
  readonly badRows: number;
  /** The first of them. */
  readonly badRowExamples: readonly BadRow[];
  /** What else to know, as sentences. */
  readonly notes: readonly string[];
}

export interface BadRow {
  /** Key of the file. */
  readonly file: string;
  /** From 1. */
  readonly row: number;
  readonly says: string;
}

import { clean, shorten } from './clean';
import type { Finding, Report } from './report';
import type { BucketReading } from '../posture/cloudformation';

export const BASELINE_SCHEMA = 'cdk-s3-compliance/baseline/1';

/** A finding that was there when the baseline file was written, and is to be mended later. */
export interface BaselineEntry {
  /** The path of the bucket's construct where its template notes one, else its template and logical id: `app.yaml#Records`. */
  readonly bucket: string;
  readonly control: string;
  /** What was found. Who failed may become unknown and is still known; who was unknown and fails now is new. */
  readonly outcome: 'fail' | 'unknown';
}

export interface Baseline {
  readonly schema: typeof BASELINE_SCHEMA;
  /** By bucket, then by control; each once. */
  readonly findings: readonly BaselineEntry[];
}

/** How a baseline file names a bucket: as long as it keeps its place in the app or in its template. */
export function bucketId({ constructPath, template, logicalId }: Pick<BucketReading, 'constructPath' | 'template' | 'logicalId'>): string {
  return constructPath ?? `${template}#${logicalId}`;
}

/** What fails or is unknown in the reports, as the text of a baseline file: one line a finding, so that its changes read well. */
export function toBaseline(reports: readonly Report[]): string {
  const entries = new Map<string, BaselineEntry>();
  for (const bucket of reports.flatMap(report => report.buckets)) {
    for (const { check: control, outcome } of bucket.findings) {
      if (outcome === 'fail' || outcome === 'unknown') entries.set(key(bucketId(bucket), control), { bucket: bucketId(bucket), control, outcome });
    }
  }
  const lines = [...entries].sort(([one], [other]) => one < other ? -1 : 1).map(([, entry]) => `    ${JSON.stringify(entry)}`);
  return `{\n  "schema": "${BASELINE_SCHEMA}",\n  "findings": [${lines.length > 0 ? `\n${lines.join(',\n')}\n  ` : ''}]\n}\n`;
}

/**
 * Reads a baseline file.
 *
 * @throws RangeError naming the file, what is wrong in it and the cure
 */
export function parseBaseline(name: string, text: string): Baseline {
  const wrong = (what: string): never => {
    throw new RangeError(`'${name}' ${what}; write it with the command baseline`);
  };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return wrong(`is no JSON: ${clean((error as Error).message)}`);
  }
  const { schema, findings } = (body ?? {}) as { schema?: unknown; findings?: unknown };
  if (schema !== BASELINE_SCHEMA || !Array.isArray(findings)) {
    return wrong(`is no baseline file: its schema is ${shorten(clean(JSON.stringify(schema) ?? 'absent'), 60)}, expected "${BASELINE_SCHEMA}"`);
  }
  return {
    schema,
    findings: findings.map((entry: unknown, i): BaselineEntry => {
      const { bucket, control, outcome } = (entry ?? {}) as Record<string, unknown>;
      if (typeof bucket !== 'string' || typeof control !== 'string') return wrong(`has no bucket and control in finding ${i + 1}`);
      if (outcome !== 'fail' && outcome !== 'unknown') return wrong(`has an outcome in finding ${i + 1} that is neither "fail" nor "unknown"`);
      return { bucket, control, outcome };
    }),
  };
}

/** The findings of a baseline file, to ask whether one is known, and in the end which of them were not seen any more. */
export class KnownFindings {
  private readonly entries: ReadonlyMap<string, BaselineEntry>;
  private readonly seen = new Set<string>();

  constructor({ findings }: Baseline) {
    this.entries = new Map(findings.map(entry => [key(entry.bucket, entry.control), entry]));
  }

  /** Whether a control's outcome on a bucket is recorded, or better than what is. */
  has(bucket: string, control: string, outcome: Finding['outcome']): boolean {
    const entry = this.entries.get(key(bucket, control));
    if (outcome !== 'pass' && outcome !== 'not-applicable') this.seen.add(key(bucket, control));
    return entry !== undefined && (outcome === entry.outcome || (outcome === 'unknown' && entry.outcome === 'fail'));
  }

  /** What was recorded of some controls and passes now, does not apply, or was not asked for since: mended, or gone with its bucket. */
  gone(controls: ReadonlySet<string>): readonly BaselineEntry[] {
    return [...this.entries].filter(([id, { control }]) => !this.seen.has(id) && controls.has(control)).map(([, entry]) => entry);
  }
}

const key = (bucket: string, control: string): string => `${bucket}\n${control}`;

import { readingsOf } from './parts/audit-readings';
import { type BucketDrift, bucketDrift } from './parts/drift-bucket';
import { namesOf, type Pair, pairsOf } from './parts/drift-pairs';
import type { Template } from '../posture/cloudformation';
import type { Recording } from '../posture/live';

export type { BucketDrift, ControlDrift, Judged } from './parts/drift-bucket';
export { type Pair, pairsOf } from './parts/drift-pairs';
export type { FactDrift, Side } from '../posture/drift';

export const DRIFT_SCHEMA = 'cdk-s3-compliance/drift/1';

/** What templates say against what runs. Plain JSON: the same templates and recordings give the same bytes. */
export interface DriftReport {
  readonly schema: typeof DRIFT_SCHEMA;
  /** By template, then by logical id. */
  readonly buckets: readonly BucketDrift[];
  readonly onlyInTemplates: readonly OnlyInTemplate[];
  /** Buckets of AWS that no template has, as far as somebody looked. */
  readonly onlyInAws: readonly { readonly account: string; readonly bucket: string }[];
}

/** A bucket of a template that was compared with nothing. */
export interface OnlyInTemplate {
  readonly template: string;
  readonly logicalId: string;
  readonly bucket?: string;
  /** `missing`: there is no such bucket. `not compared`: nobody knows its name, or asked for it. */
  readonly state: 'missing' | 'not compared';
  readonly because: string;
}

export interface DriftOptions {
  readonly templates: readonly Template[];
  /** Of the buckets that run: see `audit`. Those of the same account that no template has are said to be in AWS only. */
  readonly recordings: readonly Recording[];
  /** What buckets are called whose names CloudFormation makes up, by `template#LogicalId` or `LogicalId`. @default - nobody says */
  readonly names?: Readonly<Record<string, string>>;
}

/**
 * Holds the buckets of templates against those that run. Asks nobody.
 *
 * @throws RangeError where a name is given of a bucket that no template has, or of more than one
 */
export function drift({ templates, recordings, names }: DriftOptions): DriftReport {
  const pairs = [...pairsOf(templates, names)].sort(byPlace);
  const known = namesOf(pairs);
  const live = new Map(readingsOf({ recordings }).map(reading => [reading.logicalId, reading]));
  const missing = new Set(recordings.filter(isMissing).map(({ bucket }) => bucket));
  const compared = ({ bucket = '', template }: Pair) => live.has(bucket) && !missing.has(bucket) && template.alternatives.length > 0;
  const named = new Set(pairs.map(({ bucket }) => bucket));
  return {
    schema: DRIFT_SCHEMA,
    buckets: pairs.filter(compared).map(({ template, bucket }) => bucketDrift(template, live.get(bucket!)!, templates, known)),
    onlyInTemplates: pairs.filter(pair => !compared(pair)).map(pair => onlyInTemplate(pair, missing)),
    onlyInAws: recordings.filter(({ bucket }) => !named.has(bucket) && !missing.has(bucket)).map(({ account, bucket }) => ({ account, bucket })),
  };
}

function onlyInTemplate({ template: { template, logicalId, alternatives }, bucket }: Pair, missing: ReadonlySet<string>): OnlyInTemplate {
  const place = { template, logicalId };
  if (bucket === undefined) return { ...place, state: 'not compared', because: 'CloudFormation makes up its name, and nobody said which it is' };
  if (missing.has(bucket)) return { ...place, bucket, state: 'missing', because: `there is no bucket '${bucket}'` };
  return { ...place, bucket, state: 'not compared', because: alternatives.length === 0 ? 'no branch of the template makes it' : 'nobody asked AWS about it' };
}

/** Whether something is not as the templates say, or is not there at all. */
export const hasDrifted = ({ buckets, onlyInTemplates }: DriftReport): boolean =>
  buckets.some(({ drifted }) => drifted) || onlyInTemplates.some(({ state }) => state === 'missing');

const isMissing = ({ answers }: Recording): boolean =>
  Object.entries(answers).some(([name, { error }]) => error?.code === 'NoSuchBucket' && !name.includes(' '));

const byPlace = ({ template: one }: Pair, { template: other }: Pair): number =>
  order(one.template, other.template) || order(one.logicalId, other.logicalId);

const order = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0;

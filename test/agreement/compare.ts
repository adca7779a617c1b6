import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import { parseTemplate, readTemplates } from '../../src/posture/cloudformation';
import type { Declarations } from '../../src/posture/declarations';
import { isKnown } from '../../src/posture/fact';
import { readRecordings, type Recording } from '../../src/posture/live';
import type { BucketReading } from '../../src/posture/reading';

const ENVIRONMENT = { account: '111122223333', region: 'eu-central-1' };

/** One bucket as both readers see it. */
export interface Pair {
  readonly bucket: string;
  readonly template: BucketReading;
  readonly live: BucketReading;
}

export const recordingsOf = (folder: string): readonly Recording[] => JSON.parse(text(folder, 'api.json')) as readonly Recording[];

const text = (folder: string, file: string): string => readFileSync(join(__dirname, folder, file), 'utf8');

/** The buckets of a folder as both readers see them. What an owner declares stands in the template alone: the live reader is told. */
export function pairsOf(folder: string, recordings = recordingsOf(folder)): readonly Pair[] {
  const templates = readTemplates([parseTemplate(folder, text(folder, 'template.json'), ENVIRONMENT)]);
  const byName = new Map(templates.map(reading => [nameOf(postureOf(reading)), reading]));
  const declarations = Object.fromEntries(templates.map((reading): [string, Declarations] => {
    const { declared } = postureOf(reading);
    if (!isKnown(declared)) throw new Error(`the declarations of ${reading.at} are not known`);
    return [nameOf(postureOf(reading)), declared.value];
  }));
  const listed = { [ENVIRONMENT.account]: recordings.map(({ bucket }) => bucket) };
  return readRecordings(recordings, { declarations, listed }).map(live => ({ bucket: live.logicalId, template: byName.get(live.logicalId)!, live }));
}

export const postureOf = ({ alternatives }: BucketReading): BucketPosture => alternatives[0].posture;

const nameOf = ({ arn }: BucketPosture): string => arn.replace('arn:aws:s3:::', '');

export type Seen = { readonly value: unknown } | { readonly unknown: string };

/** The facts of a posture by their names: `publicAccessBlock.blockPublicAcls`, `lifecycle.0.enabled`. Where they were seen is left out. */
export function factsOf(value: unknown, name = ''): readonly (readonly [string, Seen])[] {
  const below = (key: string | number): string => name === '' ? String(key) : `${name}.${key}`;
  if (Array.isArray(value)) return [[below('length'), { value: value.length }], ...value.flatMap((item, i) => factsOf(item, below(i)))];
  if (typeof value !== 'object' || value === null) return [[name, { value }]];
  if ('unknown' in value && typeof value.unknown === 'string') return [[name, { unknown: value.unknown }]];
  const keys = Object.keys(value);
  if ('at' in value && 'value' in value && keys.every(key => ['at', 'value', 'assuming'].includes(key))) return factsOf(value.value, name);
  if ('statements' in value || 'exceptions' in value) return [[name, { value }]];
  return keys.filter(key => key !== 'at').sort().flatMap(key => factsOf((value as Record<string, unknown>)[key], below(key)));
}

export interface Difference {
  readonly bucket: string;
  readonly fact: string;
  readonly template?: Seen;
  readonly live?: Seen;
}

/** The facts on which the readers do not agree, or that only one of them knows. */
export function differencesOf({ bucket, template, live }: Pair): readonly Difference[] {
  const [one, other] = [template, live].map(reading => new Map(factsOf(postureOf(reading))));
  return [...new Set([...one.keys(), ...other.keys()])].sort().flatMap((fact) => {
    const [first, second] = [one.get(fact), other.get(fact)];
    const bothUnknown = first && second && 'unknown' in first && 'unknown' in second;
    if (bothUnknown || JSON.stringify(first) === JSON.stringify(second)) return [];
    return [{ bucket, fact, ...first && { template: first }, ...second && { live: second } }];
  });
}

import { resolve } from 'node:path';
import { readInputs } from './inputs';
import type { Io } from './io';
import { Problem } from './problem';
import { readText } from './read-text';
import { clean } from '../evidence';
import { readTemplates } from '../posture/cloudformation';
import { type Declarations, DECLARATIONS } from '../posture/declarations';
import { isKnown } from '../posture/fact';
import type { BucketReading } from '../posture/reading';
import { pairsOf } from '../runtime/drift';

export interface DeclarationOptions {
  /** A file of JSON: what the owners declare, by the name of the bucket. */
  readonly declarations?: string;
  /** Templates whose buckets declare it. */
  readonly template?: readonly string[];
  readonly account?: string;
  readonly region?: string;
}

export interface Declared {
  readonly declarations: Readonly<Record<string, Declarations>>;
  /** The files that were read. */
  readonly paths: readonly string[];
  /** Names what is declared of no bucket that was judged. */
  readonly unused: (readings: readonly BucketReading[]) => readonly string[];
}

const KIND = { limit: 10_000_000, tooLarge: 'and no file of declarations is', pass: 'pass JSON such as {"acme-records": {"exceptions": []}}' };

/** What owners declare of buckets that run: the file outweighs the templates, bucket by bucket. */
export async function declarationsFor({ declarations: file, template = [], account, region }: DeclarationOptions, io: Io): Promise<Declared> {
  const place = { ...account !== undefined && { account }, ...region !== undefined && { region } };
  const inputs = template.length > 0 ? await readInputs(template, io, place) : { templates: [], paths: [] };
  const inTemplates = pairsOf(inputs.templates).flatMap(({ template: reading, bucket }): [string, Declarations][] => {
    const found = reading.alternatives.map(({ posture }) => posture.declared);
    if (bucket === undefined || found.length === 0 || !found.every(isKnown)) return [];
    return same(found.map(({ value }) => value)) ? [[bucket, found[0].value]] : [];
  });
  const inFile = file === undefined ? [] : declaredIn(file, await readText(file, resolve(io.cwd, file), KIND));
  return {
    declarations: Object.fromEntries([...inTemplates, ...inFile]),
    paths: [...inputs.paths, ...file === undefined ? [] : [resolve(io.cwd, file)]],
    unused: readings => inFile.filter(([name]) => readings.every(({ logicalId }) => logicalId !== name))
      .map(([name]) => `'${file}' declares something of '${name}', which is no bucket that was judged`),
  };
}

const same = (values: readonly unknown[]): boolean => new Set(values.map(value => JSON.stringify(value))).size === 1;

/** Reads each bucket's declarations as the metadata of a template are read. */
function declaredIn(file: string, text: string): readonly [string, Declarations][] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Problem(`'${file}' is no JSON: ${clean((error as Error).message)}; ${KIND.pass}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Problem(`'${file}' is no map from buckets to declarations; ${KIND.pass}`);
  }
  const entries = Object.entries(body);
  const resources = entries.map(([, declared], i) => [`B${i}`, { Type: 'AWS::S3::Bucket', Metadata: { [DECLARATIONS]: declared as unknown } }]);
  const readings = readTemplates([{ name: file, body: { Resources: Object.fromEntries(resources) } }]);
  return entries.map(([bucket], i) => {
    const { posture } = readings.find(({ logicalId }) => logicalId === `B${i}`)!.alternatives[0];
    const { value } = posture.declared as { readonly value: Declarations };
    const place = (at: string) => at.replaceAll(`Resources/B${i}/Metadata/${DECLARATIONS}`, `Declarations/${bucket}`);
    return [bucket, { ...value, exceptions: value.exceptions.map(e => ({ ...e, at: place(e.at) })), unreadable: value.unreadable.map(place) }];
  });
}

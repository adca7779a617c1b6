import type { Loop } from './assembly';
import { entriesOf, own } from './json-value';

const MAX_NESTING = 10;

/** The `Fn::ForEach` loops among the resources of a template, as far as they can be read without running them. */
export function readLoops(resources: unknown): readonly Loop[] {
  return entriesOf(resources).filter(([key]) => isLoop(key)).map(([key, loop]) => {
    const buckets: string[] = [];
    const types = new Set<string>();
    return { key, buckets, types: typesIn(loop, '', 0, types, buckets) ? types : undefined };
  });
}

const isLoop = (key: string): boolean => key.startsWith('Fn::ForEach');

/** Collects the types that a loop makes, and the paths of its buckets; false where something in it has no literal type. */
function typesIn(loop: unknown, path: string, depth: number, types: Set<string>, buckets: string[]): boolean {
  const outputs: unknown = Array.isArray(loop) ? loop[2] : undefined;
  if (depth > MAX_NESTING || entriesOf(outputs).length === 0) return false;
  return entriesOf(outputs).map(([key, body]) => {
    const at = `${path}/2/${key}`;
    if (isLoop(key)) return typesIn(body, at, depth + 1, types, buckets);
    const type = own(body, 'Type');
    if (typeof type !== 'string') return false;
    types.add(type);
    if (type === 'AWS::S3::Bucket') buckets.push(at);
    return true;
  }).every(readable => readable);
}

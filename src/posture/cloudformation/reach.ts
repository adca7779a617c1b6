import type { Resource } from './assembly';
import { couldBe, writtenName } from './bucket-names';
import { own } from './json-value';
import { branches, properties } from './possible';
import { callOf, resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { Text, isHole } from './symbolic-text';

/** Whether another template can know a bucket at all: its name is written, or its template tells others about it. */
export const isKnownElsewhere = (bucket: Resource, scope: Scope): boolean =>
  scope.assembly.handedOut.has(bucket) || writtenName(bucket, scope) !== undefined;

/**
 * Whether what a resource of another template says, in a text that may be any name, can be the name of a bucket: it is alike the name that the
 * bucket's template writes, or that template tells others about the bucket. A name that is told to nobody is named by nobody.
 */
export function mayReach(text: Text | undefined, from: Resource, bucket: Resource, scope: Scope): boolean {
  const name = writtenName(bucket, scope);
  if (text && name && areAlike(text, name)) return true;
  const exports = scope.assembly.handedOut.get(bucket);
  if (!exports) return false;
  const imports = importsOf(from, scope);
  return !imports || exports.some(exported => exported !== undefined && imports.some(imported => couldBe(imported, exported)));
}

/** Some letters agree, or both are the same expression in their own templates, such as a parameter of the same name. */
const areAlike = (text: Text, name: Text): boolean =>
  text.pieces.some(piece => typeof piece === 'string') || wordingOf(text) === wordingOf(name);

const wordingOf = ({ pieces }: Text): string =>
  pieces.map(piece => typeof piece === 'string' ? piece : isHole(piece) ? piece.hole.slice(piece.hole.indexOf('|') + 1) : piece.token).join('');

/** The names of the exports that a resource gets its bucket from; undefined where it may get it in another way. */
function importsOf(resource: Resource, scope: Scope): readonly Text[] | undefined {
  const stated = ['Bucket', 'BucketName'].flatMap(key => branches(own(properties(resource), key)));
  const imports = stated.map(expression => callOf(expression)).map(call =>
    call?.name === 'Fn::ImportValue' ? resolve(call.argument, scopeOf(scope, resource)) : undefined);
  return imports.length > 0 && imports.every(name => name instanceof Text) ? imports : undefined;
}

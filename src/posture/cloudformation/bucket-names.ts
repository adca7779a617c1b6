import type { Resource } from './assembly';
import { own } from './json-value';
import { resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { type Piece, Text, holeOf, identityOf, lettersOf, referent, textOf } from './symbolic-text';
import { glob } from '../../policy/glob';

/** The name of a bucket as its template writes it; undefined where CloudFormation makes one up. */
export function writtenName(bucket: Resource, scope: Scope): Text | undefined {
  const properties = resolve(own(bucket.body, 'Properties'), scopeOf(scope, bucket));
  const name = resolve(own(properties, 'BucketName'), scopeOf(scope, bucket));
  return name instanceof Text ? name : undefined;
}

/** The buckets that a text names, the ones of the same template before those of another. */
export function bucketsNamed(name: Text, scope: Scope): readonly Resource[] {
  const direct = referent(name);
  if (direct) return direct.type === 'AWS::S3::Bucket' ? [direct] : [];
  const all = scope.assembly.bucketNames.get(identityOf(name)) ?? [];
  const near = all.filter(({ stack }) => stack === scope.stack);
  return near.length > 0 ? near : all;
}

/** Whether a text names the bucket: by reference, or by the same text as its BucketName; undefined where it might. */
export function names(text: Text, bucket: Resource, scope: Scope): boolean | undefined {
  const direct = referent(text);
  if (direct) return direct === bucket;
  const name = writtenName(bucket, scope);
  if (name && identityOf(name) === identityOf(text)) return true;
  return couldBe(text, name) ? undefined : false;
}

/** Whether a text may turn out to be the name of a bucket; a name that CloudFormation makes up is only met by what is unknown. */
export function couldBe(text: Text, name: Text | undefined): boolean {
  if (!name) return holeOf(text) !== undefined;
  const [starts, ends] = [0, -1].map(place => [text, name].map(({ pieces }) => lettersAt(pieces.at(place))));
  const [fits, fitsBack] = [text, name].map(lettersOf).map((letters, i) =>
    letters === undefined || (letters.startsWith(starts[1 - i]) && letters.endsWith(ends[1 - i])));
  return fits && fitsBack && alike(starts, 'startsWith') && alike(ends, 'endsWith');
}

const alike = ([a, b]: readonly string[], which: 'startsWith' | 'endsWith'): boolean => a[which](b) || b[which](a);

const lettersAt = (piece: Piece | undefined): string => typeof piece === 'string' ? piece : '';

/** An S3 ARN taken apart: the pieces of the bucket's name, and what follows it from the first slash, wildcard or policy variable on. */
export interface S3Arn {
  readonly name: Text;
  readonly tail: Text;
}

const PREFIX = /^arn:(?:aws|aws-cn|aws-us-gov|\*|aws\*):s3:::/;

export function s3Arn(text: Text): S3Arn | undefined {
  const [first, ...rest] = text.pieces;
  const prefix = typeof first === 'string' ? PREFIX.exec(first)?.[0] : undefined;
  if (prefix === undefined) return undefined;
  const name: Piece[] = [];
  const pieces: Piece[] = [(first as string).slice(prefix.length), ...rest];
  for (const [i, piece] of pieces.entries()) {
    const end = typeof piece === 'string' ? piece.search(/[/*?]|\$\{/) : -1;
    if (end >= 0) {
      name.push((piece as string).slice(0, end));
      return { name: textOf(...name), tail: textOf((piece as string).slice(end), ...pieces.slice(i + 1)) };
    }
    name.push(piece);
  }
  return { name: textOf(...name), tail: textOf() };
}

/** Whether a text has wildcards where the ARN of a bucket has its first fields, so that it may match buckets. */
export function mayBeS3Arn({ pieces: [first] }: Text): boolean {
  const fields = typeof first === 'string' ? first.split(':') : [];
  const beginning = fields.slice(0, FIELDS.length);
  return fields.length > FIELDS.length && /[*?]/.test(beginning.join('')) && beginning.every((field, i) => FIELDS[i].some(glob(field)));
}

const FIELDS = [['arn'], ['aws', 'aws-cn', 'aws-us-gov'], ['s3'], [''], ['']] as const;

/** How other resources' policies name a bucket. */
export const arnOf = (bucket: Resource): string => `arn:aws:s3:::${bucket.names.shown ?? bucket.token}`;

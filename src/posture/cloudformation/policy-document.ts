import type { Resource } from './assembly';
import { type S3Arn, arnOf, bucketsNamed, mayBeS3Arn, names, s3Arn, writtenName } from './bucket-names';
import { brief, entriesOf, isMap, own } from './json-value';
import { keyIdentity, namesKey } from './key-identity';
import { resolve } from './resolve';
import type { Scope } from './scope';
import { Text, type Hole, holeOf, lettersOf, render, textOf } from './symbolic-text';
import { wildcardTail } from './wildcard';
import { THIS_ACCOUNT, THIS_BUCKET, THIS_BUCKET_ARN, THIS_KEY, type Text as PolicyText } from '../../policy/text';

/** What a policy belongs to: a bucket with the key of its default encryption, or a key. */
export interface Owner {
  readonly account?: string;
  readonly bucket?: Resource;
  /** What keyIdentity says of the key. */
  readonly key?: string;
}

const MAX_DEPTH = 100;

/** A policy document resolved all the way down, in which the bucket, its account and its key have their agreed names. */
export function policyDocument(expression: unknown, scope: Scope, owner: Owner, depth = 0): unknown {
  if (depth > MAX_DEPTH) return opaque('nested too deeply');
  const value = resolve(expression, scope);
  if (value instanceof Text) return policyText(value, scope, owner);
  if (Array.isArray(value)) return value.map(item => policyDocument(item, scope, owner, depth + 1)).filter(item => item !== undefined);
  if (!isMap(value)) return value;
  const transform = own(value, 'Fn::Transform');
  if (transform !== undefined) return opaque(`decided at deploy time by Fn::Transform ${brief(own(transform, 'Name') ?? transform)}`);
  const entries = entriesOf(value).map(([key, item]) => [key, policyDocument(item, scope, owner, depth + 1)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const opaque = (why: string): PolicyText => ({ opaque: why, like: '*' });

const RESERVED = new RegExp([THIS_BUCKET, THIS_ACCOUNT, THIS_KEY].join('|'));

function policyText(text: Text, scope: Scope, owner: Owner): PolicyText {
  if (text.pieces.some(piece => typeof piece === 'string' && RESERVED.test(piece))) return opaque(`${brief(render(text))} is a placeholder`);
  if (owner.key !== undefined && namesKey(text) && keyIdentity(text, scope) === owner.key) return THIS_KEY;
  const arn = s3Arn(text);
  if (arn) return s3Text(text, arn, scope, owner);
  return owner.bucket && mayBeS3Arn(text) ? opaque(`decided at deploy time whether ${render(text)} is this bucket`) : written(text, '', owner);
}

function s3Text(text: Text, arn: S3Arn, scope: Scope, owner: Owner): PolicyText {
  const mine = owner.bucket && names(arn.name, owner.bucket, scope) === true ? owner.bucket : undefined;
  const bucket = mine ?? bucketsNamed(arn.name, scope)[0];
  if (bucket) return written(arn.tail, bucket === owner.bucket ? THIS_BUCKET_ARN : arnOf(bucket), owner);
  const tail = owner.bucket ? wildcardTail(arn, writtenName(owner.bucket, scope)) : 'elsewhere';
  if (tail === 'elsewhere') return written(text, '', owner);
  if (tail === 'unclear') {
    const why = holeOf(text)?.why ?? `decided at deploy time whether ${render(text)} is this bucket`;
    return { opaque: why, like: `arn:aws:s3:::*${render(arn.tail)}` };
  }
  return written(tail, 'arn:aws:s3:::', owner);
}

/** Letters with the owner's account in its agreed form; opaque where there is a hole. */
function written(text: Text, before: string, { account }: Owner): PolicyText {
  const own12 = account === undefined || account === '' ? undefined : new RegExp(`(?<![A-Za-z0-9])${escaped(account)}(?![A-Za-z0-9])`, 'g');
  const local = own12 ? textOf(...text.pieces.map(piece => typeof piece === 'string' ? piece.replace(own12, THIS_ACCOUNT) : piece)) : text;
  const hole: Hole | undefined = holeOf(local);
  return hole ? { opaque: hole.why, like: before + render(local) } : before + (lettersOf(local) ?? render(local));
}

const escaped = (letters: string): string => letters.replace(/[^A-Za-z0-9]/g, '\\$&');

import { parsePolicy, type Policy } from '../../policy/document';
import { THIS_ACCOUNT, THIS_BUCKET, THIS_BUCKET_ARN, THIS_KEY, type Text as PolicyText } from '../../policy/text';
import { mayBeS3Arn, s3Arn } from '../cloudformation/bucket-names';
import { isMap } from '../cloudformation/json-value';
import { lettersOf, textOf } from '../cloudformation/symbolic-text';
import { wildcardTail } from '../cloudformation/wildcard';
import { type Fact, isKnown, known, unknown } from '../fact';
import { keyId } from './key-name';
import { type Look, wording } from './look';

/** What a policy belongs to. */
export interface PolicyOwner {
  readonly account: string;
  /** The bucket's name, of a bucket policy. */
  readonly bucket?: string;
  /** The names of the bucket's default key, or of the key whose policy it is: ids and alias names without the ARN around them. */
  readonly keys: readonly string[];
  /** Whether a bucket is one of those that are read together. */
  readonly isRead: (bucket: string) => boolean;
}

/** More than AWS lets a policy have: 20 KB for a bucket, 32 KB for a key. */
const LONGEST = 100_000;
const MAX_DEPTH = 60;

/** The policy that an answer holds as JSON text; undefined where there is none. */
export function policyIn(text: Look, owner: PolicyOwner, name: string): Fact<Policy | undefined> {
  if (text.value === undefined && text.why === undefined) return known(text.at, undefined);
  const json = wording(text);
  if (!isKnown(json)) return json;
  if (json.value.length > LONGEST) return unknown(json.at, `OddAnswer: the policy has ${json.value.length} letters`);
  try {
    const document: unknown = JSON.parse(json.value);
    if (!isMap(document)) return unknown(json.at, 'OddAnswer: the policy is no document');
    return known(json.at, parsePolicy(renamed(document, owner), { name }));
  } catch {
    return unknown(json.at, 'OddAnswer: the policy is no JSON');
  }
}

/** A policy document in which the bucket, its account and its key have their agreed names. */
function renamed(value: unknown, owner: PolicyOwner, depth = 0): unknown {
  if (depth > MAX_DEPTH) return opaque('nested too deeply');
  if (typeof value === 'string') return textFor(value, owner);
  if (Array.isArray(value)) return value.map(item => renamed(item, owner, depth + 1));
  if (!isMap(value)) return value;
  // Nothing that stands in a policy is to be taken for one of our own marks.
  if (Object.hasOwn(value, 'opaque')) return opaque('a member "opaque" is none that a policy has');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, owner, depth + 1)]));
}

const opaque = (why: string, like = '*'): PolicyText => ({ opaque: why, like });

const RESERVED = [THIS_BUCKET, THIS_ACCOUNT, THIS_KEY];

function textFor(text: string, owner: PolicyOwner): PolicyText {
  if (RESERVED.some(name => text.includes(name))) return opaque(`${JSON.stringify(text.slice(0, 80))} is a placeholder`);
  if (owner.keys.includes(keyId(text))) return THIS_KEY;
  const symbolic = textOf(text);
  const arn = s3Arn(symbolic);
  const letters = lettersOf(symbolic);
  // What looks like a dynamic reference of a template is plain text here.
  if (letters === undefined) return withAccount(text, owner);
  if (arn) return s3Text(text, lettersOf(arn.name) ?? '', lettersOf(arn.tail) ?? '', owner);
  return owner.bucket !== undefined && mayBeS3Arn(symbolic) ? opaque(`it cannot be told whether ${text} is this bucket`) : withAccount(text, owner);
}

function s3Text(text: string, name: string, tail: string, owner: PolicyOwner): PolicyText {
  if (owner.bucket === undefined) return withAccount(text, owner);
  if (name === owner.bucket) return THIS_BUCKET_ARN + withAccount(tail, owner);
  if (name !== '' && owner.isRead(name)) return `arn:aws:s3:::${name}${withAccount(tail, owner)}`;
  const rest = wildcardTail({ name: textOf(name), tail: textOf(tail) }, textOf(owner.bucket));
  if (rest === 'elsewhere') return withAccount(text, owner);
  if (rest === 'unclear') return opaque(`it cannot be told whether ${text} is this bucket`, `arn:aws:s3:::*${tail}`);
  return `arn:aws:s3:::${withAccount(lettersOf(rest) ?? '', owner)}`;
}

/** The own account in its agreed form, wherever it stands as a word. */
function withAccount(text: string, { account }: PolicyOwner): string {
  return /^\d{12}$/.test(account) ? text.replace(new RegExp(`(?<![A-Za-z0-9])${account}(?![A-Za-z0-9])`, 'g'), THIS_ACCOUNT) : text;
}

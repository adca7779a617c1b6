import { parsePolicy, type Policy } from '../../policy/document';
import { type Fact, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { names } from './bucket-names';
import { exists } from './conditions';
import { brief } from './json-value';
import { type Owner, policyDocument } from './policy-document';
import type { Scope } from './scope';
import { get, pathOf, propertiesOf } from './spot';
import { Text, holeOf, lettersOf } from './symbolic-text';

/** The policy of a bucket, wherever in the templates it is. */
export function policyOf(owner: Owner, scope: Scope): Fact<Policy | undefined> {
  const at = pathOf(owner.bucket, scope);
  const assumed = new Set<string>();
  const pairing: Scope = { ...scope, assumed };
  const found = (scope.assembly.policies.get(owner.bucket) ?? []).map(policy => ({ policy, applies: applies(policy, owner.bucket, pairing) }));
  const certain = found.filter(({ applies: answer }) => answer === true);
  const doubtful = found.find(({ applies: answer }) => answer === undefined);
  if (certain.length > 1) {
    const ids = certain.map(({ policy }) => pathOf(policy, scope)).join(' and ');
    return unknown(at, `has more than one policy (${ids}), and the one deployed last replaces the others`);
  }
  if (doubtful) return unknown(pathOf(doubtful.policy, scope), 'decided at deploy time whether this policy is for the bucket');
  if (certain.length === 1) return readPolicy(certain[0].policy, owner, scope);
  const doubt = whyMaybe(owner.bucket, pairing);
  return doubt === undefined ? known(at, undefined, [...assumed]) : unknown(at, doubt);
}

/** Whether a policy exists and is for the bucket; undefined where that is not decided. */
function applies(policy: Resource, bucket: Resource, scope: Scope): boolean | undefined {
  const there = exists(policy, scope);
  if (there === false) return false;
  const mine = isNamedBy(policy, bucket, scope);
  return mine === false ? false : there && mine;
}

function isNamedBy(policy: Resource, bucket: Resource, scope: Scope): boolean | undefined {
  const { value, assuming } = get(propertiesOf(policy, scope), 'Bucket');
  for (const assumption of assuming) scope.assumed.add(assumption);
  return value instanceof Text ? names(value, bucket, { ...scope, stack: policy.stack }) : undefined;
}

/** Why a bucket may have a policy that nobody sees; undefined where it surely has none. */
function whyMaybe(bucket: Resource, scope: Scope): string | undefined {
  const stray = (scope.assembly.strays.get(bucket.stack) ?? []).find(policy => mayBeFor(policy, bucket, scope));
  if (stray) return `${pathOf(stray, scope)} may be its policy: nobody can know here which bucket that is for`;
  return bucket.stack.mayAdd('AWS::S3::BucketPolicy');
}

const mayBeFor = (policy: Resource, bucket: Resource, scope: Scope): boolean =>
  exists(policy, scope) !== false && isNamedBy(policy, bucket, scope) !== false;

function readPolicy(policy: Resource, owner: Owner, scope: Scope): Fact<Policy> {
  const { at, value, assuming, scope: inside } = get(propertiesOf(policy, scope), 'PolicyDocument');
  const assumed = new Set([...assuming, ...pairedOn(policy, owner.bucket, scope)]);
  if (value === undefined) return unknown(at, 'is required but absent');
  const hole = value instanceof Text ? holeOf(value) : undefined;
  if (hole) return unknown(at, hole.why);
  const document = value instanceof Text ? fromJson(lettersOf(value)) : value;
  if (document === undefined) return unknown(at, `${brief(lettersOf(value as Text) ?? '...')} is no policy document`);
  return known(at, parsePolicy(policyDocument(document, { ...inside, assumed }, owner), { name: 'bucket policy' }), [...assumed]);
}

/** What was taken for granted to pair a policy with its bucket: nothing where both say the same whatever the parameters are. */
function pairedOn(policy: Resource, bucket: Resource, scope: Scope): readonly string[] {
  const strict: Scope = { ...scope, strict: true };
  const { value } = get(propertiesOf(policy, strict), 'Bucket');
  const isSure = value instanceof Text && names(value, bucket, { ...strict, stack: policy.stack }) === true;
  return isSure ? [] : get(propertiesOf(policy, scope), 'Bucket').assuming;
}

/** CloudFormation also takes a policy document as JSON text. */
function fromJson(letters: string | undefined): unknown {
  try {
    const value: unknown = letters === undefined ? undefined : JSON.parse(letters);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

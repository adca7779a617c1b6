import type { Policy } from '../../policy/document';
import { type Fact, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { belongingsOf, straysFor } from './belongings';
import { names } from './bucket-names';
import { policyAt } from './policy-at';
import type { Scope } from './scope';
import { get, pathOf, propertiesOf } from './spot';
import { Text } from './symbolic-text';

const TYPES = ['AWS::S3::BucketPolicy'] as const;

/** A bucket, and how its policies call the key of its default encryption. */
export interface PolicyOwner {
  readonly bucket: Resource;
  readonly key?: string;
}

/** The policy of a bucket, wherever in the templates it is. */
export function policyOf(owner: PolicyOwner, scope: Scope): Fact<Policy | undefined> {
  const at = pathOf(owner.bucket, scope);
  const pairing: Scope = { ...scope, assumed: new Set() };
  const { certain, doubtful } = belongingsOf(owner.bucket, TYPES, pairing);
  if (certain.length > 1) {
    const ids = certain.map(policy => pathOf(policy, scope)).join(' and ');
    return unknown(at, `has more than one policy (${ids}), and the one deployed last replaces the others`);
  }
  if (doubtful.length > 0) return unknown(pathOf(doubtful[0], scope), 'decided at deploy time whether this policy is for the bucket');
  if (certain.length === 1) return readPolicy(certain[0], owner, scope);
  const doubt = whyMaybe(owner.bucket, pairing);
  return doubt === undefined ? known(at, undefined, [...pairing.assumed]) : unknown(at, doubt);
}

/** Why a bucket may have a policy that nobody sees; undefined where it surely has none. */
function whyMaybe(bucket: Resource, scope: Scope): string | undefined {
  const [stray] = straysFor(bucket, TYPES, scope);
  if (stray) return `${pathOf(stray, scope)} may be its policy: nobody can know here which bucket that is for`;
  return bucket.stack.mayAdd(TYPES[0]);
}

function readPolicy(policy: Resource, { bucket, key }: PolicyOwner, scope: Scope): Fact<Policy> {
  const { account } = bucket.stack.template;
  return policyAt(get(propertiesOf(policy, scope), 'PolicyDocument'), { bucket, key, account }, 'bucket policy', pairedOn(policy, bucket, scope));
}

/** What was taken for granted to pair a policy with its bucket: nothing where both say the same whatever the parameters are. */
function pairedOn(policy: Resource, bucket: Resource, scope: Scope): readonly string[] {
  const strict: Scope = { ...scope, strict: true };
  const { value } = get(propertiesOf(policy, strict), 'Bucket');
  const isSure = value instanceof Text && names(value, bucket, { ...strict, stack: policy.stack }) === true;
  return isSure ? [] : get(propertiesOf(policy, scope), 'Bucket').assuming;
}

import type { Policy } from '../../policy/document';
import { THIS_KEY, type Text } from '../../policy/text';
import { type Fact, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { policyAt } from './policy-at';
import type { Scope } from './scope';
import { get, propertiesOf } from './spot';

/** The policy of a key of these templates; undefined where it states none and so gets the one that KMS gives to every key. */
export function keyPolicyOf(key: Resource, scope: Scope): Fact<Policy | undefined> {
  const spot = get(propertiesOf(key, scope), 'KeyPolicy');
  const { at, value, doubt, assuming } = spot;
  if (value === undefined) return doubt === undefined ? known(at, undefined, assuming) : unknown(at, doubt);
  return map(policyAt(spot, { key: key.token, account: key.stack.template.account }, 'key policy'), ofThisKey);
}

/** In the policy of a key `*` as resource means the key, and nothing else. */
const ofThisKey = (policy: Policy): Policy => ({
  ...policy,
  statements: policy.statements.map(statement => {
    const { resources } = statement;
    return { ...statement, resources: { ...resources, patterns: resources.patterns.map(ownResource) } };
  }),
});

function ownResource(text: Text): Text {
  if (text === '*' || text === THIS_KEY) return THIS_KEY;
  const like = typeof text === 'string' ? text : text.like;
  if (!mayBeKey(like)) return text;
  return { opaque: typeof text === 'string' ? `decided at deploy time whether ${text} is this key` : text.opaque, like: '*' };
}

const BEFORE_REGION = ['arn:aws:kms:', 'arn:aws-cn:kms:', 'arn:aws-us-gov:kms:'] as const;

/** Whether a pattern may be the ARN of a key, whose id is not known before it exists; one that refers to another key is not. */
function mayBeKey(pattern: string): boolean {
  if (/:key\/<[^*?$]*>$/.test(pattern)) return false;
  const start = pattern.split(/[*?]|\$\{/)[0];
  const isWhole = start === pattern;
  return BEFORE_REGION.some(prefix => start.startsWith(prefix) || (!isWhole && prefix.startsWith(start)));
}

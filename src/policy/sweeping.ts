import { compileCondition } from './conditions';
import type { Policy, Statement } from './document';
import type { Lookup } from './request';
import { THIS_BUCKET_ARN } from './text';
import { every, NO, YES } from './truth';

const cache = new WeakMap<Policy, (lookup: Lookup) => boolean>();

/**
 * Whether a policy surely denies every S3 action on the bucket and on all its objects to whoever sends a request with this context:
 * some statement refuses all of it to everybody, and its conditions hold. One answer then stands for thousands of requests.
 */
export function deniesAllOf(policy: Policy): (lookup: Lookup) => boolean {
  const made = cache.get(policy) ?? sweepOf(policy);
  cache.set(policy, made);
  return made;
}

function sweepOf(policy: Policy): (lookup: Lookup) => boolean {
  const sweeps = policy.statements.filter(isSweeping).map(s => s.conditions.map(c => compileCondition(c, policy.variables)));
  return lookup => sweeps.some(conditions => every(conditions, test => test(lookup, NO)) === YES);
}

function isSweeping({ effect, unreadable, principals, actions, resources }: Statement): boolean {
  const names = (...texts: readonly string[]) => texts.some(text => resources.patterns.includes(text));
  return effect === 'Deny' && unreadable === undefined
    && !principals.not && principals.entries.some(({ type }) => type === '*')
    && !actions.not && actions.patterns.some(action => action === '*' || action === 's3:*')
    && !resources.not && (names('*') || (names(THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}*`) && names(`${THIS_BUCKET_ARN}/*`, `${THIS_BUCKET_ARN}*`)));
}

import { type Duration, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type AccessRoleProps, BucketAccess } from './access-role-props';
import { differ } from '../environment';
import { notOneRole } from '../policy-statements/roles';
import { show } from '../shapes';

export type Refuse = (what: string, cure: string) => never;

export const refusing = (scope: Construct): Refuse => (what, cure) => {
  throw new Error(`${scope.node.path}: ${what}; ${cure}`);
};

/** Refuses what is too wide, and what AWS would refuse. @param trust the properties that say who may assume a role that is made */
export function checkAccess(scope: Construct, props: AccessRoleProps, trust: readonly string[]): void {
  const refuse = refusing(scope);
  const { buckets, prefixes, access, alreadyProvided } = props;
  for (const name of ['buckets', 'prefixes', 'access', 'sessionTags'] as const) {
    const list: unknown = props[name];
    if (list === undefined && name === 'sessionTags') continue;
    if (!Array.isArray(list)) refuse(`'${name}' cannot be ${show(list)}`, 'pass a list');
    if ((list as unknown[]).length === 0) refuse(`'${name}' is empty`, name === 'prefixes' ? 'name at least one, or [\'\'] for every object' : 'name at least one');
  }
  for (const prefix of prefixes as unknown[]) {
    if (typeof prefix !== 'string' || (!Token.isUnresolved(prefix) && /[*?]|\$\{/.test(prefix))) {
      refuse(`'prefixes' cannot hold ${show(prefix)}`, 'pass how the keys begin, without wildcards or variables');
    }
  }
  const odd = access.find(one => !Object.values(BucketAccess).includes(one));
  if (odd !== undefined) refuse(`'access' cannot hold ${show(odd)}`, 'pass members of BucketAccess');
  const foreign = buckets.find(bucket => differ(bucket.env.account, Stack.of(scope).account));
  if (foreign) refuse(`${foreign.node.path} is of another account, whose own policies must let the role in`, 'make the role in the account of the bucket');
  seconds(scope, 'sessionDuration', props.sessionDuration, [900, 43_200], '15 minutes to 12 hours');
  for (const tag of props.sessionTags ?? []) checkTagKey(refuse, 'sessionTags', tag);
  const { roleName } = props;
  if (roleName !== undefined && !Token.isUnresolved(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName)) {
    refuse(`'roleName' cannot be ${show(roleName)}`, 'pass 1 to 64 letters, digits and _+=,.@-');
  }
  const made = [...trust, 'roleName', 'sessionDuration', 'sourceIdentityRequired', 'sessionTags', 'permissionsBoundary'];
  const vain = alreadyProvided ? made.find(name => (props as unknown as Record<string, unknown>)[name] !== undefined) : undefined;
  if (vain) refuse(`'${vain}' is about a role that is made, and this one is already provided`, 'leave it out');
}

export function checkTagKey(refuse: Refuse, name: string, tag: unknown): void {
  if (typeof tag !== 'string' || (!Token.isUnresolved(tag) && !/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu.test(tag))) {
    refuse(`'${name}' cannot be ${show(tag)}`, 'pass a key of 1 to 128 letters, digits, spaces or _.:/=+-@, not starting with aws:');
  }
}

/** A length in whole seconds within its limits; undefined where there is none. */
export function seconds(scope: Construct, name: string, length: Duration | undefined, limits: [number, number], words: string): number | undefined {
  if (length === undefined) return undefined;
  const unknown = typeof length?.toSeconds !== 'function' || length.isUnresolved();
  const value = unknown ? NaN : length.toSeconds({ integral: false });
  if (!(Number.isInteger(value) && value >= limits[0] && value <= limits[1])) {
    const got = unknown ? show(length) : length.toHumanString();
    refusing(scope)(`'${name}' must be ${words}, in whole seconds, got ${got}`, `pass a length such as Duration.seconds(${limits[0]})`);
  }
  return value;
}

/** Refuses everything but single roles. @param fits why an ARN of a role does not do */
export function checkRoles(scope: Construct, { buckets }: AccessRoleProps, arns: unknown, fits: (account: string) => string | undefined): void {
  const refuse = refusing(scope);
  if (!Array.isArray(arns)) return refuse(`'trustedRoleArns' cannot be ${show(arns)}`, 'pass a list');
  if (arns.length === 0) refuse('\'trustedRoleArns\' is empty', 'name at least one role, or leave it out');
  for (const arn of arns as unknown[]) {
    const why = notOneRole(buckets[0], arn) ?? fits(typeof arn === 'string' && !Token.isUnresolved(arn) ? arn.split(':')[4] : '');
    if (why !== undefined) refuse(`'trustedRoleArns' cannot hold ${show(arn)}, which ${why}`, 'name each role by its ARN');
  }
}

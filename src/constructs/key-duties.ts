import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { show } from './shapes';

/** What administrators may do. No `kms:Create*`: a grant would let them give the use of the key away. */
const ADMINISTER = [
  'kms:CancelKeyDeletion', 'kms:CreateAlias', 'kms:Delete*', 'kms:Describe*', 'kms:Disable*', 'kms:Enable*', 'kms:Get*', 'kms:ImportKeyMaterial',
  'kms:List*', 'kms:PutKeyPolicy', 'kms:ReplicateKey', 'kms:RevokeGrant', 'kms:RotateKeyOnDemand', 'kms:ScheduleKeyDeletion', 'kms:TagResource',
  'kms:UntagResource', 'kms:Update*',
];

/** What reads or writes data, or lets others do so. */
const USE = ['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/**
 * Administration that loses the key (its deletion, its rest, its material, an expiry with new material), weakens it (no rotation) or
 * opens it (its policy, a copy in another Region with a policy of its own). What undoes a loss (CancelKeyDeletion, EnableKey) and what
 * AWS services need (CreateGrant, RevokeGrant) is not among it.
 */
const LOSE_OR_OPEN = [
  'kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:ImportKeyMaterial', 'kms:PutKeyPolicy', 'kms:ReplicateKey',
  'kms:ScheduleKeyDeletion',
];

/**
 * Segregation of duties: who administers a key does not use it, and who uses it does not administer it.
 *
 * Administrators may administer and cannot use; nor can the deployment role, which can change the policy. Everybody else, the root user
 * included, is refused what loses, weakens or opens the key. The statement of the CDK that leaves the rest to the IAM policies of the
 * account stays, so `bucket.grantRead(role)` works as before. AWS services work through grants or for their caller, as before.
 *
 * An administrator can still take these statements out: then the change of the policy stands in CloudTrail. Nobody is locked out: the
 * deployment role can always put a policy, KMS itself refuses a policy that would keep its setter from putting the next one, and roles are
 * told by their ARN, so that one that was lost can be made again under its name.
 *
 * Where there is no deployment role CloudFormation acts for its caller; then whatever AWS services do for a caller is not refused.
 *
 * @param administrators at least one; each once, without wildcards, and none that is granted use of the key: else an error
 * @param deploymentRoleArn of the stack that holds the key
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function separateDuties(key: kms.Key, administrators: iam.IRole[], deploymentRoleArn: string | undefined): void {
  const admins = distinct(key, administrators).map(role => role.roleArn);
  const deployer = deploymentRoleArn === undefined ? [] : [deploymentRoleArn];
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AdministratorsAdminister',
    principals: admins.map(arn => new iam.ArnPrincipal(arn)),
    actions: ADMINISTER,
    resources: ['*'],
  }));
  key.addToResourcePolicy(denyEverybody('AdministratorsDoNotUse', USE, { ArnEquals: { 'aws:PrincipalArn': [...admins, ...deployer] } }));
  key.addToResourcePolicy(denyEverybody('OthersDoNotAdminister', LOSE_OR_OPEN, {
    ArnNotEquals: { 'aws:PrincipalArn': [...admins, ...deployer] },
    ...deployer.length > 0 ? {} : { BoolIfExists: { 'aws:ViaAWSService': 'false' } },
  }));
  key.node.addValidation({ validate: () => administrators.flatMap(role => grantedUse(key, role)) });
}

/**
 * Refuses everybody to delete the key, to disable it or to delete its material while locked objects need it: Object Lock keeps objects, not
 * the key that reads them. Only a change of the key's policy lifts it, and that stands in CloudTrail.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function keepWhileLocked(key: kms.Key): void {
  key.addToResourcePolicy(denyEverybody('KeptWhileObjectsAreLocked', ['kms:DeleteImportedKeyMaterial', 'kms:DisableKey', 'kms:ScheduleKeyDeletion']));
}

function denyEverybody(sid: string, actions: string[], conditions?: Record<string, unknown>): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions });
}

function distinct(key: kms.Key, roles: iam.IRole[]): iam.IRole[] {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${key.node.path}: ${what}; ${cure}`);
  };
  if (!Array.isArray(roles)) refuse(`the administrators of a key cannot be ${show(roles)}`, 'pass a list of roles');
  if (roles.length === 0) refuse('nobody administers the key', 'name at least one role, so that its policy can be changed');
  const seen = new Set<string>();
  for (const role of roles) {
    const arn: unknown = role?.roleArn;
    if (typeof arn !== 'string') refuse(`an administrator of the key cannot be ${show(role)}`, 'pass an iam.Role, or iam.Role.fromRoleArn(...)');
    const name = arn as string;
    if (!Token.isUnresolved(name) && !/^arn:[^:]+:iam::\d{12}:role\/[^*?]+$/.test(name)) {
      refuse(`an administrator of the key cannot be ${name}`, 'name each role by its own ARN, without wildcards');
    }
    if (/[*?]/.test(name.replace(/\$\{Token\[.*?\]\}/g, ''))) refuse(`an administrator of the key cannot be the pattern ${name}`, 'name each role by itself, without wildcards');
    if (seen.has(name)) refuse(`${role.node.path} administers the key twice`, 'name each role once');
    seen.add(name);
  }
  return roles;
}

/** What the policies of this app let an administrator do with the key, in vain: the Deny of its use wins. */
function grantedUse(key: kms.Key, role: iam.IRole): string[] {
  const stack = Stack.of(key);
  const as = (value: unknown) => JSON.stringify(stack.resolve(value));
  const statements = (document: unknown) => [(stack.resolve(document) as { Statement?: unknown } | undefined)?.Statement ?? []].flat() as Statement[];
  const own = role.node.findAll().filter(node => node instanceof iam.Policy).flatMap(policy => statements(policy.document))
    .filter(({ Resource }) => [Resource].flat().some(resource => as(resource) === as(key.keyArn)));
  const { keyPolicy } = key.node.defaultChild as kms.CfnKey;
  const ofKey = statements(keyPolicy).filter(({ Principal }) => [Principal?.AWS].flat().some(principal => as(principal) === as(role.roleArn)));
  const used = [...own, ...ofKey].filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => [Action ?? []].flat())
    .find(action => USE.some(use => overlap(action.toLowerCase(), use.toLowerCase())));
  return used === undefined ? []
    : [`${role.node.path} administers the key ${key.node.path} and is granted ${used} as well, which the key refuses; grant it to another role`];
}

/** Whether one action fits both patterns, which have a wildcard at their end or none. */
function overlap(one: string, other: string): boolean {
  const [first, second] = [one, other].map(pattern => pattern.replace(/\*.*$/, ''));
  return (one.includes('*') && second.startsWith(first)) || (other.includes('*') && first.startsWith(second)) || first === second;
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly AWS?: unknown };
  readonly Action?: string | string[];
  readonly Resource?: unknown;
}

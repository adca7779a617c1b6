import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accessMade, accessThere } from './access-role';
import { checkAccess, checkRoles, refusing, seconds } from './access-role-checks';
import type { CrossAccountRoleProps } from './access-role-props';
import type { Conditions, Trusted } from './trust';
import { show } from '../shapes';

/**
 * A role of this account that named others assume from outside: roles of another account, with an external id or from an organization. It reads,
 * writes or deletes under the prefixes that it is for, and nothing else. The role is of the account of the buckets, so its own policy is enough;
 * with `alreadyProvided` a role of another account is let in by the bucket policies and the policies of the keys instead, and `rolePolicy` says
 * what its own account has to allow.
 *
 * Users (but those of `trustedAccount` with a second factor, where `mfa` asks for it), whole accounts without a condition, patterns and everybody
 * are refused. The buckets' own refusals hold as before: a role that comes from
 * outside a network perimeter needs `exemptFromPerimeter`, and sessions show no second factor to a bucket that asks for one.
 *
 * It supports the checks `cross-account-roles-only`, `least-privilege-policy`, `iam-roles-not-long-term-credentials` and `credential-rotation`.
 *
 * It does not cover: who in the other account may assume its roles; how long a session is below 1 hour, which IAM cannot limit (its users ask with
 * `DurationSeconds`, as `assumeRole` of the runtime does); the deletion of versions for good; and alarms: each use is an AssumeRole event in CloudTrail.
 *
 * Costs: nothing for the role; the requests, and those to KMS, as always.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export class CrossAccountRole extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;

  /** The role, where it was made. */
  public readonly role?: iam.Role;

  /** The policy of the role as JSON: where the role is already provided in another account, what that account has to allow it. */
  public readonly rolePolicy: string;

  constructor(scope: Construct, id: string, props: CrossAccountRoleProps) {
    super(scope, id);
    checkAccess(this, props, ['trustedAccount', 'trustedRoleArns', 'externalId', 'organizationId', 'mfa', 'mfaMaxAge']);
    const { roleArn, role, rolePolicy } = props.alreadyProvided ? accessThere(this, props)
      : accessMade(this, props, { description: 'Reaches S3 from another account', trusted: trustedIn(this, props) });
    this.roleArn = roleArn;
    this.role = role;
    this.rolePolicy = rolePolicy;
  }
}

function trustedIn(scope: Construct, props: CrossAccountRoleProps): Trusted[] {
  checkTrust(scope, props);
  const { trustedAccount, trustedRoleArns, externalId, organizationId, mfa } = props;
  const { partition } = Stack.of(scope);
  const age = seconds(scope, 'mfaMaxAge', props.mfaMaxAge, [60, 129_600], '1 minute to 36 hours') ?? 3600;
  const inside: Conditions[string] = organizationId === undefined ? {} : { 'aws:PrincipalOrgID': organizationId };
  const sent: Conditions = externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': externalId } };
  const ofAccount = (account: string): Trusted => ({
    sid: 'TrustAccount',
    principals: { AWS: [`arn:${partition}:iam::${account}:root`] },
    action: 'sts:AssumeRole',
    who: { StringEquals: inside, ...mfa ? {} : { ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::${account}:role/*` } } },
    how: { ...sent, ...mfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericLessThan: { 'aws:MultiFactorAuthAge': String(age) } } : {} },
  });
  const ofRoles = (arns: string[]): Trusted =>
    ({ sid: 'TrustRoles', principals: { AWS: arns }, action: 'sts:AssumeRole', who: { StringEquals: inside }, how: sent });
  return [
    ...trustedAccount === undefined ? [] : [ofAccount(trustedAccount)],
    ...trustedRoleArns ? [ofRoles(trustedRoleArns)] : [],
  ];
}

function checkTrust(scope: Construct, props: CrossAccountRoleProps): void {
  const refuse = refusing(scope);
  const { trustedAccount, trustedRoleArns, externalId, organizationId, mfa, mfaMaxAge } = props;
  const { account } = Stack.of(scope);
  const own = 'is of this account: a TemporaryAccessRole is for those';
  if (trustedAccount === undefined && trustedRoleArns === undefined) refuse('nobody may assume the role', 'pass trustedRoleArns, or a trustedAccount');
  if (trustedAccount !== undefined) {
    if (typeof trustedAccount !== 'string' || (!Token.isUnresolved(trustedAccount) && !/^\d{12}$/.test(trustedAccount))) {
      refuse(`'trustedAccount' cannot be ${show(trustedAccount)}`, 'pass the 12 digits of one account; single roles go into trustedRoleArns');
    }
    if (trustedAccount === account) refuse(`'trustedAccount' ${own}`, 'pass another account');
  }
  if (trustedRoleArns !== undefined) checkRoles(scope, props, trustedRoleArns, of => of === account ? own : undefined);
  if (externalId === undefined && organizationId === undefined) {
    refuse('nothing keeps a third party from using the role for somebody else', 'pass the externalId that the third party made for you, or the organizationId that both are in');
  }
  if (externalId !== undefined && (typeof externalId !== 'string' || (!Token.isUnresolved(externalId) && !/^[\w+=,.@:/-]{2,1224}$/.test(externalId)))) {
    refuse('\'externalId\' must be 2 to 1224 letters, digits and _+=,.@:/-', 'pass the one that the third party made for you');
  }
  if (organizationId !== undefined && (typeof organizationId !== 'string' || (!Token.isUnresolved(organizationId) && !/^o-[a-z0-9]{10,32}$/.test(organizationId)))) {
    refuse(`'organizationId' cannot be ${show(organizationId)}`, 'pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows');
  }
  if (mfa && trustedRoleArns) {
    refuse('\'mfa\' would lock the trusted roles out, since AWS shows no second factor of a role\'s session', 'have their own account ask for it, or trust an account instead');
  }
  if (mfaMaxAge !== undefined && !mfa) refuse('\'mfaMaxAge\' does nothing without \'mfa\'', 'pass mfa: true as well');
}

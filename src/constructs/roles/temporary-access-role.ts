import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { accessMade, accessThere } from './access-role';
import { checkAccess, checkRoles, checkTagKey, refusing } from './access-role-checks';
import type { TemporaryAccessRoleProps } from './access-role-props';
import type { Conditions, Trusted } from './trust';
import { show } from '../shapes';

/**
 * A role for a time: to break the glass, for a migration, for a workload that reads once a month. Named roles of this account, or people and
 * workloads of an identity provider, assume it for 15 minutes to 12 hours; with `expires` all of it ends by itself. It reads, writes or deletes
 * under the prefixes that it is for, and nothing else. With `alreadyProvided` an existing role is let in for that time instead.
 *
 * The buckets' own refusals hold as before: a role that comes from outside a network perimeter needs `exemptFromPerimeter`.
 *
 * It supports the checks `iam-roles-not-long-term-credentials`, `credential-rotation` and `least-privilege-policy`.
 *
 * It does not cover: whether the identity provider really asked for a second factor, whose word is taken; how long a session is below 1 hour, which
 * IAM cannot limit (its users ask with `DurationSeconds`); the deletion of versions for good; and alarms: put one on the AssumeRole events of
 * `roleArn` in CloudTrail, with AssumeRoleWithSAML and AssumeRoleWithWebIdentity. When it has expired, take the construct out.
 *
 * Costs: nothing for the role; the requests, and those to KMS, as always.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
 */
export class TemporaryAccessRole extends Construct {
  /** ARN of the role. */
  public readonly roleArn: string;

  /** The role, where it was made. */
  public readonly role?: iam.Role;

  /** The policy of the role as JSON. */
  public readonly rolePolicy: string;

  constructor(scope: Construct, id: string, props: TemporaryAccessRoleProps) {
    super(scope, id);
    checkAccess(this, props, ['trustedRoleArns', 'samlProviderArn', 'oidcProviderArn', 'oidcClaims', 'mfa', 'mfaTag']);
    const end = endOf(this, props.expires);
    const { roleArn, role, rolePolicy } = props.alreadyProvided ? accessThere(this, props, end)
      : accessMade(this, props, { description: 'Reaches S3 for a time', trusted: trustedIn(this, props, end), conditions: end });
    this.roleArn = roleArn;
    this.role = role;
    this.rolePolicy = rolePolicy;
  }
}

/** @returns the condition that holds until then */
function endOf(scope: Construct, expires: string | undefined): Conditions {
  if (expires === undefined) return {};
  const refuse = refusing(scope);
  const at = typeof expires === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expires) ? new Date(expires) : new Date(NaN);
  if (Number.isNaN(at.getTime()) || at.toISOString().replace('.000', '') !== expires) {
    refuse(`'expires' cannot be ${show(expires)}`, 'pass a time in UTC such as \'2027-01-31T18:00:00Z\'');
  }
  if (at.getTime() <= Date.now()) refuse(`'expires' ${expires} is over`, 'take the role out, or have a later time approved');
  return { DateLessThan: { 'aws:CurrentTime': expires } };
}

function trustedIn(scope: Construct, props: TemporaryAccessRoleProps, end: Conditions): Trusted[] {
  checkTrust(scope, props);
  const { trustedRoleArns, samlProviderArn, oidcProviderArn, oidcClaims, mfa = samlProviderArn !== undefined, mfaTag = 'mfa' } = props;
  const tag = (prefix: string) => mfa ? { [`aws:${prefix}Tag/${mfaTag}`]: 'true' } : {};
  const tags = mfa ? [mfaTag] : [];
  const audience = { 'SAML:aud': signIn(Stack.of(scope).region) };
  return [
    ...trustedRoleArns ? [{
      sid: 'TrustRoles', principals: { AWS: trustedRoleArns }, action: 'sts:AssumeRole' as const, who: end, how: { StringEquals: tag('Principal') },
    }] : [],
    ...samlProviderArn === undefined ? [] : [{
      sid: 'TrustSaml',
      principals: { Federated: [samlProviderArn] },
      action: 'sts:AssumeRoleWithSAML' as const,
      who: { ...end, StringEquals: audience },
      how: { StringEquals: tag('Request') },
      tags,
    }],
    ...oidcProviderArn === undefined ? [] : [{
      sid: 'TrustOidc',
      principals: { Federated: [oidcProviderArn] },
      action: 'sts:AssumeRoleWithWebIdentity' as const,
      who: { ...end, StringEquals: { ...oidcClaims } },
      how: { StringEquals: tag('Request') },
      tags,
    }],
  ];
}

const signIn = (region: string): string => (Token.isUnresolved(region) ? undefined : RegionInfo.get(region).samlSignOnUrl) ?? 'https://signin.aws.amazon.com/saml';

function checkTrust(scope: Construct, props: TemporaryAccessRoleProps): void {
  const refuse = refusing(scope);
  const { trustedRoleArns, samlProviderArn, oidcProviderArn, oidcClaims, mfaTag } = props;
  const { account } = Stack.of(scope);
  if (trustedRoleArns === undefined && samlProviderArn === undefined && oidcProviderArn === undefined) {
    refuse('nobody may assume the role', 'pass trustedRoleArns, a samlProviderArn or an oidcProviderArn');
  }
  if (trustedRoleArns !== undefined) {
    checkRoles(scope, props, trustedRoleArns, of =>
      /^\d{12}$/.test(of) && !Token.isUnresolved(account) && of !== account ? 'is of another account: a CrossAccountRole is for those' : undefined);
  }
  for (const [name, arn, kind] of [['samlProviderArn', samlProviderArn, 'saml-provider'], ['oidcProviderArn', oidcProviderArn, 'oidc-provider']] as const) {
    const fits = arn === undefined || Token.isUnresolved(arn) || new RegExp(`^arn:[^:]+:iam::\\d{12}:${kind}/[^*?]+$`).test(arn);
    if (!fits) refuse(`'${name}' cannot be ${show(arn)}`, `pass an ARN such as 'arn:aws:iam::111122223333:${kind}/Example'`);
  }
  if (oidcClaims && oidcProviderArn === undefined) refuse('\'oidcClaims\' does nothing without an \'oidcProviderArn\'', 'pass one');
  const claims = Object.entries(oidcClaims ?? {});
  const missing = oidcProviderArn === undefined ? undefined : ['aud', 'sub'].find(claim => !claims.some(([key]) => key.endsWith(`:${claim}`)));
  if (missing) refuse(`'oidcClaims' does not say which ':${missing}' the token must have, so anybody's would do`, 'pass the audience and the subject');
  const vague = claims.find(([, value]) => typeof value !== 'string' || value === '' || (!Token.isUnresolved(value) && /[*?]/.test(value)));
  if (vague) refuse(`'oidcClaims' cannot hold ${show(vague[1])} for ${vague[0]}`, 'pass the value to the letter: patterns are not looked at');
  if (mfaTag !== undefined) checkTagKey(refuse, 'mfaTag', mfaTag);
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccessRoleProps } from './access-role-props';

/** By operator and key. */
export type Conditions = Record<string, Record<string, unknown>>;

/** One kind of those who may assume a role. */
export interface Trusted {
  readonly sid: string;
  readonly principals: iam.PrincipalPolicyFragment['principalJson'];
  readonly action: 'sts:AssumeRole' | 'sts:AssumeRoleWithSAML' | 'sts:AssumeRoleWithWebIdentity';
  /** What holds of whoever asks. */
  readonly who: Conditions;
  /** What holds of the request for a session as well. */
  readonly how: Conditions;
  /** Keys of session tags beside those that the role allows. */
  readonly tags?: readonly string[];
}

/**
 * The trust policy: one statement for the session, and one for each of what a session may carry, since sts:ExternalId is a key of the session alone.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export function trustStatements({ sourceIdentityRequired, sessionTags = [] }: AccessRoleProps, trusted: readonly Trusted[]): iam.PolicyStatement[] {
  return trusted.flatMap(({ sid, principals, action, who, how, tags = [] }) => {
    const allow = (name: string, what: string, ...conditions: Conditions[]) =>
      new iam.PolicyStatement({ sid: `${sid}${name}`, principals: [new Principals(principals)], actions: [what], conditions: merged(...conditions) });
    const said = { StringLike: { 'sts:SourceIdentity': '*' } };
    const keys = [...new Set([...tags, ...sessionTags])];
    return [
      allow('', action, who, how, ...sourceIdentityRequired ? [said] : []),
      ...sourceIdentityRequired ? [allow('SourceIdentity', 'sts:SetSourceIdentity', who, said)] : [],
      ...keys.length > 0 ? [allow('Tags', 'sts:TagSession', who, { 'ForAllValues:StringEquals': { 'aws:TagKeys': keys } })] : [],
    ];
  });
}

function merged(...all: Conditions[]): Conditions {
  const result: Conditions = {};
  for (const [operator, keys] of all.flatMap(conditions => Object.entries(conditions))) {
    if (Object.keys(keys).length > 0) result[operator] = { ...result[operator], ...keys };
  }
  return result;
}

/** Several principals in one statement. */
class Principals extends iam.PrincipalBase {
  public readonly policyFragment: iam.PrincipalPolicyFragment;

  constructor(json: iam.PrincipalPolicyFragment['principalJson']) {
    super();
    this.policyFragment = new iam.PrincipalPolicyFragment(json);
  }

  public dedupeString(): undefined {
    return undefined;
  }
}

/** Puts a whole trust policy where the CDK takes a principal. */
export class Trust extends iam.PrincipalBase {
  public readonly policyFragment: iam.PrincipalPolicyFragment;

  constructor(private readonly statements: readonly iam.PolicyStatement[]) {
    super();
    this.policyFragment = statements[0].principals[0].policyFragment;
  }

  public dedupeString(): undefined {
    return undefined;
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    document.addStatements(...this.statements);
  }
}

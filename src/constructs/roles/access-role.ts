import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { exempt, grantThere } from './access-role-grants';
import type { AccessRoleProps } from './access-role-props';
import { roleStatements } from './access-role-statements';
import { type Conditions, Trust, type Trusted, trustStatements } from './trust';
import { crossAccountRolesOnly, leastPrivilegePolicy } from '../../controls';
import { credentialRotation, iamRolesNotLongTermCredentials } from '../../controls/manual';
import { provided } from '../already-provided';
import { acknowledgeWildcards } from '../nag-answers';
import { policySize } from '../policy-size';

/** What a construct made, or found. */
export interface Access {
  readonly roleArn: string;
  readonly role?: iam.Role;
  readonly rolePolicy: string;
}

const CHECKS = [iamRolesNotLongTermCredentials, credentialRotation, crossAccountRolesOnly, leastPrivilegePolicy];

/** A role that is there already: the buckets and the keys let it in, and what its own account has to allow is printed. */
export function accessThere(scope: Construct, props: AccessRoleProps, conditions: Conditions = {}): Access {
  const fits = [/^arn:[^:]+:iam::\d{12}:role\/[^*?]+$/, 'arn:aws:iam::444455556666:role/Partner'] as const;
  const roleArn = provided(scope, 'alreadyProvided', props.alreadyProvided!, CHECKS, fits);
  grantThere(scope, roleArn, props, conditions);
  const role = iam.Role.fromRoleArn(scope, 'Provided', roleArn, { mutable: false });
  if (props.exemptFromPerimeter) exempt(scope, role, props.buckets, true);
  const rolePolicy = policyText(scope, roleStatements(props, conditions));
  new CfnOutput(scope, 'RolePolicy', { value: rolePolicy, description: 'What the own account of the role has to allow it, where that is another one' });
  return { roleArn, rolePolicy };
}

interface Making {
  readonly description: string;
  readonly trusted: readonly Trusted[];
  /** What holds of everything that the role does. */
  readonly conditions?: Conditions;
}

/** A role, with one managed policy. */
export function accessMade(scope: Construct, props: AccessRoleProps, { description, trusted, conditions }: Making): Access {
  const { sessionDuration = Duration.hours(1), roleName, permissionsBoundary } = props;
  const shorter = sessionDuration.toSeconds() < 3600 ? `; ask for sessions of ${sessionDuration.toSeconds()} seconds` : '';
  const trust = trustStatements(props, trusted);
  const role = new iam.Role(scope, 'Role', {
    roleName,
    permissionsBoundary,
    description: `${description}${shorter}`,
    assumedBy: new Trust(trust),
    maxSessionDuration: shorter === '' ? sessionDuration : Duration.hours(1),
  });
  const statements = roleStatements(props, conditions);
  const policy = new iam.ManagedPolicy(scope, 'Policy', { description, roles: [role], statements });
  acknowledgeWildcards(policy, 'The role is for the objects under the prefixes that were named, whose keys nobody knows before.');
  checkSizes(scope, props, trust, statements);
  if (props.exemptFromPerimeter) {
    const named = roleName !== undefined;
    exempt(scope, named ? byName(scope, roleName) : role, props.buckets, named);
  }
  return { roleArn: role.roleArn, role, rolePolicy: policyText(scope, statements) };
}

/** The role as its name says it, which ties no stacks. */
function byName(scope: Construct, roleName: string): iam.IRole {
  const { account, partition } = Stack.of(scope);
  return iam.Role.fromRoleArn(scope, 'ByName', `arn:${partition}:iam::${account}:role/${roleName}`, { mutable: false });
}

type Statements = readonly iam.PolicyStatement[];

const document = (statements: Statements) => ({ Version: '2012-10-17', Statement: statements.map(statement => statement.toStatementJson()) });

const policyText = (scope: Construct, statements: Statements): string => Stack.of(scope).toJsonString(document(statements));

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
function checkSizes(scope: Construct, { buckets: [bucket] }: AccessRoleProps, trust: Statements, own: Statements): void {
  const over = (what: string, limit: number, statements: Statements, cure: string): string[] => {
    const size = policySize(bucket, Stack.of(scope).resolve(document(statements)));
    return size <= limit ? [] : [`the ${what} has about ${size} characters, and IAM takes ${limit}; ${cure}`];
  };
  scope.node.addValidation({
    validate: () => [
      ...over('trust policy', 2048, trust, 'trust fewer roles, or their account'),
      ...over('policy of the role', 6144, own, 'name fewer buckets and prefixes, or make several roles'),
    ],
  });
}

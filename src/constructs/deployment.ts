import { Fn, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/**
 * ARN of the role that CloudFormation deploys a construct with, as its stack's synthesizer says; a nested stack is deployed with the role
 * of the stack around it. Placeholders such as `${AWS::AccountId}` are left to CloudFormation.
 *
 * @returns undefined where the synthesizer names none (CliCredentialsStackSynthesizer, LegacyStackSynthesizer): CloudFormation then acts
 * for its caller, and `aws:ViaAWSService` is true. A BootstraplessSynthesizer without a role names the bootstrapped one all the same,
 * and so does its cloud assembly.
 * @see https://docs.aws.amazon.com/cdk/v2/guide/customize-synth.html
 */
export function deploymentRoleArn(scope: IConstruct): string | undefined {
  let stack = Stack.of(scope);
  while (stack.nestedStackParent) stack = stack.nestedStackParent;
  const arn = stack.synthesizer.cloudFormationExecutionRole;
  if (arn === undefined || arn === '') return undefined;
  return arn.includes('${AWS::') ? Fn.sub(arn) : arn;
}

/** ARNs of the roles that change a bucket without a second factor: the one that deploys it, and those that its user names. */
export function mfaExempt(scope: IConstruct, roles: readonly iam.IRole[] = []): string[] {
  const deploys = deploymentRoleArn(scope);
  const arns = [...deploys === undefined ? [] : [deploys], ...roles.map(role => role.roleArn)];
  if (arns.length === 0) {
    throw new Error(`${scope.node.path}: ${Stack.of(scope).node.path} names no role that deploys it, and without a second factor no deployment could change the `
      + 'bucket policy again; pass the role that you deploy with in \'mfaExemptRoles\', or use the DefaultStackSynthesizer');
  }
  return arns;
}

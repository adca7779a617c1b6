import { CfnCondition, CfnResource, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { InlineStack } from './inline-stack';
import { AccountGuardrails } from '../account/account-guardrails';
import type { AccountGuardrailsProps } from '../account/account-guardrails-props';

interface Deployed {
  readonly guardrails: AccountGuardrailsProps;
  /** Where what is global goes; undefined where there is one Region only. */
  readonly homeRegion?: string;
}

/** What a stack set deploys to an account and Region. */
export function accountStack(scope: Construct, { guardrails, homeRegion }: Deployed): InlineStack {
  const stack = new InlineStack(scope, 'Stack', 'Guardrails around S3 buckets');
  const { publicAccessBlock } = new AccountGuardrails(stack, 'Account', guardrails);
  const inOne = publicAccessBlock?.node.findAll().filter(child => CfnResource.isCfnResource(child)) ?? [];
  if (homeRegion !== undefined && inOne.length > 0) {
    const condition = new CfnCondition(stack, 'IsHomeRegion', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), homeRegion) });
    for (const resource of inOne) (resource as CfnResource).cfnOptions.condition = condition;
  }
  return stack;
}

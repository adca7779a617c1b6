import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { text } from './statement-text';
import type { Control } from '../controls/control';

/**
 * Answers cdk-nag for the wildcards in the policies of a construct. It wants each of them by itself, as the template writes it; that is known
 * once references between stacks are made.
 */
export function acknowledgeWildcards(construct: IConstruct, reason: string): void {
  const validate = () => {
    const wild = new Set(construct.node.findAll().filter(isPolicy).flatMap(wildcardsOf));
    if (wild.size > 0) Validations.of(construct).acknowledge(...[...wild].map(one => ({ id: `AwsSolutions::AwsSolutions-IAM5[${one}]`, reason })));
    return [];
  };
  construct.node.addValidation({ validate });
}

type Policy = iam.CfnPolicy | iam.CfnManagedPolicy;

const isPolicy = (child: IConstruct): child is Policy => child instanceof iam.CfnPolicy || child instanceof iam.CfnManagedPolicy;

function wildcardsOf(policy: Policy): readonly string[] {
  const { Statement: statements } = Stack.of(policy).resolve(policy.policyDocument) as { readonly Statement: readonly Record<'Action' | 'Resource', unknown>[] };
  const found = (member: 'Action' | 'Resource') => statements.flatMap(statement => [statement[member]].flat())
    .map(value => String(text(value)).replace(/\$\{([^}]*)\}/g, '<$1>')).filter(value => value.includes('*')).map(value => `${member}::${value}`);
  return [...found('Action'), ...found('Resource')];
}

/** The packs of cdk-nag for laws and standards. */
export const PACKS: readonly string[] = ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** @param packs the packs of cdk-nag that know the rule */
export function acknowledgeRule(construct: IConstruct, packs: readonly string[], rule: string, reason: string): void {
  Validations.of(construct).acknowledge(...packs.map(pack => ({ id: `${pack}::${pack}-${rule}`, reason })));
}

/** The packs of this library, one a framework. */
const OWN_PACKS: readonly string[] = ['Baseline.S3', 'HIPAA.S3', 'PCI.DSS.S3', 'GDPR.S3', 'SOC2.S3'];

/** Answers the packs of this library for a control of a bucket that it makes. @param suffix `[unknown]` where the control does not know */
export function acknowledgeControl(construct: IConstruct, control: Control, reason: string, suffix: '' | '[unknown]' = ''): void {
  Validations.of(construct).acknowledge(...OWN_PACKS.map(pack => ({ id: `${pack}::${pack}-${control.id}${suffix}`, reason })));
}

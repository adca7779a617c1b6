import { CfnStackSet, Names, RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OrganizationGuardrailsProps } from './organization-guardrails-props';

/** A stack set of the organization, which deploys a template wherever an account joins. */
export function stackSetOf(scope: Construct, templateBody: string, props: OrganizationGuardrailsProps): CfnStackSet {
  const { excludedAccounts, failureTolerancePercentage = 10, maxConcurrentPercentage = 25 } = props;
  const stackSet = new CfnStackSet(scope, 'StackSet', {
    stackSetName: props.stackSetName ?? Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
    description: 'Guardrails around S3 buckets, for each account of the organization',
    permissionModel: 'SERVICE_MANAGED',
    callAs: props.delegatedAdministrator ? 'DELEGATED_ADMIN' : 'SELF',
    // What an account has stays when it leaves: nothing is loosened.
    autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
    capabilities: ['CAPABILITY_IAM'],
    managedExecution: { Active: true },
    operationPreferences: { failureTolerancePercentage, maxConcurrentPercentage, regionConcurrencyType: 'PARALLEL' },
    stackInstancesGroup: [{
      regions: props.regions,
      deploymentTargets: {
        organizationalUnitIds: props.organizationalUnits,
        ...excludedAccounts && { accountFilterType: 'DIFFERENCE', accounts: excludedAccounts },
      },
    }],
    templateBody,
  });
  stackSet.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return stackSet;
}

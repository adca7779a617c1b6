import { Annotations, type CfnStackSet, Stack, Token } from 'aws-cdk-lib';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { accountStack } from './account-stack';
import type { InlineStack } from './inline-stack';
import { checkOrganization } from './organization-checks';
import type { OrganizationGuardrailsProps } from './organization-guardrails-props';
import { stackSetOf } from './stack-set';
import { wrongWith } from './stack-set-template';
import {
  accessAnalyzerExternalAccess, awsConfigRecording, blockPublicAccessAccount, guarddutyS3Protection, macieEnabled, securityAssessments,
} from '../../controls/manual';
import { type AlreadyProvided, provided } from '../already-provided';
import { ComplianceFramework } from '../compliance-framework';
import { FrameworkConformancePack } from '../config/framework-conformance-pack';

/**
 * The guardrails of an account, for every account of an organization, however many buckets there are: on the engines of AWS, none of which runs here.
 *
 * - A stack set that AWS deploys to each account and Region of the organizational units, and to accounts that join them later: `AccountGuardrails`,
 *   made in this app. What is global is deployed in the home Region only.
 * - A conformance pack of the organization for each framework, in the Region of the stack. For another Region make a second stack there, with
 *   `stackSetProvided`; or name the frameworks in `guardrails`, and each account and Region has packs of its own.
 * - On wish an S3 policy of the organization, which blocks public access above the accounts.
 *
 * Before it works, somebody turns on, once: trusted access for StackSets and for AWS Config (`member.org.stacksets.cloudformation.amazonaws.com`,
 * `config-multiaccountsetup.amazonaws.com`), and the policy type S3_POLICY for an S3 policy. The stack belongs in the management account, or in one that
 * is the delegated administrator of each of them: then say so with `delegatedAdministrator`.
 *
 * When the stack goes, the stack set stays (RemovalPolicy.RETAIN) with what it deployed; the packs and the S3 policy go.
 *
 * Supports the checks `block-public-access-account`, `access-analyzer-external-access`, `macie-enabled`, `guardduty-s3-protection`,
 * `aws-config-recording` and `security-assessments`.
 *
 * It does not cover: the management account, which stack sets of an organization and its policies do not reach: make an `AccountGuardrails` there;
 * accounts that have a recorder, Macie or GuardDuty already, unless the guardrails say so.
 *
 * Costs: what AccountGuardrails costs, in each account and Region; AWS Config bills each evaluation of a rule. StackSets and policies are free.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/conformance-pack-organization-apis.html
 */
export class OrganizationGuardrails extends Construct {
  /** The name of the stack set, or what stands for it where another one is there. */
  public readonly stackSetName: string;

  /** The Region where what is global is deployed. */
  public readonly homeRegion: string;

  /** The packs of the organization; none where somebody else judges the accounts, or the stack set makes packs in each of them. */
  public readonly conformancePacks: FrameworkConformancePack[];

  /** The id of the S3 policy of the organization, where there is one. */
  public readonly publicAccessPolicyId?: string;

  constructor(scope: Construct, id: string, props: OrganizationGuardrailsProps) {
    super(scope, id);
    checkOrganization(this.node.path, props);
    const { guardrails = {}, organizationalUnits } = props;
    this.homeRegion = props.homeRegion ?? props.regions[0];
    const frameworks = props.packsProvided || guardrails.frameworks || guardrails.conformancePacksProvided
      ? [] : props.frameworks ?? [ComplianceFramework.BASELINE];
    if (props.packsProvided) provided(this, 'packsProvided', props.packsProvided, [securityAssessments]);
    this.conformancePacks = frameworks.map(framework => new FrameworkConformancePack(this, `Pack-${framework}`, {
      framework, organization: true, excludedAccounts: props.excludedAccounts,
    }));
    if (frameworks.length > 0) this.warnOfRegions(props.regions);
    if (props.publicAccessPolicy) this.publicAccessPolicyId = blockPublicAccess(this, organizationalUnits).attrId;

    if (props.stackSetProvided) {
      this.stackSetName = provided(this, 'stackSetProvided', props.stackSetProvided,
        [blockPublicAccessAccount, accessAnalyzerExternalAccess, macieEnabled, guarddutyS3Protection, awsConfigRecording]);
      return;
    }
    const inner = accountStack(this, {
      guardrails: this.withoutWhatIsAbove(props),
      homeRegion: props.regions.length > 1 ? this.homeRegion : undefined,
    });
    const stackSet = this.deploy(inner, props);
    this.stackSetName = stackSet.stackSetName;
    // An account without a recorder fails the pack of all.
    for (const pack of this.conformancePacks) pack.node.addDependency(stackSet);
  }

  private deploy(inner: InlineStack, props: OrganizationGuardrailsProps): CfnStackSet {
    this.node.addValidation({ validate: () => wrongWith(inner) });
    return stackSetOf(this, inner.body, props);
  }

  /** What the organization does, the accounts need not, or cannot. */
  private withoutWhatIsAbove(props: OrganizationGuardrailsProps) {
    const { guardrails = {} } = props;
    const by = (reference: string, what: string): AlreadyProvided => ({ reference, providedBy: `${what}, from ${this.node.path}` });
    const [pack] = this.conformancePacks;
    return {
      ...guardrails,
      conformancePacksProvided: guardrails.conformancePacksProvided ?? props.packsProvided
        ?? (pack && by(pack.packName, 'a conformance pack of the organization')),
      publicAccessBlockProvided: guardrails.publicAccessBlockProvided
        ?? (props.publicAccessPolicy && !guardrails.regionalOnly ? by(POLICY, 'the S3 policy of the organization') : undefined),
    };
  }

  private warnOfRegions(regions: readonly string[]): void {
    const { region } = Stack.of(this);
    const others = regions.filter(one => one !== region);
    if (Token.isUnresolved(region) || others.length === 0) return;
    Annotations.of(this).addWarningV2('cdk-s3-compliance:packInOneRegion',
      `the conformance packs of the organization are in ${region} only; for ${others.join(', ')} make a stack there with 'stackSetProvided'`);
  }
}

const POLICY = 's3-block-public-access';

function blockPublicAccess(scope: Construct, targetIds: string[]): organizations.CfnPolicy {
  return new organizations.CfnPolicy(scope, 'PublicAccessPolicy', {
    name: POLICY,
    description: 'Blocks public access to S3 in every account below',
    type: 'S3_POLICY',
    content: { s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } } },
    targetIds,
  });
}

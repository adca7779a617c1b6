import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { harden } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { ComplianceMixinOptions } from './mixin-options';
import type { Surveyor } from './survey';
import { ComplianceFramework } from '../constructs/compliance-framework';

/** Properties of the SOC 2 mixin. */
export interface Soc2ComplianceProps extends ComplianceMixinOptions {
  /**
   * Roles that may delete versions, the bucket and its policy without a second factor. The role that deploys the stack is always one of them.
   *
   * @default - none besides the role that deploys
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
   */
  readonly mfaExemptRoles?: iam.IRole[];
}

/**
 * Hardens buckets that exist already, so that they support the AICPA Trust Services Criteria.
 *
 * Adds to BaselineCompliance: no storage class that keeps objects in one zone, and a second factor to delete versions, the bucket or its policy,
 * and to change the policy.
 *
 * @see https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022
 */
export class Soc2Compliance extends HardeningMixin {
  constructor(private readonly props: Soc2ComplianceProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    harden(resource, surveyor, [ComplianceFramework.SOC2], this.props);
  }
}

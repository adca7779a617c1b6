import type * as s3 from 'aws-cdk-lib/aws-s3';
import { harden } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { ComplianceMixinOptions } from './mixin-options';
import type { Surveyor } from './survey';
import { ComplianceFramework } from '../constructs/compliance-framework';

/** Properties of the PCI mixin. */
export interface PciComplianceProps extends ComplianceMixinOptions {}

/**
 * Hardens buckets that exist already, so that they support PCI DSS v4.0.1 (June 2024).
 *
 * Adds to BaselineCompliance: SSE-KMS under a customer managed key that no other bucket uses, object requests through named VPC endpoints only, and
 * no changes of permissions by other accounts.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html
 */
export class PciCompliance extends HardeningMixin {
  constructor(private readonly props: PciComplianceProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    harden(resource, surveyor, [ComplianceFramework.PCI_DSS], this.props);
  }
}

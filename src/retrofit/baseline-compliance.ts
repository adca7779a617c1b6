import type * as s3 from 'aws-cdk-lib/aws-s3';
import { harden } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { ComplianceMixinOptions } from './mixin-options';
import type { Surveyor } from './survey';
import { ComplianceFramework } from '../constructs/compliance-framework';

/** Properties of the baseline mixin. */
export interface BaselineComplianceProps extends ComplianceMixinOptions {}

/**
 * Hardens buckets that exist already, so that they support the checklist for every bucket.
 *
 * Blocks public access, disables ACLs, keeps versions, refuses HTTP, old TLS, SSE-C and old signatures, sends access logs, and ends noncurrent
 * versions and incomplete uploads.
 */
export class BaselineCompliance extends HardeningMixin {
  constructor(private readonly props: BaselineComplianceProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    harden(resource, surveyor, [ComplianceFramework.BASELINE], this.props);
  }
}

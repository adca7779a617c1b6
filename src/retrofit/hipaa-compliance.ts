import type * as s3 from 'aws-cdk-lib/aws-s3';
import { harden } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { ComplianceMixinOptions } from './mixin-options';
import type { Surveyor } from './survey';
import { ComplianceFramework } from '../constructs/compliance-framework';

/** Properties of the HIPAA mixin. */
export interface HipaaComplianceProps extends ComplianceMixinOptions {}

/**
 * Hardens buckets that exist already, so that they support the technical safeguards of the HIPAA Security Rule, 45 CFR Part 164 Subpart C.
 *
 * Adds to BaselineCompliance: SSE-KMS under a customer managed key, uploads with any other encryption refused, Object Lock, and object requests
 * from named networks only.
 *
 * @see https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C
 */
export class HipaaCompliance extends HardeningMixin {
  constructor(private readonly props: HipaaComplianceProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    harden(resource, surveyor, [ComplianceFramework.HIPAA], this.props);
  }
}

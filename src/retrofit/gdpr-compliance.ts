import type * as s3 from 'aws-cdk-lib/aws-s3';
import { harden } from './harden';
import { HardeningMixin } from './hardening-mixin';
import type { ComplianceMixinOptions } from './mixin-options';
import type { Surveyor } from './survey';
import { ComplianceFramework } from '../constructs/compliance-framework';
import type { PersonalDataOptions } from '../constructs/personal-data-options';

/** Properties of the GDPR mixin. */
export interface GdprComplianceProps extends ComplianceMixinOptions, PersonalDataOptions {}

/**
 * Hardens buckets that exist already, so that they support Regulation (EU) 2016/679.
 *
 * Adds to BaselineCompliance: a Region out of a list, SSE-KMS under a key that stays there, an end for every version within the retention limit, a
 * tag, a role that erases and one that hands over.
 *
 * @see https://eur-lex.europa.eu/eli/reg/2016/679/oj
 */
export class GdprCompliance extends HardeningMixin {
  constructor(private readonly props: GdprComplianceProps = {}) {
    super();
  }

  /** @internal */
  protected _harden(resource: s3.CfnBucket, surveyor: Surveyor): void {
    harden(resource, surveyor, [ComplianceFramework.GDPR], this.props);
  }
}

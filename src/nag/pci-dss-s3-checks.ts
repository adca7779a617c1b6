import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import type { S3ChecksProps } from './s3-checks-props';
import { PCI_DSS_4_0_1 } from '../frameworks';

/**
 * Checks every bucket of an app against what PCI DSS v4.0.1 asks of S3.
 *
 * ```ts
 * Validations.of(app).addPlugins(new PciDssS3Checks(app));
 * ```
 *
 * A finding is named `PCI.DSS.S3-<control>`, one that nobody can judge before deployment `PCI.DSS.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `PCI.DSS.S3::PCI.DSS.S3-<control>` with a reason that is kept in the report. What an exception of the bucket waives
 * is reported as `PCI.DSS.S3-<control>[waived]`, what a baseline file records as `PCI.DSS.S3-<control>[known]`, for information only.
 */
export class PciDssS3Checks extends FrameworkChecks {
  /** @throws Error where an option names no control of the framework, or the baseline file cannot be read */
  constructor(scope?: IConstruct, props?: S3ChecksProps) {
    super('PCI.DSS.S3', PCI_DSS_4_0_1, scope, props);
  }
}

import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import type { S3ChecksProps } from './s3-checks-props';
import { SOC2 } from '../frameworks';

/**
 * Checks every bucket of an app against what the Trust Services Criteria behind SOC 2 ask of S3.
 *
 * ```ts
 * Validations.of(app).addPlugins(new Soc2S3Checks(app));
 * ```
 *
 * A finding is named `SOC2.S3-<control>`, one that nobody can judge before deployment `SOC2.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `SOC2.S3::SOC2.S3-<control>` with a reason that is kept in the report. What an exception of the bucket waives
 * is reported as `SOC2.S3-<control>[waived]`, what a baseline file records as `SOC2.S3-<control>[known]`, for information only.
 */
export class Soc2S3Checks extends FrameworkChecks {
  /** @throws Error where an option names no control of the framework, or the baseline file cannot be read */
  constructor(scope?: IConstruct, props?: S3ChecksProps) {
    super('SOC2.S3', SOC2, scope, props);
  }
}

import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import type { S3ChecksProps } from './s3-checks-props';
import { HIPAA } from '../frameworks';

/**
 * Checks every bucket of an app against what the HIPAA Security Rule asks of S3.
 *
 * ```ts
 * Validations.of(app).addPlugins(new HipaaS3Checks(app));
 * ```
 *
 * A finding is named `HIPAA.S3-<control>`, one that nobody can judge before deployment `HIPAA.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `HIPAA.S3::HIPAA.S3-<control>` with a reason that is kept in the report. What an exception of the bucket waives
 * is reported as `HIPAA.S3-<control>[waived]`, what a baseline file records as `HIPAA.S3-<control>[known]`, for information only.
 */
export class HipaaS3Checks extends FrameworkChecks {
  /** @throws Error where an option names no control of the framework, or the baseline file cannot be read */
  constructor(scope?: IConstruct, props?: S3ChecksProps) {
    super('HIPAA.S3', HIPAA, scope, props);
  }
}

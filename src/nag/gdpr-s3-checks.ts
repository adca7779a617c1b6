import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import type { S3ChecksProps } from './s3-checks-props';
import { GDPR } from '../frameworks';

/**
 * Checks every bucket of an app against what the GDPR asks of buckets with personal data.
 *
 * ```ts
 * Validations.of(app).addPlugins(new GdprS3Checks(app));
 * ```
 *
 * A finding is named `GDPR.S3-<control>`, one that nobody can judge before deployment `GDPR.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `GDPR.S3::GDPR.S3-<control>` with a reason that is kept in the report. What an exception of the bucket waives
 * is reported as `GDPR.S3-<control>[waived]`, what a baseline file records as `GDPR.S3-<control>[known]`, for information only.
 */
export class GdprS3Checks extends FrameworkChecks {
  /** @throws Error where an option names no control of the framework, or the baseline file cannot be read */
  constructor(scope?: IConstruct, props?: S3ChecksProps) {
    super('GDPR.S3', GDPR, scope, props);
  }
}

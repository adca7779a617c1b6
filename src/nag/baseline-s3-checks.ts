import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import type { S3ChecksProps } from './s3-checks-props';
import { BASELINE } from '../frameworks';

/**
 * Checks every bucket of an app against the checklist for buckets of every kind.
 *
 * ```ts
 * Validations.of(app).addPlugins(new BaselineS3Checks(app));
 * ```
 *
 * A finding is named `Baseline.S3-<control>`, one that nobody can judge before deployment `Baseline.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `Baseline.S3::Baseline.S3-<control>` with a reason that is kept in the report. What an exception of the bucket waives
 * is reported as `Baseline.S3-<control>[waived]`, what a baseline file records as `Baseline.S3-<control>[known]`, for information only.
 */
export class BaselineS3Checks extends FrameworkChecks {
  /** @throws Error where an option names no control of the framework, or the baseline file cannot be read */
  constructor(scope?: IConstruct, props?: S3ChecksProps) {
    super('Baseline.S3', BASELINE, scope, props);
  }
}

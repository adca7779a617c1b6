import type { NagPackProps } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { FrameworkChecks } from './framework-checks';
import { HIPAA } from '../frameworks';
import type { Framework } from '../frameworks/framework';

/** Properties of the HIPAA checks. */
export interface HipaaS3ChecksProps extends NagPackProps {}

/**
 * Checks every bucket of an app against what the HIPAA Security Rule asks of S3.
 *
 * ```ts
 * Validations.of(app).addPlugins(new HipaaS3Checks(app));
 * ```
 *
 * A finding is named `HIPAA.S3-<control>`, one that nobody can judge before deployment `HIPAA.S3-<control>[unknown]`: the two are
 * acknowledged apart, as `HIPAA.S3::HIPAA.S3-<control>` with a reason that is kept in the report.
 */
export class HipaaS3Checks extends FrameworkChecks {
  public readonly name = 'HIPAA.S3';
  /** @internal */
  protected readonly _framework: Framework = HIPAA;

  constructor(scope?: IConstruct, props?: HipaaS3ChecksProps) {
    super(scope, props);
  }
}

import type { NagPackProps } from 'cdk-nag';
import type { FindingSeverity } from './finding-severity';

/** Properties of the checks, whatever the framework. */
export interface S3ChecksProps extends NagPackProps {
  /**
   * Controls that are not judged, by id, such as `vpc-only`. The report names them.
   *
   * @default - every control that the framework asks of every bucket
   */
  readonly exclude?: string[];

  /**
   * How much a failure of a control weighs, by the control's id. `FATAL` makes the control one that nobody can waive.
   *
   * @default - WARNING for controls of low severity, ERROR for the others
   */
  readonly severities?: { [control: string]: FindingSeverity };

  /**
   * How much it weighs that a control cannot be judged before deployment.
   *
   * @default - as much as a failure of the control, and at most ERROR
   */
  readonly unknownSeverity?: FindingSeverity;

  /**
   * A file of findings that are known and stop nothing, so that only new ones do. `cdk-s3-compliance baseline cdk.out --output FILE` writes
   * it. Its path is relative to the working directory.
   *
   * @default - none, and every finding is new
   */
  readonly baselineFile?: string;
}

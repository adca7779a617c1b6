import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** Properties of a dashboard. */
export interface BucketDashboardProps {
  /** The buckets to show, 1 to 100: those of the stack's own account and Region. */
  readonly buckets: s3.IBucket[];

  /**
   * The name: letters, digits and - _ only, at most 255.
   *
   * @default - a name made by CloudFormation
   */
  readonly dashboardName?: string;

  /**
   * Alarms whose state is shown at the top, such as those of `BucketAlarms`.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * Places to read on, by their titles: the Athena workgroup of the access logs, a runbook. They must begin with https://.
   *
   * @default - none
   */
  readonly links?: { [title: string]: string };

  /**
   * The id of the metrics configuration for the whole bucket, where a bucket has none. One that a bucket of this app has is taken instead.
   *
   * @default EntireBucket - as the console of S3 names it
   */
  readonly metricsFilterId?: string;
}

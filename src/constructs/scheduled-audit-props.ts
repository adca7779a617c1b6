import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { ComplianceFramework } from './compliance-framework';
import type { ComplianceException } from './exceptions';

/** Properties of a scheduled audit. */
export interface ScheduledAuditProps {
  /**
   * What the buckets are judged by. A bucket has a finding for each framework and check.
   *
   * @default [ComplianceFramework.BASELINE]
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * When the audit runs; the expression has the time zone.
   *
   * @default - every day at 03:00 UTC
   */
  readonly schedule?: scheduler.ScheduleExpression;

  /**
   * Names of the buckets, at most 1,000. What only shows beside the other buckets of the account is unknown then: whether another bucket uses
   * the same key, or sends its access logs here.
   *
   * @default - every bucket of the account, in all Regions
   */
  readonly buckets?: string[];

  /**
   * Controls that buckets are let off for a while, by the name of the bucket. What an exception waives is a suppressed finding; on its day the
   * plain one is back. An exception that waives nothing is an error, as it is with the buckets of this library.
   *
   * @default - none
   */
  readonly exceptions?: { [bucket: string]: ComplianceException[] };

  /**
   * Whether the findings go to Security Hub, which must be enabled in the account and Region of the stack. Each run sends one finding for each
   * bucket, framework and check, passes included; Security Hub bills ingested findings beyond 10,000 a month.
   *
   * @default true
   */
  readonly securityHub?: boolean;

  /**
   * Gets the reports as JSON and HTML. It also lets an audit that is longer than one invocation judge all buckets together, and tells which
   * buckets are gone since the last run.
   *
   * Its policy must let the function in: a bucket that is open to the requests of a VPC only refuses it.
   *
   * @default - no reports; then an audit that needs several invocations leaves unknown what only shows beside the other buckets
   */
  readonly reportBucket?: s3.IBucket;

  /**
   * What the keys of the reports begin with; a slash is added where it has none at its end.
   *
   * @default s3-audit/
   */
  readonly reportPrefix?: string;

  /**
   * How many buckets are asked about at once, 1 to 100.
   *
   * @default 16
   */
  readonly concurrency?: number;

  /**
   * How often an invocation may hand on to the next one, 0 to 14: Lambda itself stops a chain of about 16. An audit that is not done by then
   * fails.
   *
   * @default 12
   */
  readonly maxHandOvers?: number;

  /**
   * Memory of the function in MiB, 512 to 10,240. From some 5,000 buckets on it wants 3,072.
   *
   * @default 1769 - one whole processor
   */
  readonly memorySize?: number;

  /**
   * How long one invocation may take, 3 to 15 minutes.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Encrypts the function's log group, the dead-letter queue and the schedule. The policy of an imported key must let CloudWatch Logs use it.
   *
   * @default - the keys of the services
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long the lines of the runs are kept. They hold counts only.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Is told when a run fails, or when one could not be started. Its policy is made to let the alarms in; where it is encrypted, its key must let
   * cloudwatch.amazonaws.com use it.
   *
   * @default - nobody; the alarms are there
   */
  readonly alarmTopic?: sns.ITopic;
}

import type { Duration, Size } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { AlreadyProvided } from '../already-provided';

/** Properties of log analytics. */
export interface AccessLogAnalyticsProps {
  /** The bucket with the access logs, as this library delivers them: under `access-logs/`, partitioned by the day of the event. */
  readonly accessLogBucket: s3.IBucket;

  /**
   * The buckets whose logs the table covers: some dozens at most, since each is a value of the table. One of another stack needs a name of its own.
   *
   * @default - each query names its source, as the folder `<name>/<account>/<region>/<bucket>`
   * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
   */
  readonly buckets?: s3.IBucket[];

  /**
   * The first day that the tables know: `2026/01/31`, or `NOW-6YEARS`. Earlier days are not found.
   *
   * @default 'NOW-6YEARS'
   */
  readonly firstDay?: string;

  /**
   * The bucket with the log files of a trail.
   *
   * @default - no table for CloudTrail
   */
  readonly trailLogBucket?: s3.IBucket;

  /**
   * What stands before `AWSLogs/` in that bucket, without a slash at its end.
   *
   * @default - nothing
   */
  readonly trailLogPrefix?: string;

  /**
   * The accounts that the trail records.
   *
   * @default - the account of the stack
   */
  readonly trailAccountIds?: string[];

  /**
   * The Regions that the trail records. Each account, Region and day that a query spans is listed, so name those that are in use.
   *
   * @default - the Region of the stack
   */
  readonly trailRegions?: string[];

  /**
   * The id of the organization, such as `o-exampleorgid`, where the trail is one of an organization.
   *
   * @default - the trail of one account
   */
  readonly organizationId?: string;

  /**
   * The key that the trail encrypts its log files with. The policy of an imported key must let analysts decrypt.
   *
   * @default - the key of `trailLogBucket`, if it has one
   */
  readonly trailEncryptionKey?: kms.IKey;

  /**
   * Encrypts the results of queries.
   *
   * @default - a key of its own, which rotates
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long results are kept, in whole days.
   *
   * @default Duration.days(30)
   */
  readonly resultRetention?: Duration;

  /**
   * How much one query may scan before Athena stops it: 10 MB or more.
   *
   * @default Size.gibibytes(100)
   */
  readonly scanLimit?: Size;

  /**
   * Roles that may query.
   *
   * @default - none; `grantQuery` adds more
   */
  readonly analysts?: iam.IRole[];

  /**
   * The name of the database: lower-case letters, digits and underscores.
   *
   * @default - a name made from the construct's path
   */
  readonly databaseName?: string;

  /**
   * A database of Glue that is there already: its name. The tables are made in it.
   *
   * @default - a database is made
   */
  readonly existingDatabase?: AlreadyProvided;

  /**
   * A workgroup of Athena that is there already: its name. Then no bucket for results and no key is made, its own settings hold, and analysts
   * need permissions on its results from elsewhere.
   *
   * @default - a workgroup is made
   */
  readonly existingWorkGroup?: AlreadyProvided;
}

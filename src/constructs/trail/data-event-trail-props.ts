import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { AlreadyProvided } from '../already-provided';

/** Properties of a trail of data events. */
export interface DataEventTrailProps {
  /**
   * The buckets whose objects are recorded; `addBucket` adds more.
   *
   * @default - every bucket, those that are made later included
   */
  readonly buckets?: s3.IBucket[];

  /**
   * Buckets that are left out where every bucket is recorded, such as those that logs are delivered to. The trail's own log buckets always are.
   *
   * @default - none
   */
  readonly excludedBuckets?: s3.IBucket[];

  /**
   * The name of the trail: 3 to 128 letters, digits, periods, underscores and dashes.
   *
   * @default - a name made from the construct's path
   */
  readonly trailName?: string;

  /**
   * Encrypts the log files. The policy of an imported key must let CloudTrail use it.
   *
   * @default - the key of `logBucket` where it has one, else a key of its own, which rotates
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Gets the log files. The policy of an imported bucket must let CloudTrail write; and where it has access logs, name their bucket in
   * `excludedBuckets`, or each log file makes an access log that makes a log file.
   *
   * @default - a bucket of its own with Object Lock, versions and access logs
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  readonly logBucket?: s3.IBucket;

  /**
   * What the keys of the log files begin with, before `AWSLogs/`: at most 200 characters, without a slash at its end.
   *
   * @default - nothing
   */
  readonly logPrefix?: string;

  /**
   * How long nobody may delete a log file of the trail's own bucket, and how long it is kept.
   *
   * @default - governance mode, 2192 days: six years, what 45 CFR 164.316(b)(2)(i) asks of HIPAA documentation
   */
  readonly retention?: s3.ObjectLockRetention;

  /**
   * Records the accounts of an organization as well, by its id, such as `o-exampleorgid`. Deploy it in the management account: the trail is that
   * account's, and the policies of the bucket and the key name it so.
   *
   * @default - this account only
   */
  readonly organizationId?: string;

  /**
   * Whether CloudTrail Insights looks for unusual rates of calls and errors. It bills by the events that it analyzes.
   *
   * @default false
   */
  readonly insights?: boolean;

  /**
   * Whether the events go to CloudWatch Logs as well, which bills by the gigabyte, and how long they stay there.
   *
   * @default - they do not
   */
  readonly logGroupRetention?: logs.RetentionDays;

  /**
   * A trail that records the data events of S3 already: its ARN. Then nothing is made here.
   *
   * @default - a trail is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/** What a trail leaves out. */
export interface TrailExclusion {
  /** What the ARNs of the objects begin with: that of their bucket, and a slash. */
  readonly arn: string;

  /** Why nobody records them. */
  readonly reason: string;
}

/** Which objects of a bucket are recorded. */
export interface RecordedObjects {
  /**
   * What their keys begin with. Our controls then do not know whether the bucket is recorded.
   *
   * @default - all objects
   */
  readonly prefix?: string;
}

/** A trail of data events, made here or not. */
export interface IDataEventTrail extends IConstruct {
  /** ARN of the trail. */
  readonly trailArn: string;

  /** Its name. */
  readonly trailName: string;

  /** Gets the log files; none where the trail is there already and nobody names its bucket. */
  readonly logBucket?: s3.IBucket;

  /** What the keys of the log files begin with, before `AWSLogs/`; empty where nothing is. */
  readonly logPrefix: string;

  /** Encrypts the log files. */
  readonly encryptionKey?: kms.IKey;

  /** What is left out where every bucket is recorded. */
  readonly exclusions: TrailExclusion[];

  /**
   * Records the objects of one more bucket.
   *
   * @param bucket whose objects are recorded
   * @param objects which of them. Default: all
   */
  addBucket(bucket: s3.IBucket, objects?: RecordedObjects): void;
}

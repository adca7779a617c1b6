import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { ComplianceException } from '../constructs/exceptions';
import type { NetworkPerimeter } from '../constructs/network-perimeter';

/**
 * What only its user knows about a bucket that exists already. Where several mixins meet on one bucket, what one of them states holds for all;
 * two that state different things are an error.
 */
export interface ComplianceMixinOptions {
  /**
   * Where object requests may come from. PCI DSS asks for named VPC endpoints.
   *
   * @default - anywhere, with valid credentials; an error where a framework asks for it
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  readonly network?: NetworkPerimeter;

  /**
   * Object Lock with a default retention: mode and length, 1 day to 100 years. An error where the bucket does not have Object Lock on already,
   * unless `newBuckets` is true; so is a bucket that states another retention.
   *
   * @default - the retention that the bucket has; an error where a framework asks for one and there is none
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention?: s3.ObjectLockRetention;

  /**
   * States that no bucket which gets this is deployed yet, so that Object Lock may be turned on. CloudFormation replaces a bucket that is deployed,
   * with an empty one, or fails.
   *
   * @default false
   */
  readonly newBuckets?: boolean;

  /**
   * How long data may be kept, copies and old versions included: whole days, 2 or more, no shorter than the retention.
   *
   * @default - no limit; an error where a framework asks for it
   * @see https://gdpr-info.eu/art-5-gdpr/
   */
  readonly retentionLimit?: Duration;

  /**
   * KMS key of the default encryption, in the bucket's Region. Of an alias its key is taken; an imported alias is an error, and so is a bucket that
   * names another key. Objects that are there already stay as they are encrypted.
   *
   * @default - the key that the bucket names; a new one for each bucket where it names none and a framework asks for KMS
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Roles that manage the key, and are refused its use. Needs a `kms.Key` of this app.
   *
   * @default - the IAM policies of the account decide who manages and who uses the key
   */
  readonly keyAdministrators?: iam.IRole[];

  /**
   * How old a signature may be, and so how long a presigned URL works: 15 minutes to 7 days, in whole seconds. The shortest of several counts.
   *
   * @default Duration.days(7) - the longest that Signature Version 4 allows
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
   */
  readonly presignedUrlMaxAge?: Duration;

  /**
   * Id of the organization (`o-...`) whose accounts alone may use the bucket. AWS services are spared.
   *
   * @default - no organization; the policies of bucket and account decide
   */
  readonly organizationId?: string;

  /**
   * Bucket that gets the server access logs. A bucket that logs to another one already is an error.
   *
   * @default - the bucket that gets them already; else one AccessLogBucket for each stack
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * When current versions expire: at least 1 day, and no shorter than the retention.
   *
   * @default - what the bucket's own rules say; with a retention limit, in time for that
   */
  readonly expiration?: Duration;

  /**
   * When noncurrent versions expire, counted from when they were replaced or deleted: at least 1 day, and no shorter than the retention.
   *
   * @default - what the bucket's own rules say; else 90 days, or the retention where that is longer
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * States that a COMPLIANCE lock is wanted, which nobody can lift.
   *
   * @default false
   */
  readonly acknowledgeIrreversibleLock?: boolean;

  /**
   * Roles that may lift a GOVERNANCE retention and set or lift legal holds; nobody else may. Needs a retention.
   *
   * @default - nobody may lift a GOVERNANCE retention
   */
  readonly lockAdministrators?: iam.IRole[];

  /**
   * The longest retention that a writer may put on one object: whole days, no shorter than the retention, up to 36,500.
   *
   * @default - the retention, or 10 years where that is longer; never beyond the retention limit
   */
  readonly maximumObjectRetention?: Duration;

  /**
   * The shortest retention that a writer may put on one object: whole days.
   *
   * @default - none
   */
  readonly minimumObjectRetention?: Duration;

  /**
   * Controls that the buckets are let off, by name, with a reason, an owner and an expiry date. They stand in the template, beside those that a
   * bucket declares itself, and every report shows them.
   *
   * @default - none
   */
  readonly exceptions?: ComplianceException[];
}

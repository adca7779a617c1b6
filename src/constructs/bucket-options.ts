import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { EncryptionHeaders, EncryptionMethod } from './encryption-method';
import type { ComplianceException } from './exceptions';

/** What every compliant bucket lets its user choose, whatever the framework. */
export interface CompliantBucketOptions {
  /**
   * The bucket's name, 3 to 63 characters. Access logs go under `access-logs/<name>/`; without a name, under the construct's own id.
   *
   * @default - a name made by CloudFormation
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketName?: string;

  /**
   * How objects are encrypted at rest. A method weaker than a framework asks for is an error.
   *
   * @default - EncryptionMethod.KMS where a framework asks for it or `encryptionKey` is given; EncryptionMethod.S3_MANAGED otherwise
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingEncryption.html
   */
  readonly encryption?: EncryptionMethod;

  /**
   * KMS key of the default encryption, in the bucket's Region. A key of this app must rotate, or synthesis fails; of an imported key
   * nothing is known here. Of an alias its key is taken; an imported alias, whose key nobody knows, is an error. So is a key with
   * RemovalPolicy.DESTROY together with a lock. Uploads that ask for another key or another algorithm are refused.
   *
   * @default - a new customer managed key with rotation where a framework asks for KMS
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Roles that manage the key, and are refused its use; everybody else, the role that deploys apart, is refused its management. Needs a key
   * of this app, and the same roles for each bucket that uses the key: else an error.
   *
   * @default - the IAM policies of the account decide who manages and who uses the key
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
   */
  readonly keyAdministrators?: iam.IRole[];

  /**
   * Whether S3 derives data keys from a bucket-level key, which saves most KMS requests and their cost. Without it KMS logs an event for each
   * object. Ignored where the bucket has no KMS key; an error with DSSE-KMS, which knows no bucket keys.
   *
   * @default true, but for DSSE-KMS
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  readonly bucketKeyEnabled?: boolean;

  /**
   * Whether uploads must name the encryption. No framework of this library asks for headers: default encryption applies without them, and most
   * clients send none.
   *
   * @default EncryptionHeaders.OPTIONAL
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
   */
  readonly encryptionHeaders?: EncryptionHeaders;

  /**
   * How old a signature may be, and so how long a presigned URL works: 15 minutes to 7 days, in whole seconds.
   *
   * @default Duration.days(7) - the longest that Signature Version 4 allows
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
   */
  readonly presignedUrlMaxAge?: Duration;

  /**
   * Id of the organization (`o-...`) whose accounts alone may use the bucket. AWS services are spared.
   *
   * @default - no organization; the policies of bucket and account decide
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   */
  readonly organizationId?: string;

  /**
   * Bucket that gets the server access logs. Share one between many buckets. Another account or Region is an error; so is a bucket that cannot
   * receive logs (SSE-KMS, Object Lock with a default retention). The policy of an imported bucket cannot be changed here: a warning says what
   * it must allow.
   *
   * @default - a new AccessLogBucket
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * Whether S3 sends the events of the bucket to Amazon EventBridge. Set on the bucket itself: no Lambda function is involved.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * When current versions expire, counted from when they were written. At least 1 day, and no shorter than the retention: else an error.
   *
   * @default - never; with a retention limit, in time for that
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
   */
  readonly expiration?: Duration;

  /**
   * When noncurrent versions expire, counted from when they were replaced or deleted. At least 1 day, and no shorter than the retention
   * unless there is a retention limit: else an error.
   *
   * @default - 90 days, or the retention where that is longer; with a retention limit, in time for that
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
   */
  readonly noncurrentVersionExpiration?: Duration;

  /**
   * States that a COMPLIANCE lock is wanted: until it ends nobody can delete an object or shorten its retention, the root user and
   * AWS Support included. Without it a COMPLIANCE retention is an error.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes
   */
  readonly acknowledgeIrreversibleLock?: boolean;

  /**
   * Roles that may lift a GOVERNANCE retention and set or lift legal holds; nobody else may. Needs a retention.
   *
   * @default - nobody may lift a GOVERNANCE retention; the IAM policies of the account decide about legal holds
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  readonly lockAdministrators?: iam.IRole[];

  /**
   * The longest retention that a writer may put on one object, counted from now: whole days, no shorter than the retention, up to 36,500.
   *
   * @default - the retention, or 10 years where that is longer; never beyond the retention limit
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  readonly maximumObjectRetention?: Duration;

  /**
   * The shortest retention that a writer may put on one object, counted from now: whole days. It keeps writers from cutting the default short.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
   */
  readonly minimumObjectRetention?: Duration;

  /**
   * Roles that may delete versions, the bucket and its policy without a second factor, where a framework asks for one; where none does, they change
   * nothing. The role that deploys the stack is always one of them.
   *
   * @default - none besides the role that deploys
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
   */
  readonly mfaExemptRoles?: iam.IRole[];

  /**
   * Controls that this bucket is let off, by name, with a reason, an owner and an expiry date. Every report shows them.
   *
   * @default - none
   */
  readonly exceptions?: ComplianceException[];

  /**
   * What becomes of the bucket when it leaves the stack. DESTROY together with a lock is an error.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Deletes all objects when the bucket is destroyed; needs RemovalPolicy.DESTROY. Together with a lock, a network or a second factor it is
   * an error.
   *
   * @default false
   */
  readonly autoDeleteObjects?: boolean;
}

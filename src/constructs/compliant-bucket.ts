import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { AccessLogBucket, sendAccessLogs } from './access-log-bucket';
import { acknowledgeNoReplication } from './acknowledgements';
import { checkChoices } from './choices';
import { ComplianceFramework, floorOf } from './compliance-framework';
import { usableKey } from './encryption-key';
import { EVERY_BUCKET } from './every-bucket';
import { guard } from './guard';
import type { NetworkPerimeter } from './network-perimeter';
import { denyOutside, denyWrongEncryption } from './statements';

/** What every compliant bucket lets its user choose. */
export interface CompliantBucketOptions {
  /**
   * The bucket's name, 3 to 63 characters. Access logs go under `access-logs/<name>/`; without a name, under the construct's own id.
   *
   * @default - a name made by CloudFormation
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketName?: string;

  /**
   * KMS key of the default encryption, in the bucket's Region. A key of this app must rotate, or synthesis fails; of an imported key
   * nothing is known here. Of an alias its key is taken; an imported alias, whose key nobody knows, is an error. So is a key with
   * RemovalPolicy.DESTROY together with a lock. Uploads that ask for another key or another algorithm are refused.
   *
   * @default - a new customer managed key with rotation where a framework asks for KMS; SSE-S3 otherwise
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Whether S3 derives data keys from a bucket-level key, which saves KMS requests. Without it KMS logs an event for each object.
   * Ignored where the bucket has no KMS key.
   *
   * @default true
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  readonly bucketKeyEnabled?: boolean;

  /**
   * Bucket that gets the server access logs. Share one between many buckets. Another account or Region is an error; so is, at the end of
   * synthesis, a bucket of this app that cannot receive logs (SSE-KMS, Object Lock with a default retention). The policy of an imported
   * bucket cannot be changed here: a warning says what it must allow.
   *
   * @default - a new AccessLogBucket
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * When current versions expire, counted from when they were written. At least 1 day, and no shorter than the retention: else an error.
   *
   * @default - never
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
   */
  readonly expiration?: Duration;

  /**
   * When noncurrent versions expire, counted from when they were replaced or deleted. At least 1 day, and no shorter than the retention:
   * else an error.
   *
   * @default - 90 days, or the retention where that is longer
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
   * What becomes of the bucket when it leaves the stack. DESTROY together with a lock is an error.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Deletes all objects when the bucket is destroyed; needs RemovalPolicy.DESTROY. Together with a lock or a network it is an error.
   *
   * @default false
   */
  readonly autoDeleteObjects?: boolean;
}

/** Properties of a compliant bucket. */
export interface CompliantBucketProps extends CompliantBucketOptions {
  /**
   * What the bucket must support: at least one. The strictest of each setting wins.
   *
   * @default [ComplianceFramework.BASELINE]
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * Object Lock with a default retention: mode and length, 1 day to 100 years. Can never be taken off the bucket again.
   *
   * @default - no lock; an error where a framework asks for it
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention?: s3.ObjectLockRetention;

  /**
   * Where object requests may come from.
   *
   * @default - anywhere, with valid credentials; an error where a framework asks for it
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  readonly network?: NetworkPerimeter;
}

/**
 * A bucket that supports the frameworks it names, and refuses to be synthesized in any other shape.
 *
 * Every bucket gets: default encryption, no SSE-C, HTTPS with TLS 1.2 or later, no public access, no ACLs, versions, access logs to
 * another bucket, an end for noncurrent versions and for incomplete uploads. A framework adds a KMS key of its own, Object Lock or a
 * network perimeter; its construct says which.
 *
 * No property can take any of that away. Neither can an escape hatch: at the end of synthesis the bucket is judged as it will be
 * deployed, and a control that fails stops the synthesis.
 *
 * Costs: a KMS key where there is one (per month and per request), S3 storage of access logs and of noncurrent versions.
 * Not covered: the account around the bucket (public access block, trails, alarms, Macie).
 */
export class CompliantBucket extends s3.Bucket {
  /** What the bucket was asked to support. */
  public readonly frameworks: ComplianceFramework[];

  /** The bucket that gets the server access logs. */
  public readonly accessLogBucket: s3.IBucket;

  constructor(scope: Construct, id: string, props: CompliantBucketProps = {}) {
    const frameworks = props.frameworks ?? [ComplianceFramework.BASELINE];
    checkChoices(`${scope.node.path}/${id}`, props, frameworks);
    const encryptionKey = props.encryptionKey ? usableKey(scope, id, props.encryptionKey, Boolean(props.retention)) : undefined;
    const encrypted = floorOf(frameworks).kms || encryptionKey !== undefined;
    super(scope, id, {
      ...EVERY_BUCKET,
      bucketName: props.bucketName,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      autoDeleteObjects: props.autoDeleteObjects,
      encryption: encrypted ? s3.BucketEncryption.KMS : s3.BucketEncryption.S3_MANAGED,
      encryptionKey,
      bucketKeyEnabled: encrypted ? props.bucketKeyEnabled ?? true : undefined,
      objectLockDefaultRetention: props.retention,
      lifecycleRules: [{
        id: 'Limits',
        expiration: props.expiration,
        noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? longer(Duration.days(90), props.retention?.duration),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
    });
    this.frameworks = frameworks;
    if (this.encryptionKey) denyWrongEncryption(this, this.encryptionKey).forEach(statement => this.addToResourcePolicy(statement));
    if (props.network) this.addToResourcePolicy(denyOutside(this, props.network));
    this.accessLogBucket = props.accessLogBucket ?? new AccessLogBucket(this, 'AccessLogs');
    sendAccessLogs(this, this.accessLogBucket);
    acknowledgeNoReplication(this);
    guard(this, frameworks);
  }
}

const longer = (one: Duration, other: Duration | undefined): Duration => other !== undefined && other.toDays() > one.toDays() ? other : one;

import type { Fact } from './fact';
import type { Policy } from '../policy/document';

/**
 * What is true of one bucket, whoever observed it. Facts only: no opinion about them.
 *
 * A setting that the observer could see to be missing is known, with the value that says so
 * (`undefined`, `false`, an empty list, `NotStated`); a setting that it could not see is unknown.
 */
export interface BucketPosture {
  /** Where the bucket itself is: `Resources/Records`. */
  readonly at: string;
  /** How the policies of other resources name this bucket: its ARN, or a reference token that stands for it. */
  readonly arn: string;
  readonly account: Fact<string>;
  readonly region: Fact<string>;

  readonly publicAccessBlock: PublicAccessBlock;
  /** `NotStated`: new buckets get BucketOwnerEnforced, buckets made before April 2023 keep their ACLs. */
  readonly ownership: Fact<'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter' | 'NotStated'>;
  /** The canned ACL, `Private` where none is given. */
  readonly acl: Fact<string>;
  /** In it the bucket's own ARN is `arn:aws:s3:::<bucket>`, its own account `<account>` and its default key `<key>`. */
  readonly policy: Fact<Policy | undefined>;

  /** Default encryption. S3 encrypts with AES256 where nothing is stated (all buckets since January 2023). */
  readonly encryption: Fact<EncryptionAlgorithm>;
  /** The KMS key of the default encryption; undefined where the algorithm uses none. */
  readonly key: Fact<KeyPosture | undefined>;
  readonly bucketKey: Fact<boolean>;
  /** Encryption types refused by the bucket itself (`BlockedEncryptionTypes`), for example `SSE-C`. */
  readonly blockedEncryption: Fact<readonly string[]>;

  readonly versioning: Fact<'Enabled' | 'Suspended' | 'NotStated'>;
  readonly objectLock: Fact<boolean>;
  readonly defaultRetention: Fact<Retention | undefined>;
  readonly lifecycle: Fact<readonly LifecycleRule[]>;
  readonly replication: Fact<readonly ReplicationRule[]>;

  readonly accessLogs: Fact<AccessLogs | undefined>;
  /** What is true of the bucket that gets the access logs; undefined where there are no access logs. */
  readonly logDestination: Fact<LogDestination | undefined>;
  /** Whether other buckets, as far as seen, deliver their access logs here. */
  readonly receivesAccessLogs: Fact<boolean>;
  /** The trails seen beside the bucket; unknown where trails live elsewhere. */
  readonly trails: Fact<readonly Trail[]>;
}

export type EncryptionAlgorithm = 'AES256' | 'aws:kms' | 'aws:kms:dsse';

export interface PublicAccessBlock {
  readonly blockPublicAcls: Fact<boolean>;
  readonly ignorePublicAcls: Fact<boolean>;
  readonly blockPublicPolicy: Fact<boolean>;
  readonly restrictPublicBuckets: Fact<boolean>;
}

export interface KeyPosture {
  /** ARN, id, alias or reference token of the key. */
  readonly id: string;
  /** `aws`: the AWS managed key `aws/s3`. */
  readonly manager: Fact<'customer' | 'aws'>;
  readonly rotation: Fact<boolean>;
  readonly enabled: Fact<boolean>;
}

export interface Retention {
  readonly mode: Fact<'GOVERNANCE' | 'COMPLIANCE'>;
  /** Length in days; a year counts 365. */
  readonly days: Fact<number>;
}

/** One lifecycle rule. Lengths in days; undefined where the rule does not set them. */
export interface LifecycleRule {
  readonly at: string;
  readonly enabled: Fact<boolean>;
  /** False where a prefix, a tag or a size narrows the rule. */
  readonly wholeBucket: Fact<boolean>;
  readonly expirationDays: Fact<number | undefined>;
  /** An ISO 8601 date on which current versions expire. */
  readonly expirationDate: Fact<string | undefined>;
  readonly noncurrentDays: Fact<number | undefined>;
  readonly abortIncompleteUploadDays: Fact<number | undefined>;
}

export interface ReplicationRule {
  readonly at: string;
  readonly enabled: Fact<boolean>;
  /** False where a prefix or a tag narrows the rule. */
  readonly wholeBucket: Fact<boolean>;
  /** Whether objects under a KMS key are copied as well; S3 leaves them out unless it is told otherwise. */
  readonly kmsObjects: Fact<boolean>;
  readonly destination: Fact<string>;
}

export interface AccessLogs {
  /** Name or reference token of the destination bucket. */
  readonly bucket: Fact<string>;
  readonly prefix: Fact<string>;
  /** True where the destination is the bucket itself. */
  readonly toItself: Fact<boolean>;
}

export type LogDestination = Pick<BucketPosture, 'at' | 'encryption' | 'defaultRetention' | 'policy' | 'acl' | 'ownership'>;

export interface Trail {
  readonly at: string;
  readonly logging: Fact<boolean>;
  readonly multiRegion: Fact<boolean>;
  /** Whether the trail records reads of the objects in this bucket. */
  readonly dataReads: Fact<boolean>;
  readonly dataWrites: Fact<boolean>;
}

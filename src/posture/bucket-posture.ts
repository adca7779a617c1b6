import type { Declarations } from './declarations';
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
  /** Whether other buckets, as far as seen, deliver their access logs here. Of buckets that log to each other none counts. */
  readonly receivesAccessLogs: Fact<boolean>;
  /** The trails seen beside the bucket; unknown where trails live elsewhere. */
  readonly trails: Fact<readonly Trail[]>;

  /** Whether the bucket offers a static website. */
  readonly website: Fact<boolean>;
  readonly tags: Fact<readonly Tag[]>;
  /** Whether something is told of what happens to objects: EventBridge, a topic, a queue or a function. */
  readonly notifications: Fact<boolean>;
  readonly inventories: Fact<readonly Inventory[]>;
  /** The access points seen beside the bucket; others may be made elsewhere. */
  readonly accessPoints: Fact<readonly AccessPoint[]>;
  /** What the owner declares about the bucket. */
  readonly declared: Fact<Declarations>;
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
  readonly multiRegion: Fact<boolean>;
  readonly region: Fact<string>;
  /** In it the key's own ARN, and `*` as resource, is `<key>`, its own account `<account>`. */
  readonly policy: Fact<Policy | undefined>;
  /** Whether the key stays when its stack is deleted. */
  readonly retained: Fact<boolean>;
  /** The other buckets, as far as seen, whose default encryption uses this key: their paths. */
  readonly otherBuckets: Fact<readonly string[]>;
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
  /** Whether delete markers that have no versions left behind them are removed. */
  readonly deleteMarkers: Fact<boolean>;
  /** The storage classes that the rule moves current or noncurrent versions to. */
  readonly storageClasses: Fact<readonly string[]>;
}

export interface ReplicationRule {
  readonly at: string;
  readonly enabled: Fact<boolean>;
  /** False where a prefix or a tag narrows the rule. */
  readonly wholeBucket: Fact<boolean>;
  /** Whether objects under a KMS key are copied as well; S3 leaves them out unless it is told otherwise. */
  readonly kmsObjects: Fact<boolean>;
  readonly destination: Fact<string>;
  /** The Region of the destination. */
  readonly region: Fact<string>;
  /** The storage class of the copies; undefined where it is that of the originals. */
  readonly storageClass: Fact<string | undefined>;
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

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** A list of the objects that S3 writes regularly. */
export interface Inventory {
  readonly at: string;
  readonly enabled: Fact<boolean>;
  /** False where a prefix narrows it. */
  readonly wholeBucket: Fact<boolean>;
}

export interface AccessPoint {
  readonly at: string;
  /** S3 turns all four on where a new access point does not say. */
  readonly publicAccessBlock: PublicAccessBlock;
}

/** What can be alerted on. */
export enum AccessAlert {
  /** The policy of a bucket was put or deleted. */
  BUCKET_POLICY = 'bucket-policy',
  /** The policy of an access point was put or deleted, or an access point was made. */
  ACCESS_POINT = 'access-point',
  /** The ACL of a bucket was put. */
  BUCKET_ACL = 'bucket-acl',
  /** The ACL of an object was put. Needs data events. */
  OBJECT_ACL = 'object-acl',
  /** A policy or an ACL may let everybody in. */
  MADE_PUBLIC = 'made-public',
  /** The public access block of a bucket was put or deleted. */
  BUCKET_PUBLIC_ACCESS_BLOCK = 'bucket-public-access-block',
  /** The public access block of the account was put or deleted. */
  ACCOUNT_PUBLIC_ACCESS_BLOCK = 'account-public-access-block',
  /** The default encryption of a bucket was put or deleted. */
  ENCRYPTION = 'encryption',
  /** The access logs of a bucket were turned on or off. */
  LOGGING = 'logging',
  /** The lifecycle rules of a bucket were put or deleted. */
  LIFECYCLE = 'lifecycle',
  /** Versioning was suspended, or MFA delete disabled. */
  VERSIONING = 'versioning',
  /** The Object Lock configuration of a bucket was put. */
  OBJECT_LOCK = 'object-lock',
  /** The replication of a bucket was put or deleted. */
  REPLICATION = 'replication',
  /** The object ownership of a bucket was put or deleted: ACLs may work again. */
  OWNERSHIP = 'ownership',
  /** A static website or a CORS rule was put. */
  WEBSITE = 'website',
  /** A bucket was deleted. */
  BUCKET_DELETION = 'bucket-deletion',
  /** Somebody was refused one of the changes to buckets. */
  REFUSED_BUCKET_CHANGE = 'refused-bucket-change',
  /** A KMS key was scheduled for deletion, disabled, given another policy, or lost its rotation or its material. */
  KEY = 'key',
  /** A trail was stopped, deleted or changed. */
  TRAIL = 'trail',
  /** Somebody was refused one of the changes to keys and trails. */
  REFUSED_KEY_OR_TRAIL_CHANGE = 'refused-key-or-trail-change',
  /** The root user used S3. Needs data events for requests to objects. */
  ROOT_USER = 'root-user',
  /** Another account used a bucket. Needs data events for requests to objects. */
  OTHER_ACCOUNT = 'other-account',
  /** A request to objects came from outside the VPC endpoints. Needs data events. */
  OUTSIDE_VPC = 'outside-vpc',
  /** Nobody that S3 knows was let in. Needs data events. */
  ANONYMOUS = 'anonymous',
  /** One request deleted up to 1,000 objects. Needs data events. */
  BATCH_DELETE = 'batch-delete',
  /** Objects were copied under keys of the requester, as ransomware does. Needs data events. */
  SSE_C_COPY = 'sse-c-copy',
  /** Objects were written under keys of the requester. Needs data events. */
  SSE_C_WRITE = 'sse-c-write',
  /** A retention in governance mode was bypassed. Needs data events. */
  RETENTION_BYPASS = 'retention-bypass',
  /** A legal hold was released. Needs data events. */
  LEGAL_HOLD = 'legal-hold',
}

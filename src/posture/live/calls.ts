/** One read of AWS that the audit may make. There is no other way for it to ask anything. */
export interface Call {
  readonly service: 's3' | 's3-control' | 'kms' | 'cloudtrail' | 'cloudwatch' | 'macie2';
  /** The IAM actions that it needs. */
  readonly permissions: readonly string[];
  /** What the permissions are on. */
  readonly on: 'everything' | 'bucket' | 'object' | 'account' | 'access-point' | 'key' | 'trail';
  /** The error codes by which AWS says that the thing is not configured. Every other error is no answer. */
  readonly absent?: readonly string[];
  /** The root element of an XML answer: what has another root, or none, is no answer. */
  readonly root?: string;
}

/**
 * The calls by the names of their API operations.
 *
 * Source: Amazon S3 API Reference and Service Authorization Reference, one page an operation.
 */
export const CALLS = {
  ListBuckets: { service: 's3', permissions: ['s3:ListAllMyBuckets'], on: 'everything', root: 'ListAllMyBucketsResult' },
  GetBucketLocation: { service: 's3', permissions: ['s3:GetBucketLocation'], on: 'bucket', root: 'LocationConstraint' },
  GetPublicAccessBlock: {
    service: 's3',
    permissions: ['s3:GetBucketPublicAccessBlock'],
    on: 'bucket',
    root: 'PublicAccessBlockConfiguration',
    absent: ['NoSuchPublicAccessBlockConfiguration'],
  },
  GetBucketOwnershipControls: {
    service: 's3', permissions: ['s3:GetBucketOwnershipControls'], on: 'bucket', root: 'OwnershipControls', absent: ['OwnershipControlsNotFoundError'],
  },
  GetBucketAcl: { service: 's3', permissions: ['s3:GetBucketAcl'], on: 'bucket', root: 'AccessControlPolicy' },
  GetBucketPolicy: { service: 's3', permissions: ['s3:GetBucketPolicy'], on: 'bucket', absent: ['NoSuchBucketPolicy'] },
  GetBucketEncryption: {
    service: 's3',
    permissions: ['s3:GetEncryptionConfiguration'],
    on: 'bucket',
    root: 'ServerSideEncryptionConfiguration',
    absent: ['ServerSideEncryptionConfigurationNotFoundError'],
  },
  GetBucketVersioning: { service: 's3', permissions: ['s3:GetBucketVersioning'], on: 'bucket', root: 'VersioningConfiguration' },
  GetObjectLockConfiguration: {
    service: 's3',
    permissions: ['s3:GetBucketObjectLockConfiguration'],
    on: 'bucket',
    root: 'ObjectLockConfiguration',
    absent: ['ObjectLockConfigurationNotFoundError'],
  },
  GetBucketLifecycleConfiguration: {
    service: 's3', permissions: ['s3:GetLifecycleConfiguration'], on: 'bucket', root: 'LifecycleConfiguration', absent: ['NoSuchLifecycleConfiguration'],
  },
  GetBucketReplication: {
    service: 's3',
    permissions: ['s3:GetReplicationConfiguration'],
    on: 'bucket',
    root: 'ReplicationConfiguration',
    absent: ['ReplicationConfigurationNotFoundError'],
  },
  GetBucketLogging: { service: 's3', permissions: ['s3:GetBucketLogging'], on: 'bucket', root: 'BucketLoggingStatus' },
  GetBucketWebsite: {
    service: 's3', permissions: ['s3:GetBucketWebsite'], on: 'bucket', root: 'WebsiteConfiguration', absent: ['NoSuchWebsiteConfiguration'],
  },
  GetBucketTagging: { service: 's3', permissions: ['s3:GetBucketTagging'], on: 'bucket', root: 'Tagging', absent: ['NoSuchTagSet'] },
  GetBucketNotificationConfiguration: {
    service: 's3', permissions: ['s3:GetBucketNotification'], on: 'bucket', root: 'NotificationConfiguration',
  },
  ListBucketInventoryConfigurations: {
    service: 's3', permissions: ['s3:GetInventoryConfiguration'], on: 'bucket', root: 'ListInventoryConfigurationsResult',
  },
  ListObjectsV2: { service: 's3', permissions: ['s3:ListBucket'], on: 'bucket', root: 'ListBucketResult' },
  HeadObject: { service: 's3', permissions: ['s3:GetObject'], on: 'object' },
  GetObjectAttributes: { service: 's3', permissions: ['s3:GetObject', 's3:GetObjectAttributes'], on: 'object', root: 'GetObjectAttributesResponse' },
  GetObjectRetention: {
    service: 's3', permissions: ['s3:GetObjectRetention'], on: 'object', root: 'Retention', absent: ['NoSuchObjectLockConfiguration'],
  },
  GetObjectLegalHold: {
    service: 's3', permissions: ['s3:GetObjectLegalHold'], on: 'object', root: 'LegalHold', absent: ['NoSuchObjectLockConfiguration'],
  },
  GetObjectTagging: { service: 's3', permissions: ['s3:GetObjectTagging'], on: 'object', root: 'Tagging' },
  GetObjectAcl: { service: 's3', permissions: ['s3:GetObjectAcl'], on: 'object', root: 'AccessControlPolicy' },
  GetObject: { service: 's3', permissions: ['s3:GetObject'], on: 'object' },
  GetAccountPublicAccessBlock: {
    service: 's3-control',
    permissions: ['s3:GetAccountPublicAccessBlock'],
    on: 'everything',
    root: 'PublicAccessBlockConfiguration',
    absent: ['NoSuchPublicAccessBlockConfiguration'],
  },
  ListAccessPoints: { service: 's3-control', permissions: ['s3:ListAccessPoints'], on: 'everything', root: 'ListAccessPointsResult' },
  GetAccessPoint: { service: 's3-control', permissions: ['s3:GetAccessPoint'], on: 'everything', root: 'GetAccessPointResult' },
  DescribeKey: { service: 'kms', permissions: ['kms:DescribeKey'], on: 'key' },
  GetKeyRotationStatus: { service: 'kms', permissions: ['kms:GetKeyRotationStatus'], on: 'key' },
  GetKeyPolicy: { service: 'kms', permissions: ['kms:GetKeyPolicy'], on: 'key' },
  DescribeTrails: { service: 'cloudtrail', permissions: ['cloudtrail:DescribeTrails'], on: 'everything' },
  GetTrailStatus: { service: 'cloudtrail', permissions: ['cloudtrail:GetTrailStatus'], on: 'trail' },
  GetEventSelectors: { service: 'cloudtrail', permissions: ['cloudtrail:GetEventSelectors'], on: 'trail' },
  DescribeAlarms: { service: 'cloudwatch', permissions: ['cloudwatch:DescribeAlarms'], on: 'everything' },
  GetMacieSession: { service: 'macie2', permissions: ['macie2:GetMacieSession'], on: 'everything' },
  GetAutomatedDiscoveryConfiguration: { service: 'macie2', permissions: ['macie2:GetAutomatedDiscoveryConfiguration'], on: 'everything' },
} as const satisfies Readonly<Record<string, Call>>;

export type CallName = keyof typeof CALLS;

/**
 * The S3 actions that a bucket policy can grant or refuse, without those that need no bucket yet.
 *
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3" (September 2026).
 */
const OBJECT = [
  'AbortMultipartUpload', 'BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectAnnotation', 'DeleteObjectTagging',
  'DeleteObjectVersion', 'DeleteObjectVersionAnnotation', 'DeleteObjectVersionTagging', 'GetObject', 'GetObjectAcl', 'GetObjectAnnotation',
  'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'GetObjectTorrent', 'GetObjectVersion',
  'GetObjectVersionAcl', 'GetObjectVersionAnnotation', 'GetObjectVersionAnnotationForReplication', 'GetObjectVersionAttributes',
  'GetObjectVersionForReplication', 'GetObjectVersionTagging', 'GetObjectVersionTorrent', 'InitiateReplication',
  'ListMultipartUploadParts', 'ListObjectAnnotations', 'ListObjectVersionAnnotations', 'ObjectOwnerOverrideToBucketOwner', 'PutObject',
  'PutObjectAcl', 'PutObjectAnnotation', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging', 'PutObjectVersionAcl',
  'PutObjectVersionAnnotation', 'PutObjectVersionTagging', 'ReplicateDelete', 'ReplicateObject', 'ReplicateObjectAnnotation',
  'ReplicateTags', 'RestoreObject', 'UpdateObjectEncryption',
];

const BUCKET = [
  'AllowVendedLogDeliveryForResource', 'CreateBucketMetadataTableConfiguration', 'DeleteBucket', 'DeleteBucketMetadataTableConfiguration',
  'DeleteBucketPolicy', 'DeleteBucketWebsite', 'GetAccelerateConfiguration', 'GetAnalyticsConfiguration', 'GetBucketAbac', 'GetBucketAcl',
  'GetBucketCORS', 'GetBucketLocation', 'GetBucketLogging', 'GetBucketMetadataTableConfiguration', 'GetBucketNotification',
  'GetBucketObjectLockConfiguration', 'GetBucketOwnershipControls', 'GetBucketPolicy', 'GetBucketPolicyStatus',
  'GetBucketPublicAccessBlock', 'GetBucketRequestPayment', 'GetBucketTagging', 'GetBucketVersioning', 'GetBucketWebsite',
  'GetEncryptionConfiguration', 'GetIntelligentTieringConfiguration', 'GetInventoryConfiguration', 'GetLifecycleConfiguration',
  'GetMetricsConfiguration', 'GetReplicationConfiguration', 'ListBucket', 'ListBucketMultipartUploads', 'ListBucketVersions',
  'PauseReplication', 'PutAccelerateConfiguration', 'PutAnalyticsConfiguration', 'PutBucketAbac', 'PutBucketAcl', 'PutBucketCORS',
  'PutBucketLogging', 'PutBucketNotification', 'PutBucketObjectLockConfiguration', 'PutBucketOwnershipControls', 'PutBucketPolicy',
  'PutBucketPublicAccessBlock', 'PutBucketRequestPayment', 'PutBucketTagging', 'PutBucketVersioning', 'PutBucketWebsite',
  'PutEncryptionConfiguration', 'PutIntelligentTieringConfiguration', 'PutInventoryConfiguration', 'PutLifecycleConfiguration',
  'PutMetricsConfiguration', 'PutReplicationConfiguration', 'UpdateBucketMetadataAnnotationTableConfiguration',
  'UpdateBucketMetadataInventoryTableConfiguration', 'UpdateBucketMetadataJournalTableConfiguration',
];

const named = (names: readonly string[]): readonly string[] => names.map(name => `s3:${name}`);

/** Actions on an object. */
export const OBJECT_ACTIONS = named(OBJECT);

/** Actions on the bucket itself. */
export const BUCKET_ACTIONS = named(BUCKET);

/** One action for each way to read, list, write or delete what is in a bucket. */
export const DATA_ACTIONS = named([
  'GetObject', 'GetObjectVersion', 'GetObjectAttributes', 'PutObject', 'DeleteObject', 'DeleteObjectVersion', 'ListBucket', 'ListBucketVersions',
]);

/** Actions that change who may do what; Security Hub control S3.6 names the first five. */
export const PERMISSION_ACTIONS = named([
  'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPolicy', 'PutEncryptionConfiguration', 'PutObjectAcl',
  'PutBucketOwnershipControls', 'PutBucketPublicAccessBlock', 'PutObjectVersionAcl',
]);

const objectActions = new Set(OBJECT_ACTIONS);

export const isObjectAction = (action: string): boolean => objectActions.has(action);

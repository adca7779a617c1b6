/** A line of a template, and everything below it. */
type Row = readonly [line: string, says: string];

const SSE = 'Bucket BucketEncryption/ServerSideEncryptionConfiguration/0';

/** Each line that hardens a bucket, and the control that stops passing when the line is taken away or harms nobody any more. */
export const HARDENING: readonly Row[] = [
  ['Bucket BucketEncryption', 'sse-c-blocked'],
  [`${SSE}/BucketKeyEnabled`, 'bucket-key-enabled'],
  [`${SSE}/ServerSideEncryptionByDefault`, 'encrypted-with-kms'],
  [`${SSE}/ServerSideEncryptionByDefault/KMSMasterKeyID`, 'encrypted-with-customer-key'],
  ['Bucket InventoryConfigurations', 'inventory-listed'],
  ['Bucket LifecycleConfiguration', 'noncurrent-versions-expire'],
  ['Bucket LifecycleConfiguration/Rules/0/AbortIncompleteMultipartUpload', 'incomplete-uploads-aborted'],
  ['Bucket LifecycleConfiguration/Rules/0/ExpirationInDays', 'lifecycle-limits'],
  ['Bucket LoggingConfiguration', 'access-logging-enabled'],
  ['Bucket LoggingConfiguration/LogFilePrefix', 'log-destination-valid'],
  ['Bucket Metadata', 'personal-data-tagged'],
  ['Bucket ObjectLockConfiguration', 'default-retention'],
  ['Bucket OwnershipControls', 'acls-disabled'],
  ['Bucket PublicAccessBlockConfiguration', 'public-access-blocked'],
  ['Bucket Tags', 'personal-data-tagged'],
  ['Bucket VersioningConfiguration', 'versioning-enabled'],
  ['Key DeletionPolicy', 'key-stays-usable'],
  ['Key EnableKeyRotation', 'key-rotates'],
  ['Key KeptWhileObjectsAreLocked', 'key-deletion-refused'],
  ['Policy (aws:SecureTransport)', 'http-refused'],
  ['Policy (s3:TlsVersion)', 'old-tls-refused'],
  ['Policy DenyComplianceMode', 'erasure-possible'],
  ['Policy DenyDestructiveChangesWithoutMfa', 'destructive-changes-need-mfa'],
  ['Policy DenyGovernanceBypass', 'governance-bypass-restricted'],
  ['Policy DenyKmsWithoutKey', 'wrong-encryption-refused'],
  ['Policy DenyLongRetention', 'object-retention-bounded'],
  ['Policy DenyOldSignatures', 'presigned-urls-expire'],
  ['Policy DenyOneZone', 'multi-az-storage'],
  ['Policy DenyOtherAlgorithm', 'wrong-encryption-refused'],
  ['Policy DenyOtherKey', 'wrong-encryption-refused'],
  ['Policy DenyOutsideNetwork', 'vpc-only'],
  ['Policy DenySigV2', 'sigv2-refused'],
  ['Policy DenyWithoutTag', 'personal-data-tagged'],
];

/** Lines that can go, and why. */
export const NEUTRAL: readonly Row[] = [
  ['Bucket InventoryConfigurations/0/Id', 'a name'],
  ['Bucket InventoryConfigurations/0/OptionalFields', 'sizes and dates: the list names every object without them'],
  ['Bucket InventoryConfigurations/0/ScheduleFrequency', 'CloudFormation refuses an inventory without it'],
  ['Bucket InventoryConfigurations/0/Destination/Format', 'CloudFormation refuses an inventory without it'],
  ['Bucket InventoryConfigurations/0/IncludedObjectVersions', 'CloudFormation refuses an inventory without it'],
  ['Bucket LifecycleConfiguration/Rules/0/Id', 'a name'],
  ['Bucket LifecycleConfiguration/Rules/1', 'the expiration by days removes delete markers as well'],
  ['Bucket LoggingConfiguration/TargetObjectKeyFormat', 'partitions make logs cheaper to search; logs without them are as complete'],
  ['Bucket ObjectLockConfiguration/ObjectLockEnabled', 'ObjectLockEnabled says the same: see the tests of what goes together'],
  ['Bucket ObjectLockEnabled', 'ObjectLockConfiguration says the same: see the tests of what goes together'],
  ['Key Description', 'a name'],
  ['Key UpdateReplacePolicy', 'no change that this library makes replaces a key'],
  ['Key (account kms:*)', 'a key that leaves nobody to its account\'s policies is locked up, not open'],
  ['Key AdministratorsAdminister', 'the statement of the account lets them administer; it is what refuses others that counts'],
  ...['DenyOtherAlgorithm', 'DenyOtherKey', 'DenyKmsWithoutKey'].map((sid): Row =>
    [`Policy ${sid} Action s3:UpdateObjectEncryption`, 'the control judges uploads; that an object gets another key later is refused beyond it']),
  ...['ListObject*', 'UpdateObject*', 'RestoreObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'].map((name): Row =>
    [`Policy DenyOutsideNetwork Action s3:${name}`, 'the control judges what reads, lists, writes and deletes; this is refused beyond it']),
  ['Policy AllowErasureLists', 'the role\'s own policies can let it'],
  ['Policy AllowPortabilityLists', 'the role\'s own policies can let it'],
  ['Policy Bucket', 'a policy without a bucket cannot be deployed'],
];

/** What only some buckets may do without. */
export const NEUTRAL_OF: Readonly<Record<string, readonly Row[]>> = {
  hipaaBucket: [['Bucket VersioningConfiguration', 'Object Lock turns versioning on by itself']],
  hipaaPci: [['Bucket VersioningConfiguration', 'Object Lock turns versioning on by itself']],
  gdprSoc2: [['Bucket VersioningConfiguration', 'Object Lock turns versioning on by itself']],
  soc2Bucket: [[`${SSE}/ServerSideEncryptionByDefault`, 'SSE-S3 is what S3 does anyway']],
};

/** Lines that should be missed and that no control misses yet, and what is lost with them. */
export const UNSEEN: readonly Row[] = [
  ['Bucket DeletionPolicy', 'the bucket goes with its stack'],
  ['Bucket UpdateReplacePolicy', 'the bucket goes when a change of its name replaces it'],
  ['Bucket InventoryConfigurations/0/Destination', 'the inventory arrives nowhere'],
  ['Key AdministratorsDoNotUse', 'administrators may use the key'],
  ['Key AllowPortability', 'the role cannot decrypt what it hands over'],
  ['Key OthersDoNotAdminister', 'everybody whose own policies say so administers the key'],
  ['Policy AllowErasure', 'nobody is named who can erase'],
  ['Policy AllowPortability', 'nobody is named who can hand over'],
  ['Policy DenyCrossAccountPermissionChanges', 'a later Allow can let another account change permissions'],
  ['Policy DenyLegalHold', 'everybody whose own policies say so holds and releases'],
  ['Policy DenyLegalHoldOnUpload', 'everybody whose own policies say so holds'],
  ['Policy DenyOutsideOrganization', 'accounts outside the organization need only an Allow'],
  ['Policy DenyShortRetention', 'a writer can cut the retention of an object short'],
];

/** A Deny without one of its conditions refuses more: what must work then is tested with the lockouts. */
export const REFUSES_MORE = /^(?:Policy|Key) (?:Deny\S*|Administrators\S*|Others\S*|Kept\S*|\((?:aws:SecureTransport|s3:TlsVersion)\)) Condition \S+ \S+$/;

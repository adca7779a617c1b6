import { parsePolicy, type Policy } from '../../src/policy/document';
import { THIS_ACCOUNT, THIS_BUCKET_ARN, THIS_KEY } from '../../src/policy/text';
import type { BucketPosture, Inventory, KeyPosture, LifecycleRule, LogDestination, Trail } from '../../src/posture/bucket-posture';
import { NOTHING_DECLARED } from '../../src/posture/declarations';
import { known, type Unknown, unknown } from '../../src/posture/fact';

export const AT = 'Resources/Records';
/** The template path of a property of the bucket. */
export const property = (path: string): string => `${AT}/Properties/${path}`;
/** A fact that cannot be known, seen at a property of the bucket. */
export const unseen = (path: string): Unknown => unknown(property(path), 'decided at deploy time by {"Ref":"Stage"}');

/** A bucket with every hardening that the controls know of, and nothing unknown about it; tests deviate from it in one thing. */
export const hardened = (overrides: Partial<BucketPosture> = {}): BucketPosture => ({
  at: AT,
  arn: 'arn:aws:s3:::records',
  account: known(AT, THIS_ACCOUNT),
  region: known(AT, 'eu-central-1'),
  publicAccessBlock: {
    blockPublicAcls: known(property('PublicAccessBlockConfiguration/BlockPublicAcls'), true),
    ignorePublicAcls: known(property('PublicAccessBlockConfiguration/IgnorePublicAcls'), true),
    blockPublicPolicy: known(property('PublicAccessBlockConfiguration/BlockPublicPolicy'), true),
    restrictPublicBuckets: known(property('PublicAccessBlockConfiguration/RestrictPublicBuckets'), true),
  },
  ownership: known(property('OwnershipControls'), 'BucketOwnerEnforced'),
  acl: known(property('AccessControl'), 'Private'),
  policy: known('Resources/RecordsPolicy/Properties/PolicyDocument', parsePolicy(HARDENED_POLICY, { name: 'bucket policy' })),
  encryption: known(property('BucketEncryption/SSEAlgorithm'), 'aws:kms'),
  key: known(property('BucketEncryption/KMSMasterKeyID'), key()),
  bucketKey: known(property('BucketEncryption/BucketKeyEnabled'), true),
  blockedEncryption: known(property('BucketEncryption/BlockedEncryptionTypes'), ['SSE-C']),
  versioning: known(property('VersioningConfiguration/Status'), 'Enabled'),
  objectLock: known(property('ObjectLockEnabled'), true),
  defaultRetention: known(property('ObjectLockConfiguration/Rule'), {
    mode: known(property('ObjectLockConfiguration/Rule/Mode'), 'GOVERNANCE'),
    days: known(property('ObjectLockConfiguration/Rule/Days'), 2190),
  }),
  lifecycle: known(property('LifecycleConfiguration'), [rule()]),
  replication: known(property('ReplicationConfiguration'), [{
    at: property('ReplicationConfiguration/Rules/0'),
    enabled: known(property('ReplicationConfiguration/Rules/0/Status'), true),
    wholeBucket: known(property('ReplicationConfiguration/Rules/0'), true),
    kmsObjects: known(property('ReplicationConfiguration/Rules/0/SourceSelectionCriteria'), true),
    destination: known(property('ReplicationConfiguration/Rules/0/Destination'), 'arn:aws:s3:::copies'),
    region: known(property('ReplicationConfiguration/Rules/0/Destination'), 'eu-west-1'),
    storageClass: known(property('ReplicationConfiguration/Rules/0/Destination/StorageClass'), undefined),
  }]),
  accessLogs: known(property('LoggingConfiguration'), {
    bucket: known(property('LoggingConfiguration/DestinationBucketName'), 'logs'),
    prefix: known(property('LoggingConfiguration/LogFilePrefix'), 'access-logs/records/'),
    toItself: known(property('LoggingConfiguration/DestinationBucketName'), false),
  }),
  logDestination: known('Resources/Logs', logBucket()),
  receivesAccessLogs: known(AT, false),
  trails: known('Resources', [trail()]),
  website: known(property('WebsiteConfiguration'), false),
  tags: known(property('Tags'), [{ key: 'personal-data', value: 'yes' }]),
  notifications: known(property('NotificationConfiguration'), true),
  inventories: known(property('InventoryConfigurations'), [inventory()]),
  accessPoints: known(AT, []),
  declared: known(`${AT}/Metadata/cdk-s3-compliance`, NOTHING_DECLARED),
  ...overrides,
});

export const key = (overrides: Partial<KeyPosture> = {}): KeyPosture => ({
  id: THIS_KEY,
  manager: known('Resources/Key', 'customer'),
  rotation: known('Resources/Key/Properties/EnableKeyRotation', true),
  enabled: known('Resources/Key/Properties/Enabled', true),
  multiRegion: known('Resources/Key/Properties/MultiRegion', false),
  region: known('Resources/Key', 'eu-central-1'),
  policy: known('Resources/Key/Properties/KeyPolicy', parsePolicy(KEY_POLICY, { name: 'key policy' })),
  retained: known('Resources/Key/DeletionPolicy', true),
  otherBuckets: known('Resources/Key', []),
  ...overrides,
});

export const rule = (overrides: Partial<LifecycleRule> = {}): LifecycleRule => ({
  at: property('LifecycleConfiguration/Rules/0'),
  enabled: known(property('LifecycleConfiguration/Rules/0/Status'), true),
  wholeBucket: known(property('LifecycleConfiguration/Rules/0'), true),
  expirationDays: known(property('LifecycleConfiguration/Rules/0/ExpirationInDays'), 2555),
  expirationDate: known(property('LifecycleConfiguration/Rules/0/ExpirationDate'), undefined),
  noncurrentDays: known(property('LifecycleConfiguration/Rules/0/NoncurrentVersionExpiration'), 30),
  abortIncompleteUploadDays: known(property('LifecycleConfiguration/Rules/0/AbortIncompleteMultipartUpload'), 7),
  deleteMarkers: known(property('LifecycleConfiguration/Rules/0/ExpiredObjectDeleteMarker'), true),
  storageClasses: known(property('LifecycleConfiguration/Rules/0/Transitions'), []),
  ...overrides,
});

export const logBucket = (overrides: Partial<LogDestination> = {}): LogDestination => ({
  at: 'Resources/Logs',
  encryption: known('Resources/Logs/Properties/BucketEncryption', 'AES256'),
  defaultRetention: known('Resources/Logs/Properties/ObjectLockConfiguration', undefined),
  acl: known('Resources/Logs/Properties/AccessControl', 'Private'),
  ownership: known('Resources/Logs/Properties/OwnershipControls', 'BucketOwnerEnforced'),
  policy: known('Resources/LogsPolicy/Properties/PolicyDocument', deliveryFrom('arn:aws:s3:::records')),
  ...overrides,
});

/** A policy of a log bucket that lets S3 deliver the access logs of one bucket under one prefix. */
export const deliveryFrom = (arn: unknown, prefix = 'access-logs/'): Policy => parsePolicy({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `${THIS_BUCKET_ARN}/${prefix}*`,
    Condition: { ArnLike: { 'aws:SourceArn': arn }, StringEquals: { 'aws:SourceAccount': THIS_ACCOUNT } },
  },
}, { name: 'bucket policy' });

export const trail = (overrides: Partial<Trail> = {}): Trail => ({
  at: 'Resources/Trail',
  logging: known('Resources/Trail/Properties/IsLogging', true),
  multiRegion: known('Resources/Trail/Properties/IsMultiRegionTrail', true),
  dataReads: known('Resources/Trail/Properties/EventSelectors', true),
  dataWrites: known('Resources/Trail/Properties/EventSelectors', true),
  ...overrides,
});

export const inventory = (overrides: Partial<Inventory> = {}): Inventory => ({
  at: property('InventoryConfigurations/0'),
  enabled: known(property('InventoryConfigurations/0/Enabled'), true),
  wholeBucket: known(property('InventoryConfigurations/0'), true),
  ...overrides,
});

/** A bucket of which nobody could see anything. */
export const unseenBucket = (): BucketPosture => {
  const denied = (what: string) => unknown(AT, `AccessDenied on ${what}`);
  const bucket = hardened();
  const block = Object.fromEntries(Object.keys(bucket.publicAccessBlock).map(flag => [flag, denied('GetPublicAccessBlock')]));
  const facts = Object.keys(bucket).filter(name => !['at', 'arn', 'publicAccessBlock'].includes(name)).map(name => [name, denied(name)]);
  return { ...bucket, ...Object.fromEntries(facts), publicAccessBlock: block } as unknown as BucketPosture;
};

/** A bucket as `new CfnBucket(this, 'Records')` makes it: all is known, and nothing is set. */
export const bare = (): BucketPosture => hardened({
  publicAccessBlock: {
    blockPublicAcls: known(AT, false),
    ignorePublicAcls: known(AT, false),
    blockPublicPolicy: known(AT, false),
    restrictPublicBuckets: known(AT, false),
  },
  ownership: known(AT, 'NotStated'),
  policy: known(AT, undefined),
  encryption: known(AT, 'AES256'),
  key: known(AT, undefined),
  bucketKey: known(AT, false),
  blockedEncryption: known(AT, []),
  versioning: known(AT, 'NotStated'),
  objectLock: known(AT, false),
  defaultRetention: known(AT, undefined),
  lifecycle: known(AT, []),
  replication: known(AT, []),
  accessLogs: known(AT, undefined),
  logDestination: known(AT, undefined),
  trails: known(AT, []),
  website: known(AT, false),
  tags: known(AT, []),
  notifications: known(AT, false),
  inventories: known(AT, []),
  accessPoints: known(AT, []),
  declared: known(AT, NOTHING_DECLARED),
});

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const EVERYTHING = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/*`] };
const UPLOAD = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${THIS_BUCKET_ARN}/*` };
const DATA = ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*'];

const HARDENED_POLICY = {
  Version: '2012-10-17',
  Statement: [
    { ...EVERYTHING, Sid: 'HttpsOnly', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { ...EVERYTHING, Sid: 'Tls12', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
    { ...UPLOAD, Sid: 'WrongAlgorithm', Condition: { Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } } },
    { ...UPLOAD, Sid: 'WrongKey', Condition: { Null: { [SSE_KEY]: 'false' }, StringNotEquals: { [SSE_KEY]: THIS_KEY } } },
    { ...UPLOAD, Sid: 'NoKey', Condition: { StringEquals: { [SSE]: 'aws:kms' }, Null: { [SSE_KEY]: 'true' } } },
    { ...UPLOAD, Sid: 'WeakerStorage', Condition: { StringEquals: { 's3:x-amz-storage-class': ['ONEZONE_IA', 'EXPRESS_ONEZONE', 'REDUCED_REDUNDANCY'] } } },
    {
      ...EVERYTHING,
      Sid: 'VpcOnly',
      Action: DATA,
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-0123456789abcdef0' },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      },
    },
    { ...EVERYTHING, Sid: 'OldSignature', Condition: { NumericGreaterThan: { 's3:signatureAge': '604800000' } } },
    { ...EVERYTHING, Sid: 'SigV2', Condition: { StringEquals: { 's3:signatureversion': 'AWS' } } },
    { ...UPLOAD, Sid: 'Untagged', Condition: { Null: { 's3:RequestObjectTag/personal-data': 'true' } } },
    {
      ...UPLOAD,
      Sid: 'ComplianceMode',
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Condition: { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } },
    },
    {
      ...UPLOAD,
      Sid: 'LongRetention',
      Action: ['s3:PutObject', 's3:PutObjectRetention'],
      Condition: { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': '3650' } },
    },
    {
      ...UPLOAD,
      Sid: 'Bypass',
      Action: 's3:BypassGovernanceRetention',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${THIS_ACCOUNT}:role/eraser` } },
    },
    {
      ...EVERYTHING,
      Sid: 'DestructionNeedsMfa',
      Action: ['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'],
      Condition: {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
        ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${THIS_ACCOUNT}:role/deployer` },
      },
    },
    {
      Sid: 'Readers',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${THIS_ACCOUNT}:role/reader` },
      Action: ['s3:GetObject'],
      Resource: `${THIS_BUCKET_ARN}/*`,
    },
  ],
};

/** Administrators manage the key and cannot use it; the account's other identities use it as their own policies say, and cannot manage it. */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Account', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${THIS_ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
    {
      Sid: 'AdministratorsDoNotUse',
      Effect: 'Deny',
      Principal: { AWS: `arn:aws:iam::${THIS_ACCOUNT}:role/key-admin` },
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:CreateGrant'],
      Resource: '*',
    },
    {
      Sid: 'KeptWhileObjectsAreLocked',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
      Resource: '*',
    },
    {
      Sid: 'OthersDoNotAdminister',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial'],
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${THIS_ACCOUNT}:role/key-admin` } },
    },
  ],
};

/** A rule that AWS Config has ready, and what of the catalogue it judges. */
export interface ManagedRule {
  /** As AWS names it: `S3_BUCKET_SSL_REQUESTS_ONLY`. */
  readonly identifier: string;

  /** Ids of the controls and of the checks by hand that it judges, in full or in part. */
  readonly checks: readonly string[];

  /** Types of the resources whose changes start it; none where it runs once a day. */
  readonly on?: readonly string[];

  /** What our check asks and the rule does not. */
  readonly weaker?: string;

  /** Parameters that are always the same. */
  readonly parameters?: Readonly<Record<string, string>>;

  /** The property of the pack without which the rule would say nothing. */
  readonly needs?: 'bucketGrantees' | 'logRetention';

  /** Set where aws-cdk-lib's list of identifiers does not have it yet; such a rule is missing in some Regions. */
  readonly newer?: true;
}

const BUCKET = ['AWS::S3::Bucket'];

const ACCESS: readonly ManagedRule[] = [
  { identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC', checks: ['block-public-access-account'] },
  { identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', checks: ['public-access-blocked'], on: BUCKET },
  {
    identifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED',
    checks: ['no-public-grants'],
    on: BUCKET,
    weaker: 'a public policy or ACL passes where Block Public Access takes its effect away',
  },
  {
    identifier: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
    checks: ['no-public-grants'],
    on: BUCKET,
    weaker: 'a public policy or ACL passes where Block Public Access takes its effect away',
  },
  {
    identifier: 'S3_BUCKET_ACL_PROHIBITED',
    checks: ['acls-disabled'],
    on: BUCKET,
    weaker: 'looks for permissions in ACLs; a bucket whose ACLs are enabled and grant nothing to others passes',
  },
  { identifier: 'S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCKS', checks: ['access-points-block-public'], on: ['AWS::S3::AccessPoint'], newer: true },
  {
    identifier: 'S3_BUCKET_POLICY_GRANTEE_CHECK',
    checks: ['least-privilege-policy'],
    on: BUCKET,
    needs: 'bucketGrantees',
    weaker: 'compares who is allowed with a list; not what they are allowed',
  },
  {
    identifier: 'S3_BUCKET_BLACKLISTED_ACTIONS_PROHIBITED',
    checks: ['cross-account-permission-changes-refused'],
    on: BUCKET,
    parameters: { blacklistedActionPattern: 's3:DeleteBucketPolicy,s3:PutBucketAcl,s3:PutBucketPolicy,s3:PutEncryptionConfiguration,s3:PutObjectAcl' },
    weaker: 'looks for an Allow of five actions to other accounts; a policy that refuses nothing passes',
  },
  {
    identifier: 'IAM_EXTERNAL_ACCESS_ANALYZER_ENABLED',
    checks: ['access-analyzer-external-access'],
    weaker: 'does not know whether the findings are answered',
    newer: true,
  },
  {
    identifier: 'SERVICE_VPC_ENDPOINT_ENABLED',
    checks: ['vpc-endpoint-for-s3'],
    parameters: { serviceName: 's3' },
    weaker: 'looks neither at the policy of the endpoint nor at its security groups; asks it of each VPC, used or not',
  },
];

const PEOPLE: readonly ManagedRule[] = [
  { identifier: 'IAM_USER_MFA_ENABLED', checks: ['iam-mfa'], weaker: 'does not see the people of an identity provider' },
  { identifier: 'ROOT_ACCOUNT_MFA_ENABLED', checks: ['iam-mfa'], weaker: 'does not see the people of an identity provider' },
  { identifier: 'ACCESS_KEYS_ROTATED', checks: ['credential-rotation'], parameters: { maxAccessKeyAge: '90' }, weaker: 'asks for 90 days; your own rule may be stricter' },
  { identifier: 'S3_BUCKET_MFA_DELETE_ENABLED', checks: ['mfa-delete'], on: BUCKET, newer: true },
];

const ENCRYPTION: readonly ManagedRule[] = [
  { identifier: 'S3_BUCKET_SSL_REQUESTS_ONLY', checks: ['http-refused'], on: BUCKET, weaker: 'looks for a statement; not for whether each insecure request is refused' },
  {
    identifier: 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED',
    checks: ['encrypted-by-default'],
    on: BUCKET,
    weaker: 'every bucket passes since 2023, when S3 began to encrypt all of them',
  },
  {
    identifier: 'S3_DEFAULT_ENCRYPTION_KMS',
    checks: ['encrypted-with-kms', 'encrypted-with-customer-key'],
    on: BUCKET,
    weaker: 'the key that AWS manages passes, unless the pack names the keys',
  },
  { identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED', checks: ['key-rotates'], weaker: 'asks it of each key of the account, and does not know which belong to buckets' },
  { identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION', checks: ['key-stays-usable'], on: ['AWS::KMS::Key'], weaker: 'a key that is disabled passes' },
  { identifier: 'KMS_KEY_POLICY_NO_PUBLIC_ACCESS', checks: ['key-policy-not-public'], on: ['AWS::KMS::Key'], newer: true },
];

const RECORDS: readonly ManagedRule[] = [
  { identifier: 'S3_BUCKET_LOGGING_ENABLED', checks: ['access-logging-enabled'], on: BUCKET },
  {
    identifier: 'CLOUDTRAIL_S3_DATAEVENTS_ENABLED',
    checks: ['data-writes-recorded', 'data-reads-recorded'],
    weaker: 'passes or fails for all buckets at once',
  },
  { identifier: 'MULTI_REGION_CLOUD_TRAIL_ENABLED', checks: ['cloudtrail-multi-region-management-events'] },
  { identifier: 'CLOUD_TRAIL_ENCRYPTION_ENABLED', checks: ['cloudtrail-log-encryption'] },
  { identifier: 'CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED', checks: ['cloudtrail-log-file-validation'], weaker: 'does not know whether somebody runs the validation' },
  {
    identifier: 'CW_LOGGROUP_RETENTION_PERIOD_CHECK',
    checks: ['audit-log-retention'],
    needs: 'logRetention',
    weaker: 'looks at log groups; not at the lifecycle rules of log buckets',
  },
  {
    identifier: 'CLOUDWATCH_ALARM_ACTION_CHECK',
    checks: ['cloudwatch-4xx-5xx-alarms'],
    on: ['AWS::CloudWatch::Alarm'],
    parameters: { alarmActionRequired: 'true', insufficientDataActionRequired: 'false', okActionRequired: 'false' },
    weaker: 'asks each alarm for an action; an account without alarms passes',
  },
  { identifier: 'S3_EVENT_NOTIFICATIONS_ENABLED', checks: ['events-sent'], on: BUCKET },
  { identifier: 'MACIE_STATUS_CHECK', checks: ['macie-enabled'], weaker: 'does not look at automated discovery, or at excluded buckets', newer: true },
  { identifier: 'GUARDDUTY_S3_PROTECTION_ENABLED', checks: ['guardduty-s3-protection'], weaker: 'does not know whether the findings are answered', newer: true },
];

const STORAGE: readonly ManagedRule[] = [
  { identifier: 'S3_BUCKET_VERSIONING_ENABLED', checks: ['versioning-enabled'], on: BUCKET },
  { identifier: 'S3_BUCKET_DEFAULT_LOCK_ENABLED', checks: ['object-lock-enabled'], on: BUCKET },
  { identifier: 'S3_LIFECYCLE_POLICY_CHECK', checks: ['lifecycle-limits'], on: BUCKET, weaker: 'any lifecycle rule passes, whatever it does' },
  {
    identifier: 'S3_VERSION_LIFECYCLE_POLICY_CHECK',
    checks: ['noncurrent-versions-expire'],
    on: BUCKET,
    weaker: 'any lifecycle rule of a bucket with versions passes, whatever it ends',
  },
  { identifier: 'S3_BUCKET_REPLICATION_ENABLED', checks: ['replicated'], on: BUCKET },
];

/** Each rule of AWS Config that judges something of the catalogue. They see general purpose buckets only. */
export const MANAGED_RULES: readonly ManagedRule[] = [...ACCESS, ...PEOPLE, ...ENCRYPTION, ...RECORDS, ...STORAGE];

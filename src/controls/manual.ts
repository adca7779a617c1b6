import type { ManualCheck } from './control';

export const blockPublicAccessAccount: ManualCheck = {
  id: 'block-public-access-account',
  statement: 'The whole account blocks public access to S3 with all four settings',
  manual: 'Ask S3 Control for GetPublicAccessBlock of the account, or read the S3 policy of the organization: all four flags must be true, and a missing configuration counts as a failure.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
};

export const iamRolesNotLongTermCredentials: ManualCheck = {
  id: 'iam-roles-not-long-term-credentials',
  statement: 'Workloads reach the bucket with IAM roles, not with long-term access keys',
  manual: 'Look in the IAM credential report for active access keys of users that may use the bucket; each of them needs a written reason or must go.',
  see: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
};

export const iamMfa: ManualCheck = {
  id: 'iam-mfa',
  statement: 'Every person signs in with a second factor',
  manual: 'Look in the IAM credential report, and in the identity provider where there is one, for people and for a root user without an MFA device.',
  see: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html'],
};

export const mfaDelete: ManualCheck = {
  id: 'mfa-delete',
  statement: 'Versions can be deleted only with a second factor',
  manual: 'Ask S3 for GetBucketVersioning and look for MFADelete `Enabled`; only the root user can set it, and S3 refuses it beside lifecycle rules, where Object Lock takes its place.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html'],
};

export const vpcEndpointForS3: ManualCheck = {
  id: 'vpc-endpoint-for-s3',
  statement: 'The VPCs of the workloads have an endpoint for S3 with a policy of its own',
  manual: 'Ask EC2 for DescribeVpcEndpoints in each VPC that uses the bucket: an S3 endpoint must be available, its policy must not allow everything, and an interface endpoint needs a security group.',
  see: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html'],
};

export const cloudtrailMultiRegionManagementEvents: ManualCheck = {
  id: 'cloudtrail-multi-region-management-events',
  statement: 'A trail records the management events of all Regions',
  manual: 'Ask CloudTrail for DescribeTrails, GetEventSelectors and GetTrailStatus: one trail must be multi-Region, include global services and management events, and be logging.',
  see: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html'],
};

export const cloudtrailLogEncryption: ManualCheck = {
  id: 'cloudtrail-log-encryption',
  statement: 'The log files of the trails are encrypted with a KMS key',
  manual: 'Ask CloudTrail for DescribeTrails: each trail that records this bucket must name a KmsKeyId.',
  see: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html'],
};

export const cloudtrailLogFileValidation: ManualCheck = {
  id: 'cloudtrail-log-file-validation',
  statement: 'The log files of the trails can be checked for changes',
  manual: 'Ask CloudTrail for DescribeTrails: LogFileValidationEnabled must be true on each trail that records this bucket, and somebody must run the validation.',
  see: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html'],
};

export const auditLogRetention: ManualCheck = {
  id: 'audit-log-retention',
  statement: 'Audit logs are kept as long as the rules ask',
  manual: 'Write down the period that applies to you, then compare it with the lifecycle rules of the log buckets and with RetentionInDays of the log groups: nothing may expire earlier.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'],
};

export const cloudwatch4xx5xxAlarms: ManualCheck = {
  id: 'cloudwatch-4xx-5xx-alarms',
  statement: 'Alarms report unusual numbers of 4xx and 5xx errors',
  manual: 'Look for request metrics on the bucket and for CloudWatch alarms on 4xxErrors and 5xxErrors whose actions are enabled and reach somebody who answers.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudwatch-monitoring.html'],
};

export const macieEnabled: ManualCheck = {
  id: 'macie-enabled',
  statement: 'Macie looks for sensitive data in the bucket',
  manual: 'Ask Macie for GetMacieSession and GetAutomatedDiscoveryConfiguration in the Region of the bucket: both must be enabled and the bucket must not be excluded.',
  see: ['https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html'],
};

export const guarddutyS3Protection: ManualCheck = {
  id: 'guardduty-s3-protection',
  statement: 'GuardDuty watches access to S3 for anomalies',
  manual: 'Ask GuardDuty for GetDetector in the Region of the bucket: the detector and its S3_DATA_EVENTS feature must be enabled, and findings must reach somebody who answers.',
  see: ['https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html'],
};

export const awsConfigRecording: ManualCheck = {
  id: 'aws-config-recording',
  statement: 'AWS Config records the configuration of S3 buckets',
  manual: 'Ask AWS Config for DescribeConfigurationRecorderStatus: a recorder that includes AWS::S3::Bucket must be recording, and its last status must be a success.',
  see: ['https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html'],
};

export const contentIntegrityChecksums: ManualCheck = {
  id: 'content-integrity-checksums',
  statement: 'Uploads carry checksums that S3 verifies',
  manual: 'Look at the checksum settings of each writing client, and ask S3 for GetObjectAttributes of a sample of objects, which must show a checksum.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html'],
};

export const segregationOfDuties: ManualCheck = {
  id: 'segregation-of-duties',
  statement: 'Who reads or keeps the logs neither manages the key nor uses the data',
  manual: 'Compare who may read, change or delete the logs (the policy of the log bucket, and the roles of its account) with who may manage the key or use the data: nobody may hold two of the three duties.',
  see: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  ],
};

export const hipaaBaa: ManualCheck = {
  id: 'hipaa-baa',
  statement: 'A Business Associate Addendum with AWS is in force for the account',
  manual: 'Look in AWS Artifact for the accepted agreement that covers this account, and write down its date.',
  see: ['https://docs.aws.amazon.com/artifact/latest/ug/managing-agreements.html'],
};

export const accessAnalyzerExternalAccess: ManualCheck = {
  id: 'access-analyzer-external-access',
  statement: 'IAM Access Analyzer looks for access from outside in the Region of the bucket',
  manual: 'Ask Access Analyzer for ListAnalyzers in the Region of the bucket: an active analyzer of type ACCOUNT or ORGANIZATION must be there, and its findings about this bucket must be answered.',
  see: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html'],
};

export const cloudtrailLogBucketProtected: ManualCheck = {
  id: 'cloudtrail-log-bucket-protected',
  statement: 'The bucket that keeps the trails is private and has access logs of its own',
  manual: 'Ask CloudTrail for the S3BucketName of each trail that records this bucket, then S3 for GetPublicAccessBlock and GetBucketLogging of that bucket: all four flags must be true and logging on.',
  see: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html'],
};

export const bucketPolicyChangeMonitoring: ManualCheck = {
  id: 'bucket-policy-change-monitoring',
  statement: 'Somebody is told when the policy or the protection of a bucket changes',
  manual: 'Look for an EventBridge rule, or a metric filter with an alarm, on PutBucketPolicy, DeleteBucketPolicy, PutBucketAcl, PutBucketPublicAccessBlock and PutBucketEncryption, and follow it to somebody who answers.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging.html'],
};

export const securityAssessments: ManualCheck = {
  id: 'security-assessments',
  statement: 'Security and access are assessed regularly',
  manual: 'Look for the last assessment and the last access review that cover this bucket: their dates, their findings and what became of them.',
  see: ['https://docs.aws.amazon.com/audit-manager/latest/userguide/what-is.html'],
};

export const credentialRotation: ManualCheck = {
  id: 'credential-rotation',
  statement: 'Access keys that are still needed are replaced regularly',
  manual: 'Look in the IAM credential report for access_key_1_last_rotated and access_key_2_last_rotated: no active key may be older than your own rule allows.',
  see: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html'],
};

export const storageQuotaAlarms: ManualCheck = {
  id: 'storage-quota-alarms',
  statement: 'Somebody is told when the bucket grows beyond what is expected',
  manual: 'S3 has no quota for the size of a bucket: look for CloudWatch alarms on BucketSizeBytes and NumberOfObjects, or for a budget on the cost of S3, and follow them to somebody who answers.',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html', 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html'],
};

export const requestRateLimited: ManualCheck = {
  id: 'request-rate-limited',
  statement: 'A flood of requests is slowed down before it reaches the bucket',
  manual: 'S3 has no rate limit to set on an account or a bucket: look at what stands in front of it, such as a rate-based rule of AWS WAF or the throttling of an API, and at the limits that it has.',
  see: ['https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html'],
};

export const ddosProtection: ManualCheck = {
  id: 'ddos-protection',
  statement: 'AWS Shield protects what answers the public in front of the bucket',
  manual: 'Shield Standard is always on: write down whether Shield Advanced is needed, and if it is, ask Shield for ListProtections, which must name each distribution and load balancer.',
  see: ['https://docs.aws.amazon.com/waf/latest/developerguide/ddos-overview.html'],
};

export const publicContentBehindCdn: ManualCheck = {
  id: 'public-content-behind-cdn',
  statement: 'Public content is served through CloudFront with AWS WAF, not by the bucket itself',
  manual: 'Ask CloudFront for GetDistributionConfig of each distribution with this bucket as its origin: it must have an origin access control and the ARN of a web ACL.',
  see: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html',
  ],
};

export const MANUAL_CHECKS: readonly ManualCheck[] = [
  blockPublicAccessAccount,
  iamRolesNotLongTermCredentials,
  iamMfa,
  mfaDelete,
  vpcEndpointForS3,
  cloudtrailMultiRegionManagementEvents,
  cloudtrailLogEncryption,
  cloudtrailLogFileValidation,
  auditLogRetention,
  cloudwatch4xx5xxAlarms,
  macieEnabled,
  guarddutyS3Protection,
  awsConfigRecording,
  contentIntegrityChecksums,
  segregationOfDuties,
  hipaaBaa,
  accessAnalyzerExternalAccess,
  cloudtrailLogBucketProtected,
  bucketPolicyChangeMonitoring,
  securityAssessments,
  credentialRotation,
  storageQuotaAlarms,
  requestRateLimited,
  ddosProtection,
  publicContentBehindCdn,
];

import type { Acknowledgement } from './matching';

/**
 * What the judges find in the examples and is left as it is, and why. A finding that is missing here fails `npm run judges`, and so does a line that
 * no finding has any more. What constructs and examples acknowledge themselves stands in the code; in-the-code.json lists it.
 */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    judge: 'checkov',
    rules: ['CKV_AWS_18', 'CKV_AWS_21', 'CKV_AWS_53', 'CKV_AWS_54', 'CKV_AWS_55', 'CKV_AWS_56'],
    at: ['hipaa-records/Records/Careless*'],
    reason: 'The bucket is careless on purpose, to be found: HipaaS3Checks, which the example has on, stops its synthesis.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_18'],
    at: [
      'hipaa-records/Records/RecordsAccessLogs*', 'four-frameworks/*/*AccessLogs*', 'golden-path/Storage/ComplianceAccessLogs*',
      'scheduled-audit/Audit/ReportsAccessLogs*', 'platform-account/Platform/*AccessLogs*', 'live-buckets/records/Logs6819BB44',
    ],
    reason: 'The bucket receives access logs. One that logs to itself writes a log about each log, without end (S3 User Guide, "Enabling server access'
      + ' logging"), and one that logs to another only moves the question there; a trail with data events records who reads it.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_158'],
    at: ['platform-account/Platform/AccountPublicAccessBlockLogs*', 'platform-account/Platform/AccountSensitiveDataLogs*'],
    reason: 'The lines say what was asked of the account and what became of it, no more; CloudWatch Logs encrypts them with its own key.'
      + ' AccountGuardrails takes an encryptionKey for one of yours. cdk-nag is answered the same in the code.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_115'],
    at: ['platform-account/Platform/AccountPublicAccessBlockFunction*', 'platform-account/Platform/AccountSensitiveDataFunction*'],
    reason: 'The function runs once for each deployment. Reserved concurrency would fail the deployment in a new account, whose quota is below what must'
      + ' stay unreserved.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_116'],
    at: ['platform-account/Platform/AccountPublicAccessBlockFunction*', 'platform-account/Platform/AccountSensitiveDataFunction*'],
    reason: 'CloudFormation waits for the answer of the function: what fails, or is lost, fails the deployment, where somebody sees it; nobody would'
      + ' read a dead-letter queue.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_117'],
    at: [
      'platform-account/Platform/AccountPublicAccessBlockFunction*', 'platform-account/Platform/AccountSensitiveDataFunction*',
      'scheduled-audit/Audit/AuditFunction*',
    ],
    reason: 'The function talks to the APIs of AWS only, over TLS, and listens to nobody but CloudFormation, its schedule and itself. In a VPC it would'
      + ' need an endpoint for each of those APIs, and reach nothing more.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_173'],
    at: ['scheduled-audit/Audit/AuditFunction*'],
    reason: 'The variables are the names of frameworks, of the account and of the report bucket, and a few limits: nothing secret. Lambda encrypts them'
      + ' at rest with its own key.',
  },
  {
    judge: 'checkov',
    rules: ['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117'],
    at: ['golden-path/Storage/BucketNotificationsHandler*'],
    reason: 'The CDK makes this function in every stack with a bucket that has eventBridgeEnabled; nobody can give it concurrency, a queue or a VPC by'
      + ' a property. It runs for CloudFormation alone, which fails the deployment where it fails.',
  },
  {
    judge: 'cfn-lint',
    rules: ['I1022'],
    at: ['*/*/*'],
    reason: 'The CDK writes every text with a reference in it as Fn::Join. Fn::Sub reads better and says the same, and nobody writes these templates by hand.',
  },
  {
    judge: 'cfn-lint',
    rules: ['W3005'],
    at: [
      'golden-path/Storage/BucketNotificationsHandler*', 'scheduled-audit/Audit/AuditFunction*', 'platform-account/Platform/AccountPublicAccessBlockFunction*',
      'platform-account/Platform/AccountSensitiveDataFunction*', 'platform-account/Platform/Trail022F0CF2', 'platform-account/Platform/AccountConfigRecorder*',
    ],
    reason: 'A dependency on a bucket or a role is for its policy, to which no property refers. The CDK writes one for everything in the construct, so also'
      + ' for the bucket, the role or the key that a property refers to; that line is surplus and changes no order.',
  },
  {
    judge: 'cfn-lint',
    rules: ['W3010'],
    at: ['platform-account/*/VpcprivateSubnet*'],
    reason: 'The stacks name their account, so the CDK asks AWS for its zones when it is synthesized for a deployment, and keeps them in cdk.context.json.'
      + ' Without credentials, as here, it writes dummy1a to dummy1c.',
  },
  {
    judge: 'cdk-nag',
    rules: [
      'AwsSolutions-S1', 'AwsSolutions-S10', '*-S3BucketDefaultLockEnabled', '*-S3BucketLoggingEnabled', '*-S3BucketPublicReadProhibited',
      '*-S3BucketPublicWriteProhibited', '*-S3BucketReplicationEnabled', '*-S3BucketSSLRequestsOnly', '*-S3BucketVersioningEnabled', '*-S3DefaultEncryptionKMS',
    ],
    at: ['hipaa-records/Records/Careless*'],
    reason: 'The bucket is careless on purpose, to be found: HipaaS3Checks, which the example has on, stops its synthesis.',
  },
  {
    judge: 'cdk-nag',
    rules: ['AwsSolutions-VPC7', '*-VPCFlowLogsEnabled'],
    at: ['hipaa-records/Records/Vpc*', 'four-frameworks/*/Vpc*'],
    reason: 'The examples are about the bucket. Their network stands for the one that is there already, and nothing runs in it;'
      + ' examples/platform-account shows the flow logs, and the key that they are encrypted with.',
  },
  {
    judge: 'cdk-nag',
    rules: ['*-VPCDefaultSecurityGroupClosed'],
    at: ['hipaa-records/Records/Vpc*', 'four-frameworks/*/Vpc*'],
    reason: 'CloudFormation cannot close the default security group; restrictDefaultSecurityGroup would have a function do it. Nothing is in the network,'
      + ' and so nothing in that group.',
  },
  {
    judge: 'cdk-nag',
    rules: ['AwsSolutions-EC23', '*-EC2RestrictedCommonPorts', '*-EC2RestrictedSSH'],
    at: ['four-frameworks/*/VpcS3InterfaceSecurityGroup*'],
    reason: 'The rules throw, since the range is a reference (the CidrBlock of the VPC), and cdk-nag reports that as a finding. The one rule of the group'
      + ' lets in TCP 443 from the range of the VPC, and neither SSH nor a port of the lists.',
  },
  {
    judge: 'cdk-nag',
    rules: ['AwsSolutions-S10', '*-S3BucketSSLRequestsOnly'],
    at: ['golden-path/Storage/Reports*'],
    reason: 'The policy of the bucket stands in the stack Analysis, and refuses HTTP there (DenyInsecureTransport); the rules look for it in the stack of the'
      + ' bucket alone.',
  },
  {
    judge: 'cdk-nag',
    rules: ['*-S3BucketReplicationEnabled'],
    at: [
      'golden-path/Storage/Archive*', 'golden-path/Storage/Imported', 'golden-path/Storage/Reports*', 'golden-path/Storage/Uploads*',
      'live-buckets/records/B08E7C7AF', 'live-buckets/records/Logs6819BB44',
    ],
    reason: 'Replication is the user\'s choice: a second copy costs storage and may leave the Region that the data must stay in. All six keep versions.',
  },
  {
    judge: 'cdk-nag',
    rules: ['*-S3BucketDefaultLockEnabled'],
    at: ['golden-path/Storage/Archive*', 'golden-path/Storage/Imported', 'golden-path/Storage/Reports*', 'golden-path/Storage/Uploads*'],
    reason: 'The platform team of the example asks for SOC 2, which asks for no Object Lock. It can never be taken off a bucket again, so the injector'
      + ' does not turn it on unasked.',
  },
  {
    judge: 'cdk-nag',
    rules: ['*-S3DefaultEncryptionKMS'],
    at: ['golden-path/Storage/Imported', 'golden-path/Storage/Reports*', 'golden-path/Storage/Uploads*'],
    reason: 'The platform team of the example asks for SOC 2, which asks for no KMS key; S3 encrypts every object with SSE-S3. Archive, written with'
      + ' BucketEncryption.KMS, keeps its key.',
  },
  {
    judge: 'cdk-nag',
    rules: ['*-S3BucketDefaultLockEnabled', '*-S3DefaultEncryptionKMS'],
    at: ['live-buckets/records/Logs6819BB44'],
    reason: 'The bucket receives access logs: S3 delivers them neither to a bucket with a default retention nor, readably, to one under SSE-KMS (S3 User'
      + ' Guide, "Enabling server access logging").',
  },
  {
    judge: 'cdk-nag',
    rules: ['AwsSolutions-IAM4*', '*-IAMNoInlinePolicy'],
    at: ['golden-path/Storage/BucketNotificationsHandler*', 'golden-path/Storage/UploadsNotificationsHandlerPolicy*'],
    reason: 'The CDK makes this role, with a managed policy to write logs and an inline one to set notifications, where a bucket has eventBridgeEnabled.'
      + ' notificationsHandlerRole replaces it; the example leaves its buckets as everybody writes them.',
  },
];

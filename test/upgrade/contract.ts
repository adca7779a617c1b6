/**
 * What an upgrade must not replace, remove or leave behind: what keeps something (objects, keys, logs, messages, histories), what others know by
 * its name or ARN, what can be there once only (CloudFormation makes the new one before it deletes the old one), and the policies of all that.
 */
export const LASTING: ReadonlySet<string> = new Set([
  'AWS::AccessAnalyzer::Analyzer',
  'AWS::Athena::WorkGroup',
  'AWS::CloudFormation::StackSet',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Dashboard',
  'AWS::Config::ConfigurationRecorder',
  'AWS::Config::ConformancePack',
  'AWS::Config::DeliveryChannel',
  'AWS::Config::OrganizationConformancePack',
  'AWS::EC2::FlowLog',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::Glue::Database',
  'AWS::Glue::Table',
  'AWS::GuardDuty::Detector',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventInvokeConfig',
  // What custom resources are made by: another function is another service token, which CloudFormation refuses.
  'AWS::Lambda::Function',
  'AWS::Logs::Delivery',
  'AWS::Logs::DeliveryDestination',
  'AWS::Logs::DeliverySource',
  'AWS::Logs::LogGroup',
  'AWS::Macie::Session',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::Scheduler::Schedule',
  // Whoever gets the mails would have to confirm again.
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACL',
  // A custom resource that goes undoes what it did: the first two turn a guardrail off, the third empties a bucket.
  'Custom::AccountPublicAccessBlock',
  'Custom::SensitiveDataDiscovery',
  'Custom::S3AutoDeleteObjects',
  'Custom::S3BucketNotifications',
]);

/** What keeps nothing and has a name that CloudFormation makes: made anew, it is as good as before. */
export const PASSING: ReadonlySet<string> = new Set(['AWS::Athena::NamedQuery', 'AWS::CloudWatch::Alarm', 'AWS::Events::Rule']);

/**
 * Changes that CloudFormation does not answer with a replacement, but with a deployment that fails: the documentation of AWS::KMS::Key ("the update
 * request fails, regardless of the value of the UpdateReplacePolicy attribute") and of custom resources ("Updates are not supported").
 */
export function unchangeable(type: string): readonly string[] {
  if (type === 'AWS::KMS::Key') return ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'];
  return type.startsWith('Custom::') ? ['ServiceToken'] : [];
}

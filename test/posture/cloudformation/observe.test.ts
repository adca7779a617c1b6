import { MANUAL_CHECKS } from '../../../src/controls/manual';
import { observeTemplates } from '../../../src/posture/cloudformation';
import { GUARDRAILS } from '../../../src/posture/cloudformation/observed-guardrails';
import { PROVIDED } from '../../../src/posture/provided';

const seenIn = (body: Record<string, unknown>) => observeTemplates([{ name: 'app.json', body }]).map(({ check, at, says }) => `${check} @ ${at}: ${says}`);
const seen = (Type: string, Properties?: object) => seenIn({ Resources: { It: { Type, Properties } } }).map(line => line.replace('app.json#Resources/It', '*'));
const S3 = { Namespace: 'AWS/S3' };

test.each<[string, string, object | undefined, string[]]>([
  ['a trail', 'AWS::CloudTrail::Trail', { IsMultiRegionTrail: true, IsLogging: 'true', EnableLogFileValidation: true, KMSKeyId: { Ref: 'Key' } }, [
    'cloudtrail-multi-region-management-events @ *: IsMultiRegionTrail is true, IncludeGlobalServiceEvents is false, IsLogging is true',
    'cloudtrail-log-encryption @ *: names a KMSKeyId',
    'cloudtrail-log-file-validation @ *: EnableLogFileValidation is true',
  ]],
  ['a bare trail', 'AWS::CloudTrail::Trail', { IsLogging: { Ref: 'P' } }, [
    'cloudtrail-multi-region-management-events @ *: IsMultiRegionTrail is false, IncludeGlobalServiceEvents is false, IsLogging is not known ({"Ref":"P"} names nothing in the template)',
    'cloudtrail-log-encryption @ *: names no KMSKeyId',
    'cloudtrail-log-file-validation @ *: EnableLogFileValidation is false',
  ]],
  ['an alarm on a count', 'AWS::CloudWatch::Alarm', { ...S3, MetricName: '5xxErrors', AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:t'] }, [
    'cloudwatch-4xx-5xx-alarms @ *: an alarm on 5xxErrors: ActionsEnabled is true, 1 alarm action',
  ]],
  ['an alarm on a rate', 'AWS::CloudWatch::Alarm', {
    ActionsEnabled: false, Metrics: [{ Id: 'e', MetricStat: { Metric: { ...S3, MetricName: '4xxErrors' } } }, { Id: 'r', Expression: 'e/2' }],
  }, ['cloudwatch-4xx-5xx-alarms @ *: an alarm on 4xxErrors: ActionsEnabled is false, 0 alarm actions']],
  ['an alarm on the size', 'AWS::CloudWatch::Alarm', { ...S3, MetricName: 'BucketSizeBytes' }, ['storage-quota-alarms @ *: an alarm on BucketSizeBytes: ActionsEnabled is true, 0 alarm actions']],
  ['an alarm on something else', 'AWS::CloudWatch::Alarm', { Namespace: 'AWS/ApiGateway', MetricName: '5xxErrors' }, []],
  ['Macie', 'AWS::Macie::Session', { Status: 'PAUSED' }, ['macie-enabled @ *: Status is PAUSED']],
  ['GuardDuty', 'AWS::GuardDuty::Detector', { Enable: true, Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }] }, [
    'guardduty-s3-protection @ *: Enable is true, S3_DATA_EVENTS is ENABLED',
  ]],
  ['GuardDuty without S3', 'AWS::GuardDuty::Detector', { Enable: true }, ['guardduty-s3-protection @ *: Enable is true, S3_DATA_EVENTS is not stated']],
  ['a recorder', 'AWS::Config::ConfigurationRecorder', {}, ['aws-config-recording @ *: a configuration recorder']],
  ['an analyzer', 'AWS::AccessAnalyzer::Analyzer', { Type: 'ACCOUNT' }, ['access-analyzer-external-access @ *: an analyzer of type ACCOUNT']],
  ['a rule on policy changes', 'AWS::Events::Rule', { EventPattern: { detail: { eventName: ['PutBucketPolicy', 'PutBucketAcl'] } }, Targets: [{ Id: 'a' }] }, [
    'bucket-policy-change-monitoring @ *: a rule on 2 events, PutBucketPolicy among them: State is ENABLED, 1 target',
  ]],
  ['another rule', 'AWS::Events::Rule', { EventPattern: { detail: { eventName: ['RunInstances'] } } }, []],
  ['a gateway', 'AWS::EC2::VPCEndpoint', { ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] } }, [
    'vpc-endpoint-for-s3 @ *: an endpoint for S3 (Gateway) with the policy that allows everything, 0 security groups',
  ]],
  ['an interface', 'AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Interface', SecurityGroupIds: ['sg-1'], PolicyDocument: {} }, [
    'vpc-endpoint-for-s3 @ *: an endpoint for S3 (Interface) with a policy of its own, 1 security group',
  ]],
  ['an endpoint of another service', 'AWS::EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.eu-west-1.sqs' }, []],
  ['a rate limit', 'AWS::WAFv2::WebACL', { Rules: [{ Statement: { RateBasedStatement: { Limit: 2000 } } }, { Statement: {} }] }, ['request-rate-limited @ *: a web ACL with 1 rate-based rule: Limit 2000']],
  ['a web ACL without one', 'AWS::WAFv2::WebACL', { Rules: [] }, []],
  ['Shield', 'AWS::Shield::Protection', {}, ['ddos-protection @ *: a protection of Shield Advanced']],
  ['a distribution', 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ OriginAccessControlId: { Ref: 'Oac' } }], WebACLId: 'arn' } }, [
    'public-content-behind-cdn @ *: a distribution: 1 origin with an origin access control, a web ACL',
  ]],
  ['a distribution in the open', 'AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{}] } }, [
    'public-content-behind-cdn @ *: a distribution: 0 origins with an origin access control, no web ACL',
  ]],
  ['nothing of ours', 'AWS::SQS::Queue', {}, []],
])('%s', (_, type, properties, expected) => {
  expect(seen(type, properties)).toEqual(expected);
});

test('a guardrail that a condition decides says so; one that is left out says nothing', () => {
  const Resources = { It: { Type: 'AWS::Macie::Session', Condition: 'C' } };
  expect(seenIn({ Resources, Parameters: { P: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } }))
    .toEqual(['macie-enabled @ app.json#Resources/It: Status is ENABLED, if it is deployed, which a condition decides']);
  expect(seenIn({ Resources, Conditions: { C: { 'Fn::Equals': ['a', 'b'] } } })).toEqual([]);
});

test('what somebody else provides is repeated, whatever its shape', () => {
  const says = (list: unknown) => seenIn({ Resources: {}, Metadata: { [PROVIDED]: list } });
  expect(says([{ checks: ['macie-enabled', 3], reference: 'arn:aws:x', providedBy: 'the security account' }, 'odd', { checks: 'no' }, { checks: ['a'] }])).toEqual([
    `macie-enabled @ app.json#Metadata/${PROVIDED}/0: said to be provided already, by the security account: arn:aws:x`,
    `a @ app.json#Metadata/${PROVIDED}/3: said to be provided already, by nobody says what: nobody says what`,
  ]);
  for (const odd of [undefined, null, 'x', {}, 7]) expect(says(odd)).toEqual([]);
});

test('what is observed belongs to checks by hand', () => {
  const manual = MANUAL_CHECKS.map(({ id }) => id);
  expect(GUARDRAILS.filter(({ check }) => !manual.includes(check))).toEqual([]);
});

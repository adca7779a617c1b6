import { isKnown } from '../fact';
import { entriesOf, own } from './json-value';
import { get, items, type Spot, truth, wording } from './spot';
import { lettersOf } from './symbolic-text';

/** A kind of resource that a manual check is about, and what is said of one; undefined where the resource is for something else. */
interface Guardrail {
  readonly check: string;
  readonly type: string;
  readonly says: (properties: Spot) => string | undefined;
}

const flag = (name: string, spot: Spot, ...fallback: readonly [boolean?]): string => {
  const fact = truth(spot, ...fallback);
  return `${name} is ${isKnown(fact) ? fact.value : `not known (${fact.unknown})`}`;
};
const flags = (...names: readonly string[]) => (properties: Spot): string => names.map(name => flag(name, get(properties, name), false)).join(', ');

const word = (spot: Spot): string | undefined => {
  const fact = wording(spot);
  return isKnown(fact) ? lettersOf(fact.value) : undefined;
};
const list = (spot: Spot): readonly Spot[] => {
  const fact = items(spot);
  return isKnown(fact) ? fact.value : [];
};
const stands = (spot: Spot): boolean => spot.value !== undefined;
const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** The metrics of S3 that an alarm watches, by themselves or in an expression. */
function alarm(...metrics: readonly string[]): Guardrail['says'] {
  return (properties) => {
    const watched = [properties, ...list(get(properties, 'Metrics')).map(metric => get(metric, 'MetricStat', 'Metric'))]
      .filter(metric => word(get(metric, 'Namespace')) === 'AWS/S3').map(metric => word(get(metric, 'MetricName')))
      .filter(name => name !== undefined && metrics.includes(name));
    if (watched.length === 0) return undefined;
    return `an alarm on ${[...new Set(watched)].join(' and ')}: ${flag('ActionsEnabled', get(properties, 'ActionsEnabled'), true)}, ${count(list(get(properties, 'AlarmActions')).length, 'alarm action')}`;
  };
}

/** Whether the pattern of an EventBridge rule names a change of a bucket policy. */
function changes(properties: Spot): string | undefined {
  const names = list(get(properties, 'EventPattern', 'detail', 'eventName')).map(word);
  if (!names.includes('PutBucketPolicy')) return undefined;
  return `a rule on ${count(names.length, 'event')}, PutBucketPolicy among them: State is ${word(get(properties, 'State')) ?? 'ENABLED'}, ${count(list(get(properties, 'Targets')).length, 'target')}`;
}

function detector(properties: Spot): string {
  const feature = list(get(properties, 'Features')).find(one => word(get(one, 'Name')) === 'S3_DATA_EVENTS');
  const status = feature ? word(get(feature, 'Status')) : stands(get(properties, 'DataSources', 'S3Logs'))
    ? flag('Enable', get(properties, 'DataSources', 'S3Logs', 'Enable')) : 'not stated';
  return `${flag('Enable', get(properties, 'Enable'), false)}, S3_DATA_EVENTS is ${status}`;
}

function endpoint(properties: Spot): string | undefined {
  const { value } = get(properties, 'ServiceName');
  const name = word(get(properties, 'ServiceName')) ?? JSON.stringify(value) ?? '';
  if (!/\.s3(?:express)?(?:$|")/.test(name)) return undefined;
  const policy = stands(get(properties, 'PolicyDocument')) ? 'a policy of its own' : 'the policy that allows everything';
  return `an endpoint for S3 (${word(get(properties, 'VpcEndpointType')) ?? 'Gateway'}) with ${policy}, ${count(list(get(properties, 'SecurityGroupIds')).length, 'security group')}`;
}

function rateRules(properties: Spot): string | undefined {
  const rules = list(get(properties, 'Rules')).map(rule => get(rule, 'Statement', 'RateBasedStatement')).filter(stands);
  return rules.length === 0 ? undefined : `a web ACL with ${count(rules.length, 'rate-based rule')}: Limit ${rules.map(rule => String(get(rule, 'Limit').value)).join(', ')}`;
}

function distribution(properties: Spot): string {
  const config = get(properties, 'DistributionConfig');
  const controlled = list(get(config, 'Origins')).filter(origin => stands(get(origin, 'OriginAccessControlId'))).length;
  return `a distribution: ${count(controlled, 'origin')} with an origin access control, ${stands(get(config, 'WebACLId')) ? 'a web ACL' : 'no web ACL'}`;
}

const keyOf = (properties: Spot): string => stands(get(properties, 'KMSKeyId')) ? 'names a KMSKeyId' : 'names no KMSKeyId';

function block(properties: Spot): string {
  const named = entriesOf(properties.value).map(([key]) => key).filter(key => key !== 'ServiceToken' && key !== 'ServiceTimeout');
  return `a custom resource that sets the block of the account${named.length > 0 ? `: ${named.map(key => `${key} ${JSON.stringify(own(properties.value, key))}`).join(', ')}` : ''}`;
}

/** By the types of CloudFormation, and of the custom resources of this library. */
export const GUARDRAILS: readonly Guardrail[] = [
  { check: 'block-public-access-account', type: 'Custom::AccountPublicAccessBlock', says: block },
  { check: 'cloudtrail-multi-region-management-events', type: 'AWS::CloudTrail::Trail', says: flags('IsMultiRegionTrail', 'IncludeGlobalServiceEvents', 'IsLogging') },
  { check: 'cloudtrail-log-encryption', type: 'AWS::CloudTrail::Trail', says: keyOf },
  { check: 'cloudtrail-log-file-validation', type: 'AWS::CloudTrail::Trail', says: flags('EnableLogFileValidation') },
  { check: 'cloudwatch-4xx-5xx-alarms', type: 'AWS::CloudWatch::Alarm', says: alarm('4xxErrors', '5xxErrors') },
  { check: 'storage-quota-alarms', type: 'AWS::CloudWatch::Alarm', says: alarm('BucketSizeBytes', 'NumberOfObjects') },
  { check: 'macie-enabled', type: 'AWS::Macie::Session', says: properties => `Status is ${word(get(properties, 'Status')) ?? 'ENABLED'}` },
  { check: 'guardduty-s3-protection', type: 'AWS::GuardDuty::Detector', says: detector },
  { check: 'aws-config-recording', type: 'AWS::Config::ConfigurationRecorder', says: () => 'a configuration recorder' },
  { check: 'access-analyzer-external-access', type: 'AWS::AccessAnalyzer::Analyzer', says: properties => `an analyzer of type ${word(get(properties, 'Type')) ?? 'that is not known'}` },
  { check: 'bucket-policy-change-monitoring', type: 'AWS::Events::Rule', says: changes },
  { check: 'vpc-endpoint-for-s3', type: 'AWS::EC2::VPCEndpoint', says: endpoint },
  { check: 'request-rate-limited', type: 'AWS::WAFv2::WebACL', says: rateRules },
  { check: 'ddos-protection', type: 'AWS::Shield::Protection', says: () => 'a protection of Shield Advanced' },
  { check: 'public-content-behind-cdn', type: 'AWS::CloudFront::Distribution', says: distribution },
];

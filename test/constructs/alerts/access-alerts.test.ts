import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ACCOUNT, AROUND, MATCHING, NEAR_MISSES, RULES } from './events';
import { CloudTrailReader } from '../../../src/access/cloudtrail';
import { Detector, DETECTION_ROWS } from '../../../src/access/detect';
import { letAlarmsIn } from '../../../src/constructs/alarm-topic';
import { AccessAlert } from '../../../src/constructs/alerts/access-alert';
import { AccessAlerts } from '../../../src/constructs/alerts/access-alerts';
import type { AccessAlertsProps } from '../../../src/constructs/alerts/access-alerts-props';
import { messageOf as textOf } from '../../../src/constructs/alerts/alert-message';
import { patternOf } from '../../../src/constructs/alerts/event-pattern';
import { MANUAL_CHECKS } from '../../../src/controls/manual';
import { service } from '../../../src/policy/request';
import { messageOf, stackOf } from '../apps';
import { judge, NAG, OURS } from '../guarded-app';
import { permits } from '../permits';

interface Rule {
  EventPattern: { detail: { eventName?: string[]; requestParameters?: { bucketName?: unknown[] } } };
  Targets: { InputTransformer: object; DeadLetterConfig: object }[];
}

const ENV = { account: ACCOUNT, region: 'eu-central-1' };
const rulesIn = (template: Template) => Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);

describe('by itself', () => {
  const stack = stackOf({ env: ENV });
  const alerts = new AccessAlerts(stack, 'Alerts', { emails: ['security@example.com'], vpcEndpointIds: AROUND.vpcEndpoints as string[], trustedAccounts: ['444455556666'] });
  const outcome = judge(stack.node.root as App, [...NAG, ...OURS]);
  const template = Template.fromStack(stack);

  test('the template, whole', () => {
    expect(template.toJSON()).toMatchSnapshot();
  });

  test('cdk-nag and our packs find nothing', () => {
    expect(outcome).toEqual({ message: '', found: [], answered: ['AwsSolutions-SQS3'], curt: [] });
  });

  test('each alert has a rule, with a queue for what is not delivered', () => {
    const rules = rulesIn(template);
    expect(alerts.alerts).toEqual(RULES.map(({ id }) => id));
    expect([...alerts.alerts].sort()).toEqual(Object.values(AccessAlert).sort());
    expect(rules.length).toBe(RULES.length);
    for (const { Targets } of rules) expect(Targets[0].DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [expect.stringMatching(/^AlertsUndelivered/), 'Arn'] } });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 1, AlarmActions: [{ Ref: Match.stringLikeRegexp('AlertsTopic') }] });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'security@example.com' });
  });

  test('the key rotates; services may use it, others may not', () => {
    template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
    const [{ Properties: { KeyPolicy } }] = Object.values(template.findResources('AWS::KMS::Key'));
    const may = (name: string, action: string, context = {}) => permits(KeyPolicy, service(name), action, '*', context);
    expect(may('events.amazonaws.com', 'kms:GenerateDataKey')).toBe(true);
    expect(may('events.amazonaws.com', 'kms:Decrypt')).toBe(true);
    expect(may('cloudwatch.amazonaws.com', 'kms:Decrypt', { 'aws:SourceAccount': ACCOUNT })).toBe(true);
    expect(may('cloudwatch.amazonaws.com', 'kms:Decrypt', { 'aws:SourceAccount': '999988887777' })).toBe(false);
    expect(may('events.amazonaws.com', 'kms:PutKeyPolicy')).toBe(false);
    expect(may('s3.amazonaws.com', 'kms:Decrypt')).toBe(false);
  });

  test('rules and alarms of the account publish over TLS', () => {
    const [{ Properties: { PolicyDocument } }] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const topic = (PolicyDocument as { Statement: { Resource: { Ref: string } }[] }).Statement[0].Resource.Ref;
    const document = JSON.parse(JSON.stringify(PolicyDocument).replaceAll(`{"Ref":"${topic}"}`, '"topic"')
      .replace(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"arn:aws$1"')) as object;
    const may = (name: string, context: Record<string, string>) => permits(document, service(name), 'sns:Publish', 'topic', context);
    const alarm = (account: string) => may('cloudwatch.amazonaws.com', { 'aws:SecureTransport': 'true', 'aws:SourceArn': `arn:aws:cloudwatch:eu-central-1:${account}:alarm:any` });
    expect(may('events.amazonaws.com', { 'aws:SecureTransport': 'true' })).toBe(true);
    expect(may('events.amazonaws.com', { 'aws:SecureTransport': 'false' })).toBe(false);
    expect(may('s3.amazonaws.com', { 'aws:SecureTransport': 'true' })).toBe(false);
    expect([alarm(ACCOUNT), alarm('999988887777')]).toEqual([true, false]);
  });
});

describe('the table of alerts', () => {
  const rows = new Set(DETECTION_ROWS.map(({ id }) => id));

  test.each(RULES.map(rule => [rule.id, rule] as const))('%s names detections that there are, and reads well', (_, rule) => {
    expect(rule.detections.filter(id => !rows.has(id))).toEqual([]);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    for (const sentence of [rule.why, rule.next]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(MATCHING.some(([id]) => id === rule.id)).toBe(true);
    expect(NEAR_MISSES.some(([id]) => id === rule.id)).toBe(true);
    expect(JSON.stringify(patternOf(rule, AROUND)).length).toBeLessThanOrEqual(2048);
  });

  test.each(RULES.map(rule => [rule.id, rule] as const))('the text of %s is made of whole JSON strings, and of variables that it declares', (_, rule) => {
    const { inputPathsMap, inputTemplate } = textOf(rule);
    const lines = inputTemplate.split('\n').map(line => JSON.parse(line) as string);
    const used = new Set([...inputTemplate.matchAll(/<([^>]*)>/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(inputPathsMap).sort());
    expect(Object.keys(inputPathsMap).filter(name => !/^(?!AWS\.)[A-Za-z0-9_-]{1,256}$/.test(name))).toEqual([]);
    expect(Object.values(inputPathsMap).filter(path => !/^\$(?:\.[A-Za-z0-9_-]+)+$/.test(path))).toEqual([]);
    expect(inputTemplate.length).toBeLessThanOrEqual(8192);
    // a value is never between other things that it could pose as: fixed words begin each line
    expect(lines.filter(line => line.startsWith('<') || line.includes('\n'))).toEqual([]);
    for (const word of [rule.title, rule.why, rule.next]) expect(lines.some(line => line.includes(word))).toBe(true);
    for (const name of ['event', 'who', 'time', 'from', 'account', 'region', 'id']) expect(used).toContain(name);
    for (const path of Object.values(inputPathsMap)) expect(path).not.toMatch(/userAgent|errorMessage|requestParameters\.key$/);
  });

  test('what matches is what the table of detections finds in the same record', () => {
    const missed = MATCHING.flatMap(([id, what, event]) => {
      const { detections } = RULES.find(rule => rule.id === id)!;
      const detector = new Detector({ vpcEndpoints: [...AROUND.vpcEndpoints], trustedAccounts: [...AROUND.trustedAccounts], massDelete: 1 });
      for (const item of new CloudTrailReader().value(event)) if (item.ok) detector.add(item.record);
      const found = new Set(detector.result().detections.map(detection => detection.id));
      return detections.length > 0 && !detections.some(detection => found.has(detection)) ? [`${id} ${what}: ${[...found].join(', ')}`] : [];
    });
    expect(missed).toEqual([]);
  });

  test('nothing is found in the near misses that an alert is for', () => {
    const found = NEAR_MISSES.flatMap(([id, what, event]) => {
      const { detections } = RULES.find(rule => rule.id === id)!;
      const detector = new Detector({ vpcEndpoints: [...AROUND.vpcEndpoints], trustedAccounts: [...AROUND.trustedAccounts] });
      for (const item of new CloudTrailReader().value(event)) if (item.ok) detector.add(item.record);
      return detector.result().detections.filter(detection => detections.includes(detection.id)).map(detection => `${id} ${what}: ${detection.id}`);
    });
    expect(found).toEqual(FOUND_ALL_THE_SAME);
  });

  test('the alerts that no detection stands behind', () => {
    expect(RULES.filter(({ detections }) => detections.length === 0).map(({ id }) => id)).toEqual([
      AccessAlert.ACCESS_POINT, AccessAlert.REFUSED_BUCKET_CHANGE, AccessAlert.KEY, AccessAlert.TRAIL, AccessAlert.REFUSED_KEY_OR_TRAIL_CHANGE,
    ]);
  });
});

/** What a rule leaves out on purpose. */
const FOUND_ALL_THE_SAME: readonly string[] = [
  'bucket-policy of another service: permissions-changed',
  // it has an alert of its own
  'account-public-access-block that of a bucket: public-access-block-removed',
  // with refusedRequests it alerts
  'root-user refused: root-use',
  // people deploy from anywhere
  'outside-vpc a deployment: outside-network',
];

describe('what is watched', () => {
  test('without data events and a network the alerts that need them are not made', () => {
    const stack = stackOf();
    const { alerts } = new AccessAlerts(stack, 'Alerts', { dataEvents: false, refusedChanges: false, without: [AccessAlert.WEBSITE] });
    expect(alerts).toContain(AccessAlert.ROOT_USER);
    const gone = [AccessAlert.OUTSIDE_VPC, AccessAlert.SSE_C_COPY, AccessAlert.WEBSITE, AccessAlert.REFUSED_BUCKET_CHANGE];
    expect(alerts.filter(alert => gone.includes(alert))).toEqual([]);
    expect(rulesIn(Template.fromStack(stack)).length).toBe(alerts.length);
  });

  test('refused requests on demand', () => {
    const stack = stackOf();
    new AccessAlerts(stack, 'Alerts', { refusedRequests: true });
    const root = rulesIn(Template.fromStack(stack)).find(({ EventPattern }) => JSON.stringify(EventPattern).includes('Root'))!;
    expect(root.EventPattern.detail).not.toHaveProperty('errorCode');
  });

  test('many buckets are split between rules of 2048 characters at most, each in one of them', () => {
    const stack = stackOf();
    const names = Array.from({ length: 70 }, (_, i) => `${'a'.repeat(60)}${String(i).padStart(3, '0')}`);
    new AccessAlerts(stack, 'Alerts', { buckets: names.map((name, i) => s3.Bucket.fromBucketName(stack, `B${i}`, name)), dataEvents: false });
    const rules = rulesIn(Template.fromStack(stack));
    for (const { EventPattern } of rules) expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(2048);
    const deletions = rules.filter(({ EventPattern }) => EventPattern.detail.eventName?.join() === 'DeleteBucket');
    expect(deletions.length).toBe(3);
    expect(deletions.flatMap(({ EventPattern }) => EventPattern.detail.requestParameters!.bucketName)).toEqual(names);
    const keys = rules.filter(({ EventPattern }) => EventPattern.detail.eventName?.includes('ScheduleKeyDeletion'));
    expect(keys.map(({ EventPattern }) => EventPattern.detail.requestParameters)).toEqual([undefined, undefined]);
  });

  test('a bucket of another stack is named where its name is known, and alarms of another stack tie no circle', () => {
    const app = new App({ analyticsReporting: false });
    const buckets = new Stack(app, 'Buckets', { env: ENV });
    const platform = new Stack(app, 'Platform', { env: ENV });
    const bucket = new s3.Bucket(buckets, 'Bucket', { bucketName: 'records' });
    const { topic } = new AccessAlerts(platform, 'Alerts', { buckets: [bucket] });
    const metric = new cloudwatch.Metric({ namespace: 'N', metricName: 'M' });
    const alarm = new cloudwatch.Alarm(buckets, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 });
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: topic!.topicArn }) });
    letAlarmsIn(topic!, [alarm], 'Elsewhere');
    const template = Template.fromStack(platform);
    expect(rulesIn(template).filter(({ EventPattern }) => JSON.stringify(EventPattern).includes('["records"]')).length).toBeGreaterThan(10);
    const [{ Properties: { PolicyDocument } }] = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    const sids = (PolicyDocument as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid);
    expect(sids.length).toBe(new Set(sids).size);
    expect(sids).toContain('PublishAlarms');
    expect(() => app.synth()).not.toThrow();
  });
});

test('a topic, a key of the user', () => {
  const stack = stackOf();
  const topic = new sns.Topic(stack, 'Theirs');
  const alerts = new AccessAlerts(stack, 'Alerts', { topic });
  const template = Template.fromStack(stack);
  expect(alerts.topic).toBe(topic);
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.resourceCountIs('AWS::KMS::Key', 0);
  template.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sns:Publish' })]) } });

  const other = stackOf();
  const key = new kms.Key(other, 'Key');
  new AccessAlerts(other, 'Alerts', { encryptionKey: key });
  Template.fromStack(other).resourceCountIs('AWS::KMS::Key', 1);
});

test('somebody else alerts: nothing is made, and it is written down', () => {
  const stack = stackOf();
  const alerts = new AccessAlerts(stack, 'Alerts', { alreadyProvided: { reference: 'siem', providedBy: 'the security operations centre, ticket SEC-1' } });
  const template = Template.fromStack(stack).toJSON() as { Resources?: object; Metadata: Record<string, unknown> };
  expect(alerts.topic).toBeUndefined();
  expect(template.Resources).toBeUndefined();
  expect(JSON.stringify(template.Metadata)).toContain('bucket-policy-change-monitoring');
  expect(MANUAL_CHECKS.map(({ id }) => id)).toContain('bucket-policy-change-monitoring');
});

const BUCKETS = (many: number) => () => {
  const stack = stackOf();
  return Array.from({ length: many }, (_, i) => s3.Bucket.fromBucketName(stack, `B${i}`, `${'a'.repeat(58)}${10_000 + i}`));
};

test.each<[string, () => AccessAlertsProps, string]>([
  ['no addresses', () => ({ emails: [] }), "'emails' is empty; leave it out"],
  ['an address that is none', () => ({ emails: ['security'] }), "'emails' cannot hold \"security\"; pass addresses such as 'security@example.com'"],
  ['the id of a VPC', () => ({ vpcEndpointIds: ['vpc-0123'] }), "'vpcEndpointIds' cannot hold \"vpc-0123\"; pass ids such as 'vpce-0123456789abcdef0'"],
  ['a short account', () => ({ trustedAccounts: ['1234'] }), "'trustedAccounts' cannot hold \"1234\"; pass the 12 digits of an account"],
  ['an account twice', () => ({ trustedAccounts: ['444455556666', '444455556666'] }), "'trustedAccounts' names \"444455556666\" twice; name it once"],
  ['an alert that is none', () => ({ without: ['none' as AccessAlert] }), "'without' cannot hold \"none\"; pass members of AccessAlert"],
  ['nothing left', () => ({ without: Object.values(AccessAlert) }), "'without' leaves no alert; leave the construct out, or name fewer"],
  ['no buckets', () => ({ buckets: [] }), "'buckets' is empty; leave it out to watch every bucket, or name one"],
  ['names for buckets', () => ({ buckets: ['one'] as never }), "'buckets' cannot be an object of another kind; pass a list of buckets"],
  ['a topic and a key', () => ({ topic: new sns.Topic(stackOf(), 'T'), encryptionKey: new kms.Key(stackOf(), 'K') }), "'encryptionKey' is for a topic that is made here, and 'topic' names another one; pass one of them"],
  ['a network without data events', () => ({ dataEvents: false, vpcEndpointIds: ['vpce-0123'] }), "'vpcEndpointIds' needs data events, and 'dataEvents' says that there are none; leave one of them out"],
  ['both provided and made', () => ({ alreadyProvided: { reference: 'siem', providedBy: 'SOC' }, emails: ['a@example.com'] }), "'emails' is for alerts that are made here, and 'alreadyProvided' names others; pass one of them"],
  ['very many buckets', () => ({ buckets: BUCKETS(400)() }), "'buckets' are so many that they need"],
])('%s is refused', (_, props, message) => {
  expect(messageOf(() => new AccessAlerts(stackOf(), 'Alerts', props()))).toMatch(new RegExp(`^Stack/Alerts: ${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
});

import { App, CfnParameter, CfnResource, Size, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { alarms as inAlarm, type AlarmJson, dimension, metricsOf, type Period } from './alarm-math';
import { AccessLogBucket, ComplianceFramework, CompliantBucket } from '../../../src';
import { letAlarmsIn } from '../../../src/constructs/alarm-topic';
import { AlarmGrouping, BucketAlarm } from '../../../src/constructs/alarms/bucket-alarm';
import { BucketAlarms } from '../../../src/constructs/alarms/bucket-alarms';
import type { BucketAlarmsOptions, BucketAlarmsProps } from '../../../src/constructs/alarms/bucket-alarms-props';
import { service } from '../../../src/policy/request';
import { observeTemplates } from '../../../src/posture/cloudformation';
import { observeAlarms } from '../../../src/posture/live/observe-alarms';
import { messageOf, stackOf, synth } from '../apps';
import { judge, NAG, OURS } from '../guarded-app';
import { permits } from '../permits';

const { COMBINED, EACH_BUCKET } = AlarmGrouping;
const EVERYTHING: BucketAlarmsOptions = { maximumClientErrors: 500, maximumServerErrors: 50, maximumSize: Size.gibibytes(1), maximumObjects: 1000 };

const bucketsIn = (stack: Stack, count: number): s3.Bucket[] => Array.from({ length: count }, (_, i) => new s3.Bucket(stack, `B${i}`));
const alarmsOf = (resources: Record<string, { Type: string; Properties: unknown }>): Record<string, AlarmJson> => Object.fromEntries(
  Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm').map(([id, { Properties }]) => [id, Properties as AlarmJson]));
const alarmsIn = (stack: Stack) => alarmsOf(Template.fromStack(stack).toJSON().Resources);
const only = (found: Record<string, AlarmJson>, kind: string): AlarmJson => Object.entries(found).find(([id]) => id.includes(kind))![1];

function watching(count: number, options: BucketAlarmsOptions) {
  const stack = stackOf();
  const buckets = bucketsIn(stack, count);
  const topic = new sns.Topic(stack, 'Topic');
  const construct = new BucketAlarms(stack, 'Alarms', { buckets, topic, okActions: true, ...options });
  const refs = buckets.map(bucket => (stack.resolve(bucket.bucketName) as { Ref: string }).Ref);
  const json = Template.fromStack(stack).toJSON();
  return { construct, refs, found: alarmsOf(json.Resources), json };
}

const each = watching(1, EVERYTHING);
const several = watching(12, { ...EVERYTHING, grouping: COMBINED, storageTypes: ['StandardStorage', 'GlacierStorage'] });

describe('what puts an alarm into ALARM', () => {
  const [bucket] = each.refs;
  type Counts = [requests: number | undefined, errors: number | undefined];
  const errors = (metric: string, ...periods: Counts[]): Period[] => periods.map(([requests, failed]) => ({
    ...requests !== undefined && { [`${bucket}/AllRequests`]: requests },
    ...failed !== undefined && { [`${bucket}/${metric}`]: failed },
  }));

  test.each<[string, Counts, client: boolean, server: boolean]>([
    ['no data', [undefined, undefined], false, false],
    ['no requests', [0, 0], false, false],
    ['1 of 2', [2, 1], false, false],
    ['19 of 19, too few to say', [19, 19], false, false],
    ['1 of 20', [20, 1], true, true],
    ['5 % of 1000', [1000, 50], true, true],
    ['4.9 % of 1000', [1000, 49], false, true],
    ['1 % of 1000', [1000, 10], false, true],
    ['0.9 % of 1000', [1000, 9], false, false],
    ['requests, and no data on errors', [1000, undefined], false, false],
  ])('%s', (_, period, client, server) => {
    const twice = (metric: string) => errors(metric, [undefined, undefined], period, period);
    expect(inAlarm(only(each.found, 'ClientErrorRate'), twice('4xxErrors'))).toBe(client);
    expect(inAlarm(only(each.found, 'ServerErrorRate'), twice('5xxErrors'))).toBe(server);
    expect(inAlarm(only(each.found, 'ClientErrorRate'), twice('5xxErrors'))).toBe(false);
  });

  test('one bad period of three is not enough, and two are', () => {
    const [good, bad]: [number, number][] = [[1000, 0], [1000, 900]];
    expect(inAlarm(only(each.found, 'ClientErrorRate'), errors('4xxErrors', good, bad, good))).toBe(false);
    expect(inAlarm(only(each.found, 'ClientErrorRate'), errors('4xxErrors', bad, good, bad))).toBe(true);
  });

  test.each<[string, Period, boolean]>([
    ['ClientErrors', { '4xxErrors': 499 }, false],
    ['ClientErrors', { '4xxErrors': 500 }, true],
    ['ServerErrors', { '5xxErrors': 50 }, true],
    ['Objects', { NumberOfObjects: 999 }, false],
    ['Objects', { NumberOfObjects: 1000 }, true],
    ['Size', { 'BucketSizeBytes/StandardStorage': 2 ** 30 - 1 }, false],
    ['Size', { 'BucketSizeBytes/StandardStorage': 2 ** 29, 'BucketSizeBytes/DeepArchiveStorage': 2 ** 29 }, true],
    ['Size', {}, false],
  ])('%s at %j: %s', (kind, values, expected) => {
    const period = Object.fromEntries(Object.entries(values).map(([name, value]) => [`${bucket}/${name}`, value]));
    expect(inAlarm(only(each.found, kind), [period, period, period])).toBe(expected);
  });

  test('of combined buckets the worst decides, and those without data are no matter', () => {
    const of = (i: number, metric: string) => `${several.refs[i]}/${metric}`;
    const period = (i: number): Period => ({ [of(i, 'AllRequests')]: 100, [of(i, '4xxErrors')]: 6, [of((i + 1) % 5, 'AllRequests')]: 9000 });
    for (const i of [0, 4]) expect(inAlarm(only(several.found, 'Group0ClientErrorRate'), [period(i), period(i)])).toBe(true);
    expect(inAlarm(only(several.found, 'Group0ClientErrorRate'), [period(5), period(5)])).toBe(false);
    expect(inAlarm(only(several.found, 'Group1ClientErrorRate'), [period(5), period(5)])).toBe(true);
    const full = { [`${several.refs[3]}/BucketSizeBytes/GlacierStorage`]: 2 ** 30 };
    expect(inAlarm(only(several.found, 'Group0Size'), [full])).toBe(true);
    expect(inAlarm(only(several.found, 'Group1Size'), [full])).toBe(false);
  });
});

describe.each([['each bucket', each], ['combined', several]])('%s', (_, { found, json, refs, construct }) => {
  test('every metric of requests is asked for by the configuration that is on the bucket, and each bucket is watched by each kind', () => {
    const resources = json.Resources as Record<string, { Properties: { MetricsConfigurations?: object[] } }>;
    const metrics = Object.values(found).flatMap(metricsOf);
    for (const metric of metrics) {
      expect(metric.Namespace).toBe('AWS/S3');
      const { Ref } = dimension(metric, 'BucketName') as { Ref: string };
      const filter = dimension(metric, 'FilterId');
      expect(metric.Dimensions.length).toBe(2);
      if (filter !== undefined) expect(resources[Ref].Properties.MetricsConfigurations).toEqual([{ Id: filter }]);
      else expect(['BucketSizeBytes', 'NumberOfObjects']).toContain(metric.MetricName);
    }
    for (const name of ['4xxErrors', '5xxErrors', 'AllRequests', 'BytesDownloaded', 'BucketSizeBytes', 'NumberOfObjects']) {
      const watched = metrics.filter(({ MetricName }) => MetricName === name).map(metric => (dimension(metric, 'BucketName') as { Ref: string }).Ref);
      expect([...new Set(watched)].sort()).toEqual([...refs].sort());
    }
  });

  test('CloudWatch takes the expressions: 10 metrics at most, and no search', () => {
    for (const alarm of Object.values(found)) {
      expect(metricsOf(alarm).length).toBeLessThanOrEqual(10);
      expect(alarm.Metrics?.length ?? 0).toBeLessThanOrEqual(20);
      expect((alarm.Metrics ?? []).filter(({ ReturnData }) => ReturnData !== false).length).toBe(alarm.ThresholdMetricId ? 2 : alarm.Metrics ? 1 : 0);
      expect(JSON.stringify(alarm)).not.toContain('SEARCH');
    }
  });

  test('each says what it is about, and its topic is told of both states', () => {
    for (const alarm of Object.values(found)) {
      const text = (alarm.AlarmDescription as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].map(part => typeof part === 'string' ? part : 'b'.repeat(63)).join('');
      expect(text.length).toBeLessThanOrEqual(1024);
      for (const metric of metricsOf(alarm)) expect(JSON.stringify(alarm.AlarmDescription)).toContain(JSON.stringify(dimension(metric, 'BucketName')));
      expect(alarm.AlarmActions?.length).toBe(1);
      expect(alarm.OKActions).toEqual(alarm.AlarmActions);
    }
    expect(construct.alarms.length).toBe(Object.keys(found).length);
  });

  test('the live reader and the template reader know the alarms', () => {
    const MetricAlarms = Object.entries(found).map(([AlarmName, alarm]) => ({ AlarmName, ActionsEnabled: true, ...alarm }));
    const seen = observeAlarms({ at: 'DescribeAlarms', value: { MetricAlarms } }).map(({ says }) => says);
    const onErrors = Object.keys(found).filter(id => /Error/.test(id));
    expect(seen).toEqual(onErrors.map(id => `${id}: actions enabled is true, alarm actions: 1`));
    const observed = observeTemplates([{ name: 'app.json', body: json as Record<string, unknown> }]);
    const of = (check: string) => observed.filter(one => one.check === check).map(({ says }) => says.replace(/:.*/, ''));
    expect(new Set(of('cloudwatch-4xx-5xx-alarms'))).toEqual(new Set(['an alarm on 4xxErrors', 'an alarm on 5xxErrors']));
    expect(of('cloudwatch-4xx-5xx-alarms').length).toBe(onErrors.length);
    expect(of('storage-quota-alarms').length).toBe(Object.keys(found).filter(id => /Size|Objects/.test(id)).length);
  });
});

test('anomalies are what lies above the band of a model', () => {
  const { Metrics, ThresholdMetricId, ComparisonOperator, DatapointsToAlarm } = only(each.found, 'DownloadsAnomaly');
  const band = Metrics!.find(({ Id }) => Id === ThresholdMetricId)!;
  const watched = Metrics!.find(({ MetricStat }) => MetricStat)!;
  expect(band.Expression).toBe(`ANOMALY_DETECTION_BAND(${watched.Id}, 3)`);
  expect([watched.MetricStat!.Metric.MetricName, ComparisonOperator, DatapointsToAlarm]).toEqual(['BytesDownloaded', 'GreaterThanUpperThreshold', 1]);
  const sum = only(several.found, 'Group0RequestsAnomaly').Metrics!;
  expect(sum.filter(({ MetricStat }) => MetricStat).map(({ MetricStat }) => MetricStat!.Metric.MetricName)).toEqual(Array(10).fill('AllRequests'));
  expect(sum.find(({ Expression = '' }) => Expression.startsWith('SUM'))!.Expression).toMatch(/^SUM\(\[FILL\(part0, 0\), .*FILL\(part9, 0\)\]\)$/);
});

test('the template of one bucket, whole', () => {
  expect(each.json).toMatchSnapshot();
});

describe('how many', () => {
  const limits = { maximumSize: Size.tebibytes(1), maximumObjects: 1e6 };

  test.each<[number, BucketAlarmsOptions, number]>([
    [1, {}, 4], [1, limits, 6], [1, EVERYTHING, 8], [40, {}, 160], [41, {}, 28], [100, {}, 60], [100, { grouping: EACH_BUCKET }, 400],
    [100, limits, 170], [100, { ...limits, grouping: EACH_BUCKET }, 600], [100, { ...limits, storageTypes: ['StandardStorage'] }, 80],
    [1, { without: Object.values(BucketAlarm), maximumObjects: 5 }, 1],
  ])('%i buckets with %j have %i alarms', (buckets, options, count) => {
    expect(BucketAlarms.countAlarms(buckets, options)).toBe(count);
  });

  test('the count is what is made', () => {
    expect(Object.keys(each.found).length).toBe(BucketAlarms.countAlarms(1, EVERYTHING));
    expect(Object.keys(several.found).length).toBe(BucketAlarms.countAlarms(12, { ...EVERYTHING, grouping: COMBINED, storageTypes: ['a', 'b'] }));
  });

  test('100 buckets with limits fit into one stack, and it is said that their alarms are combined', () => {
    const stack = stackOf();
    new BucketAlarms(stack, 'Alarms', { buckets: bucketsIn(stack, 100), ...limits, storageTypes: ['StandardStorage'] });
    const count = Object.keys(Template.fromStack(stack).toJSON().Resources as object).length;
    expect(count).toBe(180);
    Annotations.fromStack(stack).hasInfo('/Stack/Alarms', 'the alarms of 100 buckets are combined, up to ten in one; pass AlarmGrouping.EACH_BUCKET for one each, or COMBINED to say that it is meant [ack: cdk-s3-compliance:alarms-combined]');
  });

  test('more than a stack takes is an error before CDK counts, alone or with the others', () => {
    const cure = "spread the buckets over several stacks, pass AlarmGrouping.COMBINED, or leave alarms out with 'without'";
    const one = stackOf();
    expect(messageOf(() => new BucketAlarms(one, 'Alarms', { buckets: bucketsIn(one, 126), grouping: EACH_BUCKET })))
      .toBe(`Stack/Alarms: it would have 504 alarms, and a stack takes 500 resources; ${cure}`);
    const other = stackOf();
    new BucketAlarms(other, 'Alarms', { buckets: bucketsIn(other, 2) });
    for (let i = 0; i < 491; i++) new CfnResource(other, `R${i}`, { type: 'AWS::SNS::Topic' });
    expect(messageOf(() => synth(other))).toContain(`the stack has 501 resources, 8 of them alarms from here, and 500 fit; ${cure}`);
  });
});

describe('request metrics', () => {
  const filterOf = (stack: Stack) => dimension(metricsOf(only(alarmsIn(stack), 'ClientErrorRate'))[0], 'FilterId');

  test('those that are there are taken, and asked for by their own id', () => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'B', { metrics: [{ id: 'Images', prefix: 'images/' }, { id: 'All' }] });
    new BucketAlarms(stack, 'Alarms', { buckets: [bucket] });
    new BucketAlarms(stack, 'Again', { buckets: [bucket] });
    expect(filterOf(stack)).toBe('All');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [{ Id: 'Images', Prefix: 'images/' }, { Id: 'All' }] });
  });

  test('a bucket of plain CloudFormation gets them too', () => {
    const stack = stackOf();
    new BucketAlarms(stack, 'Alarms', { buckets: [s3.Bucket.fromCfnBucket(new s3.CfnBucket(stack, 'B'))], metricsFilterId: 'Mine' });
    expect(filterOf(stack)).toBe('Mine');
    Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { MetricsConfigurations: [{ Id: 'Mine' }] });
  });

  test('of an imported bucket it is said that they must be on', () => {
    const stack = stackOf();
    new BucketAlarms(stack, 'Alarms', { buckets: [s3.Bucket.fromBucketName(stack, 'B', 'theirs')] });
    Annotations.fromStack(stack).hasWarning('/Stack/Alarms',
      "the bucket Stack/B is not made in this app: its request metrics must be on for the whole bucket under the id 'EntireBucket', else nothing is ever measured [ack: cdk-s3-compliance:request-metrics:Stack/B]");
  });

  test.each<[string, s3.BucketMetrics]>([
    ['has a filter', { id: 'EntireBucket', prefix: 'images/' }], ['has a filter', { id: 'EntireBucket', tagFilters: { a: 'b' } }],
  ])('a configuration of that id that %s is refused', (_, metric) => {
    const stack = stackOf();
    const bucket = new s3.Bucket(stack, 'B', { metrics: [metric] });
    expect(messageOf(() => new BucketAlarms(stack, 'Alarms', { buckets: [bucket] })))
      .toBe("Stack/Alarms: the metrics configuration 'EntireBucket' of Stack/B has a filter, and alarms need one for the whole bucket; pass another 'metricsFilterId'");
    new BucketAlarms(stack, 'Others', { buckets: [bucket], metricsFilterId: 'Whole' });
    expect(filterOf(stack)).toBe('Whole');
  });

  test.each<[string, (bucket: s3.Bucket) => void]>([
    ['is there twice', bucket => bucket.addMetric({ id: 'EntireBucket', prefix: 'a' })],
    ['is gone', (bucket) => {
      (bucket.node.defaultChild as s3.CfnBucket).metricsConfigurations = undefined;
    }],
  ])('one that %s later is an error', (what, change) => {
    const stack = stackOf();
    const [bucket] = bucketsIn(stack, 1);
    new BucketAlarms(stack, 'Alarms', { buckets: [bucket] });
    change(bucket);
    expect(messageOf(() => synth(stack))).toContain(`the metrics configuration 'EntireBucket' of Stack/B0 ${what}, and alarms need one for the whole bucket; give the other one another id`);
  });
});

const EU = { env: { account: '111122223333', region: 'eu-central-1' } };

describe('across stacks', () => {
  const app = new App({ analyticsReporting: false });
  const platform = new Stack(app, 'Platform', EU);
  const topic = new sns.Topic(platform, 'Topic');
  const data = new Stack(app, 'Data', EU);
  const watch = new Stack(app, 'Watch', EU);
  const buckets = bucketsIn(data, 2);
  new BucketAlarms(watch, 'Alarms', { buckets, topic });
  new BucketAlarms(watch, 'More', { buckets, topic, without: [BucketAlarm.REQUESTS_ANOMALY] });
  const [policy] = Object.values(Template.fromStack(platform).findResources('AWS::SNS::TopicPolicy'));

  test('the alarms wait for the buckets and the topic, and nothing for the alarms', () => {
    expect(watch.dependencies.map(({ stackName }) => stackName).sort()).toEqual(['Data', 'Platform']);
    expect([...data.dependencies, ...platform.dependencies]).toEqual([]);
  });

  test.each<[string, string, boolean]>([
    ['an alarm of the account', 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:Watch-1', true],
    ['an alarm of another account', 'arn:aws:cloudwatch:eu-central-1:444455556666:alarm:Watch-1', false],
    ['an alarm of another Region', 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:Watch-1', false],
  ])('%s may publish: %s %s', (_, alarm, allowed) => {
    const { Statement } = JSON.parse(JSON.stringify(policy.Properties.PolicyDocument).replace(/\{"Ref":"AWS::Partition"\}/g, '"aws"')
      .replace(/\{"Fn::Join":\["",\[("[^"]*"(?:,"[^"]*")*)\]\]\}/g, (_all, parts: string) => JSON.stringify((JSON.parse(`[${parts}]`) as string[]).join('')))
      .replace(/\{"Ref":"Topic[^"]*"\}/g, '"arn:aws:sns:eu-central-1:111122223333:topic"')) as { Statement: object[] };
    expect(Statement.length).toBe(1);
    const may = (who: string) => permits({ Version: '2012-10-17', Statement }, service(who), 'sns:Publish', 'arn:aws:sns:eu-central-1:111122223333:topic', { 'aws:SourceArn': alarm });
    expect(may('cloudwatch.amazonaws.com')).toBe(allowed);
    expect(may('events.amazonaws.com')).toBe(false);
  });

  test('the alarms of several accounts are let in by statements of different ids, as SNS wants them', () => {
    const root = new App({ analyticsReporting: false });
    const central = new sns.Topic(new Stack(root, 'Central', EU), 'Topic', { topicName: 'central' });
    for (const account of ['444455556666', '777788889999', '111122223333']) {
      const stack = new Stack(root, `Of${account}`, { env: { ...EU.env, account } });
      new BucketAlarms(stack, 'Alarms', { buckets: bucketsIn(stack, 1), topic: central });
    }
    const [{ Properties }] = Object.values(Template.fromStack(Stack.of(central)).findResources('AWS::SNS::TopicPolicy'));
    const sids = (Properties.PolicyDocument.Statement as { Sid: string }[]).map(({ Sid }) => Sid);
    expect(sids).toEqual(['PublishAlarms444455556666eucentral1', 'PublishAlarms777788889999eucentral1', 'PublishAlarms']);
  });

  test('without an environment it is the account and Region of the topic; and no alarms need no statement', () => {
    const [home, away] = ['Home', 'Away'].map(id => new Stack(new App({ analyticsReporting: false }), id));
    const plain = new sns.Topic(home, 'Topic');
    letAlarmsIn(plain, [], 'None');
    letAlarmsIn(plain, new BucketAlarms(away, 'Alarms', { buckets: bucketsIn(away, 1) }).alarms, 'Never');
    expect(JSON.stringify(Template.fromStack(home).findResources('AWS::SNS::TopicPolicy'))).toContain(
      '"Condition":{"ArnLike":{"aws:SourceArn":{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":cloudwatch:",{"Ref":"AWS::Region"},":",{"Ref":"AWS::AccountId"},":alarm:*"]]}}}');
  });
});

test('where somebody else provides them nothing is made, and the template says who does', () => {
  const stack = stackOf();
  const buckets = bucketsIn(stack, 1);
  const alreadyProvided = { reference: 'central-s3-', providedBy: 'the monitoring team, account 111122223333' };
  const { alarms, reference } = new BucketAlarms(stack, 'Alarms', { buckets, alreadyProvided });
  new BucketAlarms(stack, 'Limits', { buckets, alreadyProvided, maximumObjects: 5 });
  expect([alarms, reference]).toEqual([[], 'central-s3-']);
  const { Resources, Metadata } = Template.fromStack(stack).toJSON();
  expect(Object.values(Resources as object).map(({ Type, Properties }) => [Type, Properties])).toEqual([['AWS::S3::Bucket', undefined]]);
  expect(Metadata['cdk-s3-compliance:provided'].map(({ checks }: { checks: string[] }) => checks))
    .toEqual([['cloudwatch-4xx-5xx-alarms'], ['cloudwatch-4xx-5xx-alarms', 'storage-quota-alarms']]);
});

test('limits that only the deployment decides are in the expressions, the thresholds and the words', () => {
  const stack = stackOf();
  const given = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  new BucketAlarms(stack, 'Alarms', {
    buckets: bucketsIn(stack, 1),
    minimumRequests: given('Least'),
    clientErrorRate: given('ClientRate'),
    serverErrorRate: given('ServerRate'),
    maximumClientErrors: given('Client'),
    maximumServerErrors: given('Server'),
    maximumSize: Size.bytes(given('Bytes')),
    maximumObjects: given('Count'),
  });
  const found = alarmsIn(stack);
  const refs = (value: unknown) => [...JSON.stringify(value).matchAll(/\{"Ref":"([A-Za-z]+)"\}/g)].map(([, name]) => name);
  const said = (kind: string) => {
    const { Metrics = [], Threshold, AlarmDescription } = only(found, kind);
    return [refs(Metrics.map(({ Expression }) => Expression ?? '')), refs(Threshold ?? ''), refs(AlarmDescription)];
  };
  expect(['ClientErrorRate', 'ServerErrorRate', 'ClientErrors', 'ServerErrors', 'Size', 'Objects'].map(said)).toEqual([
    [['Least'], ['ClientRate'], ['ClientRate', 'Least']],
    [['Least'], ['ServerRate'], ['ServerRate', 'Least']],
    [[], ['Client'], ['Client']],
    [[], ['Server'], ['Server']],
    [[], ['Bytes'], ['Bytes']],
    [[], ['Count'], ['Count']],
  ]);
});

test.each<[string, Partial<BucketAlarmsProps>, string]>([
  ['no buckets', { buckets: [] }, "'buckets' is empty; name at least one"],
  ['no rate', { clientErrorRate: 0 }, "'clientErrorRate' must be a number from 0.01 to 100, got 0; leave it out for the default"],
  ['a rate above all', { serverErrorRate: 101 }, "'serverErrorRate' must be a number from 0.01 to 100, got 101; leave it out for the default"],
  ['half a request', { minimumRequests: 0.5 }, "'minimumRequests' must be a whole number from 1 to 1000000000, got 0.5; leave it out for the default"],
  ['no 4xx', { maximumClientErrors: 0 }, "'maximumClientErrors' must be a whole number from 1 to 1000000000, got 0; leave it out for the default"],
  ['no 5xx', { maximumServerErrors: -1 }, "'maximumServerErrors' must be a whole number from 1 to 1000000000, got -1; leave it out for the default"],
  ['no objects', { maximumObjects: 0 }, "'maximumObjects' must be a whole number from 1 to 1000000000000000, got 0; leave it out for the default"],
  ['no band', { anomalyBandWidth: 0 }, "'anomalyBandWidth' must be a number from 0.1 to 100, got 0; leave it out for the default"],
  ['a band that the deployment decides', { anomalyBandWidth: Token.asNumber({ Ref: 'P' }) }, "'anomalyBandWidth' is part of an expression and cannot be left to the deployment; pass a number"],
  ['no bytes', { maximumSize: Size.bytes(0) }, "'maximumSize' must be more than 0 bytes; pass one such as Size.gibibytes(500)"],
  ['types for nothing', { storageTypes: ['StandardStorage'] }, "'storageTypes' needs a 'maximumSize'; pass one such as Size.gibibytes(500)"],
  ['many types', { maximumSize: Size.bytes(1), storageTypes: Array<string>(11).fill('S') }, "'storageTypes' names 11, and an alarm has room for 1 to 10; leave it out for the usual ones"],
  ['a type twice', { maximumSize: Size.bytes(1), storageTypes: ['S', 'S'] }, "'storageTypes' names 'S' twice, which would count its bytes twice; name it once"],
  ['a kind that is none', { without: ['Latency' as BucketAlarm] }, "'without' cannot be \"Latency\"; pass members of BucketAlarm"],
  ['a grouping that is none', { grouping: 'two' as AlarmGrouping }, "'grouping' cannot be \"two\"; pass a member of AlarmGrouping"],
  ['nobody told', { okActions: true }, "'okActions' has nobody to tell; pass a 'topic'"],
  ['an odd id', { metricsFilterId: 'a b' }, "'metricsFilterId' must be 1 to 64 letters, digits and - . _, got \"a b\"; leave it out for 'EntireBucket'"],
])('%s is refused', (_, props, message) => {
  const stack = stackOf();
  expect(messageOf(() => new BucketAlarms(stack, 'Alarms', { buckets: bucketsIn(stack, 1), ...props }))).toBe(`Stack/Alarms: ${message}`);
});

test('a bucket twice, and those of other Regions and accounts, are refused', () => {
  const stack = stackOf(EU);
  const at = (id: string, region: string, account: string) => s3.Bucket.fromBucketAttributes(stack, id, { bucketName: 'theirs', region, account });
  const refusal = (...buckets: s3.IBucket[]) => messageOf(() => new BucketAlarms(stack, `Alarms${stack.node.children.length}`, { buckets })).replace(/^[^:]*: /, '');
  const bucket = new s3.Bucket(stack, 'Twice');
  expect(refusal(bucket, bucket)).toBe("'buckets' names Stack/Twice twice; name it once");
  expect(refusal(at('A', 'us-east-1', '111122223333'))).toBe('the bucket Stack/A is in us-east-1, and its metrics are not seen in eu-central-1; watch it in a stack of its own Region');
  expect(refusal(at('B', 'eu-central-1', '444455556666'))).toBe('the bucket Stack/B is in account 444455556666, and its metrics are not seen in 111122223333; watch it in a stack of its own account');
  expect(refusal(at('C', 'eu-central-1', '111122223333'))).toBe('');
});

test('a topic of another Region is refused, since CloudWatch would refuse it', () => {
  const stack = stackOf(EU);
  const told = (id: string, arn: string) =>
    messageOf(() => new BucketAlarms(stack, id, { buckets: bucketsIn(new Stack(stack, `Of${id}`, EU), 1), topic: sns.Topic.fromTopicArn(stack, `Topic${id}`, arn) }));
  expect(told('A', 'arn:aws:sns:us-east-1:111122223333:topic')).toBe(
    'Stack/A: the topic Stack/TopicA is in us-east-1, and CloudWatch tells alarms of eu-central-1 to topics there only; pass a topic of that Region');
  expect(told('B', 'arn:aws:sns:eu-central-1:444455556666:topic')).toBe('');
});

test('cdk-nag and our packs find nothing', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  const masterKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const topic = new sns.Topic(stack, 'Topic', { masterKey, enforceSSL: true });
  const accessLogBucket = new AccessLogBucket(stack, 'Logs');
  const buckets = [new CompliantBucket(stack, 'Data', { frameworks: [ComplianceFramework.BASELINE], accessLogBucket, encryptionKey: new kms.Key(stack, 'DataKey', { enableKeyRotation: true }) })];
  new BucketAlarms(stack, 'Alarms', { buckets, topic, ...EVERYTHING });
  const { found, message } = judge(app, [...NAG, OURS[0]]);
  expect(found.filter(line => !/data-\w+-recorded\[unknown\]/.test(line))).toEqual([]);
  expect(message.match(/Acknowledge with '[^']*'/g)?.filter(line => !line.includes('-recorded[unknown]'))).toEqual([]);
});

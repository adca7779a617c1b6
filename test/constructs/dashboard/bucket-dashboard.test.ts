import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, ComplianceFramework, CompliantBucket } from '../../../src';
import { BucketAlarms } from '../../../src/constructs/alarms/bucket-alarms';
import { BucketDashboard } from '../../../src/constructs/dashboard/bucket-dashboard';
import type { BucketDashboardProps } from '../../../src/constructs/dashboard/bucket-dashboard-props';
import { messageOf, NETWORK, RETENTION, stackOf, synth } from '../apps';

interface Widget {
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  properties: { title?: string; region?: string; markdown?: string; alarms?: string[]; view?: string; start?: string; metrics?: unknown[][] };
}

/** The body as CloudFormation would write it: a reference becomes its logical id. */
function bodyOf(stack: Stack): Widget[] {
  const [dashboard] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const { DashboardBody: body } = dashboard.Properties as { DashboardBody: string | { 'Fn::Join': [string, unknown[]] } };
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part) => {
    if (typeof part === 'string') return part;
    const { Ref, 'Fn::GetAtt': attribute } = part as { 'Ref'?: string; 'Fn::GetAtt'?: string[] };
    return Ref === 'AWS::Region' ? 'eu-central-1' : Ref ?? `arn:${attribute![0]}`;
  }).join('');
  return (JSON.parse(text) as { widgets: Widget[] }).widgets;
}

const imported = (stack: Stack, count: number): s3.IBucket[] =>
  Array.from({ length: count }, (_, i) => s3.Bucket.fromBucketName(stack, `B${i}`, `${'b'.repeat(60)}${100 + i}`));

/** What CloudWatch documents of a body; the complaints. */
function complaints(widgets: readonly Widget[]): string[] {
  const found: string[] = [];
  const taken = new Set<string>();
  let all = 0;
  if (widgets.length > 500) found.push('more than 500 widgets');
  for (const { type, x, y, width, height, properties } of widgets) {
    const name = `${type} '${properties.title ?? properties.markdown?.slice(0, 20)}'`;
    if (![x, y, width, height].every(Number.isInteger) || x < 0 || y < 0 || width < 1 || height < 1 || height > 1000 || x + width > 24) found.push(`${name} is outside the grid`);
    for (let column = x; column < x + width; column++) {
      for (let row = y; row < y + height; row++) {
        if (taken.has(`${column},${row}`)) found.push(`${name} lies over another at ${column},${row}`);
        taken.add(`${column},${row}`);
      }
    }
    if (type === 'text' && !properties.markdown) found.push(`${name} has no text`);
    if (type === 'alarm' && !(properties.alarms!.length >= 1 && properties.alarms!.length <= 100)) found.push(`${name} has ${properties.alarms!.length} alarms`);
    if (type === 'metric') {
      const { metrics = [], region, view } = properties;
      const ids = metrics.map(metric => (metric.at(-1) as { id?: string }).id).filter(id => id !== undefined);
      if (region !== 'eu-central-1') found.push(`${name} has the Region ${region}`);
      if (view !== 'timeSeries') found.push(`${name} has the view ${view}`);
      if (metrics.length === 0 || metrics.length > 500) found.push(`${name} has ${metrics.length} metrics`);
      if (new Set(ids).size !== ids.length) found.push(`${name} has an id twice`);
      for (const metric of metrics) {
        const options = metric.at(-1) as { expression?: string };
        if (metric.length === 1 ? !options.expression : metric.length !== 7 || metric[0] !== 'AWS/S3') found.push(`${name} has an odd metric ${JSON.stringify(metric)}`);
        const query = /SEARCH\('([^']*)'/.exec(options.expression ?? '')?.[1];
        if (query !== undefined && query.length > 1024) found.push(`${name} has a query of ${query.length} characters`);
        all += query === undefined ? 1 : 10 * 11;
      }
    }
    if (!['text', 'alarm', 'metric'].includes(type)) found.push(`${name} is no widget`);
  }
  if (all > 2500) found.push(`${all} metrics`);
  return found;
}

describe('three buckets with alarms', () => {
  const stack = stackOf();
  const accessLogBucket = new AccessLogBucket(stack, 'Logs');
  const health = new CompliantBucket(stack, 'Health', {
    frameworks: [ComplianceFramework.HIPAA, ComplianceFramework.SOC2], accessLogBucket, retention: RETENTION, network: NETWORK,
  });
  const plain = new CompliantBucket(stack, 'Plain', { accessLogBucket });
  const [other] = imported(stack, 1);
  (plain.node.defaultChild as s3.CfnBucket).replicationConfiguration = { role: 'role', rules: [] };
  const { alarms } = new BucketAlarms(stack, 'Alarms', { buckets: [health, plain] });
  new BucketDashboard(stack, 'Dashboard', {
    buckets: [health, plain, other], alarms, dashboardName: 'Data', links: { 'Who read it': 'https://console.aws.amazon.com/athena', 'Runbook': 'https://example.com/r' },
  });
  const widgets = bodyOf(stack);
  const texts = widgets.flatMap(({ properties: { markdown } }) => markdown ?? []);
  const graph = (title: string) => widgets.find(({ properties }) => properties.title === title)!.properties;

  test('the body is what CloudWatch takes', () => {
    expect(complaints(widgets)).toEqual([]);
  });

  test('it shows requests, errors, bytes, latency, size, objects and replication', () => {
    const shown = widgets.filter(({ type }) => type === 'metric').map(({ properties: { title, metrics } }) => [
      title, metrics!.map(metric => metric.length === 1 ? (metric[0] as { expression: string }).expression : metric[1])
        .filter((one, i, all) => all.indexOf(one) === i),
    ]);
    const names = (...buckets: string[]) => `(${buckets.map(bucket => `"${bucket}"`).join(' OR ')})`;
    const [h, p] = [health, plain].map(bucket => (stack.resolve(bucket.bucketName) as { Ref: string }).Ref);
    expect(shown).toEqual([
      ['Requests', ['AllRequests']],
      ['4xx', ['100 * client0', '4xxErrors', '100 * client1', '100 * client2']],
      ['5xx', ['100 * server0', '5xxErrors', '100 * server1', '100 * server2']],
      ['Bytes downloaded', ['BytesDownloaded']],
      ['Bytes uploaded', ['BytesUploaded']],
      ['First byte, 99 of 100 requests', ['FirstByteLatency']],
      ['Size by storage type', [`SEARCH('{AWS/S3,BucketName,StorageType} MetricName="BucketSizeBytes" BucketName=${names(h, p, other.bucketName)}', 'Average', 86400)`]],
      ['Objects', ['NumberOfObjects']],
      ['Replication latency', [`SEARCH('{AWS/S3,DestinationBucket,RuleId,SourceBucket} MetricName="ReplicationLatency" SourceBucket=${names(p)}', 'Maximum', 300)`]],
    ]);
    expect(graph('Requests').metrics!.map(metric => metric.slice(2, 6))).toEqual([h, p, other.bucketName].map(name => ['BucketName', name, 'FilterId', 'EntireBucket']));
    expect(graph('4xx').metrics!.filter(metric => metric.length > 1).map(metric => metric.at(-1))).toEqual([0, 1, 2].map(i => expect.objectContaining({ id: `client${i}`, visible: false })));
    expect(graph('First byte, 99 of 100 requests').metrics![0].at(-1)).toMatchObject({ stat: 'p99' });
    expect(graph('Objects').metrics![0].at(-1)).toMatchObject({ period: 86400 });
  });

  test('a graph is of the period that it says, and what comes once a day is shown over two weeks', () => {
    const body = JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
    expect(body).toContain('\\"start\\":\\"-P1D\\",\\"periodOverride\\":\\"inherit\\"');
    const ranges = widgets.flatMap(({ properties: { title, start } }) => start === undefined ? [] : [[title, start]]);
    expect(ranges).toEqual([['Size by storage type', '-P14D'], ['Objects', '-P14D']]);
  });

  test('the alarms are there, all of them', () => {
    expect(graph('Alarms').alarms).toEqual(alarms.map(alarm => `arn:${stack.getLogicalId(alarm.node.defaultChild as cloudwatch.CfnAlarm)}`));
  });

  test('it says what each bucket supports, where to read on, and what is not shown', () => {
    expect(texts.length).toBe(2);
    expect(texts[0]).toContain('**Not shown:** who read what');
    expect(texts[0]).toContain('[Who read it](https://console.aws.amazon.com/athena) - [Runbook](https://example.com/r)');
    const [h, p] = [health, plain].map(bucket => (stack.resolve(bucket.bucketName) as { Ref: string }).Ref);
    expect(texts[1].split('\n').slice(2)).toEqual([`| ${h} | hipaa, soc2 | health records |`, `| ${p} | baseline | not stated |`, `| ${other.bucketName} | not stated | not stated |`]);
  });

  test('request metrics are on, and of an imported bucket it is said that they must be', () => {
    const template = Template.fromStack(stack);
    expect(Object.values(template.findResources('AWS::S3::Bucket', { Properties: { MetricsConfigurations: [{ Id: 'EntireBucket' }] } })).length).toBe(2);
    Annotations.fromStack(stack).hasWarning('/Stack/Dashboard', Match.stringLikeRegexp('^the bucket Stack/B0 is not made in this app'));
  });
});

test('100 buckets with the longest names, and 250 alarms, fit into one dashboard: ten buckets to a graph, 100 alarms to a widget', () => {
  const stack = stackOf();
  const alarms = Array.from({ length: 250 }, (_, i) => cloudwatch.Alarm.fromAlarmArn(stack, `A${i}`, `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${i}`));
  new BucketDashboard(stack, 'Dashboard', { buckets: imported(stack, 100), alarms });
  const widgets = bodyOf(stack);
  expect(complaints(widgets)).toEqual([]);
  expect(widgets.filter(({ properties }) => properties.title === 'Requests').map(({ properties }) => properties.metrics!.length)).toEqual(Array(10).fill(10));
  expect(widgets.filter(({ type }) => type === 'alarm').map(({ properties }) => properties.alarms!.length)).toEqual([100, 100, 50]);
  expect(widgets.filter(({ properties }) => properties.title === 'Replication latency')).toEqual([]);
});

test.each<[string, (stack: Stack) => Partial<BucketDashboardProps>, string]>([
  ['no buckets', () => ({ buckets: [] }), "'buckets' is empty; name at least one"],
  ['101 buckets', stack => ({ buckets: imported(stack, 101) }), "'buckets' names 101, and a dashboard has room for the metrics of 100; make several dashboards"],
  ['a name with spaces', () => ({ dashboardName: 'my data' }), "'dashboardName' must be 1 to 255 letters, digits and - _, got \"my data\"; leave it out for a name made by CloudFormation"],
  ['no alarms', () => ({ alarms: [] }), "'alarms' is empty; leave it out to show none"],
  ['a link that runs code', () => ({ links: { Go: 'javascript:alert(1)' } }),
    "the link 'Go' must begin with https:// and have no spaces and parentheses, got \"javascript:alert(1)\"; pass a whole address"],
  ['a title that ends the link', () => ({ links: { 'a](b': 'https://example.com' } }), 'the title "a](b" of a link must have letters and no square brackets; pass another'],
])('%s is refused', (_, props, message) => {
  const stack = stackOf();
  expect(messageOf(() => new BucketDashboard(stack, 'Dashboard', { buckets: [new s3.Bucket(stack, 'B')], ...props(stack) }))).toBe(`Stack/Dashboard: ${message}`);
});

test('a bucket of another Region is refused', () => {
  const stack = stackOf({ env: { account: '111122223333', region: 'eu-central-1' } });
  const bucket = s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'theirs', region: 'us-east-1' });
  expect(messageOf(() => new BucketDashboard(stack, 'Dashboard', { buckets: [bucket] })))
    .toBe('Stack/Dashboard: the bucket Stack/B is in us-east-1, and its metrics are not seen in eu-central-1; watch it in a stack of its own Region');
  expect(messageOf(() => synth(stack))).toBe('');
});

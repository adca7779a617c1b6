import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Duration, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccessLogBucket, CompliantBucket } from '../../../src';
import { AccessLogAnalytics } from '../../../src/constructs/analytics/access-log-analytics';
import type { AccessLogAnalyticsProps } from '../../../src/constructs/analytics/access-log-analytics-props';
import { messageOf, stackOf } from '../apps';
import { judge, NAG, OURS } from '../guarded-app';

const ENV = { env: { account: '111122223333', region: 'eu-central-1' } };

function analyticsIn(stack: Stack, props: Partial<AccessLogAnalyticsProps> = {}): AccessLogAnalytics {
  return new AccessLogAnalytics(stack, 'Analytics', { accessLogBucket: new AccessLogBucket(stack, 'Logs'), ...props });
}

const stack = stackOf(ENV);
const logs = new AccessLogBucket(stack, 'Logs', { bucketName: 'logs' });
const photos = new CompliantBucket(stack, 'Photos', { bucketName: 'photos', accessLogBucket: logs });
const trail = s3.Bucket.fromBucketName(stack, 'Trail', 'trail');
const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
const analytics = new AccessLogAnalytics(stack, 'Analytics', {
  accessLogBucket: logs, buckets: [photos], firstDay: '2026/01/01', trailLogBucket: trail, organizationId: 'o-exampleorgid', analysts: [analyst], databaseName: 's3_audit',
});

describe('a stack with buckets, a trail and an analyst', () => {
  let template: Template;
  let outcome: ReturnType<typeof judge>;
  beforeAll(() => {
    const app = stack.node.root as App;
    outcome = judge(app, [...NAG, ...OURS]);
    template = Template.fromJSON(JSON.parse(readFileSync(join(app.outdir, 'Stack.template.json'), 'utf8')));
  });

  test('the packs find nothing in it but what is acknowledged with a reason', () => {
    expect(outcome.found.filter(line => line.includes('/Analytics/') && !/data-(?:reads|writes)-recorded\[unknown\]/.test(line))).toEqual([]);
    expect(outcome.curt).toEqual([]);
  });

  test('the tables, the workgroup and the questions', () => {
    const of = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties);
    expect({ tables: of('AWS::Glue::Table'), workGroups: of('AWS::Athena::WorkGroup'), questions: of('AWS::Athena::NamedQuery'), policy: of('AWS::IAM::ManagedPolicy') }).toMatchSnapshot();
  });

  test('the DDL says what the Glue tables say', () => {
    const tables = Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput);
    expect(tables).toHaveLength(2);
    tables.forEach((table, i) => {
      const ddl = stack.resolve(analytics.createTableStatements[i]);
      const text = typeof ddl === 'string' ? ddl : (ddl['Fn::Join'][1] as unknown[]).map(part => typeof part === 'string' ? part : JSON.stringify(part)).join('');
      const plain = (value: unknown) => typeof value === 'string' ? value : ((value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]).map(part => typeof part === 'string' ? part : JSON.stringify(part)).join('');
      const pairs = [...text.matchAll(/^ {2}'((?:[^'\\]|\\.)*)' = '((?:[^'\\]|\\.)*)',?$/gm)].map(([, name, value]) => [name, value.replace(/\\(.)/g, '$1')]);
      const { EXTERNAL: _, ...parameters } = table.Parameters as Record<string, unknown>;
      const stated = { ...table.StorageDescriptor.SerdeInfo.Parameters, ...parameters };
      const expected = Object.entries(stated).map(([name, value]) => [name, plain(value)]);
      expect(pairs.sort()).toEqual(expected.sort());
      const columns = [...text.matchAll(/^ {2}`(\w+)` (\S+) COMMENT/gm)].map(([, Name, Type]) => ({ Name, Type }));
      expect(columns).toEqual((table.StorageDescriptor.Columns as { Name: string; Type: string }[]).map(({ Name, Type }) => ({ Name, Type })));
      for (const line of [`ROW FORMAT SERDE '${table.StorageDescriptor.SerdeInfo.SerializationLibrary}'`, `INPUTFORMAT '${table.StorageDescriptor.InputFormat}'`,
        `OUTPUTFORMAT '${table.StorageDescriptor.OutputFormat}'`, `LOCATION '${plain(table.StorageDescriptor.Location)}'`]) expect(text).toContain(line);
      expect(/PARTITIONED BY \((.*)\)/.exec(text)![1]).toBe((table.PartitionKeys as { Name: string }[]).map(({ Name }) => `\`${Name}\` string`).join(', '));
    });
  });

  test('a workgroup with a history of queries can be deleted; nobody is asked for by both of the names of CloudTrail', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', { RecursiveDeleteOption: true });
    template.hasResourceProperties('AWS::Athena::NamedQuery', { Name: 'cloudtrail-anonymous', QueryString: Match.stringLikeRegexp("lower\\(useridentity.accountid\\) IN \\('anonymous_principal', 'anonymous'\\)") });
  });

  test('the source of a bucket is the folder that S3 writes to', () => {
    const loggingOf = Object.values(template.findResources('AWS::S3::Bucket')).find(({ Properties }) => Properties.BucketName === 'photos')!.Properties.LoggingConfiguration;
    expect(loggingOf.LogFilePrefix).toBe('access-logs/photos/');
    const table = Object.values(template.findResources('AWS::Glue::Table')).find(({ Properties }) => Properties.TableInput.Name === 's3_access_logs')!;
    expect(JSON.stringify(table.Properties.TableInput.Parameters['projection.source.values'])).toContain('photos/111122223333/eu-central-1/');
  });

  test('names and queries are within the limits of Athena and Glue', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::Athena::NamedQuery'))) {
      expect(Properties.Name.length).toBeLessThanOrEqual(128);
      expect(Buffer.byteLength(Properties.QueryString)).toBeLessThan(262_144);
      expect(Properties.QueryString).not.toContain(';');
    }
    expect(analytics.workGroupName).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
  });
});

test('without buckets each query names its source, and nothing else is asked for first', () => {
  const other = stackOf();
  analyticsIn(other);
  const template = Template.fromStack(other);
  template.hasResourceProperties('AWS::Glue::Table', { TableInput: { Parameters: { 'projection.source.type': 'injected' } } });
  template.hasResourceProperties('AWS::Athena::NamedQuery', { Name: 'access-log-sigv2', QueryString: Match.stringLikeRegexp('source = \\?') });
  template.resourceCountIs('AWS::Glue::Table', 1);
});

test('what is there already is not made', () => {
  const other = stackOf();
  const providedBy = 'the data platform team';
  const made = analyticsIn(other, { existingDatabase: { reference: 'audit', providedBy }, existingWorkGroup: { reference: 'auditors', providedBy } });
  const template = Template.fromStack(other);
  for (const type of ['AWS::Glue::Database', 'AWS::Athena::WorkGroup', 'AWS::KMS::Key']) template.resourceCountIs(type, 0);
  expect([made.databaseName, made.workGroupName, made.resultBucket]).toEqual(['audit', 'auditors', undefined]);
});

test.each<[string, Partial<AccessLogAnalyticsProps>, string]>([
  ['no buckets', { buckets: [] }, "'buckets' is empty; name one, or leave it out"],
  ['a day in another form', { firstDay: '2026-01-01' }, "'firstDay' has \"2026-01-01\"; pass one such as '2026/01/31' or 'NOW-6YEARS'"],
  ['a Region for no trail', { trailRegions: ['eu-west-1'] }, "'trailRegions' needs a 'trailLogBucket'; pass one"],
  ['a small limit', { scanLimit: Size.mebibytes(1) }, "'scanLimit' must be at least 10 MB, got 1048576 bytes; pass Size.mebibytes(10) or more"],
  ['a name in upper case', { databaseName: 'Audit' }, "'databaseName' has \"Audit\"; pass lower-case letters, digits and underscores"],
  ['results of a given workgroup', { existingWorkGroup: { reference: 'a', providedBy: 'the data team' }, resultRetention: Duration.days(1) },
    "'resultRetention' has no effect on an 'existingWorkGroup'; leave one of them out"],
])('%s is refused', (_, props, message) => {
  expect(messageOf(() => analyticsIn(stackOf(), props))).toBe(`Stack/Analytics: ${message}`);
});

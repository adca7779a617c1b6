import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ofRequests, ofStorage, type Watched } from '../alarms/bucket-metrics';

const HALF = { width: 12, height: 6 } as const;
const THIRD = { width: 8, height: 6 } as const;
const WHOLE = { width: 24, height: 6 } as const;

type Size = typeof HALF | typeof THIRD | typeof WHOLE;

/** What S3 measures once a day, and a day late, has no line in the range of the dashboard. */
const TWO_WEEKS = { start: '-P14D' } as const;

const lines = (group: readonly Watched[], metricName: string, statistic: string): cloudwatch.IMetric[] =>
  group.map(one => ofRequests(one, metricName, statistic, Duration.minutes(5)).with({ label: one.bucket.bucketName }));

/** Percent: S3 writes 0 or 1 for each request, so that the average is the share. */
const percent = (group: readonly Watched[], metricName: string, name: string): cloudwatch.IMetric[] =>
  group.map((one, i) => new cloudwatch.MathExpression({
    expression: `100 * ${name}${i}`,
    label: one.bucket.bucketName,
    period: Duration.minutes(5),
    usingMetrics: { [`${name}${i}`]: ofRequests(one, metricName, cloudwatch.Stats.AVERAGE, Duration.minutes(5)) },
  }));

const objects = (one: Watched): cloudwatch.IMetric =>
  ofStorage(one, 'NumberOfObjects', 'AllStorageTypes').with({ label: one.bucket.bucketName });

const from0 = (label: string) => ({ label, min: 0, showUnits: false });

/** The names of buckets as a search wants them: exactly these. A query has 1,024 characters, enough for ten. */
const named = (group: readonly Watched[]): string => `(${group.map(({ bucket }) => `"${bucket.bucketName}"`).join(' OR ')})`;

/** The graphs of at most ten buckets, in rows of 24 columns. */
export function graphsOf(group: readonly Watched[]): readonly cloudwatch.IWidget[][] {
  const graph = (title: string, left: cloudwatch.IMetric[], leftYAxis: cloudwatch.YAxisProps, size: Size & { start?: string } = THIRD) =>
    new cloudwatch.GraphWidget({ title, left, leftYAxis, ...size });
  const replicated = group.filter(({ bucket }) => replicates(bucket));
  return [
    [
      graph('Requests', lines(group, 'AllRequests', cloudwatch.Stats.SUM), from0('in 5 minutes')),
      graph('4xx', percent(group, '4xxErrors', 'client'), from0('% of the requests')),
      graph('5xx', percent(group, '5xxErrors', 'server'), from0('% of the requests')),
    ],
    [
      graph('Bytes downloaded', lines(group, 'BytesDownloaded', cloudwatch.Stats.SUM), from0('in 5 minutes')),
      graph('Bytes uploaded', lines(group, 'BytesUploaded', cloudwatch.Stats.SUM), from0('in 5 minutes')),
      graph('First byte, 99 of 100 requests', lines(group, 'FirstByteLatency', cloudwatch.Stats.p(99)), from0('milliseconds')),
    ],
    [
      graph('Size by storage type', [sizes(group)], from0('bytes, once a day'), { ...HALF, ...TWO_WEEKS }),
      graph('Objects', group.map(objects), from0('once a day'), { ...HALF, ...TWO_WEEKS }),
    ],
    ...replicated.length === 0 ? [] : [[graph('Replication latency', [replication(replicated)], from0('seconds'), WHOLE)]],
  ];
}

/** A search, since nobody knows which storage types a bucket will use. */
const sizes = (group: readonly Watched[]): cloudwatch.IMetric => new cloudwatch.SearchExpression({
  expression: `SEARCH('{AWS/S3,BucketName,StorageType} MetricName="BucketSizeBytes" BucketName=${named(group)}', 'Average', 86400)`,
  label: '',
  period: Duration.days(1),
});

const replication = (group: readonly Watched[]): cloudwatch.IMetric => new cloudwatch.SearchExpression({
  expression: `SEARCH('{AWS/S3,DestinationBucket,RuleId,SourceBucket} MetricName="ReplicationLatency" SourceBucket=${named(group)}', 'Maximum', 300)`,
  label: '',
  period: Duration.minutes(5),
});

export function replicates(bucket: s3.IBucket): boolean {
  const child = bucket.node.defaultChild;
  return s3.CfnBucket.isCfnBucket(child) && child.replicationConfiguration !== undefined;
}

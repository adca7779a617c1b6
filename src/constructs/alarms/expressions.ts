import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ofRequests, ofStorage, type Watched } from './bucket-metrics';

/** The expression of an alarm has room for so many metrics. */
export const MOST_METRICS = 10;

const requestsPeriod = (): Duration => Duration.minutes(5);
const anomalyPeriod = (): Duration => Duration.minutes(15);

type Metrics = Record<string, cloudwatch.IMetric>;

const math = (expression: string, usingMetrics: Metrics, period: Duration): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({ expression, usingMetrics, period });

/** The worst of several; one by itself stays as it is. */
function worst(values: readonly cloudwatch.IMetric[], name: string, period: Duration): cloudwatch.IMetric {
  if (values.length === 1) return values[0];
  const metrics = Object.fromEntries(values.map((value, i) => [`${name}${i}`, value]));
  return math(`MAX([${Object.keys(metrics).join(', ')}])`, metrics, period);
}

/**
 * Percent of the requests that failed; 0 where there were fewer than the minimum. A period without requests has no data, which is filled: errors and
 * requests with 0, and what is divided by with 1.
 */
export function errorRate(group: readonly Watched[], metricName: string, minimum: number): cloudwatch.IMetric {
  const rates = group.map((one, i) => math(`IF(FILL(requests${i}, 0) >= ${minimum}, 100 * FILL(errors${i}, 0) / FILL(requests${i}, 1), 0)`, {
    [`errors${i}`]: ofRequests(one, metricName, cloudwatch.Stats.SUM, requestsPeriod()),
    [`requests${i}`]: ofRequests(one, 'AllRequests', cloudwatch.Stats.SUM, requestsPeriod()),
  }, requestsPeriod()));
  return worst(rates, 'rate', requestsPeriod());
}

export const errorCount = (group: readonly Watched[], metricName: string): cloudwatch.IMetric =>
  worst(group.map(one => ofRequests(one, metricName, cloudwatch.Stats.SUM, requestsPeriod())), 'errors', requestsPeriod());

/** Bytes of all the storage types. They are not filled: S3 measures once a day, and 0 until then would end an alarm. */
export function size(group: readonly Watched[], storageTypes: readonly string[]): cloudwatch.IMetric {
  const sizes = group.map((one, i) => {
    const parts = storageTypes.map(type => ofStorage(one, 'BucketSizeBytes', type));
    if (parts.length === 1) return parts[0];
    const metrics = Object.fromEntries(parts.map((part, j) => [`bytes${i}_${j}`, part]));
    return math(`SUM([${Object.keys(metrics).join(', ')}])`, metrics, Duration.days(1));
  });
  return worst(sizes, 'size', Duration.days(1));
}

export const objects = (group: readonly Watched[]): cloudwatch.IMetric =>
  worst(group.map(one => ofStorage(one, 'NumberOfObjects', 'AllStorageTypes')), 'objects', Duration.days(1));

/** What a model learns: the metric of one bucket, or the sum of several. */
export function total(group: readonly Watched[], metricName: string): cloudwatch.IMetric {
  const values = group.map(one => ofRequests(one, metricName, cloudwatch.Stats.SUM, anomalyPeriod()));
  if (values.length === 1) return values[0];
  const metrics = Object.fromEntries(values.map((value, i) => [`part${i}`, value]));
  return math(`SUM([${Object.keys(metrics).map(id => `FILL(${id}, 0)`).join(', ')}])`, metrics, anomalyPeriod());
}

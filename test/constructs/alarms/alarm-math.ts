/** An alarm as a template has it, and as DescribeAlarms gives it. */
export interface AlarmJson {
  readonly AlarmDescription?: unknown;
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly Threshold?: number;
  readonly ThresholdMetricId?: string;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: 'notBreaching' | 'ignore';
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: Dimension[];
  readonly Metrics?: Query[];
}
export interface Dimension { readonly Name: string; readonly Value: unknown }
export interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly ReturnData?: boolean;
  readonly MetricStat?: { readonly Metric: MetricJson };
}
export interface MetricJson { readonly Namespace: string; readonly MetricName: string; readonly Dimensions: Dimension[] }

/** The metrics that an alarm watches. */
export const metricsOf = (alarm: AlarmJson): MetricJson[] => alarm.Metrics
  ? alarm.Metrics.flatMap(({ MetricStat }) => MetricStat ? [MetricStat.Metric] : [])
  : [{ Namespace: alarm.Namespace!, MetricName: alarm.MetricName!, Dimensions: alarm.Dimensions! }];

export const dimension = (metric: MetricJson, name: string): unknown => metric.Dimensions.find(({ Name }) => Name === name)?.Value;

/** Undefined: there is no data. */
type Value = number | undefined;

/** One period: what a metric is of a bucket, by `bucket/metric` or `bucket/metric/storage type`. */
export type Period = Readonly<Record<string, number>>;

const real = (value: unknown): Value => typeof value === 'number' && Number.isFinite(value) ? value : undefined;
const reals = (values: readonly unknown[]): number[] => values.map(real).filter(value => value !== undefined);

/** The functions of metric math that alarms here use; what lacks data in a list is passed over. */
const FUNCTIONS = {
  IF: (condition: unknown, yes: unknown, no: unknown) => condition ? yes : no,
  FILL: (value: unknown, otherwise: number) => real(value) ?? otherwise,
  MAX: (values: unknown[]) => reals(values).length === 0 ? undefined : Math.max(...reals(values)),
  SUM: (values: unknown[]) => reals(values).length === 0 ? undefined : reals(values).reduce((a, b) => a + b, 0),
};

function measured(metric: MetricJson, period: Period): Value {
  const { Ref: bucket } = dimension(metric, 'BucketName') as { Ref: string };
  const type = dimension(metric, 'StorageType');
  return period[[bucket, metric.MetricName, ...type === undefined || type === 'AllStorageTypes' ? [] : [type]].join('/')];
}

/** What an alarm compares with its threshold in one period. */
export function valueOf(alarm: AlarmJson, period: Period): Value {
  if (!alarm.Metrics) return measured(metricsOf(alarm)[0], period);
  const one = (query: Query): Value => {
    if (query.MetricStat) return measured(query.MetricStat.Metric, period);
    const expression = query.Expression!;
    const ids = [...new Set(expression.match(/\b[a-z]\w*/g))];
    const inputs = ids.map(id => one(alarm.Metrics!.find(({ Id }) => Id === id)!));
    return real(new Function(...Object.keys(FUNCTIONS), ...ids, `return ${expression}`)(...Object.values(FUNCTIONS), ...inputs));
  };
  return one(alarm.Metrics.find(({ ReturnData }) => ReturnData)!);
}

/** Whether the last periods put an alarm into ALARM, from OK. */
export function alarms(alarm: AlarmJson, periods: readonly Period[]): boolean {
  const last = periods.slice(-alarm.EvaluationPeriods);
  const breaching = last.map(period => valueOf(alarm, period)).filter(value => value !== undefined && value >= alarm.Threshold!);
  return breaching.length >= alarm.DatapointsToAlarm;
}

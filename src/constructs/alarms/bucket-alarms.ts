import { Annotations, Names } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { type AlarmKind, alarmKinds } from './alarm-kinds';
import { AlarmGrouping } from './bucket-alarm';
import { checkAlarms, checkBuckets, checkOptions, MOST_BY_THEMSELVES, mustFit } from './bucket-alarms-checks';
import type { BucketAlarmsOptions, BucketAlarmsProps } from './bucket-alarms-props';
import type { Watched } from './bucket-metrics';
import { requestMetrics } from './request-metrics';
import { cloudwatch4xx5xxAlarms, storageQuotaAlarms } from '../../controls/manual';
import { letAlarmsIn } from '../alarm-topic';
import { provided } from '../already-provided';

/**
 * Watches buckets: turns their request metrics on, and has alarms on the share of requests that end with 4xx or 5xx, on far more requests or
 * downloaded bytes than usual, and, with limits, on the size and the number of objects. Each alarm says what happened, to which bucket, why it
 * matters and what to do.
 *
 * Supports the checks `cloudwatch-4xx-5xx-alarms` and, with `maximumSize` or `maximumObjects`, `storage-quota-alarms`; of the threat model, the
 * usage alerts and the anomaly detection on access patterns as far as volume shows it: who reads what is for `guardduty-s3-protection`, which
 * this is not.
 *
 * A bucket has 4 alarms, one more for each limit: 8 resources at most. Combined, 100 buckets have 60 alarms instead of 400; with limits on objects
 * and size 170 instead of 600, or 80 where the size is that of one storage type. A stack takes 500 resources, the buckets among them.
 *
 * It does not cover: buckets of other Regions and accounts; directory buckets; latency; what happens before a model has learnt, for which it wants
 * two weeks. S3 delivers metrics as well as it can, minutes late, and those of storage once a day. CloudWatch has 500 anomaly models in an
 * account and Region: buckets have two each, and combined ten share two.
 *
 * Costs: request metrics, billed as custom metrics of CloudWatch for each bucket (some 16 of them); alarms, billed by the metrics that they watch: 2
 * for a rate, 3 for an anomaly, 10 for the size. Cheaper: leave alarms out with `without`, name the `storageTypes` that you use.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudwatch-monitoring.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
export class BucketAlarms extends Construct {
  /**
   * How many alarms, which are resources, so many buckets get.
   *
   * @param buckets how many
   * @param options those of the alarms
   */
  public static countAlarms(buckets: number, options: BucketAlarmsOptions = {}): number {
    checkOptions('BucketAlarms', options);
    const combined = groupingOf(buckets, options) === AlarmGrouping.COMBINED;
    return alarmKinds(options).reduce((sum, { fits }) => sum + Math.ceil(buckets / (combined ? fits : 1)), 0);
  }

  /** The alarms; none where somebody else provides them. */
  public readonly alarms: cloudwatch.Alarm[] = [];

  /** What somebody else provides. */
  public readonly reference?: string;

  constructor(scope: Construct, id: string, props: BucketAlarmsProps) {
    super(scope, id);
    checkAlarms(this, props);
    const { buckets, alreadyProvided, maximumSize, maximumObjects, topic } = props;
    if (alreadyProvided) {
      const limits = maximumSize !== undefined || maximumObjects !== undefined ? [storageQuotaAlarms] : [];
      this.reference = provided(this, 'alreadyProvided', alreadyProvided, [cloudwatch4xx5xxAlarms, ...limits]);
      return;
    }
    checkBuckets(this, buckets);
    mustFit(this, BucketAlarms.countAlarms(buckets.length, props));
    const watched = buckets.map(bucket => ({ bucket, filterId: requestMetrics(this, bucket, props.metricsFilterId ?? 'EntireBucket') }));
    const combined = groupingOf(buckets.length, props) === AlarmGrouping.COMBINED;
    if (combined && props.grouping === undefined) {
      Annotations.of(this).addInfoV2('cdk-s3-compliance:alarms-combined',
        `the alarms of ${buckets.length} buckets are combined, up to ten in one; pass AlarmGrouping.EACH_BUCKET for one each, or COMBINED to say that it is meant`);
    }
    for (const kind of alarmKinds(props)) {
      for (const [i, group] of groups(watched, combined ? kind.fits : 1).entries()) {
        const home = combined ? `Group${i}` : Names.nodeUniqueId(group[0].bucket.node);
        this.alarms.push(this.alarm(this.node.tryFindChild(home) as Construct | undefined ?? new Construct(this, home), kind, group, props));
      }
    }
    if (!topic) return;
    for (const alarm of this.alarms) {
      alarm.addAlarmAction(new SnsAction(topic));
      if (props.okActions) alarm.addOkAction(new SnsAction(topic));
    }
    letAlarmsIn(topic, this.alarms, `Publish${Names.uniqueResourceName(this, { maxLength: 60 })}`);
  }

  private alarm(home: Construct, kind: AlarmKind, group: readonly Watched[], { anomalyBandWidth = 3 }: BucketAlarmsOptions): cloudwatch.Alarm {
    const [what, ...rest] = kind.says;
    const names = group.map(({ bucket }) => bucket.bucketName).join(', ');
    const common = {
      alarmDescription: `${group.length === 1 ? 'S3 bucket' : 'One of the S3 buckets'} ${names}: ${[what, ...rest].join(' ')}`,
      metric: kind.metric(group),
      datapointsToAlarm: kind.periods[0],
      evaluationPeriods: kind.periods[1],
      treatMissingData: kind.missing,
    };
    const { GREATER_THAN_UPPER_THRESHOLD: above, GREATER_THAN_OR_EQUAL_TO_THRESHOLD: from } = cloudwatch.ComparisonOperator;
    return kind.threshold === undefined
      ? new cloudwatch.AnomalyDetectionAlarm(home, kind.id, { ...common, stdDevs: anomalyBandWidth, comparisonOperator: above })
      : new cloudwatch.Alarm(home, kind.id, { ...common, threshold: kind.threshold, comparisonOperator: from });
  }
}

const groupingOf = (buckets: number, { grouping }: BucketAlarmsOptions): AlarmGrouping =>
  grouping ?? (buckets > MOST_BY_THEMSELVES ? AlarmGrouping.COMBINED : AlarmGrouping.EACH_BUCKET);

function groups<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

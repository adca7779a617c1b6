import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkDashboard } from './bucket-dashboard-checks';
import type { BucketDashboardProps } from './bucket-dashboard-props';
import { graphsOf } from './bucket-graphs';
import { linksOf, NOT_SHOWN, tableOf } from './bucket-words';
import { checkBuckets } from '../alarms/bucket-alarms-checks';
import { requestMetrics } from '../alarms/request-metrics';

/** Buckets in one graph: more lines than this cannot be told apart. */
const MOST_LINES = 10;

/** Alarms in one widget, which CloudWatch limits. */
const MOST_ALARMS = 100;

/**
 * A dashboard of CloudWatch for a set of buckets, so that people look rather than read: the state of the alarms, requests, the share of 4xx and 5xx
 * answers, bytes down and up, latency, size by storage type, objects, replication where there is one, what frameworks each bucket supports, and
 * what is not shown. It turns the request metrics of the buckets on, as `BucketAlarms` does. Each ten buckets have their own rows. Size and objects
 * are shown over two weeks, since S3 measures them once a day.
 *
 * It supports no check by itself: a dashboard tells nobody anything. It is where `cloudwatch-4xx-5xx-alarms` and `storage-quota-alarms` are looked into.
 *
 * It does not cover: buckets of other Regions and accounts; directory buckets; who did what, which the access logs and CloudTrail say.
 *
 * Costs: dashboards beyond the third of an account, monthly; request metrics, billed as custom metrics for each bucket. Cheaper: one dashboard for many
 * buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class BucketDashboard extends Construct {
  /** The dashboard. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: BucketDashboardProps) {
    super(scope, id);
    const { buckets, alarms = [], links = {} } = props;
    checkBuckets(this, buckets);
    checkDashboard(this, props);
    const watched = buckets.map(bucket => ({ bucket, filterId: requestMetrics(this, bucket, props.metricsFilterId ?? 'EntireBucket') }));
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName: props.dashboardName,
      defaultInterval: Duration.days(1),
      // What a graph says of its period stays true, whatever range people look at.
      periodOverride: cloudwatch.PeriodOverride.INHERIT,
    });
    const show = (...widgets: cloudwatch.IWidget[]) => this.dashboard.addWidgets(...widgets);
    const words = (markdown: string, height: number) => show(new cloudwatch.TextWidget({ markdown, width: 24, height }));

    words([NOT_SHOWN, ...Object.keys(links).length > 0 ? [linksOf(links)] : []].join('\n\n'), 3);
    for (const part of inGroups(alarms, MOST_ALARMS)) {
      show(new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: [...part], width: 24, height: 4 }));
    }
    for (const group of inGroups(watched, MOST_LINES)) {
      words(tableOf(group.map(({ bucket }) => bucket)), 2 + group.length);
      for (const row of graphsOf(group)) show(...row);
    }
  }
}

function inGroups<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

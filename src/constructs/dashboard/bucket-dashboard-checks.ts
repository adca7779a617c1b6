import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { BucketDashboardProps } from './bucket-dashboard-props';
import { show } from '../shapes';

/** A dashboard shows 2,500 metrics at most, those behind expressions included, and a bucket has some 20, of which 11 are storage types. */
const MOST_BUCKETS = 100;

/** Refuses what cannot work. */
export function checkDashboard({ node: { path } }: IConstruct, { buckets, dashboardName, links = {}, alarms }: BucketDashboardProps): void {
  if (buckets.length > MOST_BUCKETS) {
    throw new Error(`${path}: 'buckets' names ${buckets.length}, and a dashboard has room for the metrics of ${MOST_BUCKETS}; make several dashboards`);
  }
  if (dashboardName !== undefined && !Token.isUnresolved(dashboardName) && !/^[A-Za-z0-9_-]{1,255}$/.test(dashboardName)) {
    throw new Error(`${path}: 'dashboardName' must be 1 to 255 letters, digits and - _, got ${show(dashboardName)}; leave it out for a name made by CloudFormation`);
  }
  if (alarms?.length === 0) throw new Error(`${path}: 'alarms' is empty; leave it out to show none`);
  for (const [title, url] of Object.entries(links)) {
    if (!Token.isUnresolved(url) && !/^https:\/\/[^\s()]+$/.test(url)) throw new Error(`${path}: the link '${title}' must begin with https:// and have no spaces and parentheses, got ${show(url)}; pass a whole address`);
    if (!Token.isUnresolved(title) && !/^[^[\]\r\n]+$/.test(title)) throw new Error(`${path}: the title ${show(title)} of a link must have letters and no square brackets; pass another`);
  }
}

import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { BucketAlarm } from './bucket-alarm';
import type { BucketAlarmsOptions } from './bucket-alarms-props';
import { STORAGE_TYPES, type Watched } from './bucket-metrics';
import { errorCount, errorRate, MOST_METRICS, objects, size, total } from './expressions';

/** One kind of alarm, and how many buckets fit into one. */
export interface AlarmKind {
  readonly id: string;
  readonly fits: number;
  readonly metric: (group: readonly Watched[]) => cloudwatch.IMetric;
  /** From this value on; an alarm without one watches a band. */
  readonly threshold?: number;
  /** So many of so many periods. */
  readonly periods: readonly [breaching: number, of: number];
  readonly missing: cloudwatch.TreatMissingData;
  /** What happened, why it matters and what to do. */
  readonly says: readonly [what: string, why: string, cure: string];
}

const DENIED = 'Somebody tries what is not allowed, or a change has taken access away.';
const LOOK_DENIED = 'Look in the access logs or CloudTrail for the callers and error codes; undo the change, or stop the caller.';
const BROKEN = 'S3 fails or slows the clients down (503 Slow Down), and data may not be stored.';
const LOOK_BROKEN = 'See the AWS Health Dashboard; have the clients retry with backoff and spread their keys over prefixes.';
const GROWS = 'S3 has no quota: it goes on, and so does the bill. Uploads that nobody planned, or a lifecycle rule that is gone.';
const LOOK_GROWS = 'Look with S3 Storage Lens or the inventory for what has grown; repair the lifecycle, stop the writer, or raise the limit.';

/** The kinds of alarms that options ask for. */
export function alarmKinds(options: BucketAlarmsOptions): readonly AlarmKind[] {
  const { clientErrorRate = 5, serverErrorRate = 1, minimumRequests: least = 20, maximumClientErrors, maximumServerErrors } = options;
  const { maximumSize, maximumObjects } = options;
  const quiet = { missing: cloudwatch.TreatMissingData.NOT_BREACHING, periods: [2, 3] } as const;
  const daily = { missing: cloudwatch.TreatMissingData.IGNORE, periods: [1, 1] } as const;
  const types = options.storageTypes ?? STORAGE_TYPES;
  const without = options.without ?? [];
  const kinds: readonly (AlarmKind | undefined)[] = [
    {
      ...quiet,
      id: BucketAlarm.CLIENT_ERROR_RATE,
      fits: MOST_METRICS / 2,
      threshold: clientErrorRate,
      metric: group => errorRate(group, '4xxErrors', least),
      says: [`${clientErrorRate} % or more of at least ${least} requests within 5 minutes ended with 4xx.`, DENIED, LOOK_DENIED],
    },
    {
      ...quiet,
      id: BucketAlarm.SERVER_ERROR_RATE,
      fits: MOST_METRICS / 2,
      threshold: serverErrorRate,
      metric: group => errorRate(group, '5xxErrors', least),
      says: [`${serverErrorRate} % or more of at least ${least} requests within 5 minutes ended with 5xx.`, BROKEN, LOOK_BROKEN],
    },
    maximumClientErrors === undefined ? undefined : {
      ...quiet,
      id: 'ClientErrors',
      fits: MOST_METRICS,
      threshold: maximumClientErrors,
      metric: group => errorCount(group, '4xxErrors'),
      says: [`${maximumClientErrors} or more requests within 5 minutes ended with 4xx.`, DENIED, LOOK_DENIED],
    },
    maximumServerErrors === undefined ? undefined : {
      ...quiet,
      id: 'ServerErrors',
      fits: MOST_METRICS,
      threshold: maximumServerErrors,
      metric: group => errorCount(group, '5xxErrors'),
      says: [`${maximumServerErrors} or more requests within 5 minutes ended with 5xx.`, BROKEN, LOOK_BROKEN],
    },
    maximumSize === undefined ? undefined : {
      ...daily,
      id: 'Size',
      fits: Math.floor(MOST_METRICS / types.length),
      threshold: maximumSize.toBytes(),
      metric: group => size(group, types),
      says: [`The size has reached the limit of ${maximumSize.toBytes()} bytes.`, GROWS, LOOK_GROWS],
    },
    maximumObjects === undefined ? undefined : {
      ...daily,
      id: 'Objects',
      fits: MOST_METRICS,
      threshold: maximumObjects,
      metric: objects,
      says: [`The number of objects has reached the limit of ${maximumObjects}.`, GROWS, LOOK_GROWS],
    },
    {
      ...quiet,
      id: BucketAlarm.REQUESTS_ANOMALY,
      fits: MOST_METRICS,
      metric: group => total(group, 'AllRequests'),
      says: ['Far more requests than usual.', 'A flood, a client that runs wild, or somebody who looks through all the data.',
        'Look in the access logs or CloudTrail who sends them; stop the caller, or widen the band if the growth is planned.'],
    },
    {
      ...quiet,
      periods: [1, 1],
      id: BucketAlarm.DOWNLOADS_ANOMALY,
      fits: MOST_METRICS,
      metric: group => total(group, 'BytesDownloaded'),
      says: ['Far more bytes downloaded than usual.', 'Somebody may be taking the data out.',
        'Look in the access logs or CloudTrail who read what, and from where; revoke the credentials of a caller nobody knows, and start the incident response.'],
    },
  ];
  return kinds.filter(kind => kind !== undefined).filter(({ id }) => !without.includes(id as BucketAlarm));
}

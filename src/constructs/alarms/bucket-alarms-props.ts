import type { Size } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlarmGrouping, BucketAlarm } from './bucket-alarm';
import type { AlreadyProvided } from '../already-provided';

/** What is watched, and what is too much. */
export interface BucketAlarmsOptions {
  /**
   * Percent of the requests within five minutes that may not end with 4xx: from this share on, in two of three periods, there is an alarm.
   *
   * @default 5
   */
  readonly clientErrorRate?: number;

  /**
   * The same for 5xx.
   *
   * @default 1
   */
  readonly serverErrorRate?: number;

  /**
   * A share of fewer requests within five minutes than this is no alarm: one of two is half of them, and says nothing.
   *
   * @default 20
   */
  readonly minimumRequests?: number;

  /**
   * 4xx answers within five minutes from which on there is an alarm, however many requests there were.
   *
   * @default - no alarm on the count, but on the rate
   */
  readonly maximumClientErrors?: number;

  /**
   * The same for 5xx.
   *
   * @default - no alarm on the count, but on the rate
   */
  readonly maximumServerErrors?: number;

  /**
   * The bytes a bucket may hold, old versions and parts of unfinished uploads included. S3 has no quota of its own: it goes on taking objects.
   * It measures once a day.
   *
   * @default - no alarm on the size
   */
  readonly maximumSize?: Size;

  /**
   * What counts as the size, as CloudWatch names it: at most 10, since the expression of an alarm has no room for more metrics, nor for a search.
   * Each is billed as an alarm.
   *
   * @default - Standard, Standard-IA, Glacier Instant Retrieval, Glacier, Deep Archive and the five tiers of Intelligent-Tiering; not One Zone-IA,
   * Reduced Redundancy and the overheads
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   */
  readonly storageTypes?: string[];

  /**
   * The objects a bucket may hold, of all storage classes, old versions included. S3 counts once a day.
   *
   * @default - no alarm on the number of objects
   */
  readonly maximumObjects?: number;

  /**
   * How wide the band of what is expected is, in standard deviations: less means more alarms.
   *
   * @default 3
   */
  readonly anomalyBandWidth?: number;

  /**
   * Alarms to leave out.
   *
   * @default - none
   */
  readonly without?: BucketAlarm[];

  /**
   * How many buckets an alarm watches. Combined, 5 share an alarm on a rate and 10 one of the others, but for the size, where it is 10 divided by
   * the number of `storageTypes`.
   *
   * @default AlarmGrouping.EACH_BUCKET - for up to 40 buckets; COMBINED for more, and synthesis says so
   */
  readonly grouping?: AlarmGrouping;
}

/** Properties of bucket alarms. */
export interface BucketAlarmsProps extends BucketAlarmsOptions {
  /** The buckets to watch: those of the stack's own account and Region, since their metrics are there. */
  readonly buckets: s3.IBucket[];

  /**
   * Is told of each alarm. It is of the Region of the alarms. Its policy is made to let them in, but that of an imported one must do so already;
   * where it is encrypted, its key must let cloudwatch.amazonaws.com use it.
   *
   * @default - nobody; the alarms are there
   */
  readonly topic?: sns.ITopic;

  /**
   * Whether the topic is told as well when an alarm is over.
   *
   * @default false
   */
  readonly okActions?: boolean;

  /**
   * The id of the metrics configuration for the whole bucket, where a bucket has none: letters, digits and - . _ only, at most 64. One that a
   * bucket of this app has is taken instead, whatever its id.
   *
   * @default EntireBucket - as the console of S3 names it
   */
  readonly metricsFilterId?: string;

  /**
   * The buckets have alarms already, somewhere else: nothing is made here, and request metrics stay as they are. The reference is a name, an ARN or
   * what the alarms begin with. It is said of the alarms on errors, and where `maximumSize` or `maximumObjects` is given of those as well.
   *
   * @default - the alarms are made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

/** An alarm that every bucket has unless it is left out. */
export enum BucketAlarm {
  /** On the share of requests that end with 4xx. */
  CLIENT_ERROR_RATE = 'ClientErrorRate',

  /** On the share of requests that end with 5xx. */
  SERVER_ERROR_RATE = 'ServerErrorRate',

  /** On more requests than CloudWatch has learnt to expect. */
  REQUESTS_ANOMALY = 'RequestsAnomaly',

  /** On more bytes downloaded than CloudWatch has learnt to expect: what an exfiltration looks like. */
  DOWNLOADS_ANOMALY = 'DownloadsAnomaly',
}

/** How many buckets an alarm watches. */
export enum AlarmGrouping {
  /** One: the alarm says which bucket it is. */
  EACH_BUCKET = 'each',

  /** As many as its expression has room for; the alarm lists them, and its graph says which it is. */
  COMBINED = 'combined',
}

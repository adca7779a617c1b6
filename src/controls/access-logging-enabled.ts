import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { fail, holds, pass } from './verdict';

/** A log bucket may go without logs of its own, but even there logs to itself are an endless loop and fail. */
export const accessLoggingEnabled: Control = {
  id: 'access-logging-enabled',
  statement: 'Requests to the bucket are logged to another bucket',
  why: 'Access logs show who read what, also for requests that other records miss, such as expirations by lifecycle rules.',
  fix: 'Set `serverAccessLogsBucket` to a bucket made for logs (LoggingConfiguration.DestinationBucketName), never to the bucket itself.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
  ],
  test: bucket => holds(bucket.accessLogs, (logs, at) => logs === undefined
    ? unlessLogTarget(bucket, 'a log bucket must not log itself', fail(at, 'is not set'))
    : holds(logs.toItself, (itself, where) => itself
      ? fail(where, 'names the bucket itself, so that each delivery makes the next one')
      : pass(where, 'names another bucket'))),
};

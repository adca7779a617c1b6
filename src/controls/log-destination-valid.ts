import type { Control } from './control';
import { mayDeliver } from './log-delivery';
import { type Verdict, all, fail, holds, is, notApplicable, pass } from './verdict';
import type { AccessLogs, BucketPosture, LogDestination } from '../posture/bucket-posture';

export const logDestinationValid: Control = {
  id: 'log-destination-valid',
  statement: 'The bucket that gets the access logs can receive them',
  why: 'S3 drops access logs that it cannot deliver and tells nobody.',
  fix: 'Send the logs to an `AccessLogBucket`, or give the log bucket `encryption: s3.BucketEncryption.S3_MANAGED`, no `objectLockDefaultRetention`, '
    + 'and a policy that lets logging.s3.amazonaws.com put objects under the prefix.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html',
  ],
  test: bucket => holds(bucket.accessLogs, (logs, at) => logs === undefined
    ? notApplicable(at, 'is not set, so there is no destination; access-logging-enabled judges whether there should be one')
    : holds(bucket.logDestination, (destination, where) => destination === undefined
      ? fail(where, 'does not exist')
      : receives(bucket, logs, destination))),
};

const receives = (bucket: BucketPosture, logs: AccessLogs, destination: LogDestination): Verdict => all(
  is(destination.encryption, 'AES256'),
  withoutDefaultRetention(destination),
  holds(logs.prefix, prefix => mayDeliver(bucket, destination, prefix)),
);

const withoutDefaultRetention = ({ defaultRetention }: LogDestination): Verdict => holds(defaultRetention, (retention, at) => retention === undefined
  ? pass(at, 'is not set')
  : fail(at, 'is set, and a default retention blocks the delivery of access logs'));

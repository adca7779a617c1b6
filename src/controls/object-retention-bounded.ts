import type { Control } from './control';
import { refuses } from './questions';
import { holds, notApplicable } from './verdict';

/** The longest that S3 locks an object for: 100 years. */
const LONGEST_DAYS = '36500';

/** The default retention binds nobody who names another one. */
export const objectRetentionBounded: Control = {
  id: 'object-retention-bounded',
  statement: 'The retention that writers may set on single objects has an upper limit',
  why: 'A writer who locks an object in COMPLIANCE mode for 100 years cannot be undone: it is paid for, and cannot be erased, until then.',
  fix: 'Deny `s3:PutObject` and `s3:PutObjectRetention` where `s3:object-lock-remaining-retention-days` is `NumericGreaterThan` the longest that you need.',
  severity: 'low',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  ],
  test: bucket => holds(bucket.objectLock, (locks, at) => locks
    ? refuses(bucket, `with a retention of ${LONGEST_DAYS} days`, {
      actions: ['s3:PutObjectRetention', 's3:PutObject'],
      contexts: ['GOVERNANCE', 'COMPLIANCE'].map(mode => (
        { 's3:object-lock-mode': mode, 's3:object-lock-remaining-retention-days': LONGEST_DAYS, 'aws:ViaAWSService': 'false' })),
    })
    : notApplicable(at, 'is off, so no object has a retention')),
};

import type { Control } from './control';
import { all, any, is, isSet, someEntry } from './verdict';

/** Current versions only. In a versioned bucket their expiration leaves noncurrent versions, which noncurrent-versions-expire judges. */
export const lifecycleLimits: Control = {
  id: 'lifecycle-limits',
  statement: 'All objects expire after a stated time',
  why: 'Data that is kept for ever can be stolen for ever, and most rules on personal data ask for a limit.',
  fix: 'Add an enabled rule with `expiration` and without a prefix, tag or size filter (LifecycleConfiguration, ExpirationInDays or ExpirationDate).',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html',
  ],
  test: bucket => someEntry(bucket.lifecycle, 'has no enabled rule that expires the current versions of all objects', rule => all(
    is(rule.enabled, true),
    is(rule.wholeBucket, true),
    any(isSet(rule.expirationDays), isSet(rule.expirationDate)),
  )),
};

import type { Control } from './control';
import { lockYields, writersYield } from './erasure-locks';
import { noncurrentVersionsExpire } from './noncurrent-versions-expire';
import { all, any, holds, is, isSet, notApplicable, someEntry, type Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';

/** Of this bucket alone: neither the deletion of a version nor a lifecycle rule reaches its replicas. Locks of objects that are there are not seen. */
export const erasurePossible: Control = {
  id: 'erasure-possible',
  statement: 'Personal data can be erased, and what is deleted goes for good',
  why: 'Nobody can delete a version under a COMPLIANCE lock, and a plain delete in a versioned bucket only hides the data behind a delete marker.',
  fix: 'Use GOVERNANCE as default retention, with a role that may bypass it; deny `s3:PutObject` and `s3:PutObjectRetention` where '
    + '`s3:object-lock-mode` is COMPLIANCE; expire noncurrent versions and set `expiredObjectDeleteMarker` or '
    + '`expiration` for the whole bucket; or declare `retentionLegalBasis`.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
  ],
  test: (bucket) => {
    const lock = lockYields(bucket);
    return lock.outcome === 'pass' || lock.outcome === 'fail'
      ? all(lock, writersYield(bucket), noncurrentVersionsExpire.test(bucket), markersGo(bucket)) : lock;
  },
};

/** Days of expiration clean up delete markers as well; of a date S3 says no such thing. */
const markersGo = ({ versioning, lifecycle }: BucketPosture): Verdict => holds(versioning, (state, at) => state === 'NotStated'
  ? notApplicable(at, 'was never enabled, so there are no delete markers')
  : someEntry(lifecycle, 'has no enabled rule that removes the delete markers of all objects', rule =>
    all(is(rule.enabled, true), is(rule.wholeBucket, true), any(is(rule.deleteMarkers, true), isSet(rule.expirationDays)))));

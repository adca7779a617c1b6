import type { Control } from './control';
import { noncurrentVersionsExpire } from './noncurrent-versions-expire';
import { all, any, fail, holds, is, isSet, notApplicable, pass, someEntry, type Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';
import { saysSomething } from '../posture/declarations';

/** Of this bucket alone: neither the deletion of a version nor a lifecycle rule reaches its replicas. Locks of single objects are not seen. */
export const erasurePossible: Control = {
  id: 'erasure-possible',
  statement: 'Personal data can be erased, and what is deleted goes for good',
  why: 'Nobody can delete a version under a COMPLIANCE lock, and a plain delete in a versioned bucket only hides the data behind a delete marker.',
  fix: 'Use GOVERNANCE as default retention, with a role that may bypass it; expire noncurrent versions and set `expiredObjectDeleteMarker` or '
    + '`expiration` for the whole bucket; or declare `retentionLegalBasis`.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html#lifecycle-config-conceptual-ex7',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html',
  ],
  test: (bucket) => {
    const lock = lockYields(bucket);
    return lock.outcome === 'pass' || lock.outcome === 'fail' ? all(lock, noncurrentVersionsExpire.test(bucket), markersGo(bucket)) : lock;
  },
};

const lockYields = ({ defaultRetention, declared }: BucketPosture): Verdict => holds(defaultRetention, (retention, at) => retention === undefined
  ? pass(at, 'is not set, so no lock is in the way by default')
  : holds(retention.mode, (mode, where) => mode !== 'COMPLIANCE'
    ? pass(where, `is "${mode}", which a role with s3:BypassGovernanceRetention can lift`)
    : holds(declared, ({ retentionLegalBasis: basis }) => basis !== undefined && saysSomething(basis)
      ? notApplicable(where, `is "COMPLIANCE", and the owner declares why retention goes before erasure: ${JSON.stringify(basis)}`)
      : fail(where, 'is "COMPLIANCE", which nobody can lift, and no legal basis for it is declared'))));

/** Days of expiration clean up delete markers as well; of a date S3 says no such thing. */
const markersGo = ({ versioning, lifecycle }: BucketPosture): Verdict => holds(versioning, (state, at) => state === 'NotStated'
  ? notApplicable(at, 'was never enabled, so there are no delete markers')
  : someEntry(lifecycle, 'has no enabled rule that removes the delete markers of all objects', rule =>
    all(is(rule.enabled, true), is(rule.wholeBucket, true), any(is(rule.deleteMarkers, true), isSet(rule.expirationDays)))));

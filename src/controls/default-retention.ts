import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { all, daysWithin, fail, holds, is } from './verdict';

/** A retention that writers set object by object is invisible here and does not count. */
export const defaultRetention: Control = {
  id: 'default-retention',
  statement: 'New objects are locked for a stated time',
  why: 'Object Lock by itself locks nothing: without a default retention, an object is protected only if its writer remembered to ask for it.',
  fix: 'Set `objectLockDefaultRetention: s3.ObjectLockRetention.governance(duration)` or `.compliance(duration)` (DefaultRetention with Mode and Days).',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'a default retention blocks their delivery', all(
    is(bucket.objectLock, true),
    holds(bucket.defaultRetention, (retention, at) => retention === undefined
      ? fail(at, 'is not set, so objects are locked only one by one')
      : all(is(retention.mode, 'GOVERNANCE', 'COMPLIANCE'), daysWithin(retention.days, 1))),
  )),
};

import type { Control } from './control';
import { all, holds, is, isSet, notApplicable, someEntry } from './verdict';

/** A bucket whose versioning is suspended still holds the versions from before. */
export const noncurrentVersionsExpire: Control = {
  id: 'noncurrent-versions-expire',
  statement: 'Versions that were overwritten or deleted expire after a stated time',
  why: 'In a versioned bucket a delete removes nothing: without this rule, deleted data stays readable and is billed for ever.',
  fix: 'Add an enabled rule with `noncurrentVersionExpiration` for the whole bucket (NoncurrentVersionExpiration.NoncurrentDays).',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html',
  ],
  test: bucket => holds(bucket.versioning, (versioning, at) => versioning === 'NotStated'
    ? notApplicable(at, 'was never enabled, so there are no noncurrent versions')
    : someEntry(bucket.lifecycle, 'has no enabled rule that expires the noncurrent versions of all objects', rule => all(
      is(rule.enabled, true),
      is(rule.wholeBucket, true),
      isSet(rule.noncurrentDays),
    ))),
};

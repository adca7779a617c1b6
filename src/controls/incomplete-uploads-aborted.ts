import type { Control } from './control';
import { all, daysWithin, is, someEntry } from './verdict';

export const incompleteUploadsAborted: Control = {
  id: 'incomplete-uploads-aborted',
  statement: 'Uploads that are not completed within a week are removed',
  why: 'The parts of an abandoned upload appear in no listing of objects, so nobody deletes them: they are billed, and erasure misses them.',
  fix: 'Add an enabled rule with `abortIncompleteMultipartUploadAfter: Duration.days(7)` or less for the whole bucket.',
  severity: 'low',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html'],
  test: bucket => someEntry(bucket.lifecycle, 'has no enabled rule that aborts all incomplete uploads within 7 days', rule => all(
    is(rule.enabled, true),
    is(rule.wholeBucket, true),
    daysWithin(rule.abortIncompleteUploadDays, 1, 7),
  )),
};

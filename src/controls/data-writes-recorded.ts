import type { Control } from './control';
import { all, any, holds, is, unsure } from './verdict';

/** A trail that nobody showed us may still record the bucket, so this control never fails: it passes, or it does not know. */
export const dataWritesRecorded: Control = {
  id: 'data-writes-recorded',
  statement: 'CloudTrail records writes and deletes of the objects in the bucket',
  why: 'A trail records no changes of objects unless it is told to, and without them nobody can say who altered or deleted a record.',
  fix: 'Add a trail with `addS3EventSelector` for the bucket and `ReadWriteType.WRITE_ONLY` or `ALL` (DataResources of AWS::S3::Object), and let it log.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html',
  ],
  test: bucket => holds(bucket.trails, (trails, at) => any(
    unsure(at, 'shows no trail that is known to record writes of the objects; another trail of the account may'),
    ...trails.map(trail => all(is(trail.logging, true), is(trail.dataWrites, true))),
  )),
};

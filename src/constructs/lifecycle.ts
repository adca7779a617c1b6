import { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { CompliantBucketProps } from './compliant-bucket-props';

/** How long a version may outlive its object, where a limit bounds both. */
const GRACE_DAYS = 30;

/** The lifecycle of every object: when it ends, when what is left of it ends, and when an upload that never ended does. */
export function lifecycleRules(path: string, props: CompliantBucketProps): s3.LifecycleRule[] {
  const { retentionLimit, retention } = props;
  if (!retentionLimit) {
    return [{
      id: 'Limits',
      expiration: props.expiration,
      noncurrentVersionExpiration: props.noncurrentVersionExpiration ?? Duration.days(Math.max(90, retention?.duration.toDays() ?? 0)),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }];
  }
  const [current, noncurrent] = within(path, props, retentionLimit.toDays());
  return [
    {
      id: 'Limits',
      expiration: Duration.days(current),
      noncurrentVersionExpiration: Duration.days(noncurrent),
      abortIncompleteMultipartUploadAfter: Duration.days(Math.min(7, current)),
    },
    // A rule that expires by days cannot say so too: S3 takes one or the other.
    { id: 'DeleteMarkers', expiredObjectDeleteMarker: true },
  ];
}

/** The days of current and of noncurrent versions, which together stay within the limit; a lock shortens the grace, never the retention. */
function within(path: string, props: CompliantBucketProps, limit: number): [current: number, noncurrent: number] {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${path}: ${what}; ${cure}`);
  };
  if (limit < 2) refuse(`'retentionLimit' is ${limit} day, and S3 needs one to expire an object and one to remove it`, 'pass Duration.days(2) or more');
  const locked = props.retention?.duration.toDays() ?? 0;
  const grace = Math.min(GRACE_DAYS, Math.floor(limit / 2));
  const rest = props.noncurrentVersionExpiration?.toDays();
  const current = props.expiration?.toDays() ?? (rest === undefined ? Math.max(limit - grace, Math.min(locked, limit - 1)) : limit - rest);
  const noncurrent = rest ?? Math.min(grace, limit - current);
  if (current < 1 || noncurrent < 1 || current + noncurrent > limit) {
    refuse(`current versions of ${current} days and noncurrent ones of ${noncurrent} days do not fit in the retention limit of ${limit} days`,
      'leave expiration and noncurrentVersionExpiration out, or pass lengths whose sum is no longer than the limit');
  }
  return [current, noncurrent];
}

import type { Control } from './control';
import { publicAccessBlocked } from './public-access-blocked';
import { all, holds, pass, unsure, type Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';

/** Whoever may use the bucket can make an access point elsewhere, so those that are seen never settle the matter alone. */
export const accessPointsBlockPublic: Control = {
  id: 'access-points-block-public',
  statement: 'Every access point of the bucket blocks public access with all four settings',
  why: 'An access point has a policy and a block of its own: one that blocks nothing opens a second door, which can never be closed again but by deleting it.',
  fix: 'Leave out PublicAccessBlockConfiguration of the AccessPoint, since S3 turns all four on, or set them to true; and block public access on the bucket itself.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  ],
  test: bucket => all(
    holds(bucket.accessPoints, (points, at) => all(
      pass(at, `${points.length} access points can be seen`),
      ...points.map(({ publicAccessBlock }) => publicAccessBlocked.test({ ...bucket, publicAccessBlock })),
    )),
    whereverMade(bucket),
  ),
};

/** S3 asks the block of the access point, of the bucket and of the account, and one of them is enough to refuse a request. */
function whereverMade(bucket: BucketPosture): Verdict {
  const own = publicAccessBlocked.test(bucket);
  return own.outcome === 'pass'
    ? all(own, pass(bucket.at, 'S3 applies the block of the bucket to requests through its access points as well'))
    : unsure(bucket.at, 'does not surely block public access itself, and access points made elsewhere cannot be seen');
}

import { type Verdict, holds, notApplicable } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';
import { isKnown } from '../posture/fact';

/** Spares a bucket that is known to receive the access logs of others what it does not have; any other bucket is judged as usual. */
export const unlessLogTarget = (bucket: BucketPosture, because: string, judged: Verdict): Verdict =>
  judged.outcome === 'pass' || !isKnown(bucket.receivesAccessLogs) ? judged : holds(bucket.receivesAccessLogs,
    (receives, at) => receives ? notApplicable(at, `the bucket receives access logs, and ${because}`) : judged);

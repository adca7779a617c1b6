import { any, fail, holds, notApplicable, pass, type Verdict } from './verdict';
import type { Policy } from '../policy/document';
import { policyInForce } from '../policy/key-policy';
import type { BucketPosture } from '../posture/bucket-posture';

/** Judges the policy of the bucket's KMS key. A key that AWS manages passes for the reason given, since AWS alone writes its policy. */
export const holdsForKeyPolicy = (bucket: BucketPosture, byAws: string, judge: (policy: Policy, at: string) => Verdict): Verdict =>
  holds(bucket.key, (key, at) => key === undefined ? notApplicable(at, 'asks for no KMS key, so there is no key policy') : any(
    holds(key.manager, (by, where) => by === 'aws' ? pass(where, `is "aws": ${byAws}`) : fail(where, 'is "customer", so the key policy is one\'s own')),
    holds(key.policy, (policy, where) => judge(policyInForce(policy), where)),
  ));

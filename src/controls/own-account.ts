import { unsure, type Verdict } from './verdict';
import { accountOf } from '../policy/request';
import { THIS_ACCOUNT } from '../policy/text';
import { namedBy } from '../policy/witnesses';
import type { BucketPosture } from '../posture/bucket-posture';
import { isKnown } from '../posture/fact';

/**
 * Judges what a bucket policy grants beside the bucket's own account. Where the template does not say whose bucket it is, one account that
 * the policy names may be its own.
 */
export function besideOwnAccount(bucket: BucketPosture, judge: (own: string) => Verdict): Verdict {
  const found = judge(THIS_ACCOUNT);
  if (found.outcome !== 'fail' || isKnown(bucket.account)) return found;
  const named = isKnown(bucket.policy) && bucket.policy.value ? namedBy(bucket.policy.value).flatMap(requester => accountOf(requester) ?? []) : [];
  const mayBeOwn = named.find(account => /^\d{12}$/.test(account) && judge(account).outcome !== 'fail');
  if (mayBeOwn === undefined) return found;
  return unsure(found.because[0].at, `${found.because[0].says}, and nothing says whether ${mayBeOwn} is the bucket's own account`);
}

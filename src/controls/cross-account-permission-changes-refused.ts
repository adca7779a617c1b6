import type { Control } from './control';
import { grantsNothing } from './questions';
import { unsure, type Verdict } from './verdict';
import { accountOf, ANONYMOUS } from '../policy/request';
import { PERMISSION_ACTIONS } from '../policy/s3-actions';
import { THIS_ACCOUNT } from '../policy/text';
import { namedBy, OTHER_ACCOUNT, somebodyOf } from '../policy/witnesses';
import type { BucketPosture } from '../posture/bucket-posture';
import { isKnown } from '../posture/fact';

/** Whoever may change the policy of a bucket owns it. */
export const crossAccountPermissionChangesRefused: Control = {
  id: 'cross-account-permission-changes-refused',
  statement: 'No other account may change the bucket\'s policy, ACLs, ownership, public access block or encryption',
  why: 'Another account that may change permissions or encryption can take over the bucket or lock its owner out.',
  fix: 'Take the permission-changing actions (such as `s3:PutBucketPolicy` and `s3:PutObjectAcl`) out of every Allow that names another account.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6'],
  test: (bucket) => {
    const found = grantsNothingBeside(bucket, THIS_ACCOUNT);
    if (found.outcome !== 'fail' || isKnown(bucket.account)) return found;
    // Where the template does not say whose bucket it is, one account that it names may be its own.
    const named = isKnown(bucket.policy) && bucket.policy.value ? namedBy(bucket.policy.value).flatMap(requester => accountOf(requester) ?? []) : [];
    const mayBeOwn = named.find(account => /^\d{12}$/.test(account) && grantsNothingBeside(bucket, account).outcome !== 'fail');
    if (mayBeOwn === undefined) return found;
    return unsure(found.because[0].at, `${found.because[0].says}, and nothing says whether ${mayBeOwn} is the bucket's own account`);
  },
};

function grantsNothingBeside(bucket: BucketPosture, own: string): Verdict {
  return grantsNothing(bucket, 'to another account', policy => ({
    actions: PERMISSION_ACTIONS,
    requesters: [ANONYMOUS, ...somebodyOf(OTHER_ACCOUNT), ...namedBy(policy).filter(named => ![THIS_ACCOUNT, own].includes(accountOf(named) ?? ''))],
  }));
}

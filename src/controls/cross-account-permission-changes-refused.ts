import { isKnown } from '../posture/fact';
import { accountOf, ANONYMOUS, role } from '../policy/request';
import { PERMISSION_ACTIONS } from '../policy/s3-actions';
import { THIS_ACCOUNT } from '../policy/text';
import { namedBy, OTHER_ACCOUNT } from '../policy/witnesses';
import type { Control } from './control';
import { grantsNothing } from './questions';
import { unsure } from './verdict';

/** Whoever may change the policy of a bucket owns it. */
export const crossAccountPermissionChangesRefused: Control = {
  id: 'cross-account-permission-changes-refused',
  statement: 'No other account may change the bucket\'s policy, ACLs, ownership, public access block or encryption',
  why: 'Another account that may change permissions or encryption can take over the bucket or lock its owner out.',
  fix: 'Take the permission-changing actions (such as `s3:PutBucketPolicy` and `s3:PutObjectAcl`) out of every Allow that names another account.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6'],
  test: (bucket) => {
    const found = grantsNothing(bucket, 'to another account', policy => ({
      actions: PERMISSION_ACTIONS,
      requesters: [ANONYMOUS, role('anybody', OTHER_ACCOUNT), ...namedBy(policy).filter(named => accountOf(named) !== THIS_ACCOUNT)],
    }));
    // Where the template does not say whose bucket it is, an account that it names may be its own.
    const [reason] = found.because;
    const mayBeOwn = found.outcome === 'fail' && !isKnown(bucket.account) && /arn:[^:]*:(iam|sts)::\d{12}:/.test(reason.says);
    return mayBeOwn ? unsure(reason.at, `${reason.says}, and nothing says whether that is the bucket's own account`) : found;
  },
};

import type { Control } from './control';
import { besideOwnAccount } from './own-account';
import { grantsNothing } from './questions';
import { accountOf, ANONYMOUS } from '../policy/request';
import { PERMISSION_ACTIONS } from '../policy/s3-actions';
import { THIS_ACCOUNT } from '../policy/text';
import { namedBy, OTHER_ACCOUNT, somebodyOf } from '../policy/witnesses';

/** Whoever may change the policy of a bucket owns it. */
export const crossAccountPermissionChangesRefused: Control = {
  id: 'cross-account-permission-changes-refused',
  statement: 'No other account may change the bucket\'s policy, ACLs, ownership, public access block or encryption',
  why: 'Another account that may change permissions or encryption can take over the bucket or lock its owner out.',
  fix: 'Take the permission-changing actions (such as `s3:PutBucketPolicy` and `s3:PutObjectAcl`) out of every Allow that names another account.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6'],
  test: bucket => besideOwnAccount(bucket, own => grantsNothing(bucket, 'to another account', policy => ({
    actions: PERMISSION_ACTIONS,
    requesters: [ANONYMOUS, ...somebodyOf(OTHER_ACCOUNT), ...namedBy(policy).filter(named => ![THIS_ACCOUNT, own].includes(accountOf(named) ?? ''))],
  }))),
};

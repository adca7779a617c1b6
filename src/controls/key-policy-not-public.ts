import type { Control } from './control';
import { holdsForKeyPolicy } from './key-policy';
import { grantsNothing } from './questions';
import { KEY_ACTIONS } from '../policy/key-policy';
import { outsiders } from '../policy/outsiders';
import { known } from '../posture/fact';

/** Whoever may use the key may read what it protects, as soon as they get at the ciphertext. */
export const keyPolicyNotPublic: Control = {
  id: 'key-policy-not-public',
  statement: 'The policy of the KMS key grants nothing to the public',
  why: 'A key that anybody may use protects nothing, and a key that anybody may administer can be disabled or deleted with all that it encrypts.',
  fix: 'Name principals in each Allow of the key policy, or pin `*` by `kms:CallerAccount`, `aws:PrincipalOrgID` or `aws:PrincipalArn`; '
    + '`kms:ViaService` alone pins nobody.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5',
  ],
  test: bucket => holdsForKeyPolicy(bucket, 'AWS lets in only callers of the key\'s own account, through S3', (policy, at) =>
    grantsNothing({ policy: known(at, policy) }, 'to the public', stated => ({ ...outsiders(stated), actions: KEY_ACTIONS }))),
};

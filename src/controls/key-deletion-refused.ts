import type { Control } from './control';
import { holdsForKeyPolicy } from './key-policy';
import { refuses } from './questions';
import { holds, notApplicable } from './verdict';
import { known } from '../posture/fact';

/** Whoever may change the key policy can lift it: a second step, which CloudTrail records. */
export const keyDeletionRefused: Control = {
  id: 'key-deletion-refused',
  statement: 'Nobody may delete or disable the KMS key while objects are locked under it',
  why: 'Object Lock keeps the objects, not the key that reads them: who deletes the key destroys what nobody could delete.',
  fix: 'Deny `kms:ScheduleKeyDeletion`, `kms:DisableKey` and `kms:DeleteImportedKeyMaterial` to everybody in the policy of the key.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-encryption',
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
  ],
  test: bucket => holds(bucket.objectLock, (locks, at) => locks
    ? holdsForKeyPolicy(bucket, 'nobody can disable or delete an AWS managed key', (policy, where) =>
      refuses({ policy: known(where, policy) }, 'to delete or disable the key', {
        actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
      }))
    : notApplicable(at, 'is off, so no lock outlasts the key')),
};

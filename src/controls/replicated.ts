import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { all, holds, is, notApplicable, someEntry } from './verdict';

/** Some frameworks forbid copies elsewhere: ask for it only where availability needs it. */
export const replicated: Control = {
  id: 'replicated',
  statement: 'Objects are replicated to another bucket',
  why: 'A second copy survives the loss, the damage or the lock-out of the first bucket.',
  fix: 'Set `replicationRules` with the destination (ReplicationConfiguration with an enabled rule); with KMS, select KMS objects and name a replica key.',
  severity: 'low',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'its logs are copied only where somebody asks for it',
    someEntry(bucket.replication, 'has no enabled rule that copies all objects', rule => all(
      is(rule.enabled, true),
      is(rule.wholeBucket, true),
      holds(bucket.encryption, (algorithm, at) => algorithm === 'AES256' ? notApplicable(at, 'is AES256, which is copied anyway') : is(rule.kmsObjects, true)),
    ))),
};

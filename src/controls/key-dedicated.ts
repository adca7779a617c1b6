import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { all, fail, holds, pass } from './verdict';

/** It sees the other buckets of the same templates, or of the same account, and nothing else that the key encrypts. */
export const keyDedicated: Control = {
  id: 'key-dedicated',
  statement: 'The bucket has a KMS key that no other bucket uses',
  why: 'Whoever may decrypt with a shared key is kept from the other data by bucket policies alone, and disabling the key stops every bucket at once.',
  fix: 'Make a `kms.Key` for this bucket alone and pass it as `encryptionKey` (KMSMasterKeyID).',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'S3 delivers them under SSE-S3 only', holds(bucket.key, (key, at) => key === undefined
    ? fail(at, 'asks for no KMS key, so the bucket has no key of its own')
    : all(
      holds(key.manager, (by, where) => by === 'aws'
        ? fail(where, 'is "aws": the AWS managed key serves every bucket of the account that names no other')
        : pass(where, 'is "customer"')),
      holds(key.otherBuckets, (others, where) => others.length === 0
        ? pass(where, 'encrypts no other bucket that can be seen')
        : fail(where, `encrypts ${others[0]}${others.length > 1 ? ` and ${others.length - 1} more` : ''} as well`)),
    ))),
};

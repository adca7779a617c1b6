import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { fail, holds, is } from './verdict';

/** Whether other buckets use the key as well is asked by `key-dedicated`. */
export const encryptedWithCustomerKey: Control = {
  id: 'encrypted-with-customer-key',
  statement: 'The default encryption uses a customer managed KMS key',
  why: 'Only the policy of your own key can limit who decrypts, and only your own key can be disabled; the policy of aws/s3 cannot be changed.',
  fix: 'Pass your own `encryptionKey: new kms.Key(...)`, or name it in KMSMasterKeyID; leave out neither, or S3 uses aws/s3.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'S3 delivers them under SSE-S3 only', holds(bucket.key, (key, at) => key === undefined
    ? fail(at, 'asks for no KMS key, so there is no key of your own')
    : is(key.manager, 'customer'))),
};

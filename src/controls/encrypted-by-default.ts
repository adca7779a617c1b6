import type { Control } from './control';
import { is } from './verdict';

/** Holds for every bucket since January 2023, because S3 encrypts on its own: it only confirms what the other encryption controls refine. */
export const encryptedByDefault: Control = {
  id: 'encrypted-by-default',
  statement: 'Objects are encrypted at rest by default',
  why: 'Data that is stored in clear can be read by whoever gets hold of the storage.',
  fix: 'Set `encryption: s3.BucketEncryption.KMS` or `S3_MANAGED`, which renders BucketEncryption.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html',
  ],
  test: bucket => is(bucket.encryption, 'AES256', 'aws:kms', 'aws:kms:dsse'),
};

import type { Control } from './control';
import { refuses } from './questions';
import { type Verdict, any, fail, holds, pass } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';

export const sseCBlocked: Control = {
  id: 'sse-c-blocked',
  statement: 'Uploads with customer-provided keys (SSE-C) are blocked',
  why: 'An object encrypted under a key that only its writer holds is lost to the owner of the bucket: a known way to hold data to ransom.',
  fix: 'Set `blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C]` (BlockedEncryptionTypes in the encryption rule).',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/blocking-unblocking-s3-c-encryption-gpb.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html',
  ],
  test: bucket => any(blockedBySetting(bucket), refuses(bucket, 'uploading with a customer-provided key', {
    actions: ['s3:PutObject'],
    contexts: [{ 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256', 's3:x-amz-server-side-encryption': null }],
  })),
};

const blockedBySetting = (bucket: BucketPosture): Verdict => holds(bucket.blockedEncryption, (types, at) => types.includes('SSE-C')
  ? pass(at, 'blocks SSE-C')
  : fail(at, 'does not name SSE-C, and whether S3 blocks it on its own depends on the age and the Region of the bucket'));

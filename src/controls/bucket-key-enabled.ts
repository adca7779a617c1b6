import type { Control } from './control';
import { holds, is, notApplicable } from './verdict';

/** It saves cost at the price of detail: KMS then records the bucket, not each object, so it is a choice and not a duty. */
export const bucketKeyEnabled: Control = {
  id: 'bucket-key-enabled',
  statement: 'The bucket uses an S3 Bucket Key for its KMS encryption',
  why: 'Without a Bucket Key every object costs a call to KMS, which is billed and counts against the request quota of the account.',
  fix: 'Set `bucketKeyEnabled: true` (BucketKeyEnabled in the encryption rule).',
  severity: 'low',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html'],
  test: bucket => holds(bucket.encryption, (algorithm, at) => algorithm === 'aws:kms'
    ? is(bucket.bucketKey, true)
    : notApplicable(at, `is "${algorithm}", which has no Bucket Key`)),
};

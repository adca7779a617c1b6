import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { is } from './verdict';

export const encryptedWithKms: Control = {
  id: 'encrypted-with-kms',
  statement: 'Objects are encrypted by default with a KMS key',
  why: 'With a KMS key, reading an object needs a second permission, on the key, and the use of the key is recorded; SSE-S3 offers neither.',
  fix: 'Set `encryption: s3.BucketEncryption.KMS` with an `encryptionKey`; in CloudFormation, SSEAlgorithm `aws:kms` with KMSMasterKeyID.',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'S3 delivers them under SSE-S3 only', is(bucket.encryption, 'aws:kms', 'aws:kms:dsse')),
};

import { isKnown } from '../posture/fact';
import type { Control } from './control';
import { refuses } from './questions';
import { holds, notApplicable } from './verdict';

const SSE = 's3:x-amz-server-side-encryption';
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const BASE = { 's3:x-amz-server-side-encryption-customer-algorithm': null, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const NO_KMS = { ...BASE, [SSE]: 'AES256', [KEY]: null };
const NO_KEY = ['aws:kms', 'aws:kms:dsse'].map(algorithm => ({ ...BASE, [SSE]: algorithm, [KEY]: null }));
const ANOTHER_KEY = { ...BASE, [SSE]: 'aws:kms', [KEY]: 'arn:aws:kms:xx-none-1:999999999999:key/00000000-0000-0000-0000-00000000000a' };

/** An upload's own encryption headers win over the bucket's default. */
export const wrongEncryptionRefused: Control = {
  id: 'wrong-encryption-refused',
  statement: 'An upload that asks for other encryption than the bucket\'s own is refused',
  why: 'The headers of an upload override the default encryption, so one client can store objects under a weaker or a foreign key.',
  fix: 'Deny `s3:PutObject` where the encryption header is there and not `aws:kms`, where the key header is there and not the bucket\'s key, '
    + 'and where `aws:kms` comes without a key (S3 then takes the AWS managed key).',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html'],
  test: bucket => holds(bucket.encryption, (algorithm, at) => {
    if (algorithm === 'AES256') return notApplicable(at, 'is AES256, and S3 has nothing weaker to ask for');
    const awsManaged = isKnown(bucket.key) && bucket.key.value !== undefined && isKnown(bucket.key.value.manager) && bucket.key.value.manager.value === 'aws';
    const contexts = awsManaged ? [NO_KMS] : [NO_KMS, ANOTHER_KEY, ...NO_KEY];
    return refuses(bucket, 'uploading with other encryption', { actions: ['s3:PutObject'], contexts });
  }),
};

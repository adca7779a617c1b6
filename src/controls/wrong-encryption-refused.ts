import type { Control } from './control';
import { refuses } from './questions';
import { all, holds, notApplicable, unsure } from './verdict';
import type { Policy } from '../policy/document';
import { THIS_KEY } from '../policy/text';
import { instance, OTHER_ACCOUNT } from '../policy/witnesses';
import { isKnown } from '../posture/fact';

const SSE = 's3:x-amz-server-side-encryption';
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const BASE = { 's3:x-amz-server-side-encryption-customer-algorithm': null, 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
const NO_KMS = { ...BASE, [SSE]: 'AES256', [KEY]: null };
const ONE_LAYER = { ...BASE, [SSE]: 'aws:kms', [KEY]: THIS_KEY };
const withKey = (key: string | null) => ['aws:kms', 'aws:kms:dsse'].map(algorithm => ({ ...BASE, [SSE]: algorithm, [KEY]: key }));
const OTHER_KEYS = [...withKey(`arn:aws:kms:xx-none-1:${OTHER_ACCOUNT}:key/another`), ...withKey(null)];

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
    const key = isKnown(bucket.key) ? bucket.key.value : undefined;
    const weaker = algorithm === 'aws:kms:dsse' ? [NO_KMS, ONE_LAYER] : [NO_KMS];
    const contexts = key && isKnown(key.manager) && key.manager.value === 'aws' ? weaker : [...weaker, ...OTHER_KEYS];
    const found = refuses(bucket, 'uploading with other encryption', { actions: ['s3:PutObject'], contexts });
    if (contexts === weaker) return found;
    const named = refuses(bucket, 'uploading with a key that the policy names', policy => ({ actions: ['s3:PutObject'], contexts: namedKeys(policy) }));
    const mayBeOwn = named.outcome === 'fail' && isKnown(bucket.policy) && bucket.policy.value && (!key || /(^|:)alias\//.test(key.id));
    return all(found, mayBeOwn ? unsure(named.because[0].at, `${named.because[0].says}, and nothing says whether that is the bucket's own key`) : named);
  }),
};

/** A Deny of all keys but one lets that one in, so the keys that the policy names are tried as well, beside the bucket's own. */
function namedKeys(policy: Policy) {
  const values = policy.statements.flatMap(s => s.conditions).filter(c => c.key === KEY).flatMap(c => c.values);
  return values.map(v => instance(typeof v === 'string' ? v : v.like)).filter(key => key !== THIS_KEY).flatMap(withKey);
}

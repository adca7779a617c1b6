import { AT, key, property, unseen } from './posture';
import { table } from './table';
import { bucketKeyEnabled } from '../../src/controls/bucket-key-enabled';
import { encryptedByDefault } from '../../src/controls/encrypted-by-default';
import { encryptedWithCustomerKey } from '../../src/controls/encrypted-with-customer-key';
import { encryptedWithKms } from '../../src/controls/encrypted-with-kms';
import { keyRotates } from '../../src/controls/key-rotates';
import { sseCBlocked } from '../../src/controls/sse-c-blocked';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { known } from '../../src/posture/fact';

const algorithm = property('BucketEncryption/SSEAlgorithm');
const keyAt = property('BucketEncryption/KMSMasterKeyID');
const keyOf = (overrides: Parameters<typeof key>[0]) => ({ key: known(keyAt, key(overrides)) });
const awsManaged = known('Resources/Key', 'aws' as const);

table(encryptedByDefault, [
  ['pass', 'KMS', {}, algorithm],
  ['pass', 'SSE-S3', { encryption: known(AT, 'AES256') }, AT],
  ['pass', 'DSSE', { encryption: known(AT, 'aws:kms:dsse') }, AT],
  ['fail', 'an algorithm that S3 does not have', { encryption: known(AT, 'rot13' as never) }, AT, /rot13/],
  ['unknown', 'unseen', { encryption: unseen('BucketEncryption') }, property('BucketEncryption')],
]);

table(encryptedWithKms, [
  ['pass', 'KMS', {}, algorithm],
  ['pass', 'DSSE', { encryption: known(AT, 'aws:kms:dsse') }, AT],
  ['fail', 'SSE-S3', { encryption: known(AT, 'AES256') }, AT, /AES256/],
  ['not-applicable', 'SSE-S3 under access logs', { encryption: known(AT, 'AES256'), receivesAccessLogs: known(AT, true) }, AT, /SSE-S3 only/],
  ['unknown', 'unseen', { encryption: unseen('BucketEncryption') }, property('BucketEncryption')],
]);

table(encryptedWithCustomerKey, [
  ['pass', 'own key', {}, 'Resources/Key'],
  ['fail', 'SSE-S3', { encryption: known(AT, 'AES256'), key: known(AT, undefined) }, AT, /asks for no KMS key/],
  ['not-applicable', 'SSE-S3 under access logs', { key: known(AT, undefined), receivesAccessLogs: known(AT, true) }, AT, /SSE-S3 only/],
  ['fail', 'AWS managed key', keyOf({ manager: awsManaged }), 'Resources/Key', /is "aws"/],
  ['unknown', 'key unseen', { key: unseen('BucketEncryption') }, property('BucketEncryption')],
  ['unknown', 'imported key', keyOf({ manager: unseen('Key') }), property('Key')],
]);

table(keyRotates, [
  ['pass', 'rotation on', {}, 'Resources/Key/Properties/EnableKeyRotation'],
  ['pass', 'AWS managed key', keyOf({ manager: awsManaged, rotation: unseen('Key') }), 'Resources/Key', /every year/],
  ['pass', 'rotation on, whoever manages the key', keyOf({ manager: unseen('Key') }), 'Resources/Key/Properties/EnableKeyRotation'],
  ['fail', 'rotation off', keyOf({ rotation: known('Resources/Key', false) }), 'Resources/Key', /is false/],
  ['unknown', 'rotation unseen', keyOf({ rotation: unseen('Rotation') }), property('Rotation')],
  ['unknown', 'rotation off, manager unseen', keyOf({ rotation: known(AT, false), manager: unseen('Key') }), property('Key')],
  ['unknown', 'key unseen', { key: unseen('Key') }, property('Key')],
  ['not-applicable', 'no key', { key: known(AT, undefined) }, AT, /no KMS key/],
]);

table(bucketKeyEnabled, [
  ['pass', 'on', {}, property('BucketEncryption/BucketKeyEnabled')],
  ['fail', 'off', { bucketKey: known(AT, false) }, AT, /is false/],
  ['unknown', 'unseen', { bucketKey: unseen('BucketKeyEnabled') }, property('BucketKeyEnabled')],
  ['unknown', 'algorithm unseen', { encryption: unseen('SSEAlgorithm') }, property('SSEAlgorithm')],
  ['not-applicable', 'SSE-S3', { encryption: known(AT, 'AES256'), bucketKey: known(AT, false) }, AT, /no Bucket Key/],
  ['not-applicable', 'DSSE', { encryption: known(AT, 'aws:kms:dsse'), bucketKey: known(AT, false) }, AT, /no Bucket Key/],
]);

const byPolicy = (condition: object): Policy => parsePolicy({
  Statement: { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${THIS_BUCKET_ARN}/*`, Condition: condition },
}, { name: 'bucket policy' });
const SSE_C = 's3:x-amz-server-side-encryption-customer-algorithm';
const notBySetting = (condition: object) => ({ blockedEncryption: known(AT, []), policy: known('Resources/Policy', byPolicy(condition)) });

table(sseCBlocked, [
  ['pass', 'blocked', {}, property('BucketEncryption/BlockedEncryptionTypes')],
  ['pass', 'refused by the policy', notBySetting({ Null: { [SSE_C]: 'false' } }), 'Resources/Policy'],
  ['pass', 'refused by the policy, setting unseen', { ...notBySetting({ Null: { [SSE_C]: 'false' } }), blockedEncryption: unseen('Blocked') }, 'Resources/Policy'],
  ['fail', 'refused where a second condition holds', notBySetting({ Null: { [SSE_C]: 'false' }, Bool: { 'aws:SecureTransport': 'false' } }), 'Resources/Policy'],
  ['unknown', 'policy unseen', { blockedEncryption: known(AT, []), policy: unseen('Policy') }, property('Policy')],
  ['fail', 'nothing is blocked', { blockedEncryption: known(AT, []) }, AT, /does not name SSE-C/],
  ['fail', 'something else is blocked', { blockedEncryption: known(AT, ['NONE']) }, AT],
  ['unknown', 'unseen', { blockedEncryption: unseen('BlockedEncryptionTypes') }, property('BlockedEncryptionTypes')],
]);

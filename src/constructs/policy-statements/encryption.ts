import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, refuse } from './deny';
import { targetOf } from '../encryption-key';
import { EncryptionHeaders, EncryptionMethod, type ExpectedEncryption } from '../encryption-method';
import { show } from '../shapes';

const SSE = 's3:x-amz-server-side-encryption';
const SSE_KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const SSE_C = 's3:x-amz-server-side-encryption-customer-algorithm';

type Conditions = Record<string, Record<string, string>>;

export const denySseC = (bucket: s3.IBucket): iam.PolicyStatement => denyUpload(bucket, 'DenySseC', { Null: { [SSE_C]: 'false' } });

export function denyWrongEncryption(bucket: s3.IBucket, expected: ExpectedEncryption): iam.PolicyStatement[] {
  const { method, headers = EncryptionHeaders.OPTIONAL } = expected;
  if (!Object.values(EncryptionMethod).includes(method)) refuse(bucket, `'method' cannot be ${show(method)}`, 'pass EncryptionMethod.KMS or one of its siblings');
  if (!Object.values(EncryptionHeaders).includes(headers)) refuse(bucket, `'headers' cannot be ${show(headers)}`, 'pass EncryptionHeaders.OPTIONAL or REQUIRED');
  const usesKey = method === EncryptionMethod.KMS || method === EncryptionMethod.KMS_DSSE;
  const algorithm = method === EncryptionMethod.CLIENT_SIDE ? 'AES256' : method;
  return [
    ...headers === EncryptionHeaders.REQUIRED ? [denyUpload(bucket, 'DenyUnencryptedUploads', { Null: { [SSE]: 'true' } })] : [],
    denyEncryption(bucket, 'DenyOtherAlgorithm', { Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: algorithm } }),
    ...usesKey ? onlyKey(bucket, algorithm, keyOf(bucket, expected)) : noKey(bucket, expected),
    ...method === EncryptionMethod.CLIENT_SIDE ? [denySseC(bucket)] : [],
  ];
}

const onlyKey = (bucket: s3.IBucket, algorithm: string, key: kms.IKey): iam.PolicyStatement[] => [
  denyEncryption(bucket, 'DenyOtherKey', { Null: { [SSE_KEY]: 'false' }, StringNotEquals: { [SSE_KEY]: key.keyArn } }),
  // KMS without a key would take the AWS managed key.
  denyEncryption(bucket, 'DenyKmsWithoutKey', { Null: { [SSE_KEY]: 'true' }, StringEquals: { [SSE]: algorithm } }),
];

function noKey(bucket: s3.IBucket, { method, key }: ExpectedEncryption): iam.PolicyStatement[] {
  if (key) refuse(bucket, `'key' cannot go with '${method}', which uses no KMS key`, 'leave the key out, or pass EncryptionMethod.KMS');
  return [denyEncryption(bucket, 'DenyKmsKey', { Null: { [SSE_KEY]: 'false' } })];
}

function keyOf(bucket: s3.IBucket, { method, key }: ExpectedEncryption): kms.IKey {
  if (!key) refuse(bucket, `'key' is missing, and '${method}' encrypts under a KMS key`, 'pass the key of the bucket\'s default encryption');
  // A policy names a key only by the key's own ARN.
  return targetOf(key) ?? refuse(bucket, `'key' is the alias ${key.keyArn.replace(/^.*:alias/, 'alias')}, whose key nobody knows here`,
    'pass kms.Key.fromKeyArn(...) with the ARN of the key itself');
}

/** An object that is there already can be given another key as well. */
const denyEncryption = (bucket: s3.IBucket, sid: string, conditions: Conditions): iam.PolicyStatement =>
  deny(sid, { actions: ['s3:PutObject', 's3:UpdateObjectEncryption'], resources: [bucket.arnForObjects('*')], conditions });

const denyUpload = (bucket: s3.IBucket, sid: string, conditions: Conditions): iam.PolicyStatement =>
  deny(sid, { actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')], conditions });

import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { messageOf, stackOf } from './apps';
import { APP, denying, LOGS, OUTSIDER, plainBucket, policyWith } from './statement-cases';
import { EncryptionHeaders, EncryptionMethod, type ExpectedEncryption, S3PolicyStatements } from '../../src';
import { wrongEncryptionRefused } from '../../src/controls/wrong-encryption-refused';
import { ANONYMOUS, type ContextValue } from '../../src/policy/request';
import { readTemplates } from '../../src/posture/cloudformation';

const SSE = 's3:x-amz-server-side-encryption';
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const SSE_C = 's3:x-amz-server-side-encryption-customer-algorithm';
const OWN = 'arn:aws:kms:us-east-1:111122223333:key/11111111-1111-1111-1111-111111111111';
/** The reader writes the bucket's own account by its agreed name. */
const OWN_READ = OWN.replace('111122223333', '<account>');
const FOREIGN = 'arn:aws:kms:us-east-1:999999999999:key/99999999-9999-9999-9999-999999999999';

const { S3_MANAGED, KMS, KMS_DSSE, CLIENT_SIDE } = EncryptionMethod;
const METHODS = [S3_MANAGED, KMS, KMS_DSSE, CLIENT_SIDE];
const keyOf = (bucket: s3.IBucket) => kms.Key.fromKeyArn(bucket.stack, 'Key', OWN);
const usesKey = (method: EncryptionMethod) => method === KMS || method === KMS_DSSE;
const policyFor = (method: EncryptionMethod, headers?: EncryptionHeaders) =>
  policyWith(bucket => S3PolicyStatements.denyWrongEncryption(bucket, { method, headers, ...usesKey(method) && { key: keyOf(bucket) } }));

const OPTIONAL = new Map(METHODS.map(method => [method, policyFor(method)]));
const REQUIRED = new Map(METHODS.map(method => [method, policyFor(method, EncryptionHeaders.REQUIRED)]));
const put = (context: Record<string, ContextValue>, by = APP) => ({ action: 's3:PutObject', by, context });

const withKey = (algorithm: string, key: string) => ({ [SSE]: algorithm, [KEY]: key });

/** What each method makes of an upload: with optional headers, and with required ones. */
describe.each<[string, Record<string, string>, Record<EncryptionMethod, readonly ['allowed' | 'denied', 'allowed' | 'denied']>]>([
  ['no headers', {}, both(['allowed', 'denied'])],
  ['AES256', { [SSE]: 'AES256' }, { ...both(['denied', 'denied']), [S3_MANAGED]: ['allowed', 'allowed'], [CLIENT_SIDE]: ['allowed', 'allowed'] }],
  ['aws:kms under the own key', withKey('aws:kms', OWN_READ), { ...both(['denied', 'denied']), [KMS]: ['allowed', 'allowed'] }],
  ['aws:kms under a foreign key', withKey('aws:kms', FOREIGN), both(['denied', 'denied'])],
  ['aws:kms without a key', { [SSE]: 'aws:kms' }, both(['denied', 'denied'])],
  ['aws:kms:dsse under the own key', withKey('aws:kms:dsse', OWN_READ), { ...both(['denied', 'denied']), [KMS_DSSE]: ['allowed', 'allowed'] }],
  ['aws:kms:dsse under a foreign key', withKey('aws:kms:dsse', FOREIGN), both(['denied', 'denied'])],
  ['aws:kms:dsse without a key', { [SSE]: 'aws:kms:dsse' }, both(['denied', 'denied'])],
  ['a foreign key alone', { [KEY]: FOREIGN }, both(['denied', 'denied'])],
  ['an algorithm that is not known yet', { [SSE]: 'aws:fsx' }, both(['denied', 'denied'])],
  ['SSE-C', { [SSE_C]: 'AES256' }, { ...both(['allowed', 'denied']), [CLIENT_SIDE]: ['denied', 'denied'] }],
])('an upload with %s', (_, context, expected) => {
  test.each(METHODS)('where %s is expected', (method) => {
    const outcomes = [OPTIONAL, REQUIRED].map(policies => denying(policies.get(method)!, put(context)).outcome);
    expect(outcomes).toEqual(expected[method]);
  });
});

function both(outcomes: readonly ['allowed' | 'denied', 'allowed' | 'denied']) {
  return { [S3_MANAGED]: outcomes, [KMS]: outcomes, [KMS_DSSE]: outcomes, [CLIENT_SIDE]: outcomes };
}

test.each(METHODS)('other requests are nothing to %s', (method) => {
  for (const action of ['s3:GetObject', 's3:DeleteObject', 's3:ReplicateObject', 's3:PutObjectTagging', 's3:ListBucket']) {
    expect(denying(REQUIRED.get(method)!, { action })).toMatchObject({ outcome: 'allowed' });
  }
});

test('log delivery, which sends no header, lives with optional headers only', () => {
  expect(METHODS.map(method => denying(OPTIONAL.get(method)!, put({}, LOGS)).outcome)).toEqual(METHODS.map(() => 'allowed'));
  expect(METHODS.map(method => denying(REQUIRED.get(method)!, put({}, LOGS)).outcome)).toEqual(METHODS.map(() => 'denied'));
});

/** An upload that says nothing of its encryption, whatever else it says. */
const silent = fc.record({
  method: fc.constantFrom(...METHODS),
  by: fc.constantFrom(APP, OUTSIDER, LOGS, ANONYMOUS),
  key: fc.string({ minLength: 1, maxLength: 20 }),
  context: fc.dictionary(fc.oneof(
    fc.constantFrom('s3:x-amz-acl', 's3:x-amz-storage-class', 's3:signatureAge', 'aws:SourceVpc', 'aws:SecureTransport', 's3:RequestObjectTag/owner'),
    fc.string().map(name => `s3:other-${name}`),
  ), fc.string()),
});

test('optional headers never deny an upload without encryption headers', () => {
  fc.assert(fc.property(silent, ({ method, ...asking }) => {
    expect(denying(OPTIONAL.get(method)!, { action: 's3:PutObject', ...asking }).outcome).toBe('allowed');
  }));
});

test('required headers always do', () => {
  fc.assert(fc.property(silent, ({ method, ...asking }) => {
    expect(denying(REQUIRED.get(method)!, { action: 's3:PutObject', ...asking })).toMatchObject({ outcome: 'denied', step: 'explicit deny' });
  }));
});

test('SSE-C', () => {
  const policy = policyWith(S3PolicyStatements.denySseC);
  expect(denying(policy, put({ [SSE_C]: 'AES256' })).outcome).toBe('denied');
  expect(denying(policy, put({ [SSE_C]: 'AES256' }, OUTSIDER)).outcome).toBe('denied');
  expect(denying(policy, put({})).outcome).toBe('allowed');
  expect(denying(policy, { action: 's3:GetObject', context: { [SSE_C]: 'AES256' } }).outcome).toBe('allowed');
});

test.each<[EncryptionMethod, s3.BucketEncryption]>([
  [KMS, s3.BucketEncryption.KMS], [KMS_DSSE, s3.BucketEncryption.DSSE],
])('the control agrees about %s under the bucket\'s own key', (method, encryption) => {
  const stack = stackOf({ env: { account: '111122223333', region: 'us-east-1' } });
  const bucket = new s3.Bucket(stack, 'Records', { encryption, encryptionKey: new kms.Key(stack, 'Own') });
  const statements = S3PolicyStatements.denyWrongEncryption(bucket, { method, key: bucket.encryptionKey });
  for (const statement of statements) bucket.addToResourcePolicy(statement);
  const posture = readTemplates([{ name: 't', body: Template.fromStack(stack).toJSON() }])[0].alternatives[0].posture;
  expect(wrongEncryptionRefused.test(posture)).toMatchObject({ outcome: 'pass' });
});

test('an alias of this app stands for its key', () => {
  const bucket = plainBucket();
  const key = new kms.Key(bucket.stack, 'Own');
  const alias = new kms.Alias(bucket.stack, 'Alias', { aliasName: 'alias/own', targetKey: key });
  const statements = S3PolicyStatements.denyWrongEncryption(bucket, { method: KMS, key: alias }).map(s => s.toStatementJson());
  const values = statements.flatMap(s => Object.values(s.Condition.StringNotEquals ?? {}));
  expect(bucket.stack.resolve(values)).toContainEqual(bucket.stack.resolve(key.keyArn));
});

test.each<[string, (bucket: s3.IBucket) => ExpectedEncryption, string]>([
  ['KMS without a key', () => ({ method: KMS }),
    'Stack/Records: \'key\' is missing, and \'aws:kms\' encrypts under a KMS key; pass the key of the bucket\'s default encryption'],
  ['DSSE without a key', () => ({ method: KMS_DSSE }), '\'key\' is missing, and \'aws:kms:dsse\''],
  ['SSE-S3 with a key', b => ({ method: S3_MANAGED, key: keyOf(b) }),
    'Stack/Records: \'key\' cannot go with \'AES256\', which uses no KMS key; leave the key out'],
  ['client-side with a key', b => ({ method: CLIENT_SIDE, key: keyOf(b) }), '\'key\' cannot go with \'client-side\''],
  ['an imported alias', b => ({ method: KMS, key: kms.Alias.fromAliasName(b.stack, 'Alias', 'alias/far') }),
    '\'key\' is the alias alias/far, whose key nobody knows here'],
  ['another method', () => ({ method: 'rot13' as EncryptionMethod }), '\'method\' cannot be "rot13"; pass EncryptionMethod.KMS'],
  ['other headers', () => ({ method: S3_MANAGED, headers: 'maybe' as EncryptionHeaders }), '\'headers\' cannot be "maybe"; pass EncryptionHeaders.OPTIONAL or REQUIRED'],
])('%s is an error', (_, expected, part) => {
  const bucket = plainBucket();
  expect(messageOf(() => S3PolicyStatements.denyWrongEncryption(bucket, expected(bucket)))).toContain(part);
});

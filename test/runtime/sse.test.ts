import { createHash } from 'node:crypto';
import { CopyObjectCommand, CreateMultipartUploadCommand, GetObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { messageOf, recorder, SENTENCE } from './sent';
import { sseC, sseCCopySource, sseKms, sseKmsDsse, sseS3 } from '../../src/runtime/sse';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:eu-central-1:111122223333:key/${ID}`;
const AT = { Bucket: 'records', Key: 'a', Body: 'hello' };
const BYTES = Uint8Array.from({ length: 32 }, (_, i) => 200 + i);
const BASE64 = Buffer.from(BYTES).toString('base64');
const MD5 = createHash('md5').update(BYTES).digest('base64');

test('each method in both forms', () => {
  expect(sseS3()).toEqual({ headers: { 'x-amz-server-side-encryption': 'AES256' }, params: { ServerSideEncryption: 'AES256' } });
  expect(sseKms({ key: ARN })).toStrictEqual({
    headers: { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': ARN },
    params: { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: ARN },
  });
  expect(sseKms({ key: ID, bucketKey: true, encryptionContext: { b: 'ü', a: '1' } })).toStrictEqual({
    headers: {
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-server-side-encryption-aws-kms-key-id': ID,
      'x-amz-server-side-encryption-context': 'eyJhIjoiMSIsImIiOiLDvCJ9',
      'x-amz-server-side-encryption-bucket-key-enabled': 'true',
    },
    params: { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: ID, SSEKMSEncryptionContext: 'eyJhIjoiMSIsImIiOiLDvCJ9', BucketKeyEnabled: true },
  });
  expect(sseKms({ key: ID, bucketKey: false }).headers['x-amz-server-side-encryption-bucket-key-enabled']).toBe('false');
  expect(sseKmsDsse({ key: ID })).toStrictEqual({
    headers: { 'x-amz-server-side-encryption': 'aws:kms:dsse', 'x-amz-server-side-encryption-aws-kms-key-id': ID },
    params: { ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: ID },
  });
  expect(sseC({ key: BYTES })).toStrictEqual({
    headers: {
      'x-amz-server-side-encryption-customer-algorithm': 'AES256',
      'x-amz-server-side-encryption-customer-key': BASE64,
      'x-amz-server-side-encryption-customer-key-md5': MD5,
    },
    params: { SSECustomerAlgorithm: 'AES256', SSECustomerKey: BASE64, SSECustomerKeyMD5: MD5 },
  });
  expect(sseC({ key: BASE64 })).toEqual(sseC({ key: BYTES }));
  expect(sseC({ key: Buffer.concat([Buffer.from('x'), BYTES]).subarray(1) })).toEqual(sseC({ key: BYTES }));
});

test.each([
  ID, `mrk-${'0123456789abcdef'.repeat(2)}`, 'alias/x', 'alias/aws/s3', 'alias/a-b_c/D9', ARN, `arn:aws-cn:kms:cn-north-1:111122223333:key/${ID}`,
  'arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/x', `arn:aws-iso-b:kms:us-isob-east-1:111122223333:key/mrk-${'ab'.repeat(16)}`,
])('the key %s', (key) => {
  expect(sseKms({ key }).params.SSEKMSKeyId).toBe(key);
  expect(sseKmsDsse({ key }).headers['x-amz-server-side-encryption-aws-kms-key-id']).toBe(key);
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'got nothing;'], ['an object', { ref: 'x' }, 'got an object;'], ['no text', '', 'got 0 characters;'],
  ['an alias without a name', 'alias/', 'got "alias/";'], ['an alias with a space', 'alias/a b', 'got "alias/a b";'],
  ['a key id in capitals', ID.toUpperCase(), 'got 36 characters;'], ['key/id', `key/${ID}`, 'got 40 characters;'],
  ['an ARN of another service', ARN.replace(':kms:', ':s3:'), 'arn:aws:s3'], ['an ARN without an account', ARN.replace('111122223333', ''), 'got "arn:'],
  ['a key id with a line behind it', `${ID}\n`, 'got 37 characters'], ['a line break in an ARN', `${ARN}\r\nx: y`, '\\r\\n'], ['an SSE-C key', BASE64, 'got 44 characters;'],
])('a KMS key that is %s is refused', (_, key, part) => {
  for (const build of [sseKms, sseKmsDsse]) {
    const message = messageOf(() => build({ key: key as string }));
    expect(message).toMatch(SENTENCE);
    expect(message).toContain(part);
    expect(message).not.toContain(BASE64);
  }
});

test.each<[string, unknown, string]>([
  ['an array', ['a'], 'got an array;'], ['text', 'a=b', 'got a string;'], ['nothing', null, 'got nothing;'], ['a Map', new Map([['a', 'b']]), 'got an object;'],
  ['empty', {}, 'is empty;'], ['a number in it', { a: 1 }, 'got a number for "a";'], ['an object in it', { a: { b: 'c' } }, 'got an object for "a";'],
  ['nothing in it', { a: undefined }, 'got nothing for "a";'], ['a key of S3', { 'aws:s3:arn': 'x' }, "'aws:s3:arn'"], ['too long', { a: 'x'.repeat(7000) }, 'at most 8192 bytes'],
  ['__proto__', JSON.parse('{"__proto__":"x"}'), "'__proto__'"], ['constructor', { constructor: 'x' }, "'constructor'"], ['prototype', { prototype: 'x' }, "'prototype'"],
])('an encryption context that is %s is refused', (_, encryptionContext, part) => {
  const message = messageOf(() => sseKms({ key: ID, encryptionContext: encryptionContext as never }));
  expect(message).toMatch(SENTENCE);
  expect(message).toContain(part);
  expect(messageOf(() => sseKmsDsse({ key: ID, encryptionContext: encryptionContext as never }))).toBe(message);
  expect(({} as { x?: string }).x).toBeUndefined();
});

test('what a context inherits does not count, and one without a prototype does', () => {
  expect(sseKms({ key: ID, encryptionContext: Object.assign(Object.create(null), { a: 'b' }) }).params.SSEKMSEncryptionContext).toBe('eyJhIjoiYiJ9');
  expect(messageOf(() => sseKms({ key: ID, encryptionContext: Object.create({ a: 'b' }) }))).toContain('plain object');
});

test('a context comes back from its header, whatever its order', () => {
  const pairs = fc.dictionary(fc.string({ unit: 'grapheme', minLength: 1 }).filter(k => !['__proto__', 'constructor', 'prototype'].includes(k)), fc.string(), { minKeys: 1, maxKeys: 5 });
  fc.assert(fc.property(pairs, (context) => {
    const header = sseKms({ key: ID, encryptionContext: context }).headers['x-amz-server-side-encryption-context'];
    expect(header).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(JSON.parse(Buffer.from(header, 'base64').toString())).toEqual({ ...context });
    expect(sseKms({ key: ID, encryptionContext: Object.fromEntries(Object.entries(context).reverse()) }).headers['x-amz-server-side-encryption-context']).toBe(header);
  }));
});

test('bucket keys are true or false, and not for DSSE-KMS', () => {
  expect(messageOf(() => sseKms({ key: ID, bucketKey: 'true' as never }))).toContain("'bucketKey' must be true or false, got a string");
  expect(messageOf(() => sseKmsDsse({ key: ID, bucketKey: false } as never))).toContain("'bucketKey' does not go with aws:kms:dsse");
  // @ts-expect-error there are no bucket keys for DSSE-KMS
  expect(messageOf(() => sseKmsDsse({ key: ID, bucketKey: true }))).toMatch(SENTENCE);
});

const HEX = Buffer.from(BYTES).toString('hex');
const URL_SAFE = BASE64.replace(/\+/g, '-').replace(/\//g, '_');
test.each<[string, unknown, string]>([
  ['31 bytes', BYTES.subarray(1), 'got 31 bytes;'], ['33 bytes', Buffer.concat([BYTES, Buffer.of(1)]), 'got 33 bytes;'], ['hexadecimal', HEX, 'got 64 characters;'],
  ['nothing', undefined, 'got nothing;'], ['an object', { key: BASE64 }, 'got an object;'], ['a list', [...BYTES], 'got an array;'], ['no text', '', 'got 0 characters;'],
  ['base64 with a line break', `${BASE64}\n`, 'got 45 characters'], ['base64 without padding', BASE64.slice(0, 43), 'got 43 characters'], ['base64url', URL_SAFE, 'got 44 characters'],
  ['base64 with bits to spare', BASE64.replace(/.=$/, c => `${String.fromCharCode(c.charCodeAt(0) + 1)}=`), 'got 44 characters'],
])('an SSE-C key that is %s is refused, and not shown', (_, key, part) => {
  for (const build of [sseC, sseCCopySource]) {
    const message = messageOf(() => build({ key: key as string }));
    expect(message).toMatch(SENTENCE);
    expect(message).toContain(part);
    for (const secret of [BASE64.slice(0, 8), URL_SAFE.slice(0, 8), HEX.slice(0, 8), MD5, '200,201', '201,202']) expect(message).not.toContain(secret);
  }
});

test.each([
  ['sseS3', sseS3()], ['sseKms', sseKms({ key: ARN })], ['sseKms with all', sseKms({ key: 'alias/x', bucketKey: true, encryptionContext: { département: 'x' } })],
  ['no bucket key', sseKms({ key: ID, bucketKey: false })], ['sseKmsDsse', sseKmsDsse({ key: ID, encryptionContext: { a: 'b' } })], ['sseC', sseC({ key: BYTES })], ['sseC of text', sseC({ key: BASE64 })],
])('%s: the SDK sends the headers from the params', async (_, { headers, params }) => {
  const { client, requests } = recorder();
  const input: PutObjectCommandInput = { ...AT, ...params };
  await client.send(new PutObjectCommand(input));
  await client.send(new CreateMultipartUploadCommand({ Bucket: 'records', Key: 'a', ...params }));
  for (const sent of requests) expect(Object.fromEntries(Object.entries(sent).filter(([name]) => name.includes('encryption')))).toEqual(headers);
  expect(requests).toHaveLength(2);
});

test('SSE-C reads, and copies from one key to another', async () => {
  const { client, requests } = recorder({}, '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>');
  const other = sseC({ key: Uint8Array.from(BYTES).reverse() });
  const source = sseCCopySource({ key: BYTES });
  await client.send(new GetObjectCommand({ Bucket: 'records', Key: 'a', ...sseC({ key: BYTES }).params }));
  await client.send(new CopyObjectCommand({ Bucket: 'records', Key: 'b', CopySource: 'records/a', ...source.params, ...other.params }));
  expect(requests[0]).toMatchObject(sseC({ key: BYTES }).headers);
  expect(requests[1]).toMatchObject({ ...source.headers, ...other.headers });
  expect(Object.keys({ ...source.headers, ...other.headers })).toHaveLength(6);
});

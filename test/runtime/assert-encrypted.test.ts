import { CopyObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { messageOf, recorder, SENTENCE } from './sent';
import { assertEncrypted, type AssertEncryptedOptions, type EncryptedResponse, EncryptionMismatch, encryptionOf } from '../../src/runtime/assert-encrypted';
import * as facade from '../../src/runtime/headers';
import { sseC, sseCCopySource, sseKms, sseKmsDsse, sseS3 } from '../../src/runtime/sse';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER = ID.replace('1234', '4321');
const arn = (id: string, region = 'eu-central-1') => `arn:aws:kms:${region}:111122223333:key/${id}`;
const MRK = `mrk-${'ab'.repeat(16)}`;
const SSE = 'x-amz-server-side-encryption';
const kms = (key = arn(ID), more: Record<string, string> = {}) => ({ [SSE]: 'aws:kms', [`${SSE}-aws-kms-key-id`]: key, ...more });
const BUCKET_KEY = { [`${SSE}-bucket-key-enabled`]: 'true' };
const SECRET = Buffer.alloc(32, 7);
const CUSTOMER = sseC({ key: SECRET });
const { [`${SSE}-customer-key`]: _key, ...CUSTOMER_ANSWER } = CUSTOMER.headers;

const SHOWN = { algorithm: 'aws:kms', key: arn(ID), bucketKey: true };
test.each<[string, EncryptedResponse, object]>([
  ['a record', kms(arn(ID), BUCKET_KEY), SHOWN], ['Fetch headers', new Headers(kms(arn(ID), BUCKET_KEY)), SHOWN],
  ['a record in other letters', { 'X-Amz-Server-Side-Encryption': 'aws:kms', 'X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id': arn(ID), 'X-Amz-Server-Side-Encryption-Bucket-Key-Enabled': 'true' }, SHOWN],
  ['an SDK output', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: arn(ID), BucketKeyEnabled: true }, SHOWN],
  ['an SDK output with gaps', { ServerSideEncryption: 'AES256', SSEKMSKeyId: undefined, BucketKeyEnabled: false }, { algorithm: 'AES256', bucketKey: false }],
  ['SSE-C', { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: 'x' }, { bucketKey: false, customerAlgorithm: 'AES256', customerKeyMd5: 'x' }],
  ['nothing', {}, { bucketKey: false }], ['no Fetch headers', new Headers(), { bucketKey: false }], ['empty headers', { [SSE]: '' }, { bucketKey: false }],
  ['a header that came twice', { [SSE]: ['AES256', 'aws:kms'] }, { algorithm: 'AES256,aws:kms', bucketKey: false }],
  ['what is inherited', Object.create(kms()), { bucketKey: false }], ['null', { ServerSideEncryption: null } as never, { bucketKey: false }],
])('encryptionOf %s', (_, response, shown) => expect(encryptionOf(response)).toStrictEqual(shown));

const KEYED = sseKms({ key: arn(ID) });
type Asked = Parameters<typeof assertEncrypted>[1];
test.each((<[string, EncryptedResponse, Asked, AssertEncryptedOptions?][]>[
  ['SSE-S3', { [SSE]: 'AES256' }, sseS3()], ['SSE-KMS', kms(), KEYED], ['a bucket key that nobody asked about', kms(arn(ID), BUCKET_KEY), KEYED],
  ['a key id for the ARN that ends in it', kms(), sseKms({ key: ID })], ['an ARN where a key id is shown', kms(ID), KEYED], ['a multi-Region key by its id', kms(arn(MRK, 'us-east-1')), sseKms({ key: MRK })],
  ['an alias, and the ARN behind it', kms(), sseKms({ key: 'alias/x' }), { keyArn: arn(ID) }], ['an alias, and the id behind it', kms(), sseKms({ key: 'alias/x' }), { keyArn: ID }],
  ['a key id, and its ARN', kms(), sseKms({ key: ID }), { keyArn: arn(ID) }], ['DSSE-KMS', { ...kms(), [SSE]: 'aws:kms:dsse' }, sseKmsDsse({ key: ID })],
  ['a bucket key', kms(arn(ID), BUCKET_KEY), sseKms({ key: ID, bucketKey: true })], ['no bucket key', kms(), sseKms({ key: ID, bucketKey: false })], ['SSE-C', CUSTOMER_ANSWER, CUSTOMER],
]).map(([title, response, asked, options = {}]) => [title, response, asked, options] as const))('%s is shown', (_, response, asked, options) => expect(messageOf(() => assertEncrypted(response, asked, options))).toBe(''));

test.each((<[string, EncryptedResponse, Asked, string, string, AssertEncryptedOptions?][]>[
  ['nothing', {}, sseS3(), 'encryption-missing', 'no encryption, asked for AES256'], ['nothing for KMS', new Headers(), KEYED, 'encryption-missing', 'asked for aws:kms'],
  ['an empty header', { [SSE]: '' }, sseS3(), 'encryption-missing', 'no encryption'], ['nothing for SSE-C', {}, CUSTOMER, 'encryption-missing', 'asked for AES256'],
  ['SSE-S3 for KMS', { [SSE]: 'AES256' }, KEYED, 'encryption-algorithm', '"AES256", asked for aws:kms'], ['KMS for SSE-S3', kms(), sseS3(), 'encryption-algorithm', '"aws:kms", asked for AES256'],
  ['one layer for two', kms(), sseKmsDsse({ key: ID }), 'encryption-algorithm', 'asked for aws:kms:dsse'], ['two layers for one', { ...kms(), [SSE]: 'aws:kms:dsse' }, KEYED, 'encryption-algorithm', '"aws:kms:dsse"'],
  ['SSE-C for SSE-S3', CUSTOMER_ANSWER, sseS3(), 'encryption-algorithm', '"SSE-C AES256"'], ['SSE-S3 for SSE-C', { [SSE]: 'AES256' }, CUSTOMER, 'encryption-algorithm', '"AES256"'],
  ['the algorithm twice', { [SSE]: ['AES256', 'AES256'] }, sseS3(), 'encryption-algorithm', '"AES256,AES256"'], ['in other letters', { [SSE]: 'aes256' }, sseS3(), 'encryption-algorithm', '"aes256"'],
  ['another key', kms(arn(OTHER)), KEYED, 'encryption-key', arn(OTHER)], ['another key for an id', kms(arn(OTHER)), sseKms({ key: ID }), 'encryption-key', `asked for ${ID}`],
  ['the id in another account', kms(arn(ID).replace('111122223333', '999999999999')), KEYED, 'encryption-key', '999999999999'], ['the multi-Region key of another Region', kms(arn(MRK, 'us-east-1')), sseKms({ key: arn(MRK) }), 'encryption-key', 'us-east-1'],
  ['no key', { [SSE]: 'aws:kms' }, KEYED, 'encryption-key', 'no KMS key'], ['a key that ends in the same letters', kms(`arn:aws:kms:eu-central-1:111122223333:key/x${ID}`), sseKms({ key: ID }), 'encryption-key', `x${ID}`],
  ['another key than the alias has', kms(arn(OTHER)), sseKms({ key: 'alias/x' }), 'encryption-key', `asked for ${arn(ID)}`, { keyArn: arn(ID) }],
  ['another key than the one beside', kms(), KEYED, 'encryption-key', OTHER, { keyArn: OTHER }], ['the one beside, not the one asked for', kms(arn(OTHER)), KEYED, 'encryption-key', arn(ID), { keyArn: OTHER }],
  ['a key for an alias', kms(), sseKms({ key: 'alias/x' }), 'encryption-key-unverifiable', "\"alias/x\" cannot be compared with the key that S3 shows; pass its ARN as 'keyArn'"],
  ['a key for the ARN of an alias', kms(), sseKmsDsse({ key: 'arn:aws:kms:eu-central-1:111122223333:alias/x' }), 'encryption-algorithm', 'dsse'],
  ['a key for an alias ARN', kms(), sseKms({ key: 'arn:aws:kms:eu-central-1:111122223333:alias/x' }), 'encryption-key-unverifiable', ':alias/x'],
  ['no bucket key', kms(), sseKms({ key: ID, bucketKey: true }), 'bucket-key', 'bucket key true was asked for, and false is shown'], ['a bucket key', kms(arn(ID), BUCKET_KEY), sseKms({ key: ID, bucketKey: false }), 'bucket-key', 'and true is shown'],
  ['another customer key', sseC({ key: Buffer.alloc(32, 8) }).headers, CUSTOMER, 'encryption-key', 'another customer key'], ['no customer key', { SSECustomerAlgorithm: 'AES256' }, CUSTOMER, 'encryption-key', 'no customer key'],
]).map(([title, response, asked, code, part, options = {}]) => [title, response, asked, code, part, options] as const))('%s is a mismatch', (_, response, asked, code, part, options) => {
  let error: unknown;
  try {
    assertEncrypted(response, asked, options);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(EncryptionMismatch);
  expect(error).toMatchObject({ code, name: 'EncryptionMismatch' });
  const { message } = error as Error;
  expect(message).toMatch(SENTENCE);
  expect(message).toContain(part);
  for (const secret of [SECRET.toString('base64'), SECRET.toString('hex'), CUSTOMER.params.SSECustomerKeyMD5]) expect(message).not.toContain(secret);
});

test.each<[string, () => unknown, string]>([
  ['no response', () => assertEncrypted(undefined as never, sseS3()), "'response' must be headers or an SDK output, got nothing"], ['text', () => encryptionOf('AES256' as never), 'got "AES256"'],
  ['nothing asked', () => assertEncrypted({}, { headers: {}, params: {} }), "'asked' asks for no encryption"], ['the source of a copy', () => assertEncrypted({}, sseCCopySource({ key: SECRET })), "'asked' asks for no encryption"],
  ['an alias as the key behind one', () => assertEncrypted(kms(), sseKms({ key: 'alias/x' }), { keyArn: 'alias/y' }), "'keyArn' must be the ARN or id of a KMS key, got \"alias/y\""],
  ['a key ARN that is nothing', () => assertEncrypted(kms(), sseKms({ key: 'alias/x' }), { keyArn: '' }), "'keyArn' must be"],
])('%s is refused', (_, action, part) => {
  expect(messageOf(action)).toMatch(SENTENCE);
  expect(messageOf(action)).toContain(part);
  expect(action).not.toThrow(EncryptionMismatch);
});

test('the outputs of the SDK', async () => {
  const at = { Bucket: 'records', Key: 'a' };
  const { client } = recorder(kms(arn(ID), BUCKET_KEY), '<CopyObjectResult><ETag>"x"</ETag></CopyObjectResult>');
  const asked = sseKms({ key: ID, bucketKey: true });
  for (const output of [
    await client.send(new PutObjectCommand({ ...at, Body: 'x', ...asked.params })), await client.send(new HeadObjectCommand(at)), await client.send(new GetObjectCommand(at)),
    await client.send(new CopyObjectCommand({ ...at, CopySource: 'records/b', ...asked.params })),
  ]) {
    expect(encryptionOf(output)).toEqual(SHOWN);
    assertEncrypted(output, asked);
    expect(() => assertEncrypted(output, sseS3())).toThrow(EncryptionMismatch);
  }
  const customer = await recorder(CUSTOMER_ANSWER).client.send(new PutObjectCommand({ ...at, Body: 'x', ...CUSTOMER.params }));
  assertEncrypted(customer, CUSTOMER);
  expect(() => assertEncrypted(customer, sseC({ key: Buffer.alloc(32, 8) }))).toThrow('another customer key');
});

test('one module has all of it', () => {
  expect(Object.keys(facade).sort()).toEqual([
    'EncryptionMismatch', 'assertEncrypted', 'checksum', 'checksumHeaders', 'checksumOf', 'compositeChecksum', 'createChecksum', 'encryptionOf', 'knownChecksum',
    'objectLock', 'personalDataTag', 'sseC', 'sseCCopySource', 'sseKms', 'sseKmsDsse', 'sseS3', 'tagging',
  ]);
});

import { createReadStream, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, type PutObjectCommandInput, S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { digest } from './cases';
import { describeWith } from './installed';
import { alice, bob, REGION } from './radosgw';
import { send } from './raw';
import { type Verifying, startVerifying } from './verifying';
import { BODY } from './world';

const SILENT = { debug() { /* nothing */ }, info() { /* nothing */ }, warn() { /* nothing */ }, error() { /* nothing */ } };
const KEYS = ['plain', 'a b+c/ü/日本', "it's (1) *!.txt", 'a//b', 'dots/../up', '%2F', 'question?mark#hash', '~tilde'];

describeWith(['openssl'], 'the AWS SDK at our verifying handler', () => {
  let server: Verifying;
  const clients: S3Client[] = [];
  beforeAll(async () => { server = await startVerifying(); });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await server.stop();
  });
  beforeEach(() => { server.refused.length = 0; });

  const client = (endpoint: string, config: S3ClientConfig = {}): S3Client => {
    const made = new S3Client({
      region: REGION,
      endpoint,
      forcePathStyle: true,
      credentials: alice,
      maxAttempts: 1,
      logger: SILENT,
      requestHandler: { httpsAgent: new Agent({ ca: server.ca }) },
      ...config,
    });
    clients.push(made);
    return made;
  };
  const stored = (key: string): string | undefined => server.store.objects.get(`records/${key}`)?.content.toString();

  describe.each(['http', 'https'] as const)('over %s', scheme => {
    test.each(KEYS)('puts, gets, heads, lists and deletes %s', async key => {
      const s3 = client(server[scheme]);
      const at = { Bucket: 'records', Key: key };
      await s3.send(new PutObjectCommand({ ...at, Body: BODY, ContentType: 'text/x-fox', Metadata: { owner: 'records' } }));
      expect(stored(key)).toBe(BODY);
      expect(await (await s3.send(new GetObjectCommand(at))).Body!.transformToString()).toBe(BODY);
      expect(await s3.send(new HeadObjectCommand(at))).toMatchObject({ ContentLength: BODY.length, ContentType: 'text/x-fox' });
      expect((await s3.send(new ListObjectsV2Command({ Bucket: 'records', Prefix: key }))).Contents?.map(c => c.Key)).toEqual([key]);
      await s3.send(new DeleteObjectCommand(at));
      expect([stored(key), server.refused]).toEqual([undefined, []]);
    });

    test.each<[string, S3ClientConfig, Partial<PutObjectCommandInput>]>([
      ['text', {}, {}],
      ['bytes', {}, { Body: Buffer.from(BODY) }],
      ['nothing', {}, { Body: '' }],
      ['text without a checksum', { requestChecksumCalculation: 'WHEN_REQUIRED' }, {}],
      ...(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const).map((name): [string, S3ClientConfig, Partial<PutObjectCommandInput>] => [`text with ${name}`, {}, { ChecksumAlgorithm: name }]),
      ['a checksum of the caller', {}, { ChecksumSHA256: digest('sha256', 'base64') }],
      ['tags and encryption', {}, { Tagging: 'data=personal', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key', ACL: 'private' }],
    ])('uploads %s', async (name, config, more) => {
      await client(server[scheme], config).send(new PutObjectCommand({ Bucket: 'records', Key: `by/${name}`, Body: BODY, ...more }));
      expect([stored(`by/${name}`), server.refused]).toEqual([more.Body === '' ? '' : BODY, []]);
    });

    test('uploads a stream in chunks, and a large one in parts', async () => {
      const content = Buffer.alloc(11 * 1024 * 1024, 'the quick brown fox. ');
      const file = join(server.dir, 'large');
      writeFileSync(file, content);
      const s3 = client(server[scheme]);
      await s3.send(new PutObjectCommand({ Bucket: 'records', Key: 'stream', Body: createReadStream(file), ContentLength: content.length }));
      expect(server.store.objects.get('records/stream')?.content.equals(content)).toBe(true);
      await new Upload({ client: s3, params: { Bucket: 'records', Key: 'parts', Body: createReadStream(file) }, partSize: 5 * 1024 * 1024 }).done();
      expect(server.store.objects.get('records/parts')).toMatchObject({ etag: expect.stringMatching(/-3"$/) });
      expect(server.store.objects.get('records/parts')?.content.equals(content)).toBe(true);
      expect(server.refused).toEqual([]);
    });

    test('URLs that it presigned work, and others do not', async () => {
      const s3 = client(server[scheme]);
      const at = { Bucket: 'records', Key: 'by url/ü' };
      const put = await getSignedUrl(s3, new PutObjectCommand({ ...at, ContentType: 'text/x-fox' }), { expiresIn: 60, signableHeaders: new Set(['content-type']) });
      const headers = { 'content-type': 'text/x-fox' };
      expect((await send({ method: 'PUT', url: put, body: BODY, headers: { 'content-type': 'text/html' }, ca: server.ca })).code).toBe('SignatureDoesNotMatch');
      expect((await send({ method: 'PUT', url: put, body: BODY, headers, ca: server.ca })).status).toBe(200);
      const get = await getSignedUrl(s3, new GetObjectCommand(at), { expiresIn: 60 });
      expect(await send({ method: 'GET', url: get, ca: server.ca })).toMatchObject({ status: 200, body: BODY, headers: { 'content-type': 'text/x-fox' } });
      expect((await send({ method: 'DELETE', url: get, ca: server.ca })).code).toBe('SignatureDoesNotMatch');
      expect(server.refused).toEqual(['signature-mismatch', 'signature-mismatch']);
    });
  });

  test.each<[string, S3ClientConfig, string]>([
    ['a wrong secret', { credentials: { ...alice, secretAccessKey: bob.secretAccessKey } }, 'SignatureDoesNotMatch'],
    ['an unknown key', { credentials: bob }, 'InvalidAccessKeyId'],
    ['a token that nobody gave', { credentials: { ...alice, sessionToken: 'none' } }, 'InvalidToken'],
    ['another Region', { region: 'eu-central-1' }, 'AuthorizationHeaderMalformed'],
  ])('is told of %s with the error of S3', async (_, config, name) => {
    const refusal = client(server.http, config).send(new PutObjectCommand({ Bucket: 'records', Key: 'refused', Body: BODY }));
    await expect(refusal).rejects.toMatchObject({ name, $metadata: { httpStatusCode: name.startsWith('Auth') || name === 'InvalidToken' ? 400 : 403 } });
    expect(stored('refused')).toBeUndefined();
  });

  test.each<[string, S3ClientConfig, PutObjectCommandInput['Body'], string]>([
    ['text', {}, BODY, 'XAmzContentSHA256Mismatch'],
    ['a stream in chunks', {}, undefined, 'BadDigest'],
  ])('a body that was changed on the way is refused: %s', async (_, config, body, name) => {
    const Body = body ?? Readable.from([Buffer.from(BODY)]);
    const refusal = client(server.tampering, config).send(new PutObjectCommand({ Bucket: 'records', Key: 'refused', Body, ContentLength: BODY.length }));
    await expect(refusal).rejects.toMatchObject({ name });
    expect(stored('refused')).toBeUndefined();
  });

  test('a URL that has expired is refused', async () => {
    await client(server.http).send(new PutObjectCommand({ Bucket: 'records', Key: 'old', Body: BODY }));
    const url = await getSignedUrl(client(server.tomorrow), new GetObjectCommand({ Bucket: 'records', Key: 'old' }), { expiresIn: 3600 });
    expect(await send({ method: 'GET', url })).toMatchObject({ status: 403, code: 'AccessDenied', body: expect.stringContaining('Request has expired') });
  });
});

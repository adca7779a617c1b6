import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type PutObjectCommandInput, PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { brief, gathered, pieces } from './chunked';
import { signHeaders } from '../../src/runtime/sign';
import { chunkedHeaders, signChunks } from '../../src/runtime/sign-chunks';
import { signingKey } from '../../src/runtime/signature';
import { verify } from '../../src/runtime/verify';
import { PAYLOAD_S3_ERRORS, PayloadError, verifiedBody } from '../../src/runtime/verify-body';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** A certificate for 127.0.0.1, where openssl is at hand. */
function certificate(): { readonly key: string; readonly cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'body-'));
  try {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key.pem'];
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    execFileSync('openssl', ['req', '-x509', ...key, '-out', 'cert.pem', ...names, '-days', '2'], { cwd: folder, stdio: 'ignore' });
    return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Received {
  readonly payloadHash: string;
  readonly trailers: string | undefined;
  readonly body: string;
}

const received: Received[] = [];

const listener: http.RequestListener = async (request, response) => {
  try {
    const secretFor = (id: string) => id === credentials.accessKeyId ? credentials.secretAccessKey : undefined;
    const answer = await verify(request, { region: 'eu-central-1', secretFor });
    if (!answer.ok) return refuse(response, 403, 'AccessDenied', answer.code);
    const body = await gathered(verifiedBody(request, answer.payload()));
    const header = (name: string) => request.headers[name] as string;
    received.push({ payloadHash: header('x-amz-content-sha256'), trailers: header('x-amz-trailer'), body: brief(body) });
    response.end();
  } catch (error) {
    if (!(error instanceof PayloadError)) return void response.destroy(error as Error);
    const [code, status] = PAYLOAD_S3_ERRORS[error.code];
    refuse(response, status, code, error.message);
  }
};

function refuse(response: http.ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { connection: 'close' }).end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

const pair = certificate();
const schemes = pair === undefined ? ['http'] as const : ['http', 'https'] as const;
const object = randomBytes(300_000);
const stream = (size: number) => Readable.from(pieces(object, Array.from({ length: Math.ceil(object.length / size) }, (_, i) => i * size)));

// The SDK says that a stream cannot be sent twice.
beforeEach(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

// Where there is no openssl, the half of it that needs HTTPS is not run.
describe.each(schemes)('@aws-sdk/client-s3 over %s', scheme => {
  let server: http.Server;
  let endpoint: string;
  beforeAll(async () => {
    server = scheme === 'https' ? https.createServer(pair!, listener) : http.createServer(listener);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    endpoint = `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  async function put(input: Partial<PutObjectCommandInput>, config: S3ClientConfig = {}): Promise<Received> {
    received.length = 0;
    const requestHandler = new NodeHttpHandler({ httpsAgent: { ca: pair?.cert } });
    const client = new S3Client({ region: 'eu-central-1', credentials, endpoint, forcePathStyle: true, maxAttempts: 1, requestHandler, ...config });
    try {
      await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'key', Body: object, ...input }));
    } finally {
      client.destroy();
    }
    return received[0];
  }

  const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
  test.each(algorithms)('a stream comes in unsigned chunks with a trailer of %s', async (ChecksumAlgorithm) => {
    const { payloadHash, trailers, body } = await put({ Body: stream(50_000), ContentLength: object.length, ChecksumAlgorithm });
    expect([payloadHash, trailers, body]).toEqual([
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER', `x-amz-checksum-${ChecksumAlgorithm.toLowerCase()}`, brief(object),
    ]);
  });

  test('an empty stream', async () => {
    expect((await put({ Body: Readable.from([]), ContentLength: 0 })).body).toBe(brief(Buffer.alloc(0)));
  });

  test('bytes come with a checksum and the hash that was signed', async () => {
    const { payloadHash, trailers, body } = await put({});
    expect([payloadHash, trailers, body]).toEqual([createHash('sha256').update(object).digest('hex'), undefined, brief(object)]);
  });

  test('a Content-MD5 in place of a checksum', async () => {
    const md5 = async (of: Uint8Array) =>
      put({ ContentMD5: createHash('md5').update(of).digest('base64') }, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    expect((await md5(object)).body).toBe(brief(object));
    await expect(md5(object.subarray(1))).rejects.toMatchObject({ name: 'BadDigest' });
  });

  test('a wrong checksum is refused as S3 does', async () => {
    const ChecksumSHA1 = createHash('sha1').digest('base64');
    await expect(put({ ChecksumSHA1 })).rejects.toMatchObject({ name: 'BadDigest', $metadata: { httpStatusCode: 400 } });
  });

  test('pieces below 8192 bytes are refused as S3 does, until the client gathers them', async () => {
    const input = () => ({ Body: stream(5000), ContentLength: object.length });
    await expect(put(input())).rejects.toMatchObject({ name: 'InvalidChunkSizeError', $metadata: { httpStatusCode: 403 } });
    expect((await put(input(), { requestStreamBufferSize: 65_536 })).body).toBe(brief(object));
  });

  test.each([undefined, 'CRC64NVME'] as const)('our own signed chunks, with a trailer of %p', async (trailer) => {
    received.length = 0;
    const { host } = new URL(endpoint);
    const { 'x-amz-content-sha256': payloadHash, ...headers } = chunkedHeaders(object.length, { trailer });
    const signed = signHeaders({ method: 'PUT', host, path: '/bucket/key', headers }, { credentials, region: 'eu-central-1', payloadHash });
    const key = signingKey(credentials.secretAccessKey, signed.scope);
    const chunks = signChunks(stream(10_000), { ...signed, key, seedSignature: signed.signature, trailer });
    const status = await new Promise((resolve, reject) => {
      const { request } = scheme === 'https' ? https : http;
      const sent = request(`${endpoint}/bucket/key`, { method: 'PUT', headers: signed.headers, ca: pair?.cert });
      sent.on('response', answer => resolve(answer.resume().statusCode)).on('error', reject);
      Readable.from(chunks).pipe(sent);
    });
    expect([status, received[0].payloadHash, received[0].body]).toEqual([200, payloadHash, brief(object)]);
  });
});

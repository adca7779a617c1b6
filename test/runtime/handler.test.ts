import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchHandler, type HandlerOptions, nodeHandler, PayloadError, type VerifiedRequest } from '../../src/runtime/handler';
import { presign } from '../../src/runtime/presign';
import { signHeaders } from '../../src/runtime/sign';
import { signChunks } from '../../src/runtime/sign-chunks';
import { signerFor } from '../../src/runtime/signature';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const region = 'eu-central-1';
const told: unknown[] = [];
const options: HandlerOptions = {
  region,
  secretFor: (id) => {
    if (id === 'AKIABROKENSTORE') throw new Error('the store is down: password hunter2');
    return id === credentials.accessKeyId ? credentials.secretAccessKey : undefined;
  },
  onRefused: ({ code }) => told.push(code),
  onError: error => told.push(String(error)),
};

/** Answers with what was sent, once all of it held. */
async function echo(verified: VerifiedRequest): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const bytes of verified.body) parts.push(bytes);
  if (verified.path.endsWith('/throws')) throw new Error('the backend is down: password hunter2');
  return `${verified.method} ${verified.path} ${Buffer.concat(parts).toString()}`;
}

const server = http.createServer(nodeHandler(options, async (_, response, verified) => {
  if (verified.path.endsWith('/late')) response.write('begun ');
  response.end(await echo(verified));
}));
let host: string;

beforeAll(done => void server.listen(0, '127.0.0.1', () => {
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  done();
}));
afterAll(done => void server.close(done));
beforeEach(() => { told.length = 0; });

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function ask(method: string, path: string, headers: Record<string, string> = {}, body: Iterable<Uint8Array | string> = []): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: host.split(':')[1], method, path, headers: { host, ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', part => parts.push(part)).on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
    for (const part of body) request.write(part);
    request.end();
  });
}

const signed = (method: 'GET' | 'HEAD' | 'PUT', key = 'a/../b c', given: { accessKeyId: string; secretAccessKey: string } = credentials) =>
  presign({ method, bucket: 'records', key, region, credentials: given, endpoint: `http://${host}`, allowHttp: true }).url.slice(`http://${host}`.length);

test('lets in what is signed, with the path as it was sent', async () => {
  expect(await ask('GET', signed('GET'))).toMatchObject({ status: 200, body: 'GET /records/a/../b%20c ' });
  expect(told).toEqual([]);
});

test.each<[string, () => Promise<Answer>, number, string, string]>([
  ['another method', () => ask('DELETE', signed('GET')), 403, 'SignatureDoesNotMatch', 'signature-mismatch'],
  ['no signature', () => ask('GET', '/records/<a>&"\''), 403, 'AccessDenied', 'not-signed'],
  ['an unsigned header', () => ask('GET', signed('GET'), { 'x-amz-acl': 'public-read' }), 403, 'AccessDenied', 'unsigned-header'],
  ['an unknown key', () => ask('GET', signed('GET', 'k', { ...credentials, accessKeyId: 'AKIAOTHER' })), 403, 'InvalidAccessKeyId', 'unknown-access-key'],
  ['a parameter too few', () => ask('GET', signed('GET').replace(/X-Amz-Date=\w+&/, '')), 400, 'AuthorizationQueryParametersError', 'missing-parameter'],
  ['a header that is none', () => ask('GET', '/records/k', { authorization: 'AWS4-HMAC-SHA256 x' }), 400, 'AuthorizationHeaderMalformed', 'missing-parameter'],
])('answers %s as S3 does', async (_, asking, status, code, refusal) => {
  const answer = await asking();
  expect([answer.status, answer.headers['content-type'], told]).toEqual([status, 'application/xml', [refusal]]);
  expect(answer.headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
  expect(answer.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>\w+<\/Code><Message>[^<>"]+<\/Message><Resource>[^<>"?]+<\/Resource>/);
  expect(answer.body).toContain(`<Code>${code}</Code>`);
});

test('HEAD has no body, and its length all the same', async () => {
  const answer = await ask('HEAD', signed('GET'));
  expect([answer.status, answer.body, Number(answer.headers['content-length']) > 100]).toEqual([403, '', true]);
});

test('what the own code throws is told to onError, and to nobody else', async () => {
  for (const [path, error] of [[signed('GET', 'throws'), 'backend'], [signed('GET', 'k', { ...credentials, accessKeyId: 'AKIABROKENSTORE' }), 'store']]) {
    told.length = 0;
    const answer = await ask('GET', path);
    expect([answer.status, told]).toEqual([500, [`Error: the ${error} is down: password hunter2`]]);
    expect(answer.body).toContain('<Code>InternalError</Code>');
    expect(answer.body).not.toContain('hunter2');
  }
});

const BODY = Buffer.alloc(20_000, 'abcdefgh');

async function chunked(change: (wire: Buffer) => Buffer): Promise<Answer> {
  const { headers, signature, time } = signHeaders({
    method: 'PUT', host, path: '/records/k', headers: { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': String(BODY.length) },
  }, { credentials, region, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' });
  const scope = { date: time.slice(0, 8), region, service: 's3' };
  const { key } = signerFor(credentials.secretAccessKey, scope.date, region, 's3');
  const parts: Uint8Array[] = [];
  for await (const part of signChunks(BODY, { key, scope, time, seedSignature: signature, chunkSize: 8192 })) parts.push(part);
  return ask('PUT', '/records/k', headers, [change(Buffer.concat(parts))]);
}

test('takes the frames off signed chunks', async () => {
  expect(await chunked(wire => wire)).toMatchObject({ status: 200, body: `PUT /records/k ${BODY.toString()}` });
});

test('a chunk that was changed is answered, on a connection that still stands', async () => {
  const answer = await chunked((wire) => {
    const at = wire.indexOf('abcdefgh') + 9000;
    wire[at] ^= 1; // eslint-disable-line no-bitwise
    return wire;
  });
  expect([answer.status, told]).toEqual([403, ['chunk-signature-mismatch']]);
  expect(answer.body).toContain('<Code>SignatureDoesNotMatch</Code>');
});

test('a body that is not the signed one is answered, even where nobody kept it', async () => {
  const { headers } = signHeaders({ method: 'PUT', host, path: '/records/k', headers: {}, body: 'good' }, { credentials, region });
  expect(await ask('PUT', '/records/k', headers, ['good'])).toMatchObject({ status: 200, body: 'PUT /records/k good' });
  const answer = await ask('PUT', '/records/k', headers, ['evil']);
  expect([answer.status, told]).toEqual([400, ['payload-hash-mismatch']]);
  expect(answer.body).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
});

test('a checksum that nobody here can compute is not taken unseen', async () => {
  const { headers } = signHeaders({ method: 'PUT', host, path: '/records/k', headers: { 'x-amz-checksum-sha512': 'AAAA' }, body: 'good' }, { credentials, region });
  expect((await ask('PUT', '/records/k', headers, ['good'])).status).not.toBe(200);
  expect(told).toEqual(['unsupported-checksum']);
});

test('an answer that has begun is cut off, not ended as if it were whole', async () => {
  const { headers } = signHeaders({ method: 'PUT', host, path: '/records/late', headers: {}, body: 'good' }, { credentials, region });
  await expect(ask('PUT', '/records/late', headers, ['evil'])).rejects.toThrow(/aborted|socket hang up/);
});

describe('for fetch', () => {
  const handle = fetchHandler(options, async (_, verified) => new Response(await echo(verified)));
  const url = (method: 'GET' | 'PUT', key: string) => presign({ method, bucket: 'records', key, region, credentials }).url;

  test('lets in, and refuses as S3 does', async () => {
    const good = await handle(new Request(url('PUT', 'k'), { method: 'PUT', body: 'text' }));
    expect([good.status, await good.text()]).toEqual([200, 'PUT /k text']);
    const bad = await handle(new Request(url('GET', 'k'), { method: 'PUT', body: 'text' }));
    expect([bad.status, bad.headers.get('content-type'), told]).toEqual([403, 'application/xml', ['signature-mismatch']]);
    expect(await bad.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  test('the path of a Request has lost its dots, and so the signature does not hold', async () => {
    expect((await handle(new Request(url('GET', 'a/../b')))).status).toBe(403);
  });

  test('a PayloadError of the own code is answered, too', async () => {
    const own = fetchHandler(options, () => { throw new PayloadError('too-large', 'the body has more than 10 bytes; send less'); });
    const answer = await own(new Request(url('GET', 'k')));
    expect([answer.status, told]).toEqual([400, ['too-large']]);
    expect(await answer.text()).toContain('<Code>EntityTooLarge</Code>');
  });
});

import * as http from 'node:http';
import * as http2 from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { BODY, HOST, inHeaders, inUrl, judge, OPTIONS, type Plain, signedAsIs, TEMPORARY, withHeader } from './verify-requests';
import type { NodeRequest, VerifyOptions } from '../../src/runtime/verify';

let server: http.Server;
let server2: http2.Http2Server;
let session: http2.ClientHttp2Session;
const seen: NodeRequest[] = [];
const port = (of: http.Server | http2.Http2Server): number => (of.address() as AddressInfo).port;

beforeAll(async () => {
  const listener = (request: NodeRequest & { resume(): void }, response: { end(): void }): void => {
    seen.push(request);
    request.resume();
    response.end();
  };
  server = http.createServer(listener as http.RequestListener);
  server2 = http2.createServer(listener as never);
  await Promise.all([server, server2].map(of => new Promise<void>(resolve => of.listen(0, '127.0.0.1', resolve))));
  session = http2.connect(`http://127.0.0.1:${port(server2)}`);
});

afterAll(async () => {
  session.destroy();
  await Promise.all([server, server2].map(of => new Promise(resolve => of.close(resolve))));
});

/** What node:http makes of lines on a socket; undefined where its parser refuses them. Each character of the lines is a byte. */
async function received(lines: string): Promise<NodeRequest | undefined> {
  seen.length = 0;
  await new Promise(resolve => {
    const socket = connect(port(server), '127.0.0.1', () => socket.end(lines, 'latin1'));
    socket.resume().on('close', resolve).on('error', resolve);
  });
  return seen[0];
}

const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const placeOf = (url: string): [host: string, target: string] => [url.split('/')[2], `/${url.split('/').slice(3).join('/')}`];

function linesOf({ method, url, headers, body = '' }: Plain, target?: string): string {
  const [host, path] = placeOf(url);
  const fields = { host, ...headers, 'content-length': String(Buffer.byteLength(body)), 'connection': 'close' };
  return bytes(`${method} ${target ?? path} HTTP/1.1\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}

async function over2({ method, url, headers }: Plain): Promise<NodeRequest> {
  const [host, path] = placeOf(url);
  const { host: _, ...others } = headers;
  const fields = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, bytes(value)]));
  seen.length = 0;
  const stream = session.request({ ':method': method, ':path': path, ':authority': host, ...fields });
  await new Promise((resolve, reject) => stream.resume().on('close', resolve).on('error', reject).end());
  return seen[0];
}

const asFetch = ({ method, url, headers, body }: Plain): Request => new Request(url, {
  method, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytes(value)])), ...body !== undefined && { body },
});

/** The verdict without what only a body at hand can tell. */
async function verdict(request: unknown, options: Partial<VerifyOptions> = {}): Promise<unknown> {
  const answer = await judge(request, options);
  const { bodyVerified: _, payload, ...rest } = { bodyVerified: false, payload: undefined, ...answer };
  return payload === undefined ? rest : { ...rest, payload: { ...payload(), contentLength: undefined } };
}

const CASES: readonly (readonly [string, Plain, Partial<VerifyOptions>?])[] = [
  ['a URL', inUrl()],
  ['a URL with a token', inUrl({ credentials: TEMPORARY })],
  ['a URL with headers', inUrl({ method: 'PUT', headers: { 'content-type': 'text/plain', 'x-amz-meta-a': 'x  y' } })],
  ['a URL with a port', inUrl({ endpoint: 'https://localhost:9000' })],
  ['a URL with an IPv6 address', inUrl({ endpoint: 'https://[::1]:9000' })],
  ['odd keys', inUrl({ key: "//a+b/ü~!'()*;:@&=$,?#[]" })],
  ['headers', { ...inHeaders({ headers: { 'x-amz-meta-name': 'ünï 漢字' } }) }],
  ['headers with a token', inHeaders({}, { credentials: TEMPORARY })],
  ['a listing', inHeaders({ method: 'GET', path: '/', query: { 'list-type': '2', 'prefix': 'a/b c' } })],
  ['an unsigned header', withHeader(inUrl(), 'x-amz-acl', 'public-read')],
  ['another header', withHeader(inUrl({ method: 'PUT', headers: { 'x-amz-acl': 'private' } }), 'x-amz-acl', 'public-read')],
  ['both forms', withHeader(inUrl(), 'authorization', inHeaders().headers.authorization)],
  ['no signature', { method: 'GET', url: `https://${HOST}/a`, headers: {} }],
  ['another path', { ...inUrl(), url: inUrl().url.replace('scans', 'other') }],
  ['a parameter twice', { ...inUrl(), url: `${inUrl().url}&X-Amz-Date=x` }],
  ['an empty query', { ...inHeaders(), url: `${inHeaders().url}?` }],
  ['expired', inUrl(), { at: new Date(OPTIONS.at!.getTime() + 901_000) }],
  ['a host that is not let in', inUrl(), { hosts: ['x'] }],
  ['another host', { ...inUrl(), url: inUrl().url.replace('records', 'other') }],
  ['a host with a dot', { ...inUrl(), url: inUrl().url.replace('.com', '.com.') }],
  ['a header of a proxy that is not UTF-8', withHeader(inUrl(), 'x-forwarded-user', 'J\u00f6rg')],
];

test.each(CASES.map(([what, request, options = {}]) => [what, request, options] as const))('%s: plain data, node:http, HTTP/2 and fetch agree', async (_, request, options) => {
  const plain = await verdict(request, options);
  expect(await verdict(await received(linesOf(request)), options)).toEqual(plain);
  expect(await verdict(await over2(request), options)).toEqual(plain);
  expect(await verdict(asFetch(request), options)).toEqual(plain);
});

test('the verdicts that are agreed upon are good ones and bad ones', async () => {
  const codes = await Promise.all(CASES.map(async ([, request, options]) => (await judge(request, options)).ok));
  expect([codes.filter(ok => ok).length, codes.filter(ok => !ok).length]).toEqual([11, 10]);
});

/** A Request has lost them, and is refused. */
test.each(['/a/../b', '/../../etc/passwd', '/./a', '/a/%2e%2e/b', '//a', '//evil.example/a', '/a//b/', '/a;b=c', '/a|b^c`{}"<>\\..\\', "/!'()*+,;=:@$&", '/%zz%', '/http://x/'])('the path %s stays as it is', async path => {
  const request = signedAsIs(path);
  const answer = await judge(await received(linesOf(request)));
  expect(answer).toMatchObject({ ok: true, path, host: HOST });
  expect(await judge(request)).toMatchObject({ ok: true, path });
  expect(await judge(await over2(request))).toMatchObject({ ok: true, path });
  const fetched = await judge(asFetch(request));
  expect(fetched.ok).toBe(new URL(request.url).pathname === path);
});

test('an absolute request target, as a proxy gets it, names scheme and host', async () => {
  const request = inUrl();
  expect(await verdict(await received(linesOf(request, request.url)))).toEqual(await verdict(request));
  expect(await judge(await received(linesOf(request, request.url.replace('https', 'http'))))).toMatchObject({ code: 'insecure-transport' });
  expect(await judge(await received(linesOf(request, request.url.replace('records', 'other'))))).toMatchObject({ code: 'host-mismatch' });
  const unsigned = linesOf(request).replace(/ \S+ /, ' * ');
  expect(await judge(await received(unsigned.replace('GET', 'OPTIONS')))).toMatchObject({ code: 'malformed-url' });
});

const line = (request: Plain, ...more: readonly string[]): string => linesOf(request).replace(/\r\n/, `\r\n${more.map(text => `${text}\r\n`).join('')}`);
const bound = inUrl({ method: 'PUT', headers: { 'x-amz-meta-a': '1,2' } });
const RAW: readonly (readonly [string, string, string])[] = [
  ['Host twice', line(inUrl(), `Host: ${HOST}`), 'duplicate-header'],
  ['a signed header twice', line(bound, 'X-AMZ-META-A: 1,2'), 'duplicate-header'],
  ['a signed header in two lines that join to what was signed', linesOf(bound).replace('x-amz-meta-a: 1,2', 'x-amz-meta-a: 1\r\nX-Amz-Meta-A: 2'), 'duplicate-header'],
  ['Authorization twice', line(inHeaders(), 'Authorization: x'), 'duplicate-header'],
  ['the date twice', line(inHeaders(), 'X-AMZ-DATE: 20260115T120000Z'), 'duplicate-header'],
  ['the payload hash twice', line(inUrl(), 'x-amz-content-sha256: x', 'X-Amz-Content-Sha256: x'), 'duplicate-header'],
  ['an unsigned one in odd case', line(inUrl(), 'x-AmZ-aCl: public-read'), 'unsigned-header'],
  ['other headers twice', line(inUrl(), 'Via: 1.1 a', 'via: 1.1 b', 'Cookie: a=b', 'cookie: c=d'), 'ok'],
  ['blanks and tabs around a value', linesOf(bound).replace(': 1,2', ': \t 1,2 \t '), 'ok'],
  ['bytes that are no UTF-8 in a signed header', linesOf(bound).replace(': 1,2', ': 1\xff2'), 'malformed-header'],
  ['bytes that are no UTF-8 in another', line(inUrl(), 'Referer: J\xf6rg'), 'ok'],
  ['no Host', linesOf(inUrl()).replace(/host: .*\r\n/, '').replace('HTTP/1.1', 'HTTP/1.0'), 'missing-signed-header'],
  ['an empty Host', linesOf(inUrl()).replace(/host: .*\r\n/, 'Host: \r\n'), 'malformed-url'],
  ['Host in capitals', linesOf(inUrl()).replace('host: records', 'host: RECORDS'), 'signature-mismatch'],
  ['Host with the port of the scheme', linesOf(inUrl()).replace('.com\r\n', '.com:443\r\n'), 'signature-mismatch'],
];

test.each(RAW)('lines on a socket: %s', async (_, lines, code) => {
  const answer = await judge(await received(lines));
  expect(answer.ok ? 'ok' : answer.code).toBe(code);
});

test('a body is only at hand where it is passed', async () => {
  const request = inHeaders();
  const bodyVerified = async (of: unknown) => {
    const answer = await judge(of);
    return answer.ok && answer.bodyVerified;
  };
  expect(await bodyVerified(request)).toBe(true);
  const view = new Uint8Array([0, ...Buffer.from(BODY), 0]);
  for (const body of [Buffer.from(BODY), new TextEncoder().encode(BODY), view.buffer.slice(1, -1), new DataView(view.buffer, 1, view.length - 2)]) {
    expect(await bodyVerified({ ...request, body })).toBe(true);
  }
  for (const body of [undefined, null, new Blob([BODY]).stream()]) expect(await bodyVerified({ ...request, body })).toBe(false);
  expect(await bodyVerified(asFetch(request))).toBe(false);
  expect(await bodyVerified(await received(linesOf(request)))).toBe(false);
  expect(await judge({ ...request, body: '\ud800' })).toMatchObject({ code: 'malformed-request' });
});

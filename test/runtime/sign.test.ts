import fc from 'fast-check';
import { character } from '../characters';
import { messageOf, SENTENCE } from './sent';
import { signHeaders, type SignOptions, signQuery, type SignQueryOptions, type SignRequest, uriEncodePath } from '../../src/runtime/sign';
import { sha256Hex, signature, signingKey, stringToSign } from '../../src/runtime/signature';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = 'IQoJb3JpZ2luX2VjE//////////wEaDGV1+geheim==';
const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: TOKEN };
const AT = new Date('2026-01-15T12:00:00.999Z');
const request: SignRequest = { method: 'PUT', host: 'records.s3.eu-central-1.amazonaws.com', path: '/a.txt', body: 'hello' };
const options: SignQueryOptions = { credentials, region: 'eu-central-1', at: AT };
const HELLO = sha256Hex('hello');
const EMPTY = sha256Hex('');

type Loose<T> = Partial<Record<keyof T, unknown>>;
const headersOf = (r: Loose<SignRequest> = {}, o: Loose<SignOptions> = {}) =>
  signHeaders({ ...request, ...r } as SignRequest, { ...options, ...o } as SignOptions);
const queryOf = (r: Loose<SignRequest> = {}, o: Loose<SignQueryOptions> = {}) =>
  signQuery({ ...request, ...r } as SignRequest, { ...options, ...o } as SignQueryOptions);

describe('in the headers', () => {
  test('everything that is to be sent', () => {
    const signed = headersOf({ headers: { 'Content-Type': ' text/plain', 'User-Agent': 'a' } });
    expect(signed).toEqual({
      headers: {
        'host': request.host,
        'content-type': ' text/plain',
        'user-agent': 'a',
        'x-amz-date': '20260115T120000Z',
        'x-amz-content-sha256': HELLO,
        'x-amz-security-token': TOKEN,
        'authorization': 'AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20260115/eu-central-1/s3/aws4_request, '
          + `SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=${signed.signature}`,
      },
      time: '20260115T120000Z',
      scope: { date: '20260115', region: 'eu-central-1', service: 's3' },
      signature: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      canonicalRequest: `PUT\n/a.txt\n\ncontent-type:text/plain\nhost:${request.host}\nx-amz-content-sha256:${HELLO}\nx-amz-date:20260115T120000Z\n`
        + `x-amz-security-token:${TOKEN}\n\ncontent-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token\n${HELLO}`,
    });
  });

  test.each<[string, Loose<SignRequest>, Loose<SignOptions>, string, string | undefined]>([
    ['no body', { body: undefined }, {}, EMPTY, EMPTY],
    ['bytes', { body: Buffer.from('hello') }, {}, HELLO, HELLO],
    ['letters of other scripts', { body: 'ä' }, {}, sha256Hex(Buffer.from('ä')), sha256Hex('ä')],
    ['a hash that is known', { body: undefined }, { payloadHash: HELLO }, HELLO, HELLO],
    ['an unsigned body', {}, { payloadHash: 'UNSIGNED-PAYLOAD' }, 'UNSIGNED-PAYLOAD', 'UNSIGNED-PAYLOAD'],
    ['chunks', { body: undefined }, { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER' }, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'],
    ['another service', {}, { service: 'sts' }, HELLO, undefined],
    ['another service, sent', {}, { service: 'sts', signBody: true }, HELLO, HELLO],
    ['S3, not sent', {}, { signBody: false }, HELLO, undefined],
    ['Object Lambda', {}, { service: 's3-object-lambda' }, HELLO, HELLO],
    ['S3 Tables, which is as other services', {}, { service: 's3tables' }, HELLO, undefined],
  ])('the body: %s', (_, r, o, hash, sent) => {
    const signed = headersOf(r, o);
    expect(signed.canonicalRequest.endsWith(`\n${hash}`)).toBe(true);
    expect(signed.headers['x-amz-content-sha256']).toBe(sent);
    expect(signed.canonicalRequest.includes('\nx-amz-content-sha256:')).toBe(sent !== undefined);
  });

  test.each<[string, SignRequest['headers'], Record<string, string>, string]>([
    ['several values', { A: [' b ', 'c  d'] }, { a: 'b,c d' }, 'a:b,c d\n'],
    ['a name in two spellings', { A: 'b', a: ' c' }, { a: 'b,c' }, 'a:b,c\n'],
    ['pairs', [['A', 'b'], ['a', 'c']], { a: 'b,c' }, 'a:b,c\n'],
    ['a Map', new Map([['A', 'b']]), { a: 'b' }, 'a:b\n'],
    ['Headers of fetch', new Headers({ A: 'b' }), { a: 'b' }, 'a:b\n'],
    ['what is not there', { A: undefined }, {}, ''],
    ['no value', { A: '' }, { a: '' }, 'a:\n'],
    ['one value as it is', { A: ' b  c\t' }, { a: ' b  c\t' }, 'a:b c\n'],
    ['a no-break space, which is a letter', { A: '\u00a0b\u00a0' }, { a: '\u00a0b\u00a0' }, 'a:\u00a0b\u00a0\n'],
  ])('headers: %s', (_, headers, sent, text) => {
    const signed = headersOf({ headers }, { service: 'sts' });
    const { host, authorization, 'x-amz-date': date, 'x-amz-security-token': token, ...rest } = signed.headers;
    expect([host, token, date]).toEqual([request.host, TOKEN, '20260115T120000Z']);
    expect(rest).toEqual(sent);
    expect(authorization).toContain(text === '' ? 'SignedHeaders=host' : 'SignedHeaders=a;host');
    expect(signed.canonicalRequest).toContain(`\n\n${text}host:`);
  });

  test.each(['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'x-amzn-trace-id', 'proxy-authorization'])('%s is sent unsigned', (name) => {
    const signed = headersOf({ headers: { [name.toUpperCase()]: 'a' } });
    expect(signed.headers[name]).toBe('a');
    expect(signed.canonicalRequest).not.toContain(`\n${name}:`);
    expect(signed.signature).toBe(headersOf().signature);
  });
});

describe('in the URL', () => {
  test('path and query as they are signed, then the signature', () => {
    const signed = queryOf({ query: { b: 'c d', A: '' }, headers: { 'x-amz-acl': 'private', 'user-agent': 'a' } });
    const query = 'A=&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20260115%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20260115T120000Z&X-Amz-Expires=900'
      + `&X-Amz-Security-Token=${encodeURIComponent(TOKEN)}&X-Amz-SignedHeaders=host%3Bx-amz-acl&b=c%20d`;
    expect(signed.canonicalRequest).toBe(`PUT\n/a.txt\n${query}\nhost:${request.host}\nx-amz-acl:private\n\nhost;x-amz-acl\nUNSIGNED-PAYLOAD`);
    expect(signed.target).toBe(`/a.txt?${query}&X-Amz-Signature=${signed.signature}`);
    expect(signed.url).toBe(`https://${request.host}${signed.target}`);
    expect(signed.headers).toEqual({ 'host': request.host, 'x-amz-acl': 'private', 'user-agent': 'a' });
    expect(signed.signature).toBe(signature(signingKey(SECRET, signed.scope), stringToSign(signed.canonicalRequest, signed.time, signed.scope)));
  });

  test.each<[string, Loose<SignQueryOptions>, string, string | undefined]>([
    ['S3 takes any', {}, 'UNSIGNED-PAYLOAD', undefined],
    ['S3 takes one where its hash is named, and is sent it', { payloadHash: HELLO }, HELLO, HELLO],
    ['the hash, not sent', { payloadHash: HELLO, signBody: false }, HELLO, undefined],
    ['that it takes any, said twice', { payloadHash: 'UNSIGNED-PAYLOAD' }, 'UNSIGNED-PAYLOAD', undefined],
    ['another service takes this one', { service: 'sts' }, HELLO, undefined],
  ])('the body: %s', (_, o, hash, sent) => {
    const signed = queryOf({}, o);
    expect(signed.canonicalRequest.endsWith(`\n${hash}`)).toBe(true);
    expect(signed.headers['x-amz-content-sha256']).toBe(sent);
  });

  test('the hash may be named in the URL as well', () => {
    expect(queryOf({ query: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } }).target).toContain('&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&');
    expect(messageOf(() => queryOf({ query: { 'X-Amz-Content-Sha256': HELLO } }))).toContain('X-Amz-Content-Sha256');
  });
});

describe('paths', () => {
  const canonicalOf = (path: string, o: Loose<SignOptions> = {}) => headersOf({ path }, { service: 'execute-api', ...o }).canonicalRequest.split('\n')[1];

  test.each([
    ['/', '/'], ['//', '/'], ['/.', '/'], ['/..', '/'], ['/../..', '/'], ['/a/', '/a/'], ['/a//', '/a/'], ['/a/./', '/a/'], ['/a/..', '/'], ['/a/../', '/'], ['/a/b/..', '/a'], ['/a/b/../', '/a/'],
    ['/a/.', '/a'], ['/a/../../b', '/b'], ['/a/...', '/a/...'], ['/a%20b', '/a%2520b'], ['/a:b', '/a%3Ab'], ['/%2E%2E/a', '/%252E%252E/a'], ['/a/b/c/../../d//e/./f/..', '/a/d/e'],
  ])('%s is signed as %s', (path, canonical) => {
    expect(canonicalOf(path)).toBe(canonical);
  });

  test.each([['/a/../b//c', '/a/../b//c'], ['/a%20b', '/a%20b']])('%s is signed as it is for S3', (path, canonical) => {
    expect(canonicalOf(path, { service: 's3' })).toBe(canonical);
  });

  test('each choice stands alone', () => {
    expect(canonicalOf('/a%20b/../c', { doubleEncode: false })).toBe('/c');
    expect(canonicalOf('/a%20b/../c', { normalizePath: false })).toBe('/a%2520b/../c');
    expect(canonicalOf('/a%20b/../c', { doubleEncode: true, service: 's3' })).toBe('/a%2520b/../c');
    expect(canonicalOf('/a%20b/../c', { normalizePath: true, service: 's3' })).toBe('/c');
    expect(headersOf({ path: undefined }).canonicalRequest).toMatch(/^PUT\n\/\n/);
  });

  test('whatever the key, its path is taken', () => {
    fc.assert(fc.property(fc.string({ unit: character }), (key) => {
      const path = `/${uriEncodePath(key)}`;
      expect(headersOf({ path }).canonicalRequest.split('\n')[1]).toBe(path);
    }));
  });
});

describe('what is refused', () => {
  test.each<[string, Loose<SignRequest>, Loose<SignOptions>, RegExp]>([
    ['a method in small letters', { method: 'get' }, {}, /^'method' must be in capitals, such as GET, got "get"; /],
    ['no method', { method: undefined }, {}, /^'method' must be .*, got nothing; /],
    ['a method with a line break', { method: 'GET\n' }, {}, /^'method' must be /],
    ['no host', { host: undefined }, {}, /^'host' must be .*, got nothing; /],
    ['a URL for a host', { host: 'https://example.org' }, {}, /^'host' must be .*; pass what the Host header says$/],
    ['a host with a path', { host: 'example.org/a' }, {}, /^'host' must be /],
    ['a host with a line break', { host: 'example.org\r\nx-a: b' }, {}, /^'host' must be /],
    ['a host with a user', { host: 'a@example.org' }, {}, /^'host' must be /],
    ['a path without a slash', { path: 'a' }, {}, /^'path' must be encoded and begin with a slash, got "a"; pass a slash and uriEncodePath\(key\)$/],
    ['an empty path', { path: '' }, {}, /^'path' must be /],
    ['a path with a query', { path: '/a?b' }, {}, /^'path' must be /],
    ['a path with a space', { path: '/a b' }, {}, /^'path' must be /],
    ['a path with a line break', { path: '/a\nb' }, {}, /^'path' must be /],
    ['a path that is not encoded', { path: '/ä' }, {}, /^'path' must be /],
    ['half an escape', { path: '/%4' }, {}, /^'path' must be /],
    ['a plus, which S3 encodes', { path: '/a+b' }, {}, /^'path' must be encoded as Signature Version 4 wants it, got "\/a\+b"; /],
    ['a letter that S3 does not encode', { path: '/%41' }, {}, /^'path' must be encoded as /],
    ['an escape in small letters', { path: '/%c3%a4' }, {}, /^'path' must be encoded as /],
    ['a slash that is encoded', { path: '/a%2Fb' }, {}, /^'path' must be encoded as /],
    ['bytes that are no text', { path: '/%FF' }, {}, /^'path' must be encoded as /],
    ['a parameter of the signature', { query: { 'X-Amz-Date': 'a' } }, {}, /^'query' cannot hold "X-Amz-Date".*; leave it out$/],
    ['in pairs and small letters', { query: [['x-amz-signature', 'a']] }, {}, /^'query' cannot hold "x-amz-signature".*; leave it out$/],
    ['a parameter that is no text', { query: { a: 5 } }, {}, /^'query.a' must be text, got 5; /],
    ['half a letter', { query: { a: '\ud800' } }, {}, /^'query' has half of a surrogate pair, .*; correct the text$/],
    ['the host twice', { headers: { host: 'a' } }, {}, /^'headers' cannot hold "host": /],
    ['the date of the signature', { headers: { 'X-Amz-Date': 'a' } }, {}, /^'headers' cannot hold "X-Amz-Date": /],
    ['the token', { headers: { 'x-amz-security-token': TOKEN } }, {}, /^'headers' cannot hold "x-amz-security-token": /],
    ['a signature', { headers: { authorization: 'geheim' } }, {}, /^'headers' cannot hold "authorization": /],
    ['a header with a line break', { headers: { a: 'geheim\r\nb: c' } }, {}, /^'headers.a' must be text without control characters; /],
    ['one value of several that is none', { headers: { a: ['b', 5] } }, {}, /^'headers.a' must be text without control characters; /],
    ['headers that are text', { headers: 'a: b' }, {}, /^'headers' must be .*; /],
    ['a stream for a body', { body: new ReadableStream() }, {}, /^'body' must be text or a Uint8Array, got an object; pass 'payloadHash' /],
    ['an object for a body', { body: { a: SECRET } }, {}, /^'body' must be text or a Uint8Array, got an object; /],
    ['a hash in capitals', {}, { payloadHash: HELLO.toUpperCase() }, /^'payloadHash' must be /],
    ['a word of another kind', {}, { payloadHash: 'UNSIGNED' }, /^'payloadHash' must be .*, got "UNSIGNED"; pass one of them$/],
    ['no credentials', {}, { credentials: undefined }, /^'credentials.accessKeyId' is missing or malformed; /],
    ['no secret', {}, { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }, /^'credentials.secretAccessKey' is missing or malformed; /],
    ['a token with a second header', {}, { credentials: { ...credentials, sessionToken: 'geheim\r\na: b' } }, /^'credentials.sessionToken' is missing or malformed; /],
    ['credentials that ended', {}, { credentials: { ...credentials, expiration: AT } }, /^'credentials' ended at 2026-01-15T12:00:00.999Z; ask the provider for new ones$/],
    ['a Region with a slash', {}, { region: 'a/b' }, /^'region' must be letters, digits and hyphens, got "a\/b"; /],
    ['no Region', {}, { region: undefined }, /^'region' must be letters, digits and hyphens, got nothing; /],
    ['an empty service', {}, { service: '' }, /^'service' must be letters, digits and hyphens, got ""; /],
    ['a service of other letters', {}, { service: 'ä' }, /^'service' must be /],
    ['a moment that is none', {}, { at: new Date(NaN) }, /^'at' must be a valid Date, got NaN; /],
  ])('%s', (_, r, o, message) => {
    for (const said of [messageOf(() => headersOf(r, o)), messageOf(() => queryOf(r, o))]) {
      expect(said).toMatch(message);
      expect(said).toMatch(SENTENCE);
      for (const secret of [SECRET, TOKEN, 'geheim']) expect(said).not.toContain(secret);
    }
  });

  test.each([0, 604_801, 1.5, '900'])('a URL for %j seconds', (expiresIn) => {
    expect(messageOf(() => queryOf({}, { expiresIn }))).toMatch(/^'expiresIn' must be .* 1 to 604800, got .*; /);
  });
});

import crypto from 'node:crypto';
import fc from 'fast-check';
import { messageOf, SENTENCE } from './sent';
import { type Presigned, presign, type PresignOptions } from '../../src/runtime/presign';
import { canonicalRequest, forgetSigningKeys, scopeText, signature, signingKey, stringToSign } from '../../src/runtime/signature';

const AT = new Date('2026-01-15T12:00:00.999Z');
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = 'IQoJb3JpZ2luX2VjE//////////wEaDGV1+geheim==';
const longTerm = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const temporary = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: TOKEN };
const base: PresignOptions = { bucket: 'records', key: 'a.txt', region: 'eu-central-1', credentials: longTerm, at: AT };

/** Options as a program without types may pass them. */
type Loose = Partial<Record<keyof PresignOptions, unknown>>;
const make = (options: Loose = {}): Presigned => presign({ ...base, ...options } as PresignOptions);

interface Pieces {
  readonly start: string;
  readonly query: string;
  readonly parameters: Record<string, string>;
}

function piecesOf(url: string): Pieces {
  const [, start, query] = /^([^?]*)\?(.*)$/.exec(url)!;
  return { start, query, parameters: Object.fromEntries(query.split('&').map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])) };
}

/** The signature of a URL, taken the long way: from what stands in it, with the four steps and without any cache. */
function signatureOf(url: string, { method, headers }: Presigned, payloadHash = 'UNSIGNED-PAYLOAD'): string {
  const [, host, path, search] = /^https?:\/\/([^/]+)(\/[^?]*)\?(.*)&X-Amz-Signature=[0-9a-f]{64}$/.exec(url)!;
  const query = search.split('&').map((pair): [string, string] => [decodeURIComponent(pair.slice(0, pair.indexOf('='))), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]);
  const parameters = new Map(query);
  const canonical = canonicalRequest({ method, path, query, headers: { host, ...headers }, payloadHash });
  const [, date, region, service] = parameters.get('X-Amz-Credential')!.split('/');
  return signature(signingKey(SECRET, { date, region, service }), stringToSign(canonical, parameters.get('X-Amz-Date')!, { region, service }));
}

const OWN = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260115%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20260115T120000Z';
const PLAIN = `${OWN}&X-Amz-Expires=900&X-Amz-SignedHeaders=host`;
const HASH = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';

describe('what is asked', () => {
  test.each<[string, Loose, string, Record<string, string>?]>([
    ['nothing but the object', {}, PLAIN],
    ['a method', { method: 'DELETE' }, PLAIN],
    ['a lifetime', { expiresIn: 604_800 }, `${OWN}&X-Amz-Expires=604800&X-Amz-SignedHeaders=host`],
    ['a session token', { credentials: temporary }, `${PLAIN.replace('AKIA', 'ASIA').replace('&X-Amz-Signed', `&X-Amz-Security-Token=${encodeURIComponent(TOKEN)}&X-Amz-Signed`)}`],
    ['a version', { versionId: 'a/b+c=' }, `${PLAIN}&versionId=a%2Fb%2Bc%3D`],
    ['a new upload', { method: 'POST', multipart: 'create' }, `${PLAIN}&uploads=`],
    ['a part', { method: 'PUT', multipart: { uploadId: 'u+1', partNumber: 10_000 } }, `${PLAIN}&partNumber=10000&uploadId=u%2B1`],
    ['the end of an upload', { method: 'POST', multipart: { uploadId: 'u' } }, `${PLAIN}&uploadId=u`],
    ['no upload after all', { method: 'DELETE', multipart: { uploadId: 'u' } }, `${PLAIN}&uploadId=u`],
    ['the parts', { multipart: { uploadId: 'u' } }, `${PLAIN}&uploadId=u`],
    ['all overrides', {
      response: {
        expires: new Date('2033-01-01T00:00:00Z'), contentType: 'text/plain', contentLanguage: 'de', contentEncoding: 'gzip', contentDisposition: 'attachment; filename="ä b.pdf"', cacheControl: 'no-store',
      },
    }, `${PLAIN}&response-cache-control=no-store&response-content-disposition=attachment%3B%20filename%3D%22%C3%A4%20b.pdf%22&response-content-encoding=gzip`
      + '&response-content-language=de&response-content-type=text%2Fplain&response-expires=Sat%2C%2001%20Jan%202033%2000%3A00%3A00%20GMT'],
    ['an override that is left out', { response: { contentType: undefined } }, PLAIN],
    ['no overrides', { response: {} }, PLAIN],
    ['no parameters', { query: {} }, PLAIN],
    ['a parameter before those of the signature', { query: { A: '1' } }, `A=1&${PLAIN}`],
    ['a parameter between them', { query: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } }, PLAIN.replace('&X-Amz-Cred', '&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Cred')],
    ['a parameter right behind them', { query: { 'X-Amz-T': '1', 'x-id': 'GetObject', 'x-amz-checksum-mode': '' } }, `${PLAIN}&X-Amz-T=1&x-amz-checksum-mode=&x-id=GetObject`],
    ['a parameter of other letters', { query: { 'ä b': 'c&d=e' } }, `%C3%A4%20b=c%26d%3De&${PLAIN}`],
    ['a parameter called like what objects have', { query: JSON.parse('{"__proto__":"a","constructor":"b"}') }, `${PLAIN}&__proto__=a&constructor=b`],
    ['headers', { method: 'PUT', headers: { 'X-Amz-Acl': 'private', 'Content-Type': ' text/plain;  charset=utf-8\t' } },
      `${OWN}&X-Amz-Expires=900&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-acl`, { 'x-amz-acl': 'private', 'content-type': ' text/plain;  charset=utf-8\t' }],
    ['a header called like what objects have', { headers: JSON.parse('{"__proto__":"a"}') },
      `${OWN}&X-Amz-Expires=900&X-Amz-SignedHeaders=__proto__%3Bhost`, JSON.parse('{"__proto__":"a"}') as Record<string, string>],
    ['no headers', { headers: {} }, PLAIN],
    ['one body', { method: 'PUT', contentSha256: HASH }, `${OWN}&X-Amz-Expires=900&X-Amz-SignedHeaders=host%3Bx-amz-content-sha256`, { 'x-amz-content-sha256': HASH }],
  ])('%s', (_, options, query, headers = {}) => {
    const presigned = make(options);
    const { start, query: full } = piecesOf(presigned.url);
    expect(start).toBe('https://records.s3.eu-central-1.amazonaws.com/a.txt');
    expect(full.replace(/&X-Amz-Signature=.*$/, '')).toBe(query);
    expect({ ...presigned.headers }).toStrictEqual({ ...headers });
    expect(presigned.method).toBe(options.method ?? 'GET');
    expect(presigned.warnings).toEqual([]);
    expect(presigned.url.endsWith(signatureOf(presigned.url, presigned, options.contentSha256 as string | undefined))).toBe(true);
    expect(({} as { a?: string }).a).toBeUndefined();
  });

  test('the moment is now where nobody says another', () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { effectiveExpiresAt } = make({ at: undefined, expiresIn: 60 });
    expect(effectiveExpiresAt.getTime() - 60_000).toBeGreaterThanOrEqual(before);
    expect(effectiveExpiresAt.getTime() - 60_000).toBeLessThanOrEqual(Date.now());
  });
});

describe('the key is signed as it is', () => {
  test.each<[string, string]>([
    ['..', '..'], ['../../etc', '../../etc'], ['a/./b', 'a/./b'], ['a//b', 'a//b'], ['/a', '/a'], ['//', '//'], ['a/', 'a/'], [' ', '%20'], ['a b', 'a%20b'], ['a+b', 'a%2Bb'],
    ['%41', '%2541'], ['%', '%25'], ['%2F', '%252F'], ['a?b', 'a%3Fb'], ['a#b', 'a%23b'], ['a&b=c', 'a%26b%3Dc'], ['a\\b', 'a%5Cb'], ["!'()*", '%21%27%28%29%2A'], ['~-._', '~-._'],
    ['ä', '%C3%A4'], ['a\u0308', 'a%CC%88'], ['漢字', '%E6%BC%A2%E5%AD%97'], ['😀', '%F0%9F%98%80'], ['\u0000', '%00'], ['\n', '%0A'], ['\ufeff', '%EF%BB%BF'], ['\u202e', '%E2%80%AE'],
    ['a:b@c,d;e$', 'a%3Ab%40c%2Cd%3Be%24'], ['https://example.org/', 'https%3A//example.org/'], ['k'.repeat(1024), 'k'.repeat(1024)], ['ä'.repeat(512), '%C3%A4'.repeat(512)],
    [`${'😀'.repeat(255)}abcd`, `${'%F0%9F%98%80'.repeat(255)}abcd`],
  ])('%j', (key, path) => {
    const presigned = make({ key });
    expect(piecesOf(presigned.url).start).toBe(`https://records.s3.eu-central-1.amazonaws.com/${path}`);
    expect(presigned.url.endsWith(signatureOf(presigned.url, presigned))).toBe(true);
    expect(piecesOf(make({ key, pathStyle: true }).url).start).toBe(`https://s3.eu-central-1.amazonaws.com/records/${path}`);
  });

  test('any key at all comes back out of the URL', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }), (key) => {
      const { start } = piecesOf(make({ key }).url);
      expect(decodeURIComponent(start.slice('https://records.s3.eu-central-1.amazonaws.com/'.length))).toBe(key);
      expect(start).toMatch(/^https:\/\/[a-z0-9.-]+\/(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})+$/);
    }));
  });

  test.each<[string, unknown]>([
    ['no key', undefined], ['nothing', null], ['an empty key', ''], ['a number', 5], ['1,025 bytes', 'k'.repeat(1025)], ['1,026 bytes of 513 letters', 'ä'.repeat(513)],
    ['1,025 bytes in pairs', `${'😀'.repeat(256)}a`], ['a list', ['a']], ['a URL', new URL('https://example.org/a')],
  ])('%s is refused', (_, key) => {
    const message = messageOf(() => make({ key }));
    expect(message).toMatch(/^'key' must be an object key of 1 to 1024 bytes, got .*; pass it as it is, not encoded$/);
    expect(message.length).toBeLessThan(250);
  });

  test.each(['a\ud800', '\udc00b', 'a\ud83d/b', '\ude00\ud83d'])('half of a surrogate pair is refused: %j', (key) => {
    expect(messageOf(() => make({ key }))).toMatch(/^'key' has half of a surrogate pair, .*; correct the text$/);
  });
});

describe('what is refused', () => {
  const DISPLAYED = 'object Object';

  test.each<[string, Loose, RegExp]>([
    ['no credentials', { credentials: undefined }, /^'credentials.accessKeyId' is missing or malformed; pass what .* gave$/],
    ['empty credentials', { credentials: {} }, /^'credentials.accessKeyId' /],
    ['an access key of two letters', { credentials: { ...longTerm, accessKeyId: 'AK' } }, /^'credentials.accessKeyId' /],
    ['an access key that would end the scope', { credentials: { ...longTerm, accessKeyId: 'AKIA/20260115' } }, /^'credentials.accessKeyId' /],
    ['an access key with a line break', { credentials: { ...longTerm, accessKeyId: 'AKIAIOSFODNN7EXAMPLE\n' } }, /^'credentials.accessKeyId' /],
    ['no secret', { credentials: { ...longTerm, secretAccessKey: undefined } }, /^'credentials.secretAccessKey' /],
    ['an empty secret', { credentials: { ...longTerm, secretAccessKey: '' } }, /^'credentials.secretAccessKey' /],
    ['a secret of bytes', { credentials: { ...longTerm, secretAccessKey: Buffer.from(SECRET) } }, /^'credentials.secretAccessKey' /],
    ['an empty session token', { credentials: { ...longTerm, sessionToken: '' } }, /^'credentials.sessionToken' /],
    ['a session token that is none', { credentials: { ...longTerm, sessionToken: 5 } }, /^'credentials.sessionToken' /],
    ['a session token with a line break', { credentials: { ...temporary, sessionToken: `${TOKEN}\n` } }, /^'credentials.sessionToken' /],
    ['a session token of half a letter', { credentials: { ...temporary, sessionToken: '\ud800' } }, /^'credentials.sessionToken' /],
    ['no token where one is required', { requireTemporary: true }, /^'credentials' have no session token.*; sign with those of a role$/],
    ['0 seconds', { expiresIn: 0 }, /^'expiresIn' must be .* 1 to 604800, got 0; /],
    ['more than 7 days', { expiresIn: 604_801 }, /^'expiresIn' must be .* 1 to 604800, got 604801; /],
    ['half a second', { expiresIn: 0.5 }, /^'expiresIn' must be .*, got 0.5; /],
    ['a lifetime in text', { expiresIn: '900' }, /^'expiresIn' must be .*, got "900"; /],
    ['no number', { expiresIn: NaN }, /^'expiresIn' must be .*, got NaN; /],
    ['forever', { expiresIn: Infinity }, /^'expiresIn' must be .*, got Infinity; /],
    ['a negative lifetime', { expiresIn: -1 }, /^'expiresIn' must be .*, got -1; /],
    ['nothing', { expiresIn: null }, /^'expiresIn' must be .*, got nothing; /],
    ['more than the house allows', { expiresIn: 301, maxExpiresIn: 300 }, /^'expiresIn' must be .* 1 to 300, got 301; /],
    ['the default, where the house allows less', { maxExpiresIn: 300 }, /^'expiresIn' must be .* 1 to 300, got 900; /],
    ['a limit that is none', { maxExpiresIn: 604_801 }, /^'maxExpiresIn' must be .* 1 to 604800, got 604801; /],
    ['a limit of 0', { maxExpiresIn: 0 }, /^'maxExpiresIn' must be .*, got 0; /],
    ['a moment that is none', { at: new Date(NaN) }, /^'at' must be a valid Date, got NaN; /],
    ['a moment in text', { at: '2026-01-15' }, /^'at' must be a valid Date, got "2026-01-15"; /],
    ['a moment in milliseconds', { at: 1_768_478_400_000 }, /^'at' must be a valid Date, got 1768478400000; /],
    ['the year 10000', { at: new Date('+010000-01-01T00:00:00Z') }, /^a signature needs a year from 0 to 9999, /],
    ['credentials that ended', { credentials: { ...temporary, expiration: AT } }, /^'credentials' ended at 2026-01-15T12:00:00.999Z; ask the provider for new ones$/],
    ['an end that is none', { credentials: { ...temporary, expiration: new Date(NaN) } }, /^'credentials.expiration' must be a valid Date, got NaN; /],
    ['an end in text', { credentials: { ...temporary, expiration: '2026-01-16' } }, /^'credentials.expiration' must be a valid Date, got "2026-01-16"; /],
    ['credentials that end first, where that is an error', { credentials: { ...temporary, expiration: new Date('2026-01-15T12:10:00Z') }, onEarlyEnd: 'error' },
      /^the credentials end at 2026-01-15T12:10:00.000Z, before the URL would at 2026-01-15T12:15:00.000Z; refresh them, or pass a shorter 'expiresIn'$/],
    ['a method that is none', { method: 'PATCH' }, /^'method' must be GET, HEAD, PUT, DELETE(,| or) POST, got "PATCH"; /],
    ['a method in small letters', { method: 'get' }, /^'method' must be .*, got "get"; /],
    ['a method that is a part of one', { method: 'E' }, /^'method' must be .*, got "E"; /],
    ['POST of an object', { method: 'POST' }, /^'method' POST is for multipart uploads; pass 'multipart', or use presignPost/],
    ['POST with no parameters', { method: 'POST', query: {} }, /^'method' POST is for multipart uploads; /],
    ['an empty version', { versionId: '' }, /^'versionId' must be non-empty text, got ""; /],
    ['a version that is none', { versionId: 5 }, /^'versionId' must be non-empty text, got 5; /],
    ['PUT of a version', { method: 'PUT', versionId: 'a' }, /^'versionId' .*PUT.*; /],
    ['half a letter in a version', { versionId: '\ud800' }, /^'versionId' has half of a surrogate pair, /],
    ['an upload begun with GET', { multipart: 'create' }, /^'multipart' .*GET.*; /],
    ['an upload without id', { multipart: {} }, /^'multipart.uploadId' must be non-empty text, got nothing; /],
    ['a part with GET', { multipart: { uploadId: 'u', partNumber: 1 } }, /^'multipart.partNumber' .*GET.*; /],
    ['an upload without part', { method: 'PUT', multipart: { uploadId: 'u' } }, /^'multipart' .*PUT.*; /],
    ['HEAD of an upload', { method: 'HEAD', multipart: { uploadId: 'u' } }, /^'multipart' .*HEAD.*; /],
    ['part 0', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 0 } }, /^'multipart.partNumber' must be .* 1 to 10000, got 0; /],
    ['part 10001', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 10_001 } }, /^'multipart.partNumber' must be .* 1 to 10000, got 10001; /],
    ['half a part', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 1.5 } }, /^'multipart.partNumber' must be .*, got 1.5; /],
    ['an override of PUT', { method: 'PUT', response: { contentType: 'a' } }, /^'response' .*PUT.*; /],
    ['an override that is none', { response: { contentLength: '5' } }, /^'response.contentLength' is unknown; use .*cacheControl/],
    ['an override called like what objects have', { response: { constructor: 'a' } }, /^'response.constructor' is unknown; /],
    ['an empty override', { response: { contentType: '' } }, /^'response.contentType' must be non-empty text, got ""; /],
    ['an end in text', { response: { expires: '2033' } }, /^'response.expires' must be a valid Date, got "2033"; /],
    ['an end that is none', { response: { expires: new Date(NaN) } }, /^'response.expires' must be a valid Date, got NaN; /],
    ['a parameter without a name', { query: { '': 'a' } }, /^'query' cannot hold "".*; leave it out$/],
    ['a parameter of the signature', { query: { 'X-Amz-Expires': '1' } }, /^'query' cannot hold "X-Amz-Expires".*; leave it out$/],
    ['in other letters', { query: { 'x-amz-signature': '1' } }, /^'query' cannot hold "x-amz-signature".*; leave it out$/],
    ['a token', { query: { 'X-Amz-Security-Token': TOKEN } }, /^'query' cannot hold "X-Amz-Security-Token".*; leave it out$/],
    ['a hash', { query: { 'X-Amz-Content-Sha256': HASH } }, /^'query' cannot hold "X-Amz-Content-Sha256".*; leave it out$/],
    ['another parameter that says there is no hash', { query: { 'X-Amz-Date': 'UNSIGNED-PAYLOAD' } }, /^'query' cannot hold "X-Amz-Date".*; leave it out$/],
    ['no hash in small letters', { query: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, /^'query' cannot hold "x-amz-content-sha256".*; leave it out$/],
    ['no hash beside a hash', { query: { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' }, contentSha256: HASH }, /^'query' cannot hold "X-Amz-Content-Sha256".*; leave it out$/],
    ['a key for encryption', { query: { 'X-Amz-Server-Side-Encryption-Customer-Key': 'geheim' } }, /^'query' cannot hold "X-Amz-Server-Side-Encryption-Customer-Key".*; pass .* in 'headers'$/],
    ['a parameter that another option sets', { versionId: 'a', query: { versionId: 'b' } }, /^'query' .* "versionId" .*; state it once$/],
    ['an override that another option sets', { response: { contentType: 'a' }, query: { 'response-content-type': 'b' } }, /^'query' .* "response-content-type" .*; state it once$/],
    ['a parameter that is no text', { query: { a: 5 } }, /^'query.a' must be text, got 5; /],
    ['half a letter in a parameter', { query: { a: '\ud800' } }, /^'query.a' has half of a surrogate pair, /],
    ['half a letter in its name', { query: { '\ud800': 'a' } }, /^'query' has half of a surrogate pair, /],
    ['the host', { headers: { Host: 'a' } }, /^'headers' cannot hold "Host": .*; leave it out$/],
    ['a header of the signature', { headers: { 'X-Amz-Date': 'a' } }, /^'headers' cannot hold "X-Amz-Date": .*; leave it out$/],
    ['a hash in the headers', { headers: { 'x-amz-content-sha256': HASH } }, /^'headers' cannot hold .?x-amz-content-sha256/],
    ['authorization', { headers: { Authorization: 'geheim' } }, /^'headers' cannot hold "Authorization": .*; leave it out$/],
    ['a header without a name', { headers: { '': 'a' } }, /^'headers' cannot hold "": .*; leave it out$/],
    ['a name that would end the list', { headers: { 'a;b': 'c' } }, /^'headers' cannot hold "a;b": /],
    ['a name with a colon', { headers: { 'a:b': 'c' } }, /^'headers' cannot hold "a:b": /],
    ['a letter that becomes another', { headers: { Kelvin: 'c' } }, /^'headers' cannot hold "\u212aelvin": /],
    ['a second header in a value', { headers: { a: 'b\r\nx-amz-acl:public-read' } }, /^'headers.a' must be text without control characters; correct the value$/],
    ['a value that is no text', { headers: { 'content-length': 5 } }, /^'headers.content-length' must be text without control characters; /],
    ['a name twice in other letters', { headers: { a: 'b', A: 'c' } }, /^'headers' .*twice.*; /],
    ['a list of values', { headers: { a: ['b', 'c'] } }, /^'headers' .*twice.*; /],
    ['half a hash', { contentSha256: HASH.slice(1) }, /^'contentSha256' must be 64 hexadecimal digits in lower case, got "4ce7/],
    ['a hash in capitals', { contentSha256: HASH.toUpperCase() }, /^'contentSha256' must be 64 hexadecimal digits in lower case, /],
    ['a hash that is none', { contentSha256: 'UNSIGNED-PAYLOAD' }, /^'contentSha256' must be 64 hexadecimal digits in lower case, got "UNSIGNED-PAYLOAD"; /],
    ['a hash with a line break', { contentSha256: `${HASH}\n` }, /^'contentSha256' must be 64 hexadecimal digits in lower case, /],
    ['no bucket', { bucket: undefined }, /^'bucket' must be .*, got nothing; /],
    ['no Region', { region: undefined }, /^'region' must be .*, got nothing; /],
    ['HTTP', { endpoint: 'http://127.0.0.1:9000' }, /^'endpoint' must be https/],
    ['an encryption key over HTTP', { endpoint: 'http://127.0.0.1:9000', allowHttp: true, headers: { 'X-Amz-Server-Side-Encryption-Customer-Key': 'geheim' } },
      /^'headers.x-amz-server-side-encryption-customer-key' would send an encryption key over plain HTTP.*; use an https endpoint$/],
    ['an encryption key for the source of a copy over HTTP',
      { endpoint: 'http://a.example', allowHttp: true, headers: { 'x-amz-copy-source-server-side-encryption-customer-key-md5': 'geheim' } }, /would send an encryption key over plain HTTP/],
  ])('%s', (_, options, message) => {
    const said = messageOf(() => make(options));
    expect(said).toMatch(message);
    expect(said).toMatch(SENTENCE);
    for (const secret of [SECRET, TOKEN, 'geheim', DISPLAYED]) expect(said).not.toContain(secret);
    expect(() => make(options)).toThrow(/credentials\.\w+Key|credentials\.sessionToken/.test(said) ? TypeError : RangeError);
  });

  test('plain HTTP is for those who ask for it', () => {
    expect(make({ endpoint: 'http://127.0.0.1:9000', allowHttp: true }).url).toMatch(/^http:\/\/127\.0\.0\.1:9000\/records\/a\.txt\?/);
  });

  test('a value in the wrong place never shows what it holds', () => {
    const options = ['bucket', 'key', 'region', 'method', 'credentials', 'expiresIn', 'maxExpiresIn', 'at', 'versionId', 'multipart', 'response', 'headers', 'contentSha256', 'query', 'endpoint'] as const;
    const holders = [temporary, [SECRET], { a: temporary }, new Map([['a', SECRET]]), () => SECRET, Symbol(SECRET), Object.create(null, { a: { value: SECRET, enumerable: true } }) as object, 10n];
    const holder = fc.constantFrom<unknown>(...holders);
    const misplaced = fc.dictionary(fc.constantFrom(...options), holder, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    fc.assert(fc.property(misplaced, (wrong) => {
      const said = messageOf(() => make({ ...wrong }));
      expect(said).not.toContain(SECRET);
      expect(said).not.toContain(TOKEN);
      if (said !== '') expect(said).toMatch(SENTENCE);
    }), { numRuns: 1000 });
  });
});

describe('when it ends, and what there is to know', () => {
  const ends = (expiration: string) => ({ ...temporary, expiration: new Date(expiration) });

  test.each<[string, Loose, string, string[]]>([
    ['the second is cut off, as in the signature', { expiresIn: 1 }, '2026-01-15T12:00:01.000Z', []],
    ['15 minutes', {}, '2026-01-15T12:15:00.000Z', []],
    ['7 days', { expiresIn: 604_800 }, '2026-01-22T12:00:00.000Z', []],
    ['credentials that live on', { credentials: ends('2026-01-15T12:15:00.001Z') }, '2026-01-15T12:15:00.000Z', []],
    ['credentials that end with it', { credentials: ends('2026-01-15T12:15:00Z') }, '2026-01-15T12:15:00.000Z', []],
    ['credentials that end first', { credentials: ends('2026-01-15T12:14:59.999Z') }, '2026-01-15T12:14:59.999Z', ['credentials-end-first']],
    ['credentials that end at once', { credentials: ends('2026-01-15T12:00:01Z') }, '2026-01-15T12:00:01.000Z', ['credentials-end-first']],
    ['the same, warned of by choice', { credentials: ends('2026-01-15T12:00:01Z'), onEarlyEnd: 'warn' }, '2026-01-15T12:00:01.000Z', ['credentials-end-first']],
    ['no early end, where one is an error', { credentials: ends('2026-01-15T13:00:00Z'), onEarlyEnd: 'error' }, '2026-01-15T12:15:00.000Z', []],
    ['an end that nobody knows', { credentials: { ...temporary, expiration: null } }, '2026-01-15T12:15:00.000Z', []],
    ['a name with dots', { bucket: 'a.b.c' }, '2026-01-15T12:15:00.000Z', ['path-style']],
    ['a name with dots, path style asked for', { bucket: 'a.b.c', pathStyle: true }, '2026-01-15T12:15:00.000Z', []],
    ['a key of dots', { key: '..' }, '2026-01-15T12:15:00.000Z', ['dot-segments']],
    ['a key that ends in a dot segment', { key: 'a/.' }, '2026-01-15T12:15:00.000Z', ['dot-segments']],
    ['a key with a dot segment', { key: 'a/../b' }, '2026-01-15T12:15:00.000Z', ['dot-segments']],
    ['a key that begins with a dot', { key: '.hidden/..b/...' }, '2026-01-15T12:15:00.000Z', []],
    ['all at once', { key: './a', bucket: 'a.b', credentials: ends('2026-01-15T12:00:01Z') }, '2026-01-15T12:00:01.000Z', ['credentials-end-first', 'path-style', 'dot-segments']],
    ['a token where one is required', { credentials: temporary, requireTemporary: true }, '2026-01-15T12:15:00.000Z', []],
    ['exactly what the house allows', { expiresIn: 300, maxExpiresIn: 300 }, '2026-01-15T12:05:00.000Z', []],
  ])('%s', (_, options, expiry, codes) => {
    const { effectiveExpiresAt, warnings } = make(options);
    expect(effectiveExpiresAt.toISOString()).toBe(expiry);
    expect(warnings.map(({ code }) => code)).toEqual(codes);
    for (const { message } of warnings) expect(message).toMatch(/^[^A-Z\n]/);
  });
});

describe('signing keys', () => {
  const days = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
  let derived: jest.SpyInstance;

  beforeEach(() => {
    forgetSigningKeys();
    derived = jest.spyOn(crypto, 'createHmac');
  });
  afterEach(() => derived.mockRestore());

  /** How many signing keys an action derives: each takes four HMACs. */
  function keysIn(action: () => void): number {
    derived.mockClear();
    action();
    return derived.mock.calls.length / 4;
  }

  const rotated = (i: number) => ({ ...longTerm, secretAccessKey: `${SECRET}${i}` });

  test('are derived once for a day, Region, service and secret', () => {
    expect(keysIn(() => make())).toBe(1);
    expect(keysIn(() => make({ key: 'b', at: new Date('2026-01-15T23:59:59Z') }))).toBe(0);
    expect(keysIn(() => make({ at: new Date('2026-01-16T00:00:00Z') }))).toBe(1);
    expect(keysIn(() => make({ region: 'eu-west-1' }))).toBe(1);
    expect(keysIn(() => make({ bucket: 'arn:aws:s3-object-lambda:eu-central-1:123456789012:accesspoint/masked' }))).toBe(1);
    expect(keysIn(() => make({ credentials: rotated(1) }))).toBe(1);
    expect(keysIn(() => make())).toBe(0);
  });

  test('of the same access key with another secret are others', () => {
    const [a, b] = [make(), make({ credentials: rotated(1) })];
    expect(a.url).not.toBe(b.url);
    expect(make().url).toBe(a.url);
    expect(make({ credentials: rotated(1) }).url).toBe(b.url);
  });

  test('are forgotten on demand', () => {
    make();
    forgetSigningKeys();
    expect(keysIn(() => make())).toBe(1);
  });

  test('are kept for 256 scopes; the one that was not asked for the longest goes first', () => {
    const ask = (n: number) => make({ at: days(n) });
    expect(keysIn(() => Array.from({ length: 256 }, (_, n) => ask(n)))).toBe(256);
    expect(keysIn(() => Array.from({ length: 256 }, (_, n) => ask(n)))).toBe(0);
    expect(keysIn(() => ask(0))).toBe(0);
    expect(keysIn(() => ask(256))).toBe(1);
    expect(keysIn(() => ask(0))).toBe(0);
    expect(keysIn(() => ask(1))).toBe(1);
    expect(keysIn(() => ask(3))).toBe(0);
  });

  test('sign what the four steps sign, whatever was signed before', () => {
    fc.assert(fc.property(fc.array(fc.record({ day: fc.integer({ min: 0, max: 3 }), second: fc.integer({ min: 0, max: 2 }), secret: fc.integer({ min: 0, max: 2 }), region: fc.constantFrom('eu-west-1', 'eu-west-2') })), (calls) => {
      for (const { day, second, secret, region } of calls) {
        const { url, ...rest } = make({ at: new Date(days(day).getTime() + second * 1000), credentials: rotated(secret), region });
        const [, host, path, query] = /^https:\/\/([^/]+)([^?]*)\?(.*)&X-Amz-Signature=/.exec(url)!;
        const time = /X-Amz-Date=(\w+)/.exec(query)![1];
        const canonical = `GET\n${path}\n${query}\nhost:${host}\n\nhost\nUNSIGNED-PAYLOAD`;
        const key = signingKey(rotated(secret).secretAccessKey, { date: time.slice(0, 8), region, service: 's3' });
        expect(url.slice(-64)).toBe(signature(key, stringToSign(canonical, time, { region, service: 's3' })));
        expect(rest.method).toBe('GET');
      }
    }), { numRuns: 50 });
  });

  test('the scope of one is not that of another that is spelled alike', () => {
    expect(scopeText({ date: '20260115', region: 'eu-central-1', service: 's3' })).toBe('20260115/eu-central-1/s3/aws4_request');
  });
});

/** Calls that differ in one thing each, so that a memory which forgets to compare it answers for another. */
const CALLS: readonly Loose[] = [
  {}, { key: 'b' }, { bucket: 'others' }, { bucket: 'a.b.c' }, { region: 'eu-west-1' }, { region: 'cn-north-1' }, { pathStyle: true }, { dualStack: true }, { region: 'us-east-1', fips: true },
  { region: 'us-east-1' }, { endpoint: 'https://storage.example.org' }, { endpoint: 'http://127.0.0.1', allowHttp: true }, { endpoint: 'http://127.0.0.1' },
  { bucket: 'arn:aws:s3:eu-central-1:123456789012:accesspoint/scans' }, { bucket: 'arn:aws:s3-object-lambda:eu-central-1:123456789012:accesspoint/scans' },
  { at: new Date('2026-01-15T12:00:01Z') }, { at: new Date('2026-01-16T12:00:00Z') }, { at: new Date(AT.getTime() + 500) }, { at: new Date(NaN) }, { at: new Date('+012026-01-15T12:00:00Z') },
  { expiresIn: 901 }, { expiresIn: 0 }, { credentials: temporary }, { credentials: { ...temporary, sessionToken: 'other' } }, { credentials: { ...longTerm, sessionToken: TOKEN } },
  { credentials: { ...longTerm, accessKeyId: 'AKIAOTHERKEY' } }, { credentials: { ...longTerm, secretAccessKey: 'other' } }, { credentials: { accessKeyId: longTerm.accessKeyId } },
  { credentials: { secretAccessKey: SECRET } }, { credentials: undefined }, { credentials: { ...longTerm, sessionToken: '' } },
  { credentials: { ...temporary, expiration: new Date('2026-01-15T12:01:00Z') } }, { credentials: { ...temporary, expiration: new Date('2026-01-15T11:00:00Z') } }, { requireTemporary: true },
  { method: 'PUT' }, { method: 'POST' }, { versionId: 'a' }, { versionId: 'b' }, { response: { contentType: 'a' } }, { query: { a: 'b' } }, { query: { A: 'b' } }, { query: {} },
  { method: 'PUT', multipart: { uploadId: 'u', partNumber: 1 } }, { headers: { a: 'b' } }, { headers: { a: 'c' } }, { contentSha256: HASH }, { key: '' }, { key: '\ud800' }, { bucket: undefined }, { region: undefined },
  { bucket: undefined, region: undefined }, { bucket: 'records', region: 'auto' }, { bucket: 'records', region: 'auto', endpoint: 'https://storage.example.org' }, { region: 'us-iso-east-1', dualStack: true },
];

describe('no call shows in another', () => {
  const answer = (run: typeof presign, options: Loose): string => {
    try {
      return JSON.stringify(run({ ...base, ...options } as PresignOptions));
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };

  /** What each call answers where nothing was asked before. */
  const alone = CALLS.map((options) => {
    let fresh: typeof presign;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      ({ presign: fresh } = require('../../src/runtime/presign') as { presign: typeof presign });
    });
    return answer(fresh!, options);
  });

  test('the calls differ', () => {
    expect(new Set(alone).size).toBeGreaterThan(CALLS.length * 0.8);
    expect(alone.filter(text => text.startsWith('{')).length).toBeGreaterThan(30);
    for (const text of alone) if (!text.startsWith('{')) expect(text).toMatch(/^(?:Range|Type)Error: [^A-Z][^\n]*; /);
  });

  test('in any order they answer as they do alone', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: CALLS.length - 1 }), { minLength: 2, maxLength: 40 }), (order) => {
      for (const i of order) expect(`${i} ${answer(presign, CALLS[i])}`).toBe(`${i} ${alone[i]}`);
    }), { numRuns: 500 });
  });

  test('each right after each', () => {
    for (const i of CALLS.keys()) {
      for (const j of CALLS.keys()) {
        answer(presign, CALLS[i]);
        expect(`${i}, ${j}: ${answer(presign, CALLS[j])}`).toBe(`${i}, ${j}: ${alone[j]}`);
      }
    }
  });

  test('what a caller does with an answer stays with it', () => {
    const first = make();
    const was = JSON.stringify(first);
    for (const change of [() => first.effectiveExpiresAt.setTime(0), () => ((first.headers as Record<string, string>).a = 'b'), () => (first.warnings as unknown[]).push('a')]) {
      try {
        change();
      } catch {
        // frozen is as good
      }
    }
    expect(JSON.stringify(make())).toBe(was);
  });

  test('what a caller passed may change afterwards', () => {
    const options = { ...base, credentials: { ...longTerm }, headers: { a: 'b' } };
    const { url } = presign(options);
    options.credentials.secretAccessKey = 'other';
    expect(presign(options).url).not.toBe(url);
    options.credentials.secretAccessKey = SECRET;
    options.headers.a = 'c';
    expect(presign(options).url).not.toBe(url);
    options.headers.a = 'b';
    expect(presign(options).url).toBe(url);
  });
});

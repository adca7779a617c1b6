import fc from 'fast-check';
import { character } from '../characters';
import { HASH, type Loose, make, SECRET, temporary, TOKEN } from './presigning';
import { messageOf } from './sent';
import type { Presigned } from '../../src/runtime/presign';
import { canonicalRequest, signature, signingKey, stringToSign } from '../../src/runtime/signature';

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
    fc.assert(fc.property(fc.string({ unit: character, minLength: 1, maxLength: 200 }), (key) => {
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

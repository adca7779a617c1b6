import { AT, codeOf, HOST, inHeaders, inUrl, judge, LONG_TERM, OPTIONS, REGION, signedAsIs, TEMPORARY, withHeader } from './verify-requests';
import { presign } from '../../src/runtime/presign';
import type { Secret, VerifyOptions } from '../../src/runtime/verify';

const after = (milliseconds: number): Partial<VerifyOptions> => ({ at: new Date(AT.getTime() + milliseconds) });
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

type Edge = readonly [what: string, request: unknown, options: Partial<VerifyOptions>, last: number, code: string];
const EDGES: readonly Edge[] = [
  ['a URL of a second', inUrl({ expiresIn: 1 }), {}, SECOND, 'expired'],
  ['a URL of 7 days', inUrl({ expiresIn: 604_800 }), {}, 7 * DAY, 'expired'],
  ['a URL with an age of 0', inUrl(), { maxAge: 0 }, 0, 'too-old'],
  ['a URL with an age beyond its life', inUrl({ expiresIn: 60 }), { maxAge: 61 }, MINUTE, 'expired'],
  ['a URL with an age below its life', inUrl({ expiresIn: 60 }), { maxAge: 59 }, 59 * SECOND, 'too-old'],
  ['headers', inHeaders(), {}, 15 * MINUTE, 'clock-skew'],
  ['headers, clocks that differ by a minute', inHeaders(), { clockSkewSeconds: 60 }, MINUTE, 'clock-skew'],
  ['headers with an age below 15 minutes', inHeaders(), { maxAge: 30 }, 30 * SECOND, 'too-old'],
  ['credentials of a minute', inUrl({ credentials: TEMPORARY }), { secretFor: () => ({ ...TEMPORARY, expiration: new Date(AT.getTime() + MINUTE) }) }, MINUTE - 1, 'expired-credentials'],
];

test.each(EDGES)('%s: accepted until then, and not a millisecond longer', async (_, request, options, last, code) => {
  const answer = await judge(request, { ...options, ...after(last) });
  expect(answer.ok && answer.signedAt).toEqual(AT);
  if (answer.ok && code !== 'expired-credentials') expect(answer.expiresAt).toEqual(new Date(AT.getTime() + last));
  expect(await codeOf(request, { ...options, ...after(last + 1) })).toBe(code);
});

test.each([['a URL', 900, inUrl()], ['headers', 900, inHeaders()], ['a URL', 0, inUrl()], ['headers', 0, inHeaders()]])('%s: from the future, within %s s', async (_, skew, request) => {
  const options = { clockSkewSeconds: skew };
  expect(await codeOf(request, { ...options, ...after(-skew * SECOND) })).toBe('ok');
  expect(await codeOf(request, { ...options, ...after(-skew * SECOND - 1) })).toBe('not-yet-valid');
});

test.each<[string, number | undefined, number, string]>([
  ['7 days', undefined, 604_800, 'ok'], ['an hour', 3600, 3600, 'ok'], ['a second more', 3600, 3601, 'expiry-too-long'],
  ['a limit beyond 7 days', 1_000_000, 604_800, 'ok'], ['a limit of 0', 0, 1, 'expiry-too-long'],
])('the longest life: %s', async (_, maxExpiresIn, expiresIn, code) => expect(await codeOf(inUrl({ expiresIn }), { maxExpiresIn })).toBe(code));

test('a limit beyond 7 days lets nothing longer in', async () => {
  const longer = inUrl().url.replace('X-Amz-Expires=900', 'X-Amz-Expires=604801');
  expect(await codeOf({ method: 'GET', url: longer }, { maxExpiresIn: 1_000_000 })).toBe('expiry-too-long');
});

test.each<[string, string | string[], string]>([
  ['the one', REGION, 'ok'], ['among several', ['us-east-1', REGION], 'ok'], ['none', [], 'wrong-region'], ['a part of it', 'eu-central', 'wrong-region'],
  ['a longer one', 'eu-central-12', 'wrong-region'], ['in capitals', 'EU-CENTRAL-1', 'wrong-region'], ['empty', '', 'wrong-region'],
])('Regions: %s', async (_, region, code) => {
  expect(await codeOf(inUrl(), { region })).toBe(code);
  expect(await codeOf(inHeaders(), { region })).toBe(code);
});

test.each<[string, Partial<VerifyOptions>, string]>([
  ['GET', { methods: ['GET', 'HEAD'] }, 'ok'], ['the host', { hosts: ['x', HOST] }, 'ok'], ['in capitals', { hosts: [HOST.toUpperCase()] }, 'host-not-allowed'],
  ['with a dot', { hosts: [`${HOST}.`] }, 'host-not-allowed'], ['no host', { hosts: [] }, 'host-not-allowed'], ['a part of it', { hosts: [HOST.slice(1)] }, 'host-not-allowed'],
])('what is let in: %s', async (_, options, code) => expect(await codeOf(inUrl(), options)).toBe(code));

/** The keys are signed, so the signature holds: only the prefix decides. */
test.each<[string, string, string]>([
  ['/uploads/', 'uploads/a', 'ok'], ['/uploads/', 'uploads/', 'ok'], ['/uploads/', 'uploads/a/../b', 'prefix-not-allowed'], ['/uploads/', 'uploads/..', 'prefix-not-allowed'],
  ['/uploads/', 'uploads/./a', 'prefix-not-allowed'], ['/uploads/', 'uploads/a..b/..c/d..', 'ok'], ['/uploads/', 'uploads/...', 'ok'], ['/uploads/', 'uploads\\..\\a', 'prefix-not-allowed'],
  ['/uploads/', 'uploads/..\\a', 'prefix-not-allowed'], ['/uploads/', 'uploads//a', 'ok'], ['/uploads/', 'uploads', 'prefix-not-allowed'], ['/uploads/', 'Uploads/a', 'prefix-not-allowed'],
  ['/uploads/', '/uploads/a', 'prefix-not-allowed'], ['/uploads', 'uploads-of-others/a', 'ok'], ['/a b/ü(1)/', 'a b/ü(1)/x', 'ok'], ['/', 'a', 'ok'], ['uploads/', 'uploads/a', 'prefix-not-allowed'],
])('the prefix %s and the key %s: %s', async (prefix, key, code) => expect(await codeOf(inUrl({ key }), { prefixes: ['/none/', prefix] })).toBe(code));

test.each(['/uploads/%2e%2e/a', '/uploads/.%2E/a', '/uploads/%2E./', '/uploads/..%2Fa', '/uploads/a%2f..%2fb', '/uploads/%2e', '/uploads/..%5Ca', '/%75ploads/a', '/uploads%2Fa', '//uploads/a', '/x/uploads/a'])(
  'the path %s, signed as it is, is accepted, and not let in where only uploads are', async path => {
    expect(await codeOf(signedAsIs(path))).toBe('ok');
    expect(await codeOf(signedAsIs(path), { prefixes: ['/uploads/'] })).toBe('prefix-not-allowed');
  });

test.each<[string, Partial<VerifyOptions>, string]>([
  ['x-amz-cf-id', {}, 'unsigned-header'], ['x-amz-cf-id', { unsignedHeaders: ['x-amz-cf-id'] }, 'ok'], ['X-Amz-Cf-Id', { unsignedHeaders: ['X-Amz-Cf-Id'] }, 'ok'],
  ['x-amz-cf-id', { unsignedHeaders: ['x-amz-cf'] }, 'unsigned-header'], ['x-amzn-trace-id', {}, 'ok'], ['via', {}, 'ok'], ['x-forwarded-for', {}, 'ok'],
  ['content-type', {}, 'ok'], ['Content-Type', { signedHeaders: ['content-type'] }, 'unsigned-header'], ['content-type', { signedHeaders: ['CONTENT-TYPE'] }, 'unsigned-header'],
])('the header %s, added on the way', async (name, options, code) => {
  expect(await codeOf(withHeader(inUrl(), name, 'x'), options)).toBe(code);
  expect(await codeOf(withHeader(inHeaders(), name, 'x'), options)).toBe(code);
});

test.each<[string, unknown, string]>([
  ['an unsigned GET', inUrl(), 'ok'], ['an unsigned HEAD', inUrl({ method: 'HEAD' }), 'ok'], ['an unsigned DELETE', inUrl({ method: 'DELETE' }), 'ok'], ['an unsigned PUT', inUrl({ method: 'PUT' }), 'unsigned-payload'],
  ['an unsigned POST', inUrl({ method: 'POST', multipart: 'create' }), 'unsigned-payload'], ['a signed body', inHeaders(), 'ok'], ['a URL for one body', inUrl({ method: 'PUT', contentSha256: 'a'.repeat(64) }), 'ok'],
  ['signed chunks', inHeaders({ body: undefined, method: 'PUT' }, { payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER' }), 'ok'],
  ['unsigned chunks', inHeaders({ body: undefined, method: 'PUT' }, { payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }), 'unsigned-payload'],
  ['a method of another name', inHeaders({ method: 'PROPPATCH' }, { payloadHash: 'UNSIGNED-PAYLOAD' }), 'unsigned-payload'],
])('signed bodies only: %s', async (_, request, code) => {
  expect(await codeOf(request)).toBe('ok');
  expect(await codeOf(request, { requireSignedPayload: true })).toBe(code);
});

test('plain HTTP is let in where the owner says so; a path alone says nothing of it', async () => {
  const request = inUrl({ endpoint: 'http://localhost:9000', allowHttp: true });
  expect(await codeOf(request)).toBe('insecure-transport');
  expect(await codeOf(request, { allowHttp: true })).toBe('ok');
  expect(await codeOf({ ...request, url: request.url.replace('http://records.localhost:9000', ''), headers: { host: 'records.localhost:9000' } })).toBe('ok');
});

const session = inUrl({ credentials: TEMPORARY });
const SECRETS: readonly (readonly [string, unknown, string])[] = [
  ['a text', LONG_TERM.secretAccessKey, 'ok'], ['an object', { secretAccessKey: LONG_TERM.secretAccessKey }, 'ok'], ['more than is needed', LONG_TERM, 'ok'],
  ['an empty token', { ...LONG_TERM, sessionToken: '' }, 'ok'], ['nulls', { ...LONG_TERM, sessionToken: null, expiration: null }, 'ok'], ['an end', { ...LONG_TERM, expiration: new Date(AT.getTime() + 1) }, 'ok'],
  ['an end that is text', { ...LONG_TERM, expiration: '2100-01-01T00:00:00Z' }, 'expired-credentials'], ['an end that is none', { ...LONG_TERM, expiration: new Date(NaN) }, 'expired-credentials'],
  ['an end that is a number', { ...LONG_TERM, expiration: 9e15 }, 'expired-credentials'], ['a token that was not sent', { ...LONG_TERM, sessionToken: 'x' }, 'session-token-mismatch'],
  ['a token that is a number', { ...LONG_TERM, sessionToken: 5 }, 'session-token-mismatch'], ['nothing', undefined, 'unknown-access-key'], ['null', null, 'unknown-access-key'],
  ['an empty text', '', 'unknown-access-key'], ['an empty object', {}, 'unknown-access-key'], ['an empty secret', { secretAccessKey: '' }, 'unknown-access-key'], ['a number', 5, 'unknown-access-key'],
  ['a secret that is none', { secretAccessKey: 5 }, 'unknown-access-key'], ['bytes', Buffer.from(LONG_TERM.secretAccessKey), 'unknown-access-key'], ['a list', [LONG_TERM], 'unknown-access-key'], ['a function', Object, 'unknown-access-key'],
];

test.each(SECRETS)('the secret is %s, now or later', async (_, secret, code) => {
  expect(await codeOf(inUrl(), { secretFor: () => secret as Secret })).toBe(code);
  expect(await codeOf(inUrl(), { secretFor: async () => secret as Secret })).toBe(code);
});

test('a stored token that is no text is no token', async () => {
  expect(await codeOf(session, { secretFor: () => ({ ...TEMPORARY, sessionToken: 5 as never }) })).toBe('session-token-mismatch');
});

test('the token and the key id are what secretFor is asked with, as they were before they were encoded', async () => {
  const asked: unknown[] = [];
  const secretFor = (...args: unknown[]) => {
    asked.push(args);
    return TEMPORARY;
  };
  for (const request of [session, inHeaders({}, { credentials: TEMPORARY })]) expect(await codeOf(request, { secretFor })).toBe('ok');
  expect(asked).toEqual(Array(2).fill([TEMPORARY.accessKeyId, TEMPORARY.sessionToken]));
  const secrets = { [LONG_TERM.accessKeyId]: LONG_TERM.secretAccessKey };
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect(await codeOf({ method: 'GET', url: inUrl().url.replace(LONG_TERM.accessKeyId, id) }, { secretFor: name => secrets[name] })).toBe('unknown-access-key');
  }
});

test('what secretFor throws comes through; a key id is not looked up for a request that is wrong anyway', async () => {
  const secretFor = jest.fn((): string => { throw new Error('the store is down'); });
  await expect(judge(inUrl(), { secretFor })).rejects.toThrow('the store is down');
  await expect(judge(inUrl(), { secretFor: async () => secretFor() })).rejects.toThrow('the store is down');
  expect(secretFor).toHaveBeenCalledTimes(2);
  expect(await codeOf(inUrl(), { secretFor, ...after(DAY) })).toBe('expired');
  expect(secretFor).toHaveBeenCalledTimes(2);
});

test('how a credential was read before changes nothing: the same text means other things in a URL and in a header', async () => {
  const odd = inUrl().url.replace('AKIA', '%41KIA').replace(/%2F/g, '/');
  const header = inHeaders();
  const text = header.headers.authorization.replace('AKIA', '%41KIA');
  for (let i = 0; i < 2; i++) {
    expect(await codeOf({ method: 'GET', url: odd })).toBe('signature-mismatch');
    expect(await codeOf(withHeader(header, 'authorization', text))).toBe('unknown-access-key');
  }
});

test.each<[string, unknown, RegExp]>([
  ['no secretFor', { secretFor: {} }, /'secretFor' must be a function, got an object/], ['no region', { region: undefined }, /'region' must be a Region or a list/], ['a text for a list', { methods: 'GET' }, /'methods' must be a list, got "GET"/],
  ['a text for hosts', { hosts: HOST }, /'hosts' must be a list/], ['not a number', { maxExpiresIn: NaN }, /'maxExpiresIn' must be seconds from 0 on, got NaN/], ['a negative one', { clockSkewSeconds: -1 }, /'clockSkewSeconds'/],
  ['a text for seconds', { maxAge: '900' }, /'maxAge' must be seconds from 0 on, got "900"/], ['an invalid moment', { at: new Date(NaN) }, /'at' must be a valid Date/], ['a moment that is a number', { at: 5 }, /'at' must be a valid Date/],
])('options that are none are an error: %s', async (_, options, message) => {
  await expect(judge(inUrl(), options as Partial<VerifyOptions>)).rejects.toThrow(message);
});

test('without a moment, it is now', async () => {
  const { url } = presign({ bucket: 'records', key: 'a', region: REGION, credentials: LONG_TERM });
  expect(await codeOf({ method: 'GET', url }, { at: undefined })).toBe('ok');
  expect(await codeOf({ method: 'GET', url }, { at: OPTIONS.at })).toBe('not-yet-valid');
});

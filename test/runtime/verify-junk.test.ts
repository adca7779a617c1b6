import * as crypto from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { REQUESTS } from './verify-mutants';
import { allCodes, HOST, inHeaders, inUrl, judge, LONG_TERM, OPTIONS, type Plain, SENTENCE, TEMPORARY, withHeader } from './verify-requests';
import { signingKey } from '../../src/runtime/signature';
import { verify } from '../../src/runtime/verify';

jest.mock('node:crypto', () => {
  const real: typeof crypto = jest.requireActual('node:crypto');
  return { ...real, timingSafeEqual: jest.fn(real.timingSafeEqual) };
});

const CODES = new Set(allCodes());
const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const endless = { * [Symbol.iterator]() { for (;;) yield ['x', 'y']; } };
const HOSTILE: unknown = new Proxy({}, { get: () => { throw new Error('get'); }, has: () => { throw new Error('has'); }, ownKeys: () => { throw new Error('keys'); } });
const JUNK: readonly unknown[] = [
  undefined, null, true, false, 0, -1, NaN, Infinity, 10n, Symbol('x'), '', ' ', 'x', 'GET', '/', '//', '?', '#', 'https://', 'https:///', 'https://?', `https://${HOST}`, '\u0000', '\ud800', '\udc00x',
  'é'.repeat(99), 'A'.repeat(100_000), '%'.repeat(16_384), [], [[]], [[[]]], [['a']], [['a', 'b', 'c']], [['a', ['b']]], [null], [undefined], new Array(3), [Symbol('a')], [1, 2], ['a'], ['a', 'b'], {},
  { a: 1 }, { a: null }, { a: [null] }, { a: {} }, { 'a b': 'c' }, { '': '' }, { toString: 1 }, JSON.parse('{"__proto__":"x"}'), Object.create(null), Object.create({ url: '/' }), [Object.create(null), 'x'],
  [[Object.create(null), Object.create(null)]], cyclic, endless, HOSTILE, { get a() { throw new Error('getter'); } }, { [Symbol.iterator]: 1 }, { [Symbol.iterator]: () => 1 }, { forEach: 1, get: 1 },
  { forEach: (each: (a: unknown, b: unknown) => void) => each(Symbol('v'), Symbol('n')), get: () => null }, { forEach: () => { throw new Error('each'); }, get: () => null }, { length: 2, 0: 'a', 1: 'b' },
  new Map(), new Map([['host', HOST]]), new Map([[{}, {}]]), new Set(['a']), new WeakMap(), new Date(NaN), /x/, new Error('x'), () => undefined, class {}, Promise.resolve(1), new Headers({ a: 'b' }),
  new URLSearchParams('a=b'), new Uint8Array(3), new ArrayBuffer(3), Buffer.from('x'), new Proxy([], {}), new Boolean(true), new String('GET'), new Number(5), globalThis, Array(3000).fill('a'),
  Array(3000).fill(['a', 'b']), Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`h${i}`, 'x'])), { a: Array(3000).fill('x') },
];
const FIELDS = ['method', 'url', 'headers', 'rawHeaders', 'body', 'constructor', '__proto__'] as const;

/** The answer is a typed one, whatever the request is. */
async function typed(request: unknown): Promise<string> {
  const answer = await verify(request as Plain, OPTIONS);
  if (answer.ok) return 'ok';
  expect(CODES).toContain(answer.code);
  expect(answer.message).toMatch(SENTENCE);
  expect(Object.keys(answer)).toEqual(['ok', 'code', 'message']);
  return answer.code;
}

test('a request of every kind of junk', async () => {
  for (const junk of JUNK) expect(await typed(junk)).not.toBe('ok');
});

test.each(FIELDS)('junk in place of %s', async field => {
  const ours = new Set<string>();
  for (const good of [inUrl(), inHeaders(), { method: 'GET', url: '/a', rawHeaders: ['Host', HOST] }]) {
    for (const junk of JUNK) ours.add(await typed({ ...good, [field]: junk }));
    ours.add(await typed(Object.defineProperty({ ...good }, field, { get: () => { throw new Error('secret'); } })));
  }
  expect(ours.size).toBeGreaterThan(1);
});

test('junk as the name and the value of a header, in each way that headers come', async () => {
  for (const junk of JUNK) {
    for (const headers of [[['a', junk]], [[junk, 'a']], [junk], { a: junk }, { a: [junk] }, new Map([[junk, junk]]), { host: junk }, { authorization: junk }, { 'x-amz-date': junk }]) {
      await typed({ ...inHeaders(), headers });
    }
    for (const rawHeaders of [['a', junk], [junk, 'a'], [junk], [junk, junk], ['host', HOST, 'authorization', junk]]) await typed({ method: 'GET', url: '/a', rawHeaders });
  }
});

test('nothing of a request reaches a prototype', async () => {
  const prototypes = () => JSON.stringify([Object, Array, Map, String].map(type => Object.getOwnPropertyNames(type.prototype)));
  const before = prototypes();
  for (const name of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']) {
    const { url } = inUrl({ query: { [name]: 'polluted' } });
    expect(await typed({ method: 'GET', url })).toBe('ok');
    expect(await typed({ method: 'GET', url: `${url}&${name}[polluted]=1&${name}.x=1` })).toBe('signature-mismatch');
    await typed(JSON.parse(`{"method":"GET","url":"/","headers":{"${name}":"polluted","host":"x"},"${name}":{"polluted":1}}`));
    await typed(withHeader(inHeaders(), 'authorization', `AWS4-HMAC-SHA256 ${name}=polluted,Credential=${name},Signature=x`));
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(prototypes()).toBe(before);
});

test('anything that fast-check thinks of', async () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withTypedArray: true,
    withSparseArray: true,
  });
  // fast-check looks into what it hands out.
  const some = fc.oneof(anything, fc.constantFrom(...JUNK.filter(junk => junk !== HOSTILE)));
  const pieces = fc.constantFrom('https://', HOST, '/', '?', '&', '=', '%', '%2F', 'X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Date=20260115T120000Z', 'X-Amz-Expires=9', 'X-Amz-Signature=',
    'X-Amz-Credential=A%2F20260115%2Feu-central-1%2Fs3%2Faws4_request', 'X-Amz-SignedHeaders=host', ';', ' ', '99999999T999999Z');
  const url = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }).map(all => all.join(''));
  const field = fc.oneof(some, url, fc.dictionary(fc.oneof(fc.constantFrom('host', 'authorization', 'x-amz-date'), fc.string()), fc.oneof(fc.string(), some)));
  const request = fc.oneof(some, fc.record({ method: fc.oneof(fc.constantFrom('GET', 'PUT'), some), url: field, headers: field, rawHeaders: fc.array(some), body: some }, { requiredKeys: [] }));
  await fc.assert(fc.asyncProperty(request, async value => expect(await typed(value)).not.toBe('ok')), { numRuns: 3000, seed: 4 });
});

/** As large as a server takes them, and larger: all of it is looked at once. Work that grew with the square would take minutes here. */
test('large requests', async () => {
  const many = 1_000_000;
  const { url, headers } = inHeaders();
  const authorization = (text: string) => ({ method: 'GET', url, headers: { ...headers, authorization: text } });
  const large: readonly unknown[] = [
    ...['/', '%', '%2e', '&', '=', '&a', 'a=&', '[', '-', '.', ';'].flatMap(unit => [16_000, many].map(n => ({ method: 'GET', url: `https://${HOST}/?${unit.repeat(n / unit.length)}` }))),
    ...['/..', '/%2e', '%2f.', '.', '\\'].map(unit => ({ method: 'GET', url: `https://${HOST}/${unit.repeat(16_000 / unit.length)}` })),
    ...[' ', ',', '=', 'a=,', ';', ' ,', 'Credential=', '/', '%'].map(unit => authorization(`AWS4-HMAC-SHA256 ${unit.repeat(many)}`)),
    ...['/', ';', 'a;', '%'].flatMap(unit => ['Credential', 'SignedHeaders'].map(name => authorization(headers.authorization.replace(`${name}=`, `${name}=${unit.repeat(many)}`)))),
    ...[' ', 'a ', ' a', '\t', 'é', ','].map(unit => withHeader(inHeaders({ headers: { 'x-amz-meta-a': 'x' } }), 'x-amz-meta-a', unit.repeat(many))),
    { method: 'GET'.repeat(many), url, headers }, { method: 'GET', url, headers: { ...headers, ['h'.repeat(many)]: 'x' } },
    { method: 'GET', url, headers: Array.from({ length: many }, (_, i) => [`x-${i}`, 'y']) }, { method: 'GET', url: '/', rawHeaders: Array(many).fill('x') },
  ];
  for (const request of large) expect(await typed(request)).not.toBe('ok');
}, 20_000);

const SECRETS = [LONG_TERM, TEMPORARY].flatMap(({ secretAccessKey }) => {
  const key = Buffer.from(signingKey(secretAccessKey, { date: '20260115', region: 'eu-central-1', service: 's3' }));
  return [secretAccessKey, key.toString('hex'), key.toString('base64'), key.toString('latin1'), [...key].join(','), [...key].join(', '), [...key].map(b => b.toString(16).padStart(2, '0')).join(' ')];
});

test('no message tells a secret, a key, a token or a signature, and no answer shows the signing key', async () => {
  const signatures = Object.values(REQUESTS).map(({ url, headers }) => /Signature=([0-9a-f]{64})/.exec(url + headers.authorization)![1]);
  const told = [...SECRETS, ...signatures, TEMPORARY.sessionToken, encodeURIComponent(TEMPORARY.sessionToken)];
  const signature = signatures[0];
  let refused = 0;
  for (const request of Object.values(REQUESTS)) {
    const wrong: Plain[] = [
      { ...request, method: 'PATCH' }, { ...request, url: `${request.url}&${signature}&${signature}=` }, { ...request, url: request.url.replace('X-Amz-Signature=', '') }, { ...request, url: request.url.replace('https', 'http') },
      ...Object.keys(request.headers).flatMap(name => [withHeader(request, name, undefined), withHeader(request, name, request.headers[name].toUpperCase()), withHeader(request, name, `${request.headers[name]}, ${signature}, ${signature}`)]),
      withHeader(request, 'x-amz-security-token', TEMPORARY.sessionToken), withHeader(request, 'x-amz-acl', signature), withHeader(request, 'authorization', `AWS4-HMAC-SHA256 ${signature},${signature}`),
    ];
    for (const one of wrong) {
      const answer = await judge(one, { at: new Date(OPTIONS.at!.getTime() + (one === wrong[0] ? 1e9 : 0)) });
      if (answer.ok) continue;
      refused++;
      expect(told.filter(text => JSON.stringify(answer).includes(text))).toEqual([]);
    }
    const answer = await judge(request);
    expect(answer.ok && Buffer.from(answer.payload().key).toString('hex')).toMatch(/^[0-9a-f]{64}$/);
    const shown = [JSON.stringify(answer), inspect(answer, { depth: 9, showHidden: true }), String(answer), Object.values(answer).map(String).join()].join('\n');
    expect(SECRETS.filter(text => shown.includes(text))).toEqual([]);
  }
  expect(refused).toBeGreaterThan(100);
});

test('signatures, tokens and hashes are compared in constant time', async () => {
  const spy = jest.mocked(crypto.timingSafeEqual);
  const compared = async (request: unknown): Promise<string[]> => {
    spy.mockClear();
    await judge(request);
    return spy.mock.calls.map(([a]) => Buffer.from(a as Uint8Array).toString());
  };
  const signed = inHeaders({}, { credentials: TEMPORARY });
  const [signature] = /[0-9a-f]{64}$/.exec(signed.headers.authorization)!;
  expect(await compared(signed)).toEqual([TEMPORARY.sessionToken, signature, signed.headers['x-amz-content-sha256']]);
  expect(await compared(inUrl())).toEqual([inUrl().url.slice(-64)]);
  // One that begins right takes the same way as one that begins wrong.
  for (const wrong of ['0'.repeat(64), signature.slice(0, 63) + (signature.endsWith('0') ? '1' : '0')]) {
    expect(await compared(withHeader(signed, 'authorization', signed.headers.authorization.replace(signature, wrong)))).toEqual([TEMPORARY.sessionToken, signature]);
  }
});

import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { character } from '../characters';
import { longTerm, make, SECRET } from './presigning';
import type * as Signature from '../../src/runtime/signature';
import { canonicalRequest, createSigner, forgetSigningKeys, sha256Hex, signature, signerFor, signingKey, stringToSign } from '../../src/runtime/signature';
import { amzDate, parseAmzDate } from '../../src/sigv4/scope';

jest.mock('node:crypto', () => {
  const real = jest.requireActual<typeof crypto>('node:crypto');
  return { __esModule: true, ...real, default: real, createHmac: jest.fn(real.createHmac) };
});

const EMPTY = sha256Hex('');

describe('the steps', () => {
  const words = fc.string({ unit: character, minLength: 1, maxLength: 12 });

  test('a signer signs as the four steps do, in any letters', () => {
    fc.assert(fc.property(words, words, words, fc.array(words, { minLength: 1 }), (secret, region, service, texts) => {
      const scope = { date: '20260115', region, service };
      const signer = createSigner(secret, scope);
      for (const [i, text] of texts.entries()) {
        const time = `20260115T00000${i % 10}Z`;
        expect(signer.sign(text, time)).toBe(signature(signingKey(secret, scope), stringToSign(text, time, scope)));
      }
    }));
  });

  test('no scope is taken for another, however it is spelled', () => {
    forgetSigningKeys();
    const spelled: [string, string, string, string][] = [
      ['s', '20260115', 'a/b', 'c'], ['s', '20260115', 'a', 'b/c'], ['c/s', '20260115', 'a', 'b'], ['b/c/s', '20260115', 'a', ''], ['s', '20260115', 'a', 'b\u0000c'], ['s', '20260115', 'a\u0000b', 'c'],
    ];
    for (const [secret, date, region, service] of [...spelled, ...spelled]) {
      expect(Buffer.from(signerFor(secret, date, region, service).key)).toEqual(Buffer.from(signingKey(secret, { date, region, service })));
    }
  });

  test('Node without one-shot hashes signs the same', () => {
    let older: typeof Signature;
    jest.isolateModules(() => {
      jest.doMock('node:crypto', () => ({ ...crypto, hash: undefined }));
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      older = require('../../src/runtime/signature') as typeof Signature;
    });
    jest.dontMock('node:crypto');
    const scope = { date: '20260115', region: 'eu-central-1', service: 's3' };
    expect(older!.sha256Hex('ä')).toBe(crypto.createHash('sha256').update('ä').digest('hex'));
    expect(older!.createSigner(SECRET, scope).sign('ä', '20260115T000000Z')).toBe(createSigner(SECRET, scope).sign('ä', '20260115T000000Z'));
  });

  test('a time is read as it was written, whatever was written before', () => {
    const between = (min: string, max: string) => fc.date({ min: new Date(min), max: new Date(max), noInvalidDate: true });
    const moments = fc.oneof(between('0000-01-01', '9999-12-31'), between('0000-01-01', '0101-12-31'));
    fc.assert(fc.property(fc.array(moments, { minLength: 1 }), (all) => {
      for (const at of all) {
        const text = amzDate(at.getTime());
        const second = Math.floor(at.getTime() / 1000) * 1000;
        // Date.UTC takes the first hundred years for those of the last century, so nobody reads them
        expect(parseAmzDate(text)).toBe(at.getUTCFullYear() > 99 ? second : undefined);
      }
    }));
  });

  test.each([
    '', '20260115', '20260115T120000', '20260115T120000z', '2026-01-15T12:00:00Z', '20260115T120000Z\n', ' 20260115T120000Z', '20260231T000000Z', '20261301T000000Z', '20260015T000000Z', '20260115T240000Z',
    '20260115T126000Z', '20260115T120060Z', '00000101T000000Z', '00990101T000000Z', '99999999T999999Z', '٢٠260115T120000Z',
  ])('%j is no time', (text) => {
    expect(parseAmzDate(text)).toBeUndefined();
  });

  test('white space of HTTP is folded, and nothing else', () => {
    const line = (value: string) => canonicalRequest({ method: 'GET', path: '/', headers: { a: value }, payloadHash: EMPTY }).split('\n').slice(3, -3).join('\n');
    expect([' a  b ', 'a\tb', '\ta \t b\n c', 'a\u00a0 \u2003b', '   ', 'a\u000bb', 'a'].map(line)).toEqual(['a:a b', 'a:a b', 'a:a b c', 'a:a\u00a0 \u2003b', 'a:', 'a:a\u000bb', 'a:a']);
    const long = `${' '.repeat(100_000)}a${' '.repeat(100_000)}`;
    const began = process.hrtime.bigint();
    expect(line(long)).toBe('a:a');
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(200);
  });

  test('parameters are sorted by what they are encoded, then by value', () => {
    const query: [string, string][] = [['b', '2'], ['b', '1'], ['a b', ''], ['a-b', ''], ['a', ''], ['B', ''], ['ä', ''], ['%', ''], ['', ''], ['b', '10']];
    expect(canonicalRequest({ method: 'GET', path: '/', query, headers: {}, payloadHash: EMPTY }).split('\n')[2]).toBe('=&%25=&%C3%A4=&B=&a=&a%20b=&a-b=&b=1&b=10&b=2');
    expect(query[0]).toEqual(['b', '2']);
  });
});

describe('signing keys', () => {
  const days = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));
  const derived = jest.mocked(crypto.createHmac);

  beforeEach(forgetSigningKeys);

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
});

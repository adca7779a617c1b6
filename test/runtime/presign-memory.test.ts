import fc from 'fast-check';
import { AT, base, HASH, longTerm, type Loose, make, SECRET, temporary, TOKEN } from './presigning';
import { presign, type PresignOptions } from '../../src/runtime/presign';

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

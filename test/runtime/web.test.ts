import fc from 'fast-check';
import { presign, type Presigned, type PresignOptions } from '../../src/runtime/presign';
import { sha256Hex, signature, signingKey } from '../../src/runtime/signature';
import { type SignedRequest, type Verification, verify, type VerifyOptions } from '../../src/runtime/verify';
import { presign as presignOnWeb } from '../../src/runtime/web/presign';
import { verify as verifyOnWeb } from '../../src/runtime/web/verify';

const at = new Date('2026-01-15T12:00:00Z');
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken: 'token/+==' };
const asked: PresignOptions = { bucket: 'records', key: 'scans/2026.pdf', region: 'eu-central-1', credentials, at };
const secretFor = (): typeof credentials => credentials;
const judged: VerifyOptions = { region: 'eu-central-1', secretFor, at };

/** What came of a call: the result, or the error. */
async function outcome<T>(call: () => T | Promise<T>): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

const plain = (answer: unknown): unknown => typeof answer === 'object' && (answer as Verification).ok
  ? { ...answer, payload: { ...(answer as Verification & { ok: true }).payload(), key: [...(answer as Verification & { ok: true }).payload().key] } }
  : answer;

const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.constantFrom('', 'a b+c', '../x', 'é/日本', 'plain', '\ud800'));
const options: fc.Arbitrary<PresignOptions> = fc.record({
  bucket: fc.constantFrom('records', 'records', 'dots.in.name', 'no', 'arn:aws:s3:eu-central-1:111122223333:accesspoint/readers'),
  key: text,
  region: fc.constantFrom('eu-central-1', 'eu-central-1', 'eu-central-1', 'cn-north-1', 'nowhere'),
  credentials: fc.record({
    accessKeyId: fc.constantFrom('AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPL2', '!'),
    secretAccessKey: fc.oneof(text, fc.constant('x'.repeat(100))),
    sessionToken: fc.option(text, { nil: undefined }),
  }),
  at: fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
  expiresIn: fc.constantFrom(1, 60, 900, 604_800, 604_801),
  headers: fc.option(fc.dictionary(fc.constantFrom('content-type', 'x-amz-tagging', 'content-disposition'), text), { nil: undefined }),
  versionId: fc.option(text, { nil: undefined }),
});

describe('presign', () => {
  test('answers and refuses as presign of Node does', async () => {
    const seen = { url: 0, error: 0 };
    await fc.assert(fc.asyncProperty(options, async asking => {
      const answer = await outcome(() => presignOnWeb(asking));
      expect(answer).toEqual(await outcome(() => presign(asking)));
      seen[typeof answer === 'string' ? 'error' : 'url']++;
    }), { numRuns: 500 });
    expect(Math.min(seen.url, seen.error)).toBeGreaterThan(25);
  });
});

/** One change of a request, or none. */
type Change = (request: { method: string; url: string; headers: Record<string, string>; body?: string | Uint8Array }, seed: number) => void;
const CHANGES: Readonly<Record<string, Change>> = {
  'nothing': () => {},
  'a character of the URL': (r, seed) => { r.url = r.url.slice(0, seed % r.url.length) + 'A' + r.url.slice(seed % r.url.length + 1); },
  'the signature in capitals': r => { r.url = r.url.replace(/[0-9a-f]+$/, digits => digits.toUpperCase()); },
  'a short signature': r => { r.url = r.url.slice(0, -2); },
  'a long signature': r => { r.url += '00'; },
  'another signature': r => { r.url = r.url.slice(0, -64) + 'é'.repeat(32); },
  'the method': r => { r.method = 'DELETE'; },
  'the token': r => { r.url = r.url.replace('&X-Amz-Security-Token=', '&X-Amz-Security-Token=x'); },
  'the body': r => { r.body = 'another body'; },
  'the body as bytes': r => { r.body = new TextEncoder().encode('the body'); },
  'the body in shared memory': r => { r.body = new Uint8Array(new SharedArrayBuffer(8)).fill(1); },
  'a header': r => { r.headers['x-amz-acl'] = 'public-read'; },
};

describe('verify', () => {
  const body = fc.record({
    change: fc.constantFrom(...Object.keys(CHANGES)),
    seed: fc.nat(),
    key: fc.constantFrom('a', 'scans/é +.pdf', 'a/../b'),
    hash: fc.boolean(),
    token: fc.boolean(),
    known: fc.constantFrom<'text' | 'all' | 'promised' | 'none' | 'null' | 'empty' | 'ended' | 'other' | 'number'>(
      'text', 'all', 'all', 'promised', 'none', 'null', 'empty', 'ended', 'other', 'number'),
  });

  test('answers as verify of Node does, signing key included', async () => {
    const codes = new Set<string>();
    await fc.assert(fc.asyncProperty(body, async ({ change, seed, key, hash, token, known }) => {
      const signer = token ? credentials : { ...credentials, sessionToken: undefined };
      const { url, headers } = presign({ ...asked, key, credentials: signer, method: 'PUT', contentSha256: hash ? sha256Hex('the body') : undefined });
      const request = { method: 'PUT', url, headers: { ...headers }, body: 'the body' };
      CHANGES[change](request, seed);
      const secrets = {
        text: secretAccessKey,
        all: signer,
        promised: Promise.resolve(signer),
        none: undefined,
        null: null,
        empty: '',
        number: 5,
        ended: { ...signer, expiration: at },
        other: { ...signer, secretAccessKey: 'another' },
      };
      const held = { ...judged, secretFor: () => secrets[known] as string };
      const answer = await verifyOnWeb(request, held);
      expect(plain(answer)).toEqual(plain(await verify(request, held)));
      codes.add(answer.ok ? `ok, body ${answer.bodyVerified}` : answer.code);
    }), { numRuns: 1000 });
    expect([...codes].sort()).toEqual(expect.arrayContaining([
      'expired-credentials', 'ok, body false', 'ok, body true', 'payload-hash-mismatch', 'session-token-mismatch', 'signature-mismatch', 'unknown-access-key',
      'unsigned-header',
    ]));
  });

  test('what secretFor throws comes through', async () => {
    const { url } = presign(asked);
    await expect(verifyOnWeb({ method: 'GET', url }, { ...judged, secretFor: () => { throw new Error('store'); } })).rejects.toThrow('store');
    await expect(verifyOnWeb({ method: 'GET', url }, { ...judged, secretFor: () => Promise.reject(new Error('store')) })).rejects.toThrow('store');
  });

  test('the signing key of the answer signs chunks', async () => {
    const answer = await verifyOnWeb({ method: 'GET', url: presign(asked).url }, judged);
    const { key, scope } = (answer as Verification & { ok: true }).payload();
    expect(signature(key, 'chunk')).toBe(signature(signingKey(secretAccessKey, scope), 'chunk'));
  });
});

/** Kept honest by the compiler: both take and give the same. */
export const same: readonly [
  (options: PresignOptions) => Promise<Presigned>, (request: SignedRequest, options: VerifyOptions) => Promise<Verification>,
] = [presignOnWeb, verifyOnWeb];

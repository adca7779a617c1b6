import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { EdgeVM } from '@edge-runtime/vm';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { presign, type Presigned, type PresignOptions } from '../../src/runtime/presign';
import { sha256Hex, signature, signingKey } from '../../src/runtime/signature';
import { type SignedRequest, type Verification, verify, type VerifyOptions } from '../../src/runtime/verify';
import { presign as presignOnWeb } from '../../src/runtime/web/presign';
import { sameText, sha256Hex as sha256OnWeb, signerFor } from '../../src/runtime/web/signature';
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
  test('the signature of the example of AWS', async () => {
    const signer = await signerFor(secretAccessKey, '20130524', 'us-east-1', 's3');
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request'
      + '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
    const canonical = `GET\n/test.txt\n${query}\nhost:examplebucket.s3.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD`;
    expect(await signer.sign(canonical, '20130524T000000Z')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

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

describe('signature', () => {
  test('is verified as it is signed, in lower case and whole', async () => {
    const signer = await signerFor('secret', '20260115', 'eu-central-1', 's3');
    const made = await signer.sign('canonical', '20260115T000000Z');
    expect(made).toBe(signature(signingKey('secret', { date: '20260115', region: 'eu-central-1', service: 's3' }),
      `AWS4-HMAC-SHA256\n20260115T000000Z\n20260115/eu-central-1/s3/aws4_request\n${sha256Hex('canonical')}`));
    for (const [given, held] of [[made, true], [made.slice(2), false], [`${made}00`, false], [made.toUpperCase(), false], ['', false], ['zz', false]] as const) {
      expect(await signer.verify('canonical', '20260115T000000Z', given)).toBe(held);
    }
    expect(await signer.verify('canonical', '20260115T000001Z', made)).toBe(false);
  });

  test('texts are compared as a whole', async () => {
    for (const [a, b] of [['', ''], ['a', 'a'], ['a', 'b'], ['', 'a'], ['a', 'aa'], ['é', 'é']]) expect(await sameText(a, b)).toBe(a === b);
  });

  test('hashes text and bytes', async () => {
    expect(await sha256OnWeb('é')).toBe(sha256Hex('é'));
    expect(await sha256OnWeb(new Uint8Array(new SharedArrayBuffer(3)))).toBe(sha256Hex(new Uint8Array(3)));
  });

  test('keys are derived once, and 256 of them are kept', async () => {
    const imported = jest.spyOn(webcrypto.subtle, 'importKey');
    const ask = async (n: number): Promise<number> => {
      const before = imported.mock.calls.length;
      await signerFor('kept', '20260115', `region-${n}`, 's3');
      return imported.mock.calls.length - before;
    };
    expect(await ask(0)).toBe(5);
    expect(await ask(0)).toBe(0);
    expect(imported.mock.calls.map(call => call[3])).toEqual([false, false, false, false, false]);
    for (let n = 1; n < 256; n++) await ask(n);
    expect(await ask(0)).toBe(0);
    expect(await ask(256)).toBe(5);
    expect(await ask(0)).toBe(0);
    expect(await ask(1)).toBe(5);
    imported.mockRestore();
  });

  test('a failure is not kept', async () => {
    const ask = () => signerFor('failing', '20260115', 'eu-central-1', 's3');
    const imported = jest.spyOn(webcrypto.subtle, 'importKey').mockRejectedValueOnce(new Error('busy'));
    await expect(ask()).rejects.toThrow('busy');
    imported.mockRestore();
    await expect(ask()).resolves.toBeDefined();
  });

  test('without WebCrypto the cure is said', async () => {
    const had = Object.getOwnPropertyDescriptor(globalThis, 'crypto')!;
    try {
      for (const value of [undefined, {}]) {
        Object.defineProperty(globalThis, 'crypto', { configurable: true, value });
        await expect(presignOnWeb(asked)).rejects.toThrow(/^'crypto.subtle' is missing here; /);
      }
    } finally {
      Object.defineProperty(globalThis, 'crypto', had);
    }
    expect((await presignOnWeb(asked)).url).toBe(presign(asked).url);
  });
});

/** Both subpaths in one script, as a page would load them. */
const script = buildSync({
  stdin: {
    contents: "export { presign } from './presign'; export { verify } from './verify';",
    resolveDir: join(__dirname, '../../src/runtime/web'),
    loader: 'ts',
  },
  bundle: true,
  format: 'iife',
  globalName: 'web',
  platform: 'browser',
  write: false,
  logLevel: 'silent',
}).outputFiles[0].text;

const GLOBALS = "['process', 'Buffer', 'require', 'module', 'global', 'setImmediate', '__dirname'].filter(name => typeof globalThis[name] !== 'undefined').join()";

const places: Readonly<Record<string, () => (code: string) => unknown>> = {
  'an edge runtime': () => {
    const vm = new EdgeVM();
    return code => vm.evaluate(code);
  },
  'a place with crypto, TextEncoder and URL alone': () => {
    const context = createContext({ crypto: webcrypto, TextEncoder, URL });
    return code => runInContext(code, context);
  },
};

describe.each(Object.entries(places))('in %s', (_, place) => {
  const run = place();
  run(script);
  const calls = `(async (asked, tampered) => {
    const at = new Date(asked.at);
    const signed = await web.presign({ ...asked, at });
    const options = { region: asked.region, at, secretFor: id => id === asked.credentials.accessKeyId ? asked.credentials : undefined };
    const judge = async request => {
      const answer = await web.verify(request, options);
      return answer.ok ? 'ok ' + answer.bodyVerified + ' ' + answer.payload().key.length : answer.code;
    };
    const request = { method: signed.method, url: signed.url, headers: signed.headers };
    return JSON.stringify([
      signed, await judge(request), await judge({ ...request, body: 'the body' }), await judge({ ...request, body: new Uint8Array([116]) }),
      await judge({ ...request, method: 'GET' }), await judge({ ...request, url: request.url.slice(0, -1) + '_' }),
      await web.presign({ ...asked, expiresIn: 0 }).catch(error => error.message),
    ]);
  })`;

  test('there is nothing of Node', () => {
    expect(run(GLOBALS)).toBe('');
  });

  test('the same URL is made, and verified', async () => {
    for (const key of ['scans/2026.pdf', 'a b+c/é/日本.txt', 'a/../b']) {
      const asking = { ...asked, key, method: 'PUT' as const, contentSha256: sha256Hex('the body'), headers: { 'content-type': 'text/plain' } };
      const [signed, ...answers] = JSON.parse(await run(`${calls}(${JSON.stringify(asking)})`) as string) as [Presigned, ...string[]];
      expect(signed).toEqual(JSON.parse(JSON.stringify(presign(asking))));
      expect(answers).toEqual([
        'ok false 32', 'ok true 32', 'payload-hash-mismatch', 'signature-mismatch', 'signature-mismatch',
        expect.stringMatching(/^'expiresIn' must be whole seconds/),
      ]);
    }
  });

  test('another endpoint is read', async () => {
    const asking = { ...asked, endpoint: 'https://storage.example.org:9000/base' };
    const [signed] = JSON.parse(await run(`${calls}(${JSON.stringify(asking)})`) as string) as [Presigned];
    expect(signed.url).toBe(presign(asking).url);
  });
});

test('a Request of an edge runtime is verified', async () => {
  const vm = new EdgeVM();
  vm.evaluate(script);
  const { url } = presign({ ...asked, key: 'scans/é +.pdf' });
  const judge = (request: string) => vm.evaluate(`web.verify(${request}, {
    region: 'eu-central-1', at: new Date(${at.getTime()}), secretFor: () => (${JSON.stringify(credentials)}),
  }).then(answer => answer.ok ? 'ok' : answer.code)`) as Promise<string>;
  expect(await judge(`new Request(${JSON.stringify(url)})`)).toBe('ok');
  expect(await judge(`new Request(${JSON.stringify(url)}, { method: 'DELETE' })`)).toBe('signature-mismatch');
  expect(await judge(`new Request(${JSON.stringify(url)}, { headers: { 'x-amz-acl': 'private' } })`)).toBe('unsigned-header');
});

/** Kept honest by the compiler: both take and give the same. */
export const same: readonly [
  (options: PresignOptions) => Promise<Presigned>, (request: SignedRequest, options: VerifyOptions) => Promise<Verification>,
] = [presignOnWeb, verifyOnWeb];

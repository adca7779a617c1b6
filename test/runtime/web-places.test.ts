import { webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { EdgeVM } from '@edge-runtime/vm';
import { buildSync } from 'esbuild';
import { presign, type Presigned, type PresignOptions } from '../../src/runtime/presign';
import { sha256Hex } from '../../src/runtime/signature';

const at = new Date('2026-01-15T12:00:00Z');
const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', sessionToken: 'token/+==' };
const asked: PresignOptions = { bucket: 'records', key: 'scans/2026.pdf', region: 'eu-central-1', credentials, at };

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

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { transpileModule, ModuleKind, ScriptTarget } from 'typescript';
import { Agent, fetch } from 'undici';
import { makeCertificates, type Running, serve } from './tls-servers';
import { assertSecure, secureAgent, tlsOptions, weaknessesOf } from '../../src/runtime/tls';

const certificates = makeCertificates();
const withServers = certificates ? describe : describe.skip; // without openssl there is nothing to serve with

/** What a server of each kind answers, over node:https: `TLSv1.3 ...`, or the error's code and message. */
async function get(url: string, agent: https.Agent, options: https.RequestOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    https.get(url, { ...options, agent }, (response) => {
      let body = '';
      response.on('data', chunk => body += chunk).on('end', () => resolve(body));
    }).on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code} ${error.message}`));
  });
}

withServers(certificates ? 'real servers' : 'real servers (skipped: no openssl to make certificates with)', () => {
  const { ca, dir, make } = certificates!;
  const running: Running[] = [];
  const started = async (options: https.ServerOptions) => {
    const server = await serve(options);
    running.push(server);
    return server;
  };
  const OLD = { ciphers: 'ALL:@SECLEVEL=0' } as const;
  const ONLY_12 = { ...make.good, maxVersion: 'TLSv1.2' } as const;
  afterAll(async () => {
    await Promise.all(running.map(async s => s.close()));
    rmSync(dir, { recursive: true });
  });

  /** A permissive client reaches it: so what refuses it is the option under test, and no mistake of the server's. */
  const lax = new https.Agent({
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'ALL:@SECLEVEL=0',
    sigalgs: 'RSA+SHA1:RSA+SHA224:RSA+SHA256:RSA-PSS+SHA256:ECDSA+SHA256',
    ecdhCurve: 'P-256:P-384:secp224r1:prime192v1:X25519',
  });

  const TAKEN: readonly [string, https.ServerOptions, string][] = [
    ['TLS 1.3 where the server speaks all versions', { ...make.good, ...OLD, minVersion: 'TLSv1' }, 'TLSv1.3 TLS_AES_256_GCM_SHA384'],
    ['TLS 1.2 with ECDHE and AES-GCM', ONLY_12, 'TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256'],
    ['TLS 1.2 with ECDHE and CHACHA20', { ...ONLY_12, ciphers: 'ECDHE-RSA-CHACHA20-POLY1305' }, 'TLSv1.2 ECDHE-RSA-CHACHA20-POLY1305'],
    ['the strong suite among weak ones',
      { ...ONLY_12, ciphers: 'AES256-SHA:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA', honorCipherOrder: true }, 'TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256'],
  ];
  test.each(TAKEN)('takes %s', async (_, options, expected) => {
    const { url } = await started(options);
    expect(await get(url, secureAgent({ ca }))).toBe(expected);
    const response = await fetch(url, { dispatcher: new Agent({ connect: tlsOptions({ ca }) }) });
    expect(await response.text()).toBe(expected);
  });

  const REFUSED: readonly [string, https.ServerOptions, RegExp][] = [
    ['a server of TLS 1.1', { ...make.good, ...OLD, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, /alert protocol version/],
    ['TLS 1.2 with CBC only', { ...ONLY_12, ciphers: 'ECDHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA:AES128-SHA' }, /handshake failure/],
    ['TLS 1.2 without forward secrecy', { ...ONLY_12, ciphers: 'AES256-GCM-SHA384' }, /handshake failure/],
    ['a handshake signed with SHA-1', { ...ONLY_12, sigalgs: 'RSA+SHA1', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0' }, /handshake failure/],
    ['a handshake signed with SHA-224', { ...ONLY_12, sigalgs: 'RSA+SHA224', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0' }, /handshake failure/],
    ['a weak curve', { ...ONLY_12, ecdhCurve: 'secp224r1', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0' }, /handshake failure/],
    ['a certificate that nobody else signed', make.selfSigned, /DEPTH_ZERO_SELF_SIGNED_CERT/],
    ['a certificate for another host', make.otherHost, /ERR_TLS_CERT_ALTNAME_INVALID/],
    ['an expired certificate', make.expired, /CERT_HAS_EXPIRED/],
    ['an RSA key of 1024 bits', { ...make.weakKey, ciphers: 'ALL:@SECLEVEL=0' }, /KEY_TOO_SMALL|too small|too weak/],
  ];
  test.each(REFUSED)('refuses %s', async (_, options, expected) => {
    const { url } = await started(options);
    expect(await get(url, lax)).toMatch(/^TLSv1/);
    expect(await get(url, secureAgent({ ca }))).toMatch(expected);
    const failure = await fetch(url, { dispatcher: new Agent({ connect: tlsOptions({ ca }) }) }).catch(error => error.cause);
    expect(`${failure.code} ${failure.message}`).toMatch(expected);
  });

  test('minVersion TLSv1.3 refuses TLS 1.2', async () => {
    const { url } = await started(ONLY_12);
    expect(await get(url, secureAgent({ ca, minVersion: 'TLSv1.3' }))).toMatch(/alert protocol version/);
  });

  test('without ca a private authority is not trusted, and with servername another name is', async () => {
    const good = await started(make.good);
    const other = await started(make.otherHost);
    expect(await get(good.url, secureAgent())).toMatch(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT/);
    expect(await get(other.url, secureAgent({ ca, servername: 'other.example' }))).toMatch(/^TLSv1.3/);
    expect(await get(good.url, secureAgent({ ca, servername: 'other.example' }))).toMatch(/^ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  test('a request cannot turn off what its agent has on', async () => {
    const { url } = await started(make.selfSigned);
    const other = await started(make.otherHost);
    expect(await get(url, secureAgent({ ca }), { rejectUnauthorized: false })).toMatch(/^DEPTH_ZERO_SELF_SIGNED_CERT/);
    expect(await get(other.url, secureAgent({ ca }), { checkServerIdentity: () => undefined })).toMatch(/^ERR_TLS_CERT_ALTNAME_INVALID/);
  });

  test('NODE_TLS_REJECT_UNAUTHORIZED=0 turns the checks of a plain agent off, and not these', async () => {
    const { port } = await started(make.selfSigned);
    mkdirSync(join(dir, 'parts'));
    for (const name of ['parts/refused', 'parts/tls-suites', 'parts/tls-check', 'tls']) {
      const source = readFileSync(join(__dirname, `../../src/runtime/${name}.ts`), 'utf8');
      const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
      writeFileSync(join(dir, `${name}.js`), transpileModule(source, { compilerOptions }).outputText);
    }
    writeFileSync(join(dir, 'child.js'), `
      const https = require('node:https'); const { secureAgent } = require('./tls.js');
      const get = agent => new Promise(resolve => https.get('https://localhost:${port}/', { agent }, r => { r.resume(); resolve(r.statusCode); })
        .on('error', e => resolve(e.code)));
      (async () => { console.log(JSON.stringify([await get(new https.Agent()), await get(secureAgent())])); process.exit(); })();
    `);
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' };
    const { stdout } = await promisify(execFile)(process.execPath, [join(dir, 'child.js')], { env });
    expect(JSON.parse(stdout)).toEqual([200, 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  });

  describe('the AWS SDK', () => {
    const client = (port: number, httpsAgent: https.Agent) => new S3Client({
      region: 'eu-central-1',
      endpoint: `https://localhost:${port}`,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'x', sessionToken: 't' },
      requestHandler: new NodeHttpHandler({ httpsAgent }),
    });
    const read = new GetObjectCommand({ Bucket: 'reports', Key: 'a' });

    test('reads over TLS 1.3, from new https.Agent(tlsOptions()) and from secureAgent()', async () => {
      const { port } = await started(make.good);
      for (const agent of [new https.Agent(tlsOptions({ ca })), secureAgent({ ca })]) {
        const answer = await client(port, agent).send(read);
        expect(await answer.Body!.transformToString()).toMatch(/^TLSv1.3/);
        agent.destroy();
      }
    });

    test.each([
      ['an old version', REFUSED[0][1], 'alert protocol version'], ['CBC', REFUSED[1][1], 'handshake failure'],
      ['a self-signed certificate', make.selfSigned, 'self-signed certificate'], ['another host', make.otherHost, "not in the cert's altnames"],
    ] as const)('refuses %s', async (_, options, expected) => {
      const { port } = await started(options);
      await expect(client(port, secureAgent({ ca })).send(read)).rejects.toThrow(expected);
      expect((await client(port, lax).send(read)).$metadata.httpStatusCode).toBe(200);
    });
  });

  test('ca is text, bytes or a list', () => {
    expect(tlsOptions({ ca }).ca).toEqual([ca]);
    expect(tlsOptions({ ca: Buffer.from(ca) }).ca).toEqual([ca]);
    expect(tlsOptions({ ca: [ca, make.selfSigned.cert] }).ca).toHaveLength(2);
  });

  test('what is no certificate is refused, and not shown', () => {
    expect(() => tlsOptions({ ca: make.good.key })).toThrow(/^'ca' holds no PEM certificate; /);
    expect(() => tlsOptions({ ca: [ca, ''] })).toThrow("'ca' holds no PEM certificate");
    expect(() => tlsOptions({ ca: ca.replace(/[A-Za-z0-9]{20}/, '') })).toThrow("'ca' holds a certificate that cannot be read");
  });
});

test('the options are frozen, and stated one by one', () => {
  expect(Object.isFrozen(tlsOptions())).toBe(true);
  const { checkServerIdentity } = tls;
  expect(tlsOptions()).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', rejectUnauthorized: true, ecdhCurve: 'auto', checkServerIdentity });
  expect(tlsOptions()).not.toHaveProperty('ca');
  expect(() => tls.createSecureContext({ ...tlsOptions() })).not.toThrow();
});

test.each([
  [{ rejectUnauthorized: false }, "'rejectUnauthorized' cannot be set: certificates are always checked; leave it out, and pass 'ca' for a private authority"],
  [{ checkServerIdentity: () => undefined }, "'checkServerIdentity' cannot be replaced"],
  [{ secureProtocol: 'TLSv1_method' }, "'secureProtocol' cannot be set, since it fixes one version; pass 'minVersion'"],
  [{ secureContext: {} }, "'secureContext' cannot be passed"],
  [{ ciphers: 'ALL' }, "'ciphers' cannot be chosen"],
  [{ maxVersion: 'TLSv1.2' }, "'maxVersion' is always TLSv1.3"],
  [{ minVersion: 'TLSv1.1' }, "'minVersion' must be TLSv1.2 or TLSv1.3, got \"TLSv1.1\"; older versions are broken"],
  [{ minVersion: '' }, "'minVersion' must be"],
  [{ ca: null }, "'ca' is null"],
  [{ ca: '' }, "'ca' holds no PEM certificate"],
  [{ ca: '/etc/ssl/ca.pem' }, 'not its path'],
  [{ ca: [] }, "'ca' is an empty list"],
  [{ ca: [7] }, "'ca' must be PEM text, bytes or a list of them, got number"],
  [{ servername: '127.0.0.1' }, "'servername' must be a host name"],
  [{ servername: 'https://a.example' }, "'servername' must be a host name"],
  [{ servername: '' }, "'servername' must be a host name"],
  [{ keepAlive: true }, "'keepAlive' is no option of tlsOptions"],
])('%j is an error', (settings, sentence) => expect(() => tlsOptions(settings as object)).toThrow(sentence));

test('secureAgent takes what pools connections, and nothing that weakens them', () => {
  expect(secureAgent({ maxSockets: 7 }).maxSockets).toBe(7);
  expect(secureAgent().maxSockets).toBe(50);
  expect(() => secureAgent({ rejectUnauthorized: false } as object)).toThrow("'rejectUnauthorized' cannot be set");
  expect(() => assertSecure(secureAgent({ minVersion: 'TLSv1.3', keepAlive: false }))).not.toThrow();
});

const good = (change: object) => ({ ...tlsOptions(), ...change });
test.each<[string, object, string | undefined]>([
  ['the options themselves', tlsOptions(), undefined],
  ['an agent of them', new https.Agent(tlsOptions()), undefined],
  ['TLS 1.2 at most', good({ maxVersion: 'TLSv1.2' }), undefined],
  ['fewer strong suites', good({ ciphers: 'TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:!aNULL:@STRENGTH:@SECLEVEL=3' }), undefined],
  ['no verification', good({ rejectUnauthorized: false }), "'rejectUnauthorized' is false"],
  ['verification left to the environment', good({ rejectUnauthorized: undefined }), 'NODE_TLS_REJECT_UNAUTHORIZED=0 turns it off'],
  ['TLS 1.0', good({ minVersion: 'TLSv1' }), "'minVersion' is TLSv1; use TLSv1.2 or TLSv1.3"],
  ['a CBC suite', good({ ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-SHA' }), "'ciphers' allows ECDHE-RSA-AES128-SHA;"],
  ['a group of suites', good({ ciphers: 'HIGH' }), "'ciphers' allows HIGH;"],
  ['a low level', good({ ciphers: 'ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=1' }), "'ciphers' allows @SECLEVEL=1;"],
  ['no suites, which are the defaults', good({ ciphers: '' }), "'ciphers' allows"],
  ['SHA-1', good({ sigalgs: 'RSA-PSS+SHA256:RSA+SHA1' }), "'sigalgs' allows RSA+SHA1"],
  ['a weak curve', good({ ecdhCurve: 'P-256:prime192v1' }), "'ecdhCurve' allows prime192v1"],
  ['a host check of its own', good({ checkServerIdentity: () => undefined }), "'checkServerIdentity' is replaced"],
  ['one fixed version', good({ secureProtocol: 'TLSv1_2_method' }), "'secureProtocol' is set"],
  ['a context', good({ secureContext: tls.createSecureContext() }), "'secureContext' is set"],
  ['flags', good({ secureOptions: 4 }), "'secureOptions' is set"],
  ['a shared key', good({ pskCallback: () => null }), "'pskCallback' is set"],
  ['the defaults of Node', new https.Agent(), "'ciphers' is not set and allows"],
  ['plain HTTP', new http.Agent(), 'the agent is for plain HTTP'],
  ['what hides its options', new Agent({ connect: tlsOptions() }), 'cannot be read'],
  ['nothing', undefined as unknown as object, 'there is no agent but undefined'],
])('weaknesses of %s', (_, agent, sentence) => {
  const found = weaknessesOf(agent);
  if (sentence === undefined) expect(found).toEqual([]);
  else expect(found.join()).toContain(sentence);
});

test('an agent that connects by itself is no secure one', () => {
  const agent = secureAgent();
  agent.createConnection = () => { throw new Error('never called'); };
  expect(weaknessesOf(agent)).toEqual(['the agent opens its connections by code of its own; use secureAgent()']);
});

test('assertSecure names all weaknesses in one sentence, with a stable code', () => {
  expect(() => assertSecure(new https.Agent({ rejectUnauthorized: false, minVersion: 'TLSv1.1' }))).toThrow(
    expect.objectContaining({ code: 'weak-tls', message: expect.stringMatching(/^'rejectUnauthorized' is .*, and 'minVersion' is .*, and 'ciphers'/) }));
});

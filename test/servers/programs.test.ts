import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, pathOf } from './installed';
import { alice, bob, REGION } from './radosgw';
import { type Verifying, startVerifying } from './verifying';
import { BODY } from './world';
import { sha256Hex } from '../../src/runtime/signature';

interface Outcome {
  readonly code: number;
  readonly out: string;
  /** Standard error and output: programs print errors on either. */
  readonly all: string;
}

/** Runs a program while our server, which is in this process, answers it. */
async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise(resolve => {
    execFile(pathOf(program)!, args, { env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env }, timeout: 30_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, all: err + out }));
  });
}

let server: Verifying;
const LARGE = Buffer.alloc(9 * 1024 * 1024, 'the quick brown fox. ');
const file = (name: string): string => join(server.dir, name);
const stored = (key: string): Buffer | undefined => server.store.objects.get(`records/${key}`)?.content;
const start = async (): Promise<void> => {
  server = await startVerifying();
  writeFileSync(file('small'), BODY);
  writeFileSync(file('large'), LARGE);
};
const forget = (): void => { server.refused.length = 0; };
const stop = async (): Promise<void> => server.stop();
const WRONG = { ...alice, secretAccessKey: bob.secretAccessKey };

describeWith(['aws', 'openssl', 'curl'], 'the aws command at our verifying handler', () => {
  const aws = async (endpoint: string, args: readonly string[], { accessKeyId, secretAccessKey } = alice) => run('aws', [...args, '--endpoint-url', endpoint, '--region', REGION], {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_CA_BUNDLE: server.caFile,
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  });

  beforeAll(start);
  beforeEach(forget);
  afterAll(stop);

  test.each(['http', 'https'] as const)('copies up, lists, copies down and removes over %s', async scheme => {
    const key = `aws/a b+c/ü-${scheme}`;
    expect(await aws(server[scheme], ['s3', 'cp', file('small'), `s3://records/${key}`])).toMatchObject({ code: 0 });
    expect(stored(key)?.toString()).toBe(BODY);
    expect((await aws(server[scheme], ['s3', 'ls', 's3://records/aws/', '--recursive'])).out).toContain(key);
    expect(await aws(server[scheme], ['s3', 'cp', `s3://records/${key}`, file('down')])).toMatchObject({ code: 0 });
    expect(readFileSync(file('down'), 'utf8')).toBe(BODY);
    expect(await aws(server[scheme], ['s3', 'rm', `s3://records/${key}`])).toMatchObject({ code: 0 });
    expect([stored(key), server.refused]).toEqual([undefined, []]);
  });

  test('copies a large file up in parts, and down in ranges', async () => {
    expect(await aws(server.https, ['s3', 'cp', file('large'), 's3://records/large'])).toMatchObject({ code: 0 });
    expect(stored('large')?.equals(LARGE)).toBe(true);
    expect(server.store.objects.get('records/large')?.etag).toMatch(/-2"$/);
    expect(await aws(server.http, ['s3', 'cp', 's3://records/large', file('down')])).toMatchObject({ code: 0 });
    expect([readFileSync(file('down')).equals(LARGE), server.refused]).toEqual([true, []]);
  });

  test('puts with a checksum, encryption and tags', async () => {
    const more = ['--checksum-algorithm', 'SHA256', '--server-side-encryption', 'aws:kms', '--tagging', 'data=personal', '--metadata', 'owner=records'];
    expect(await aws(server.https, ['s3api', 'put-object', '--bucket', 'records', '--key', 'api', '--body', file('small'), ...more])).toMatchObject({ code: 0 });
    expect([stored('api')?.toString(), server.refused]).toEqual([BODY, []]);
  });

  test('presigns: curl may read, until it expires', async () => {
    await aws(server.http, ['s3api', 'put-object', '--bucket', 'records', '--key', 'by url/ü', '--body', file('small')]);
    // without a signature version in its configuration, the command presigns with version 2 for an endpoint that is not of AWS
    writeFileSync(file('config'), '[default]\ns3 =\n  signature_version = s3v4\n  addressing_style = path\n');
    const presign = async (endpoint: string) => (await run('aws', ['s3', 'presign', 's3://records/by url/ü', '--expires-in', '60', '--endpoint-url', endpoint, '--region', REGION], {
      AWS_ACCESS_KEY_ID: alice.accessKeyId, AWS_SECRET_ACCESS_KEY: alice.secretAccessKey, AWS_CONFIG_FILE: file('config'),
    })).out.trim();
    const url = await presign(server.http);
    expect(await run('curl', ['-s', url])).toMatchObject({ code: 0, out: BODY });
    expect((await run('curl', ['-s', '-X', 'DELETE', url])).out).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect((await run('curl', ['-s', await presign(server.tomorrow)])).out).toContain('Request has expired');
    expect(server.refused).toEqual(['signature-mismatch', 'expired']);
  });

  test.each([['a wrong secret', WRONG, 'SignatureDoesNotMatch'], ['an unknown key', bob, 'InvalidAccessKeyId']] as const)('prints what S3 says to %s', async (_, who, code) => {
    const { all, code: status } = await aws(server.http, ['s3api', 'put-object', '--bucket', 'records', '--key', 'refused', '--body', file('small')], who);
    expect([status === 0, all.includes(code), stored('refused')]).toEqual([false, true, undefined]);
  });

  test('a body that was changed on the way is refused', async () => {
    const { all } = await aws(server.tampering, ['s3api', 'put-object', '--bucket', 'records', '--key', 'refused', '--body', file('small')]);
    expect([/XAmzContentSHA256Mismatch|BadDigest/.test(all), stored('refused')]).toEqual([true, undefined]);
  });
});

describeWith(['s3cmd', 'openssl'], 's3cmd at our verifying handler', () => {
  const s3cmd = async (endpoint: string, args: readonly string[], { accessKeyId, secretAccessKey } = alice) => {
    const host = endpoint.replace(/^https?:\/\//, '');
    return run('s3cmd', [
      '-c', '/dev/null', `--host=${host}`, `--host-bucket=${host}`, `--access_key=${accessKeyId}`, `--secret_key=${secretAccessKey}`, `--region=${REGION}`,
      endpoint.startsWith('https') ? '--ssl' : '--no-ssl', `--ca-certs=${server.caFile}`, '--no-progress', '--max-retries=1', ...args,
    ]);
  };

  beforeAll(start);
  beforeEach(forget);
  afterAll(stop);

  test.each(['http', 'https'] as const)('puts, lists, gets and deletes over %s', async scheme => {
    const key = `s3cmd/a b+c/ü-${scheme}`;
    expect(await s3cmd(server[scheme], ['put', file('small'), `s3://records/${key}`])).toMatchObject({ code: 0 });
    expect(stored(key)?.toString()).toBe(BODY);
    expect((await s3cmd(server[scheme], ['ls', '--recursive', 's3://records/s3cmd/'])).out).toContain(key);
    expect(await s3cmd(server[scheme], ['get', '--force', `s3://records/${key}`, file('down')])).toMatchObject({ code: 0 });
    expect(readFileSync(file('down'), 'utf8')).toBe(BODY);
    expect(await s3cmd(server[scheme], ['del', `s3://records/${key}`])).toMatchObject({ code: 0 });
    expect([stored(key), server.refused]).toEqual([undefined, []]);
  });

  test('puts a large file in parts', async () => {
    expect(await s3cmd(server.http, ['put', '--multipart-chunk-size-mb=5', file('large'), 's3://records/large'])).toMatchObject({ code: 0 });
    expect([stored('large')?.equals(LARGE), server.refused]).toEqual([true, []]);
  });

  test.each([['a wrong secret', WRONG, 'SignatureDoesNotMatch'], ['an unknown key', bob, 'InvalidAccessKeyId']] as const)('prints what S3 says to %s', async (_, who, code) => {
    const { all, code: status } = await s3cmd(server.http, ['put', file('small'), 's3://records/refused'], who);
    expect([status === 0, all.includes(code) || all, stored('refused')]).toEqual([false, true, undefined]);
  });

  test('a body that was changed on the way is refused', async () => {
    const { all, code } = await s3cmd(server.tampering, ['put', file('small'), 's3://records/refused']);
    expect([code === 0, /XAmzContentSHA256Mismatch|BadDigest/.test(all) || all, stored('refused')]).toEqual([false, true, undefined]);
  });

  test('its URLs are of Signature Version 2, and refused as such', async () => {
    const { out } = await s3cmd(server.http, ['signurl', 's3://records/large', '+600']);
    expect(out).toContain('AWSAccessKeyId=');
    const { out: answer } = await run('curl', ['-s', out.trim()]);
    expect([answer, server.refused]).toEqual([expect.stringContaining('InvalidRequest'), ['signature-version-2']]);
  });
});

describeWith(['curl', 'openssl'], 'curl --aws-sigv4 at our verifying handler', () => {
  // curl signs the headers that it is given. Version 7.88 adds no hash of the body by itself, which S3 wants
  const curl = async (url: string, body = '', { accessKeyId, secretAccessKey } = alice) => run('curl', [
    '-s', '--cacert', server.caFile, '--aws-sigv4', `aws:amz:${REGION}:s3`, '--user', `${accessKeyId}:${secretAccessKey}`, '-H', `x-amz-content-sha256: ${sha256Hex(body)}`,
    ...body === '' ? [] : ['-X', 'PUT', '-H', 'content-type: text/x-fox', '--data-binary', body], url,
  ]);

  beforeAll(start);
  beforeEach(forget);
  afterAll(stop);

  test.each(['http', 'https'] as const)('puts and gets over %s', async scheme => {
    const url = `${server[scheme]}/records/curl-${scheme}`;
    await curl(url, BODY);
    expect(server.refused).toEqual([]);
    expect(server.store.objects.get(`records/curl-${scheme}`)).toMatchObject({ type: 'text/x-fox', content: Buffer.from(BODY) });
    expect(await curl(url)).toMatchObject({ code: 0, out: BODY });
    expect(server.refused).toEqual([]);
  });

  test('a body that was changed on the way is refused', async () => {
    expect((await curl(`${server.tampering}/records/refused`, BODY)).out).toContain('<Code>XAmzContentSHA256Mismatch</Code>');
    expect(stored('refused')).toBeUndefined();
  });

  test('prints what S3 says to a wrong secret', async () => {
    expect((await curl(`${server.http}/records/curl`, '', WRONG)).out).toContain('<Code>SignatureDoesNotMatch</Code>');
  });
});

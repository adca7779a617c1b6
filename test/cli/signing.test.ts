import { createHash } from 'node:crypto';
import { files, shell, workDirectory, type World } from './shell';
import { signHeaders } from '../../src/runtime/sign';

const cwd = workDirectory();
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const env = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET, AWS_REGION: 'us-east-1' };
const AT = ['--at', '2013-05-24T00:00:00Z'];
const run = (argv: readonly string[], world: World = {}) => shell(cwd, argv, { env, ...world });
const AWS_EXAMPLE = 'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256'
  + '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400'
  + '&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

test('presign prints the URL of the worked example of AWS, and nothing else', async () => {
  const argv = ['presign', 's3://examplebucket/test.txt', '--endpoint', 'https://s3.amazonaws.com', '--expires-in', '86400', ...AT];
  expect(await run(argv)).toEqual({ code: 0, out: `${AWS_EXAMPLE}\n`, err: '' });
});

test('what must be sent and what to know goes to standard error', async () => {
  const { code, out, err } = await run(['presign', 's3://my.dots/a b.csv', '-X', 'put', '-H', 'Content-Type: text/csv', ...AT]);
  expect([code, out.startsWith('https://s3.us-east-1.amazonaws.com/my.dots/a%20b.csv?')]).toEqual([0, true]);
  expect(err).toBe("send with it: content-type: text/csv\nwarning: the name 'my.dots' has dots or other characters that certificates do not cover\n");
});

test('presign --format json says it all', async () => {
  const world = { env: { ...env, AWS_SESSION_TOKEN: 'token', AWS_CREDENTIAL_EXPIRATION: '2013-05-24T00:05:00+00:00' } };
  const { code, out, err } = await run(['presign', 's3://arn:aws:s3:us-east-1:111122223333:accesspoint/point/a/b', '--format', 'json', ...AT], world);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    url: expect.stringContaining('https://point-111122223333.s3-accesspoint.us-east-1.amazonaws.com/a/b?'),
    method: 'GET',
    headers: {},
    effectiveExpiresAt: '2013-05-24T00:05:00.000Z',
    warnings: [{ code: 'credentials-end-first' }],
  });
});

test.each<[string, string[], World, string]>([
  ['no key id', ['presign', 's3://records/a'], { env: {} }, 'AWS_ACCESS_KEY_ID is not in the environment; run eval "$(aws configure export-credentials --format env)"'],
  ['no secret', ['presign', 's3://records/a'], { env: { AWS_ACCESS_KEY_ID: 'A' } }, 'AWS_SECRET_ACCESS_KEY is not in the environment; run eval'],
  ['no Region', ['presign', 's3://records/a'], { env: { ...env, AWS_REGION: '' } }, "no Region; pass '--region', or set AWS_REGION"],
  ['no key', ['presign', 's3://records'], {}, "'s3://records' must be s3://bucket/key, with the key as it is, not encoded"],
  ['a URL', ['presign', 'https://records/a'], {}, "'https://records/a' must be s3://bucket/key, with the key as it is, not encoded"],
  ['a long life', ['presign', 's3://records/a', '--expires-in', '604801'], {}, "'--expires-in' must be whole seconds from 1 to 604800, got 604801; pass a number in that range"],
  ['a life beyond the cap', ['presign', 's3://records/a', '--max-expires-in', '60'], {}, "'--expires-in' must be whole seconds from 1 to 60, got 900"],
  ['a life that is none', ['presign', 's3://records/a', '--expires-in', '1h'], {}, "'--expires-in' must be whole seconds, got '1h'"],
  ['a header that is none', ['presign', 's3://records/a', '-H', 'text/csv'], {}, "'--header' must be 'name: value', got 'text/csv'"],
  ['a header twice', ['presign', 's3://records/a', '-H', 'a: 1', '-H', 'A: 2'], {}, "'--header' has 'A' more than once; state it once"],
  ['a long-term key', ['presign', 's3://records/a', '--require-temporary'], {}, "'credentials' have no session token"],
  ['a moment that is none', ['presign', 's3://records/a', '--at', 'noon'], {}, "'--at' must be a moment such as 2026-12-31T00:00:00Z, got 'noon'"],
  ['a method that is none', ['presign', 's3://records/a', '-X', 'patch'], {}, "'--method' must be GET, HEAD, PUT, DELETE, POST, got"],
  ['plain HTTP', ['presign', 's3://records/a', '--endpoint', 'http://s3.example.org'], {}, "'--endpoint' must be https"],
  ['a body that is not there', ['verify', AWS_EXAMPLE, '--body', 'nowhere'], {}, "cannot read 'nowhere': no such file or directory; check the path"],
  ['nothing on standard input', ['inspect', '-'], {}, 'standard input is empty; pipe a URL into it'],
])('%s is bad input', async (_, argv, world, sentence) => {
  const { code, out, err } = await run(argv, world);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(`cdk-s3-compliance: ${sentence}`);
  expect(err).not.toContain(SECRET);
});

test('verify: 0 where the signature holds, 1 with a code where not', async () => {
  expect(await run(['verify', '-', ...AT], { stdin: `${AWS_EXAMPLE}\n` })).toEqual({
    code: 0,
    out: 'the signature holds: GET examplebucket.s3.amazonaws.com/test.txt, by AKIAIOSFODNN7EXAMPLE, until 2013-05-25T00:00:00.000Z, signed headers host\n',
    err: '',
  });
  const table: [string[], string][] = [
    [['-X', 'PUT'], 'signature-mismatch'],
    [['-H', 'x-amz-acl: public-read'], 'unsigned-header'],
    [['--region', 'eu-central-1'], 'wrong-region'],
    [['--max-expires-in', '3600'], 'expiry-too-long'],
    [['--at', '2013-05-25T00:00:01Z'], 'expired'],
  ];
  for (const [argv, code] of table) {
    const ran = await run(['verify', AWS_EXAMPLE, ...AT, ...argv]);
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(ran.out).toMatch(new RegExp(`^refused: .*\\(${code}\\)\n$`));
  }
  const other = await run(['verify', AWS_EXAMPLE, '--format', 'json', ...AT], { env: { ...env, AWS_ACCESS_KEY_ID: 'AKIAOTHER' } });
  expect([other.code, JSON.parse(other.out)]).toMatchObject([1, { ok: false, code: 'unknown-access-key' }]);
});

test('verify: a request that is signed in its headers, with its body', async () => {
  const body = 'Welcome to Amazon S3.';
  const { headers } = signHeaders(
    { method: 'PUT', host: 'examplebucket.s3.amazonaws.com', path: '/test.txt', headers: {}, body },
    { credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: SECRET }, region: 'us-east-1', at: new Date('2013-05-24T00:00:00Z') },
  );
  expect(headers['x-amz-content-sha256']).toBe(createHash('sha256').update(body).digest('hex'));
  files(cwd, { 'good.txt': body, 'bad.txt': `${body} ` });
  const argv = ['verify', 'https://examplebucket.s3.amazonaws.com/test.txt', '-X', 'PUT', ...Object.entries(headers).flatMap(([n, v]) => ['-H', `${n}: ${v}`]), ...AT];
  expect((await run([...argv, '--body', 'good.txt'])).out).toMatch(/^the signature holds: .*, body verified\n$/);
  expect((await run([...argv, '--body', 'bad.txt'])).out).toMatch(/\(payload-hash-mismatch\)\n$/);
});

test('inspect tells facts and risks, and fails where asked to', async () => {
  const { code, out, err } = await run(['inspect', AWS_EXAMPLE, ...AT]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('bucket        examplebucket\nkey           test.txt\n');
  expect(out).toContain('expires at    2013-05-25T00:00:00.000Z (in 86400 s)\n');
  expect(out).toContain('\nhigh    a long-term key signed it');
  expect((await run(['inspect', AWS_EXAMPLE, '--fail-on', 'high', ...AT])).code).toBe(1);
  const json = await run(['inspect', '-', '--format', 'json', '-X', 'get', ...AT], { stdin: AWS_EXAMPLE });
  expect(JSON.parse(json.out)).toMatchObject({ ok: true, calls: ['GetObject'] });
  expect(await run(['inspect', 'https://example.org/'])).toEqual({ code: 1, out: 'no presigned URL: the request has no signature (not-signed)\n', err: '' });
});

test('a URL cannot move the cursor of whoever looks at it', async () => {
  const { out } = await run(['inspect', AWS_EXAMPLE.replace('test.txt', '%1B%5B2Jtest.txt'), ...AT]);
  expect(out).toContain('key           test.txt\n');
  expect(out).not.toContain('\u001b');
});

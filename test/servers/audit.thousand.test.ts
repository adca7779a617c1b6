import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildSync } from 'esbuild';
import { credentials } from './deploy';
import { type Proxy, startProxy } from './faults';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';

const ROOT = join(__dirname, '../..');
/** As deep below the root as the compiled command line, and where packages are found. */
const CLI = join(ROOT, '.servers/cli/main.js');
const ACCOUNT = '111122223333';
const BUCKETS = 150;

describeWith(MOTO, 'an audit that is killed', () => {
  jest.setTimeout(300_000);
  const dir = mkdtempSync(join(tmpdir(), 'audit-'));
  let moto: Moto;
  let proxy: Proxy;

  beforeAll(async () => {
    const contents = "const { processIo, run } = require('./main'); run(process.argv.slice(2), processIo()).then(code => { process.exitCode = code; });";
    buildSync({ stdin: { contents, resolveDir: join(ROOT, 'src/cli') }, bundle: true, platform: 'node', packages: 'external', outfile: CLI, logLevel: 'error' });
    moto = await startMoto(ACCOUNT);
    proxy = await startProxy(moto.url);
    const s3 = new S3Client({ region: 'us-east-1', endpoint: moto.url, credentials, forcePathStyle: true });
    for (let i = 0; i < BUCKETS; i++) await s3.send(new CreateBucketCommand({ Bucket: `bucket-${1_000 + i}` }));
    s3.destroy();
    proxy.keep = true;
  });

  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const start = (...args: string[]): ChildProcess => spawn(process.execPath, [CLI, 'audit', '--account', ACCOUNT, '--region', 'us-east-1',
    '--endpoint', proxy.url, '--framework', 'baseline', '--quiet', ...args], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, HOME: dir, AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  const ended = async (child: ChildProcess): Promise<{ code: number | null; signal: string | null; says: string }> => {
    let says = '';
    child.stderr!.on('data', (part: Buffer) => { says += part.toString(); });
    return new Promise(resolve => child.once('close', (code, signal) => resolve({ code, signal, says })));
  };
  const lines = (name: string): number => {
    try {
      return readFileSync(join(dir, name), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };

  test('goes on where it was, and ends with the same report', async () => {
    const killed = start('--resume', 'journal.jsonl', '--output', 'resumed.json');
    const end = ended(killed);
    while (lines('journal.jsonl') < BUCKETS / 3 && killed.exitCode === null) await new Promise(resolve => setTimeout(resolve, 5));
    killed.kill('SIGKILL');
    expect(await end).toMatchObject({ signal: 'SIGKILL' });
    const kept = lines('journal.jsonl');
    expect(kept).toBeGreaterThanOrEqual(BUCKETS / 3);
    expect(kept).toBeLessThan(BUCKETS);

    proxy.seen.length = 0;
    expect(await ended(start('--resume', 'journal.jsonl', '--output', 'resumed.json'))).toEqual({ code: 1, signal: null, says: '' });
    const asked = new Set(proxy.seen.map(({ url }) => url.split(/[/?]/)[1]));
    expect(asked.size).toBeLessThanOrEqual(BUCKETS - kept + 3);

    expect(await ended(start('--output', 'whole.json'))).toEqual({ code: 1, signal: null, says: '' });
    const [resumed, whole] = ['resumed.json', 'whole.json'].map(name => readFileSync(join(dir, name), 'utf8'));
    expect(resumed === whole).toBe(true);
    expect((JSON.parse(whole) as { buckets: unknown[] }).buckets).toHaveLength(BUCKETS);
    expect(new Set(proxy.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

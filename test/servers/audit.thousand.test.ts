import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { buildSync } from 'esbuild';
import { credentials } from './deploy';
import { each, type Fault, FAULTS, type Proxy, seeded, startProxy } from './faults';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';
import type { Report } from '../../src/evidence';
import { audit, judgeRecordings } from '../../src/runtime/audit';
import { awsPort } from '../../src/runtime/aws-sdk';

const ROOT = join(__dirname, '../..');
/** As deep below the root as the compiled command line, and where packages are found. */
const CLI = join(ROOT, '.servers/cli/main.js');
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const FRAMEWORK = 'hipaa';
const BUCKETS = 1_000;
/** What an audit asks no second time, so that it stays unknown. */
const FINAL: readonly Fault[] = ['denied', 'redirect'];

/** The first part of the paths of S3 Control, by its version. */
const ACCOUNT_LEVEL = 'v20180820';

type Judged = Report['buckets'][number];

describeWith(MOTO, 'an audit of 1,000 buckets of moto', () => {
  jest.setTimeout(400_000);
  const dir = mkdtempSync(join(tmpdir(), 'audit-'));
  let moto: Moto;
  let proxy: Proxy;
  /** What is resumed ends with. */
  let report: Report;

  beforeAll(async () => {
    const contents = "const { processIo, run } = require('./main'); run(process.argv.slice(2), processIo()).then(code => { process.exitCode = code; });";
    buildSync({ stdin: { contents, resolveDir: join(ROOT, 'src/cli') }, bundle: true, platform: 'node', packages: 'external', outfile: CLI, logLevel: 'error' });
    moto = await startMoto(ACCOUNT);
    proxy = await startProxy(moto.url);
    const s3 = new S3Client({ region: REGION, endpoint: moto.url, credentials, forcePathStyle: true });
    const names = Array.from({ length: BUCKETS }, (_, i) => `bucket-${1_000 + i}`);
    await each(names, 8, async (Bucket, i) => {
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
      if (i % 3 === 0) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    });
    s3.destroy();
    proxy.keep = true;
  });

  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const start = (...args: string[]): ChildProcess => spawn(process.execPath, [CLI, 'audit', '--account', ACCOUNT, '--region', REGION,
    '--endpoint', proxy.url, '--framework', FRAMEWORK, '--concurrency', '16', '--quiet', ...args], {
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
  const bucketOf = (url: string): string => url.split(/[/?]/)[1];

  test('that is killed goes on where it was when it is resumed', async () => {
    const killed = start('--resume', 'journal.jsonl', '--output', 'resumed.json');
    const end = ended(killed);
    while (lines('journal.jsonl') < BUCKETS / 3 && killed.exitCode === null) await new Promise(resolve => setTimeout(resolve, 20));
    killed.kill('SIGKILL');
    expect(await end).toMatchObject({ signal: 'SIGKILL' });
    const kept = lines('journal.jsonl');
    expect(kept).toBeGreaterThanOrEqual(BUCKETS / 3);
    expect(kept).toBeLessThan(BUCKETS);

    proxy.seen.length = 0;
    expect(await ended(start('--resume', 'journal.jsonl', '--output', 'resumed.json'))).toEqual({ code: 1, signal: null, says: '' });
    const asked = new Set(proxy.seen.map(({ url }) => bucketOf(url)));
    // beside the buckets three lines: the question, the list, the account; and what was on its way
    expect(asked.size).toBeLessThanOrEqual(BUCKETS - kept + 3);

    report = JSON.parse(readFileSync(join(dir, 'resumed.json'), 'utf8')) as Report;
    expect(report.buckets).toHaveLength(BUCKETS);
    expect(new Set(proxy.seen.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('that is not killed ends with the same report; of 5 % faults only those show that stay, as what is not known', async () => {
    const kinds = Object.keys(FAULTS) as Fault[];
    const random = seeded(6);
    const hit = new Map<string, Fault>();
    // once for a question: an odd answer is asked for once more only, and what stays odd is unknown, rightly
    proxy.faulty = ({ method, url }) => {
      if (random() >= 0.05 || hit.has(`${method} ${url}`)) return undefined;
      const fault = kinds[Math.floor(random() * kinds.length)];
      // without their list nothing is judged, and what the account blocks is a fact of every bucket
      if (['', ACCOUNT_LEVEL].includes(bucketOf(url)) && FINAL.includes(fault)) return undefined;
      hit.set(`${method} ${url}`, fault);
      return fault;
    };
    const port = await awsPort({ region: REGION, credentials, endpoint: proxy.url, timeout: 2_000 });
    // the waits between attempts, twenty times as fast
    const clock = { now: () => Date.now() * 20, sleep: async (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms / 20)) };
    const options = { ...clock, concurrency: 16, attempts: 6, frameworks: [FRAMEWORK] };
    const { reports: [faulty], ...read } = await audit({ ...options, targets: [{ account: ACCOUNT, port, region: REGION }] });
    proxy.faulty = () => undefined;

    const good = new Map(report.buckets.map(bucket => [bucket.logicalId, bucket]));
    const struck = new Set([...hit].filter(([, fault]) => FINAL.includes(fault)).map(([question]) => bucketOf(question.split(' ')[1])));
    process.stderr.write(`moto: ${BUCKETS} buckets, ${hit.size} faults, of which stay some in ${struck.size} buckets\n`);
    expect(hit.size).toBeGreaterThan(BUCKETS / 2);
    expect(struck.size).toBeGreaterThan(BUCKETS / 20);
    expect(faulty.buckets.map(({ logicalId }) => logicalId)).toEqual([...good.keys()]);
    const others = faulty.buckets.filter(({ logicalId }) => !struck.has(logicalId));
    expect(others.filter(bucket => JSON.stringify(bucket) !== JSON.stringify(good.get(bucket.logicalId)))).toEqual([]);

    const changes = faulty.buckets.filter(({ logicalId }) => struck.has(logicalId)).flatMap(bucket => changesOf(good.get(bucket.logicalId)!, bucket));
    expect(changes.length).toBeGreaterThan(BUCKETS / 20);
    // what an optional check does not know is for a person to decide
    expect(changes.filter(change => !/ -> (unknown|manual)$/.test(change))).toEqual([]);

    // the struck ones without faults: then each bucket was read by an audit that was not killed
    const { recordings } = await audit({ ...options, targets: [{ account: ACCOUNT, port, region: REGION, buckets: [...struck] }] });
    port.close();
    expect(recordings).toHaveLength(struck.size);
    const [whole] = judgeRecordings(
      { ...read, recordings: [...read.recordings.filter(({ bucket }) => !struck.has(bucket)), ...recordings] }, { frameworks: [FRAMEWORK] });
    expect(JSON.stringify(whole) === JSON.stringify(report)).toBe(true);
  });
});

/** By check, whatever they are: a verdict that is not there any more is a change as well. */
function changesOf(good: Judged, faulty: Judged): readonly string[] {
  const found = new Map(faulty.findings.map(({ check, outcome }) => [check, outcome]));
  return good.findings.filter(({ check, outcome }) => found.get(check) !== outcome)
    .map(({ check, outcome }) => `${good.logicalId} ${check}: ${outcome} -> ${found.get(check)}`);
}

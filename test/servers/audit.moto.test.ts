import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { credentials, deploy } from './deploy';
import { FAULTS, type Fault, type Proxy, seeded, startProxy } from './faults';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';
import type { Report } from '../../src/evidence';
import { evaluate } from '../../src/evidence';
import { FRAMEWORKS } from '../../src/frameworks';
import { isKnown } from '../../src/posture/fact';
import { record, readRecordings } from '../../src/posture/live';
import { audit } from '../../src/runtime/audit';
import { awsPort, type AwsPort } from '../../src/runtime/aws-sdk';
import { pairsOf, postureOf, recordingsOf } from '../agreement/compare';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const FOLDERS = ['hipaa', 'pci', 'gdpr', 'soc2', 'baseline', 'careless', 'trails'];
const SERVICES = ['s3', 's3-control', 'kms', 'cloudtrail', 'cloudwatch', 'macie2'] as const;
const frameworks = FRAMEWORKS.map(({ id }) => id);

const portOf = async (url: string, timeout = 20_000): Promise<AwsPort> =>
  awsPort({ region: REGION, credentials, endpoint: url, endpoints: Object.fromEntries(SERVICES.map(service => [service, url])), timeout });

/** Outcomes by framework, bucket and check. */
const outcomesOf = (reports: readonly Report[]): ReadonlyMap<string, string> => new Map(reports.flatMap(report =>
  report.buckets.flatMap(({ logicalId, findings }) => findings.map(({ check, outcome }) => [`${report.framework.id} ${logicalId} ${check}`, outcome] as const))));

/** What moto does not do as S3 does, by check. */
const MOTO_DIFFERS: Readonly<Record<string, string>> = { 'sse-c-blocked': 'moto forgets BlockedEncryptionTypes' };

describeWith(MOTO, 'an audit of moto', () => {
  jest.setTimeout(400_000);
  let moto: Moto;
  let proxy: Proxy;
  let port: AwsPort;
  let elsewhere: Moto | undefined;
  const proxies: Proxy[] = [];
  let refused: readonly string[];
  const pairs = FOLDERS.flatMap(folder => pairsOf(folder));
  const declarations = Object.fromEntries(pairs.map(({ bucket, template }) => {
    const { declared } = postureOf(template);
    return [bucket, isKnown(declared) ? declared.value : {}];
  })) as never;

  beforeAll(async () => {
    moto = await startMoto(ACCOUNT);
    refused = await deploy(moto.url, REGION, FOLDERS.flatMap(recordingsOf));
    proxy = await startProxy(moto.url);
    port = await portOf(proxy.url);
  });

  afterAll(async () => {
    port?.close();
    for (const one of [proxy, ...proxies]) await one?.stop();
    for (const one of [moto, elsewhere]) await one?.stop();
  });

  test('moto takes what is deployed', () => expect(refused).toEqual([]));

  test('the verdicts are those of the templates wherever both know', async () => {
    proxy.seen.length = 0;
    const { reports } = await audit({ targets: [{ account: ACCOUNT, port, region: REGION }], frameworks, declarations, attempts: 2 });
    const live = outcomesOf(reports);
    const template = new Map(FRAMEWORKS.flatMap(framework => pairs.flatMap(pair => evaluate([pair.template], framework).buckets[0].findings
      .map(({ check, outcome }) => [`${framework.id} ${pair.bucket} ${check}`, outcome] as const))));
    const known = new Set(['pass', 'fail']);
    const both = [...template].filter(([name, outcome]) => known.has(outcome) && known.has(live.get(name)!));
    process.stderr.write(`moto: ${both.length} of ${template.size} verdicts known to both\n`);
    expect(both.length).toBeGreaterThan(1_000);
    expect(both.filter(([name, outcome]) => live.get(name) !== outcome && !(name.split(' ')[2] in MOTO_DIFFERS))
      .map(([name, outcome]) => `${name}: ${outcome} by the template, ${live.get(name)} live`)).toEqual([]);
    expect(new Set(proxy.seen.filter(({ method }) => method === 'POST').map(({ operation }) => operation)).size).toBeLessThan(9);
    expect(proxy.seen.filter(({ method, operation }) => !['GET', 'HEAD'].includes(method) && !/^(Describe|Get|List)/.test(operation))).toEqual([]);
  });

  test('what one call brings instead of its answer never makes a pass of what is none', async () => {
    const bucket = 'hipaa-records';
    const quick = await portOf(proxy.url, 250);
    proxy.keep = true;
    const outcomes = async (from = quick): Promise<ReadonlyMap<string, string>> => {
      const readings = readRecordings([await record(from, { account: ACCOUNT, bucket, region: REGION })], { declarations });
      return outcomesOf([FRAMEWORKS[0]].map(framework => evaluate(readings, framework)));
    };
    proxy.seen.length = 0;
    const good = await outcomes(port);
    const operations = [...new Set(proxy.seen.map(({ operation }) => operation))];
    expect(operations.length).toBeGreaterThanOrEqual(18);
    const wrong: string[] = [];
    let turned = 0;
    for (const fault of Object.keys(FAULTS) as Fault[]) {
      for (const operation of operations) {
        proxy.faulty = seen => seen.operation === operation ? fault : undefined;
        const faulty = await outcomes();
        const changed = [...faulty].filter(([name, outcome]) => outcome !== good.get(name));
        if (changed.length > 0) turned++;
        // what is not known may only make things less known
        wrong.push(...changed.filter(([, outcome]) => outcome === 'pass' || outcome === 'fail').map(([name, outcome]) => `${fault} ${operation}: ${name} ${good.get(name)} -> ${outcome}`));
      }
    }
    proxy.faulty = () => undefined;
    proxy.keep = false;
    quick.close();
    expect(wrong).toEqual([]);
    expect(turned).toBeGreaterThan(Object.keys(FAULTS).length * 10);
  });

  test('many buckets with 5 % faults are all judged, as without', async () => {
    const count = Number(process.env.AUDIT_BUCKETS ?? 1_000);
    elsewhere = await startMoto(ACCOUNT);
    const before = await startProxy(elsewhere.url);
    proxies.push(before);
    const s3 = new S3Client({ region: REGION, endpoint: before.url, credentials, forcePathStyle: true });
    const names = Array.from({ length: count }, (_, i) => `bucket-${String(i).padStart(4, '0')}`);
    await each(names, 16, async (Bucket, i) => {
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
      if (i % 3 === 0) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    });
    s3.destroy();
    const many = await awsPort({ region: REGION, credentials, endpoint: before.url, timeout: 1_000 });
    const random = seeded(6);
    const kinds: readonly Fault[] = ['slow', 'timeout', 'empty', 'other', 'truncated', 'reset'];
    const hit = new Set<string>();
    before.keep = true;
    // once for a question: an odd answer is asked for once more only, and what stays odd is unknown, rightly
    before.faulty = ({ method, url }) => {
      if (random() >= 0.05 || hit.has(`${method} ${url}`)) return undefined;
      hit.add(`${method} ${url}`);
      return kinds[Math.floor(random() * kinds.length)];
    };
    // the waits between attempts, twenty times as fast
    const clock = { now: () => Date.now() * 20, sleep: async (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms / 20)) };
    const run = async () => audit(
      { ...clock, targets: [{ account: ACCOUNT, port: many, region: REGION }], concurrency: 16, attempts: 6, frameworks: ['baseline', 'hipaa'] });
    const faulty = await run();
    before.faulty = () => undefined;
    const good = await run();
    process.stderr.write(`moto: ${count} buckets, ${before.seen.length} requests, ${hit.size} faults\n`);
    expect(faulty.reports.map(({ buckets: judged }) => judged.length)).toEqual([count, count]);
    expect(hit.size).toBeGreaterThan(count / 2);
    expect(JSON.stringify(faulty.reports) === JSON.stringify(good.reports)).toBe(true);
    many.close();
  });
});

async function each<T>(items: readonly T[], atOnce: number, work: (item: T, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let i = next++; i < items.length; i = next++) await work(items[i], i);
  }));
}

import { credentials, deploy } from './deploy';
import { each, type Fault, FAULTS, type Proxy, startProxy } from './faults';
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
/** One bucket of ours, and the careless one. */
const FAULTED = ['hipaa-records', 'careless-files'];
const frameworks = FRAMEWORKS.map(({ id }) => id);

const portOf = async (url: string, timeout = 20_000, customUserAgent = 'audit'): Promise<AwsPort> => awsPort({
  region: REGION,
  credentials,
  endpoint: url,
  endpoints: Object.fromEntries(SERVICES.map(service => [service, url])),
  timeout,
  client: { customUserAgent },
});

/** Outcomes by framework, bucket and check. */
const outcomesOf = (reports: readonly Report[]): ReadonlyMap<string, string> => new Map(reports.flatMap(report =>
  report.buckets.flatMap(({ logicalId, findings }) => findings.map(({ check, outcome }) => [`${report.framework.id} ${logicalId} ${check}`, outcome] as const))));

/** What an optional check does not know is for a person to decide. */
const UNDECIDED = new Set(['unknown', 'manual']);

/** What moto does not do as S3 does, by check. */
const MOTO_DIFFERS: Readonly<Record<string, string>> = { 'sse-c-blocked': 'moto forgets BlockedEncryptionTypes' };

describeWith(MOTO, 'an audit of moto', () => {
  jest.setTimeout(400_000);
  let moto: Moto;
  let proxy: Proxy;
  let port: AwsPort;
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
    await proxy?.stop();
    await moto?.stop();
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

  test('what one call brings instead of its answer leaves verdicts as they are or undecided', async () => {
    const outcomes = async (bucket: string, from = port): Promise<ReadonlyMap<string, string>> => {
      const readings = readRecordings([await record(from, { account: ACCOUNT, bucket, region: REGION })], { declarations });
      return outcomesOf(FRAMEWORKS.map(framework => evaluate(readings, framework)));
    };
    proxy.keep = true;
    proxy.seen.length = 0;
    const good = new Map(await Promise.all(FAULTED.map(async bucket => [bucket, await outcomes(bucket)] as const)));
    const operations = [...new Set(proxy.seen.map(({ operation }) => operation))];
    expect(operations.length).toBeGreaterThanOrEqual(20);
    const faults = Object.keys(FAULTS) as Fault[];
    const turning = Object.fromEntries(faults.map(fault => [fault, new Set<string>()]));
    const wrong: string[] = [];
    // each port says by its name what goes wrong for it, so that some may wait while others ask
    proxy.faulty = ({ operation, agent }) => {
      const [, fault, at] = /\bcell-(\w+)-(\d+)/.exec(agent) ?? [];
      return operation === operations[Number(at)] ? fault as Fault : undefined;
    };
    await each(operations.flatMap((operation, at) => faults.map(fault => ({ operation, at, fault }))), 8, async ({ operation, at, fault }) => {
      const faulted = await portOf(proxy.url, 1_500, `cell-${fault}-${at}`);
      for (const bucket of FAULTED) {
        const faulty = await outcomes(bucket, faulted);
        for (const [name, outcome] of good.get(bucket)!) {
          if (faulty.get(name) === outcome) continue;
          turning[fault].add(operation);
          if (!UNDECIDED.has(faulty.get(name)!)) wrong.push(`${fault} ${operation}: ${name} ${outcome} -> ${faulty.get(name)}`);
        }
      }
      faulted.close();
    });
    proxy.faulty = () => undefined;
    expect(wrong).toEqual([]);
    // every fault makes the same verdicts unknown as a refusal does
    expect(turning.denied.size).toBeGreaterThanOrEqual(10);
    expect(turning).toEqual(Object.fromEntries(faults.map(fault => [fault, turning.denied])));
  });
});

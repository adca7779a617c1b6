import { files, type Ran, shell, workDirectory, type World } from './shell';
import type { Aws, AwsOptions } from '../../src/cli/aws';
import type { ObjectsReport } from '../../src/runtime/audit-objects';
import { csv, GOOD, inventory } from '../runtime/inventory-files';
import { type Answers, HARDENED, listed, portOf, refusal } from '../runtime/objects-port';

const ACCOUNT = '111122223333';
const cwd = workDirectory();
const keys = Array.from({ length: 300 }, (_, i) => `k${String(i).padStart(3, '0')}`);

function cloud(answers: Answers = {}) {
  const told: AwsOptions[] = [];
  const { port, asked } = portOf({ ...HARDENED, ListObjectsV2: listed(keys), ...answers });
  const aws = async (): Promise<Aws> => ({
    awsPort: async options => (told.push(options), port),
    callerAccount: async () => ACCOUNT,
    organizationAccounts: async () => [],
    assumedCredentials: (_, arn) => arn,
  });
  return { aws, told, asked };
}

const objects = (argv: readonly string[], world: World = {}): Promise<Ran> =>
  shell(cwd, ['objects', ...argv, '--at', '2026-11-26'], { aws: cloud().aws, ...world });
const reportIn = ({ out }: Ran): ObjectsReport => JSON.parse(out) as ObjectsReport;

test('a sample, as text', async () => {
  const { code, out, err } = await objects(['records', '--seed', '1']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Objects of records: pass\n100 of 300 listed objects were drawn\nseed 1, as of 2026-11-26T00:00:00.000Z\n');
  expect(out).toContain('    none of 100 sampled objects failed: with 95 % confidence at most 3 % of the 300 objects listed fail\n');
});

test('as JSON, with everything that can be expected', async () => {
  const { aws, asked, told } = cloud();
  const ran = await objects([
    'records', '--format', 'json', '--sample', '5', '--seed', '3', '--prefix', 'k1', '--limit', '50', '--encryption', 'aws:kms', '--checksum', 'sha256,crc64nvme',
    '--retention-mode', 'GOVERNANCE', '--min-days', '365', '--min-days-left', '30', '--legal-hold', '--tag', 'personal-data=true', '--storage-class', 'STANDARD,GLACIER_IR',
    '-f', 'hipaa,gdpr', '--account', ACCOUNT, '--region', 'eu-central-1', '--concurrency', '2', '--attempts', '1',
  ], { aws });
  expect([ran.code, ran.err]).toEqual([0, '']);
  const report = reportIn(ran);
  expect(report).toMatchObject({ account: ACCOUNT, bucket: 'records', prefix: 'k1', outcome: 'pass', looked: { listed: 50, judged: 5, seed: 3, complete: false } });
  expect(report.checks.map(({ check, expected }) => [check, expected])).toEqual([
    ['encryption', 'encrypted with aws:kms'],
    ['key', expect.stringContaining('encrypted under arn:aws:kms')],
    ['checksum', 'a checksum by SHA256 or CRC64NVME'],
    ['retention', 'a retention in GOVERNANCE or COMPLIANCE mode for at least 365 days from when the object was written with at least 30 days left'],
    ['legal-hold', 'a legal hold'],
    ['tags', 'the tags personal-data=true'],
    ['storage-class', 'stored as STANDARD or GLACIER_IR'],
    ['public-grants', 'an ACL that grants nothing to everybody'],
  ]);
  expect(new Set(report.checks.flatMap(({ supports }) => supports.map(({ framework }) => framework)))).toEqual(new Set(['hipaa', 'gdpr']));
  expect(told).toEqual([{ region: 'eu-central-1' }]);
  expect(asked.every(({ input }) => input.ExpectedBucketOwner === ACCOUNT)).toBe(true);
});

test.each<[string, Answers, readonly string[], number]>([
  ['fails', { HeadObject: { ETag: 'e' } }, [], 1],
  ['fails, asked for unknown', { HeadObject: { ETag: 'e' } }, ['--fail-on', 'unknown'], 1],
  ['fails, and nobody minds', { HeadObject: { ETag: 'e' } }, ['--fail-on', 'none'], 0],
  ['is unknown', { HeadObject: refusal('AccessDenied', 403) }, [], 0],
  ['is unknown, asked for unknown', { HeadObject: refusal('AccessDenied', 403) }, ['--fail-on', 'unknown'], 1],
])('an object that %s: the exit code', async (_, answers, argv, code) => {
  expect((await objects(['records', ...argv], { aws: cloud(answers).aws })).code).toBe(code);
});

test('a random seed is named, so that the same objects can be drawn again', async () => {
  const seeds = [reportIn(await objects(['records', '--format', 'json'])), reportIn(await objects(['records', '--format', 'json']))].map(({ looked }) => looked.seed!);
  expect(seeds.every(seed => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  expect(seeds[0]).not.toBe(seeds[1]);
});

describe('an inventory', () => {
  beforeAll(async () => {
    const source = inventory([csv([GOOD, { ...GOOD, Key: 'b', EncryptionStatus: 'SSE-S3' }])], { gz: false });
    const { bytes, checksum } = await source.manifest();
    const parts: Uint8Array[] = [];
    for await (const part of await source.file('inv/records/daily/data/0.csv')) parts.push(part);
    files(cwd, { 'inv/manifest.json': Buffer.from(bytes), 'inv/manifest.checksum': Buffer.from(checksum!), 'inv/data/0.csv': Buffer.concat(parts) });
    files(cwd, { 'alone/manifest.json': Buffer.from(bytes) });
  });

  test('in files needs no network', async () => {
    const aws = async (): Promise<Aws> => { throw new Error('asked'); };
    const { code, out, err } = await objects(['--inventory', 'inv/manifest.json', '--encryption', 'aws:kms'], { aws });
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('✗ encryption (encrypted-with-kms): 1 pass, 1 fail, 0 unknown; expected encrypted with aws:kms; asked for\n    ✗ "b" version v1 is encrypted with "AES256" (written 2026-01-01)\n');
  });

  test('with the bucket named, the bucket says what to expect', async () => {
    const report = reportIn(await objects(['records', '--inventory', 'inv/manifest.json', '--format', 'json']));
    expect(report.checks.map(({ check, fail, from }) => [check, fail, from])).toContainEqual(['encryption', 1, 'the default encryption of the bucket']);
  });

  test('in S3', async () => {
    const GetObject = async ({ Key }: { Key: string }) => {
      const source = inventory([csv([GOOD])]);
      const { bytes } = await source.manifest();
      return Key.endsWith('.checksum') ? refusal('NoSuchKey', 404) : { Body: Key.endsWith('manifest.json') ? bytes : await source.file(Key) };
    };
    const { aws, asked } = cloud({ GetObject });
    const report = reportIn(await objects(['--inventory', 's3://inventories/x/manifest.json', '--inventory-account', '444455556666', '--format', 'json'], { aws }));
    expect([report.outcome, report.inventory?.rows]).toEqual(['pass', 1]);
    expect(new Set(asked.map(({ call, input }) => `${call} ${String(input.Bucket)} ${String(input.ExpectedBucketOwner)}`))).toEqual(new Set(['GetObject inventories 444455556666']));
  });

  test.each<[readonly string[], string]>([
    [['--inventory', 'none.json'], 'cannot read the manifest: ENOENT; pass the path of a manifest.json'],
    [['others', '--inventory', 'inv/manifest.json'], "the inventory is of the bucket 'records', got 'others'; name that one"],
    [['--inventory', 'inv/manifest.json', '--sample', '5'], "an inventory is judged whole; leave out '--sample'"],
    [['--inventory', 'alone/manifest.json'], 'nothing was judged: what could be read of the inventory was looked at: 0 objects; 1 file of 1 could not be read; inv/records/daily/data/0.csv: it is not there; copy it beside the manifest, or to data'],
  ])('%j', async (argv, says) => {
    expect(await objects(argv)).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${says}\n` });
  });
});

test.each<[readonly string[], string]>([
  [[], 'no bucket given; name one, or pass --inventory'],
  [['records', '--key', 'alias/x'], "'keyArn' must be the ARN or id of a KMS key, got \"alias/x\"; pass the one behind the alias"],
  [['records', '--tag', '=x'], "'--tag' must be key or key=value, got '=x'"],
  [['records', '-f', 'x'], "there is no framework 'x'; pass one of 'baseline', 'hipaa', 'gdpr', 'soc2', 'pci-dss-4-0-1'"],
  [['records', '--account', '1'], "'--account' must be 12 digits, got '1'"],
  [['records', '--inventory-account', ACCOUNT], "'--inventory-account' is for '--inventory'; leave it out"],
  [['records', '--sample', '0'], "option '--sample <number>' argument '0' is invalid; it must be a whole number from 1 to 100000; see cdk-s3-compliance objects --help"],
])('%j is bad input', async (argv, says) => {
  expect(await objects(argv)).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${says}\n` });
});

test('a bucket that nobody may list is no good news', async () => {
  const { aws } = cloud({ ListObjectsV2: refusal('AccessDenied', 403) });
  expect(await objects(['records'], { aws })).toEqual({
    code: 2, out: '', err: 'cdk-s3-compliance: nothing was judged: 0 of 0 listed objects were drawn; the listing broke off: AccessDenied: not allowed to call s3:ListBucket\n',
  });
});

test('--help says what the exit codes mean', async () => {
  const { code, out } = await shell(cwd, ['objects', '--help']);
  expect([code, out]).toEqual([0, expect.stringContaining('1  something does')]);
});

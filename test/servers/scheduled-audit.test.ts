import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as s3 from '@aws-sdk/client-s3';
import { type AwsSecurityFinding, GetFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';
import { ASFF, type Report } from '../../src/evidence';
import { BASELINE } from '../../src/frameworks';
import { controlsOf } from '../../src/frameworks/framework';
import { BUNDLE, bundleAudit } from '../constructs/audit-bundle';

/** The function as it is deployed, in a plain Node.js, against moto's S3 and Security Hub. moto checks little of a finding: no lengths, no dates. */
const ROOT = join(__dirname, '../..');
const ACCOUNT = '123456789012';
const REGION = 'eu-central-1';
const CREDENTIALS = { accessKeyId: 'testing', secretAccessKey: 'testing' };

let moto: Moto;
let endpoint: string;
let folder: string;

const run = promisify(execFile);

/** Runs the bundle as Lambda does, in a process that has nothing of this project but the SDK. */
async function invoke(env: Record<string, string>, event: object = {}): Promise<{ log: Record<string, unknown>[]; failed?: string }> {
  const code = `
    const { handler } = require(${JSON.stringify(join(folder, 'index.js'))});
    const ends = Date.now() + 600_000;
    const invokedFunctionArn = 'arn:aws:lambda:eu-central-1:123456789012:function:audit';
    const context = { awsRequestId: process.env.REQUEST, invokedFunctionArn, getRemainingTimeInMillis: () => ends - Date.now() };
    handler(${JSON.stringify(event)}, context).catch(error => { console.error(error.message); process.exitCode = 1; });
  `;
  if (!existsSync(join(folder, 'index.js'))) await run('cp', [BUNDLE, join(folder, 'index.js')]);
  const given = {
    PATH: process.env.PATH!,
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    ACCOUNT,
    PARTITION: 'aws',
    FRAMEWORKS: 'baseline',
    CONCURRENCY: '4',
    HAND_OVERS: '3',
    SECURITY_HUB: 'on',
    ...env,
  };
  const ended = await run(process.execPath, ['--no-warnings', '-e', code], { cwd: folder, env: given }).catch((error: { stdout: string; stderr: string }) => error);
  return { log: ended.stdout.split('\n').filter(Boolean).map(line => JSON.parse(line)), ...ended.stderr !== '' && { failed: ended.stderr.trim() } };
}

async function findings(): Promise<readonly AwsSecurityFinding[]> {
  const hub = new SecurityHubClient({ region: REGION, endpoint, credentials: CREDENTIALS });
  const found: AwsSecurityFinding[] = [];
  let NextToken: string | undefined;
  do {
    const page = await hub.send(new GetFindingsCommand({ MaxResults: 100, NextToken }));
    found.push(...page.Findings ?? []);
    ({ NextToken } = page);
  } while (NextToken);
  return found;
}

describeWith(MOTO, 'the scheduled audit', () => {
  jest.setTimeout(120_000);

  beforeAll(async () => {
    bundleAudit();
    folder = mkdtempSync(join(tmpdir(), 'scheduled-audit-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    moto = await startMoto(ACCOUNT);
    endpoint = moto.url;
  });

  afterAll(async () => {
    await moto?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test('it audits the buckets that there are, sends their findings and keeps the report; what is gone is archived by the next run', async () => {
    const client = new s3.S3Client({ region: REGION, endpoint, forcePathStyle: true, credentials: CREDENTIALS });
    const names = ['careless', 'private', 'reports'];
    for (const Bucket of names) await client.send(new s3.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket: 'private', PublicAccessBlockConfiguration }));

    const kept = { REPORT_BUCKET: 'reports', REPORT_PREFIX: 'audit/', REPORT_ENCRYPTION: 'AES256' };
    const first = await invoke({ ...kept, REQUEST: 'request-1' });
    expect(first.failed).toBeUndefined();
    const checks = controlsOf(BASELINE).length;
    expect(first.log).toEqual([expect.objectContaining({ run: 'request-1', ended: 'done', buckets: 3, findings: 3 * checks, refused: 0 })]);

    const found = await findings();
    expect(found.length).toBe(3 * checks);
    const status = (bucket: string, check: string) => found.find(f => f.Id === `cdk-s3-compliance/baseline/${check}/arn:aws:s3:::${bucket}`)?.Compliance?.Status;
    expect([status('private', 'public-access-blocked'), status('careless', 'public-access-blocked'), status('careless', 'http-refused')])
      .toEqual(['PASSED', 'FAILED', 'FAILED']);
    // moto's answer has another root than that of S3, so that nothing is known.
    expect(status('private', 'versioning-enabled')).toBe('WARNING');
    for (const f of found) {
      expect(f.AwsAccountId).toBe(ACCOUNT);
      expect(f.Title!.length).toBeLessThanOrEqual(ASFF.title);
      expect(f.Description!.length).toBeLessThanOrEqual(ASFF.description);
    }

    const { Contents = [] } = await client.send(new s3.ListObjectsV2Command({ Bucket: 'reports' }));
    const day = new Date().toISOString().slice(0, 10);
    expect(Contents.map(({ Key }) => Key!.replace(/\d{4}-\d\d-\d\d/, day)).sort()).toEqual([
      `audit/reports/${day}/request-1/baseline-00-0001.html`, `audit/reports/${day}/request-1/baseline-00-0001.json`, 'audit/state/buckets.json',
    ]);
    const { Body, ServerSideEncryption } = await client.send(new s3.GetObjectCommand({ Bucket: 'reports', Key: Contents.find(({ Key }) => Key!.endsWith('.json'))!.Key }));
    expect(ServerSideEncryption).toBe('AES256');
    const report = await Body!.transformToString();
    expect((JSON.parse(report) as Report).buckets.map(b => b.logicalId)).toEqual(names);
    // every service was asked at this endpoint
    expect(report).toContain('Trails');
    expect(report).not.toContain('NotInstalled');

    await client.send(new s3.DeleteBucketCommand({ Bucket: 'careless' }));
    const second = await invoke({ ...kept, REQUEST: 'request-2' });
    expect(second.failed).toBeUndefined();
    const later = await findings();
    expect(later.length).toBe(3 * checks);
    const states = new Map(['careless', 'private'].map(bucket => [bucket, new Set(later.filter(f => f.Resources![0].Id!.endsWith(bucket)).map(f => f.RecordState))]));
    expect(states.get('careless')).toEqual(new Set(['ARCHIVED']));
    expect(states.get('private')).toContain('ACTIVE');
  });

  test('a function that is set up wrongly says what is missing', async () => {
    expect(await invoke({ FRAMEWORKS: '', REQUEST: 'request-3' })).toEqual({ log: [], failed: 'the variable FRAMEWORKS is not set; deploy the construct ScheduledAudit again' });
    expect((await invoke({ REQUEST: 'request-4' }, { buckets: 'all' })).failed).toMatch(/^the event is no task of a scheduled audit/);
    expect(readFileSync(BUNDLE, 'utf8')).not.toContain('aws-cdk-lib');
  });
});

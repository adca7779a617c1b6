import { files, type Ran, shell, workDirectory, type World } from './shell';
import type { DriftReport } from '../../src/runtime/drift';
import { ACCOUNT, bucketNames, type Fault, fakePort, refusal } from '../runtime/audit-ports';

const NAMES = bucketNames(4);
const cwd = workDirectory();

const world = (fault?: Fault): World => ({
  aws: async () => ({
    awsPort: async () => fakePort(NAMES, fault).port,
    callerAccount: async () => ACCOUNT,
    organizationAccounts: async () => [],
    assumedCredentials: () => undefined,
  }),
});

const drift = (argv: readonly string[], fault?: Fault): Promise<Ran> => shell(cwd, ['drift', ...argv, '--region', 'eu-central-1'], world(fault));

/** A bucket as those in memory are. */
const bucket = (BucketName?: unknown, more: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: {
    ...BucketName !== undefined && { BucketName },
    VersioningConfiguration: { Status: 'Enabled' },
    LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } },
    ...more,
  },
});
const policy = (of: string) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: {
    Bucket: { Ref: of },
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Sid: 'HttpRefused',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        Resource: [{ 'Fn::GetAtt': [of, 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': [of, 'Arn'] }, '/*']] }],
      }],
    },
  },
});
const LOGS = { Type: 'AWS::S3::Bucket', Properties: {} };
const template = (Records: object, more: object = {}) => ({ Resources: { Logs: LOGS, LogsPolicy: policy('Logs'), Records, RecordsPolicy: policy('Records'), ...more } });

files(cwd, {
  'literal.json': template(bucket('bucket-01')),
  'made-up.json': template(bucket()),
  'stack.template.json': template(bucket()),
  'gone.json': template(bucket('bucket-77')),
  'named.json': template(bucket({ 'Fn::Sub': 'bucket-${AWS::AccountId}' })),
  'branching.json': {
    ...template(bucket('bucket-01', { VersioningConfiguration: { 'Fn::If': ['IsProd', { Status: 'Enabled' }, { Ref: 'AWS::NoValue' }] } })),
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Parameters: { Stage: { Type: 'String' } },
  },
  'resources.json': {
    StackResources: [
      ['Records', 'AWS::S3::Bucket', 'bucket-01'], ['Logs', 'AWS::S3::Bucket', 'bucket-00'], ['RecordsPolicy', 'AWS::S3::BucketPolicy', 'x'], ['Lost', 'AWS::S3::Bucket', 'bucket-03'],
    ].map(([LogicalResourceId, ResourceType, PhysicalResourceId]) => ({ StackName: 'stack', LogicalResourceId, ResourceType, PhysicalResourceId })),
  },
  'summaries.json': { StackResourceSummaries: [{ LogicalResourceId: 'Records', ResourceType: 'AWS::S3::Bucket', PhysicalResourceId: 'bucket-01' }] },
  'other.json': [],
});

const MAPS = ['--map', 'Records=bucket-01', '--map', 'Logs=bucket-00'];
const changed: Fault = ({ call, input }) => {
  if (input.Bucket !== 'bucket-01') return undefined;
  if (call === 'GetBucketVersioning') return { Status: 'Suspended' };
  if (call === 'GetBucketPolicy') throw refusal('NoSuchBucketPolicy', 404);
  return undefined;
};

const reportOf = async (argv: readonly string[], fault?: Fault): Promise<DriftReport> => JSON.parse((await drift([...argv, '--format', 'json'], fault)).out) as DriftReport;
const facts = (report: DriftReport, state: string, of = 'Records') =>
  report.buckets.find(({ logicalId }) => logicalId === of)!.facts.filter(fact => fact.state === state).map(({ fact }) => fact);

test('buckets as their template says, with the name of the log bucket mapped', async () => {
  const { code, out, err } = await drift(['made-up.json', ...MAPS]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('2 buckets compared, 0 not as the templates say.');
  const report = await reportOf(['made-up.json', ...MAPS]);
  expect(facts(report, 'differs')).toEqual([]);
  expect(facts(report, 'same')).toEqual(expect.arrayContaining(['policy', 'versioning', 'accessLogs', 'publicAccessBlock.blockPublicAcls', 'ownership', 'account', 'region']));
  const block = report.buckets[1].facts.find(({ fact }) => fact === 'publicAccessBlock.blockPublicAcls')!;
  expect(block.because).toBe('the template says nothing, and AWS gives this to a new bucket');
});

test('what was changed by hand: facts, both places, and the controls that judge otherwise now', async () => {
  const { code, out } = await drift(['made-up.json', ...MAPS], changed);
  expect(code).toBe(1);
  expect(out).toContain('2 buckets compared, 1 not as the templates say.');
  const words = out.replace(/\s+/g, ' ');
  expect(words).toContain('✗ differs versioning template "Enabled" at Resources/Records/Properties/VersioningConfiguration/Status '
    + 'AWS "Suspended" at Buckets/bucket-01/GetBucketVersioning/Status');
  expect(words).toMatch(/✗ control http-refused template passes: .* AWS fails: GetBucketPolicy\/Policy: there is no bucket policy/);
  const report = await reportOf(['made-up.json', ...MAPS], changed);
  expect(facts(report, 'differs')).toEqual(['policy', 'versioning']);
  expect(report.buckets[1].controls.filter(({ aws }) => aws.outcome === 'fail').map(({ control, template: { outcome } }) => [control, outcome]))
    .toEqual(expect.arrayContaining([['http-refused', 'pass'], ['versioning-enabled', 'pass']]));
  expect(report.buckets.map(({ drifted }) => drifted)).toEqual([false, true]);
});

test('a block that the template turns off on purpose, and one that AWS lacks, are no defaults', async () => {
  files(cwd, { 'open.json': template(bucket('bucket-01', { PublicAccessBlockConfiguration: { BlockPublicAcls: true } })) });
  expect(facts(await reportOf(['open.json']), 'differs')).toEqual(['publicAccessBlock.ignorePublicAcls', 'publicAccessBlock.blockPublicPolicy', 'publicAccessBlock.restrictPublicBuckets']);
  const off: Fault = ({ call }) => call === 'GetPublicAccessBlock' ? { PublicAccessBlockConfiguration: { BlockPublicAcls: false, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true } } : undefined;
  expect(facts(await reportOf(['literal.json'], off), 'differs')).toEqual([]);
  expect(facts(await reportOf(['open.json'], off), 'differs')).toContain('publicAccessBlock.blockPublicAcls');
});

test('a bucket without a known name is not compared; one that is not there is missing', async () => {
  const report = await reportOf(['literal.json']);
  expect(report.onlyInTemplates).toEqual([{ template: 'literal.json', logicalId: 'Logs', state: 'not compared', because: 'CloudFormation makes up its name, and nobody said which it is' }]);
  expect(facts(report, 'not compared')).toContain('accessLogs');
  const { code, out } = await drift(['gone.json']);
  expect([code, out]).toEqual([1, expect.stringContaining("✗ missing      gone.json#Records: there is no bucket 'bucket-77'")]);
});

test('what AWS refuses is not compared, and no drift', async () => {
  const { code, out } = await drift(['literal.json'], ({ call }) => { if (call === 'GetBucketVersioning') throw refusal('AccessDenied', 403); return undefined; });
  expect(code).toBe(0);
  expect(out.replace(/\s+/g, ' ')).toContain('versioning (AccessDenied: not allowed to call s3:GetBucketVersioning)');
});

test('names from what describe-stack-resources and list-stack-resources print', async () => {
  const { code, err } = await drift(['made-up.json', '--resources', 'resources.json']);
  expect([code, err]).toEqual([0, "'resources.json' has the bucket 'bucket-03' (Lost), which no template has\n"]);
  expect((await reportOf(['made-up.json', '--resources', 'summaries.json'])).buckets.map(b => b.bucket)).toEqual(['bucket-01']);
  expect((await reportOf(['made-up.json', 'stack.template.json', '--resources', 'resources.json'])).buckets.map(b => b.template)).toEqual(['stack.template.json', 'stack.template.json']);
});

test('the branch that the bucket is nearest to', async () => {
  const report = await reportOf(['branching.json']);
  expect([report.buckets[0].when, facts(report, 'differs')]).toEqual(['IsProd is true', []]);
  expect((await reportOf(['branching.json'], changed)).buckets[0].drifted).toBe(true);
});

test('the buckets of the account that no template has', async () => {
  expect((await reportOf(['literal.json', '--all'])).onlyInAws).toEqual(['bucket-00', 'bucket-02', 'bucket-03'].map(name => ({ account: ACCOUNT, bucket: name })));
  expect((await drift(['literal.json', '--all'])).out).toContain('3 only in AWS.');
});

test('recordings are compared without AWS', async () => {
  await shell(cwd, ['audit', '--record', 'kept.jsonl'], world(changed));
  const report = await shell(cwd, ['drift', 'made-up.json', ...MAPS, '--replay', 'kept.jsonl', '--format', 'json'], {});
  expect([report.code, facts(JSON.parse(report.out) as DriftReport, 'differs')]).toEqual([1, ['policy', 'versioning']]);
});

test('a text of a template steers no terminal', async () => {
  files(cwd, { 'hostile.json': template(bucket('bucket-01', { Tags: [{ Key: '\u001b[2J\u202e', Value: 'x' }] })) });
  const { out } = await drift(['hostile.json']);
  expect(out).toContain('differs or is not there');
  expect(out).not.toMatch(/[\u001b\u202e]/); // eslint-disable-line no-control-regex
});

test.each([
  [['none.json'], "cannot read 'none.json': no such file or directory; check the path"],
  [['made-up.json'], "no bucket of the templates has a name that is known; pass '--map LogicalId=bucket' or '--resources'"],
  [['made-up.json', '--map', 'Recrods=x-y'], "there is no bucket 'Recrods' in the templates; name one by its logical id"],
  [['made-up.json', '--map', 'Records'], "'--map' must be LogicalId=bucket, got 'Records'"],
  [['made-up.json', '--map', 'Records=s3://x'], "'s3://x' of 'made-up.json#Records' can be no bucket's name; pass the name alone, without s3:// or an ARN"],
  [['made-up.json', 'stack.template.json', '--map', 'Records=x-y'], "'Records' is a bucket of 2 templates; say which, such as 'made-up.json#Records'"],
  [['made-up.json', '--map', 'Records=x-y', '--map', 'Logs=x-y'], "two buckets of the templates have the name 'x-y'; compare templates that are deployed together, each once"],
  [['made-up.json', '--resources', 'other.json'], "'other.json' has no StackResources; pass what aws cloudformation describe-stack-resources prints"],
] as const)('%j exits 2 with one sentence', async (argv, says) => {
  expect(await drift(argv)).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${says}\n` });
});

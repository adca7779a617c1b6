import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { files, type Ran, shell, workDirectory, type World } from './shell';
import type { Aws, AwsOptions } from '../../src/cli/aws';
import type { Report } from '../../src/evidence';
import { ACCOUNT, bucketNames, type Fault, fakePort, refusal } from '../runtime/audit-ports';

const OTHER = '210987654321';
const NAMES = bucketNames(4);
const cwd = workDirectory();

interface Cloud {
  readonly aws: () => Promise<Aws>;
  /** What the adapter was told, a line a call. */
  readonly told: string[];
}

/** An adapter in memory, of an organization of two accounts. */
function cloud(fault?: Fault, names: readonly string[] = NAMES): Cloud {
  const told: string[] = [];
  const tell = (what: string, { credentials, ...rest }: AwsOptions) => told.push(`${what} ${JSON.stringify({ ...rest, ...credentials !== undefined && { credentials } })}`);
  return {
    told,
    aws: async () => ({
      awsPort: async options => (tell('port', options), fakePort(names, fault).port),
      callerAccount: async options => (tell('caller', options), ACCOUNT),
      organizationAccounts: async () => [ACCOUNT, OTHER],
      assumedCredentials: (_, arn) => `credentials of ${arn}`,
    }),
  };
}

const audit = (argv: readonly string[], world: World = {}): Promise<Ran> => shell(cwd, ['audit', ...argv], { aws: cloud().aws, ...world });
const reportIn = (out: string): Report => JSON.parse(out) as Report;
const bucketsIn = (out: string): readonly string[] => reportIn(out).buckets.map(({ template, logicalId }) => `${template}/${logicalId}`);

test('all buckets of the account of the credentials; text, and exit code 1 since some fail', async () => {
  const { aws, told } = cloud();
  const { code, out, err } = await audit([], { aws, env: { AWS_REGION: 'eu-west-1' } });
  expect([code, err]).toEqual([1, '']);
  expect(out).toContain(`bucket-00  aws://${ACCOUNT}\n`);
  expect(out).toContain('4 buckets: ');
  expect(told).toEqual(['caller {"region":"eu-west-1"}', 'port {"region":"eu-west-1"}']);
});

test('the options of check', async () => {
  const { code, out } = await audit(['bucket-01', '-c', 'versioning-enabled', '--format', 'json', '--at', '2026-11-26']);
  expect([code, reportIn(out).buckets.map(b => b.findings.map(f => [f.check, f.outcome]))]).toEqual([0, [[['versioning-enabled', 'pass']]]]);
  expect((await audit(['bucket-00', '-c', 'versioning-enabled', '--fail-on', 'none', '-q'])).code).toBe(0);
  expect((await audit(['bucket-00', '-c', 'versioning-enabled'])).code).toBe(1);
});

test('whose account, which Region, which profile, which endpoint', async () => {
  const { aws, told } = cloud();
  await audit(['bucket-01', '--account', OTHER, '--region', 'us-east-1', '--profile', 'audit', '--endpoint', 'http://localhost:5000'], { aws });
  expect(told).toEqual(['port {"region":"us-east-1","profile":"audit","endpoint":"http://localhost:5000"}']);
});

test('roles, and an organization: one report over all accounts', async () => {
  const one = cloud();
  const roles = [ACCOUNT, OTHER].flatMap(id => ['--role-arn', `arn:aws:iam::${id}:role/Audit`]);
  const { out } = await audit([...roles, '--format', 'json'], { aws: one.aws });
  expect(bucketsIn(out)).toEqual([ACCOUNT, OTHER].flatMap(id => NAMES.map(name => `aws://${id}/${name}`)));
  expect(one.told).toEqual([ACCOUNT, OTHER].map(id => `port {"credentials":"credentials of arn:aws:iam::${id}:role/Audit"}`));
  const all = cloud();
  await audit(['--organization', '--role-name', 'ops/Audit', '--region', 'us-gov-west-1'], { aws: all.aws });
  expect(all.told.slice(1)).toEqual([
    'port {"region":"us-gov-west-1"}',
    `port {"region":"us-gov-west-1","credentials":"credentials of arn:aws-us-gov:iam::${OTHER}:role/ops/Audit"}`,
  ]);
});

const WRONG: readonly (readonly [argv: readonly string[], says: string])[] = [
  [['--account', '12'], "'--account' must be 12 digits, got '12'"],
  [['--region', 'Europe'], "'--region' must be a region such as eu-west-1, got 'Europe'"],
  [['--account', ACCOUNT, '--endpoint', 's3.example.com'], "'--endpoint' must be a URL such as https://s3.example.com, got 's3.example.com'"],
  [['--endpoint', 'http://localhost:1'], "'--endpoint' is another S3 service, which cannot say whose accounts there are; pass '--account' as well"],
  [['--role-arn', 'Audit'], "'--role-arn' must be the ARN of a role such as arn:aws:iam::123456789012:role/Audit, got 'Audit'"],
  [['--organization'], "'--organization' needs the role to take on in each account; pass '--role-name' as well"],
  [['--role-name', 'Audit'], "'--role-name' is for '--organization'; pass '--role-arn' for one account"],
  [['--organization', '--role-name', 'a b'], "'--role-name' must be the name of an IAM role, got 'a b'"],
  [['x-y', '--organization', '--role-name', 'Audit'], 'buckets can be named of one account only; leave them out to audit all'],
  [['s3://records'], "'s3://records' can be no bucket's name; pass the name alone, without s3:// or an ARN"],
  [['--replay', 'none.jsonl'], "cannot read 'none.jsonl': no such file or directory; check the path"],
  [['--replay', 'x', '--resume', 'y'], "'--replay' asks nobody, so '--resume' has nothing to keep; pass one of them"],
  [['--resume', 'none/x.jsonl'], "cannot write 'none/x.jsonl': there is no directory 'none'; make it first"],
  [['--resume', '.'], "cannot write '.': it is a directory; name a file in it"],
  [['--declarations', 'none.json'], "cannot read 'none.json': no such file or directory; check the path"],
  [['--output', 'x.json', '--resume', 'x.json'], "'x.json' is one of the files that are read; name another output file"],
];

test.each(WRONG)('%j exits 2 with one sentence', async (argv, says) => {
  expect(await audit(argv)).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${says}\n` });
});

test.each([
  ['--concurrency', '0', 'It must be a whole number from 1 to 100'], ['--concurrency', 'many', 'from 1 to 100'], ['--attempts', '21', 'from 1 to 20'],
])('%s %s is refused', async (option, value, says) => {
  const { code, err } = await audit([option, value]);
  expect([code, err.toLowerCase()]).toEqual([2, expect.stringContaining(says.toLowerCase())]);
});

test('credentials that AWS does not take are a sentence, not a report of unknowns', async () => {
  const { code, out, err } = await audit(['bucket-01', '--resume', 'expired.jsonl'], { aws: cloud(() => { throw refusal('ExpiredToken', 400); }).aws });
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe("cdk-s3-compliance: AWS answered nothing but ExpiredToken; see to the credentials and the network, and run it again with '--resume expired.jsonl'\n");
  expect((await audit(['bucket-01', '--resume', 'expired.jsonl', '--fail-on', 'none'])).code).toBe(0);
});

test('without credentials, without an SDK, and where nothing may be listed', async () => {
  const fails = (part: Partial<Aws>): World => ({ aws: async () => ({ ...await cloud().aws(), ...part }) });
  const none = fails({ callerAccount: async () => { throw refusal('CredentialsProviderError'); } });
  expect((await audit([], none)).err).toBe("cdk-s3-compliance: cannot tell which account this is: CredentialsProviderError happened; pass '--account'\n");
  const missing = fails({ awsPort: async () => { throw new Error("'@aws-sdk/client-s3' is not installed; run npm install @aws-sdk/client-s3"); } });
  expect((await audit([], missing)).err).toBe("cdk-s3-compliance: '@aws-sdk/client-s3' is not installed; run npm install @aws-sdk/client-s3\n");
  const denied = { aws: cloud(({ call }) => { if (call === 'ListBuckets') throw refusal('AccessDenied', 403); return undefined; }).aws };
  expect((await audit([], denied)).err).toBe('cdk-s3-compliance: AccessDenied: not allowed to call s3:ListAllMyBuckets; allow it, or name the buckets\n');
});

test('what AWS did not answer for the moment is said on standard error', async () => {
  const slow: Fault = ({ call, input }) => { if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-01') throw refusal('InternalError', 500); return undefined; };
  const { err, out } = await audit(['--resume', 'slow.jsonl', '--attempts', '1'], { aws: cloud(slow).aws });
  expect(err).toBe('AWS did not answer every question about 1 bucket, as the report says; run it again, and only they are asked\n');
  expect(out.replace(/\s+/g, ' ')).toContain('InternalError (500): GetBucketVersioning was not answered');
  const later = await audit(['--resume', 'slow.jsonl']);
  expect([later.err, later.out.includes('InternalError')]).toEqual(['', false]);
});

test('a bucket that is not there is said on standard error', async () => {
  const { err } = await audit(['bucket-01', 'nobodys']);
  expect(err).toBe("there is no bucket 'nobodys', so all is unknown of it; check its name, or whether it was deleted meanwhile\n");
});

test('recorded, resumed and replayed: the same report each time', async () => {
  const argv = ['-f', 'all', '--format', 'json'];
  const { out } = await audit([...argv, '--record', 'kept.jsonl']);
  expect((statSync(join(cwd, 'kept.jsonl')).mode % 0o1000).toString(8)).toBe('600');
  const nobody: World = { aws: async () => { throw new Error('nobody'); } };
  expect((await audit([...argv, '--replay', 'kept.jsonl'], nobody)).out).toBe(out);
  expect((await audit([...argv, '--resume', 'journal.jsonl'])).out).toBe(out);
  expect((await audit([...argv, '--replay', 'journal.jsonl'], nobody)).out).toBe(out);
  expect((await audit([...argv, '--resume', 'journal.jsonl'], { aws: cloud(() => { throw refusal('AccessDenied', 403); }).aws })).out).toBe(out);
  expect((await audit(['--record', 'kept.jsonl'])).err).toContain("'kept.jsonl' is there already");
  expect((await audit(['bucket-01', '--resume', 'journal.jsonl'])).err).toContain("'journal.jsonl' is the journal of an audit of other buckets");
  const some = await audit(['bucket-02', '--replay', 'kept.jsonl', '--format', 'json'], nobody);
  expect(bucketsIn(some.out)).toEqual([`aws://${ACCOUNT}/bucket-02`]);
  expect((await audit(['nobodys', '--replay', 'kept.jsonl'], nobody)).err).toContain("nothing was recorded of the bucket 'nobodys'");
  const [line] = readFileSync(join(cwd, 'kept.jsonl'), 'utf8').split('\n').filter(text => text.includes('recording/1'));
  files(cwd, { 'one.json': JSON.parse(line), 'list.json': [JSON.parse(line)], 'bad.json': { schema: 'cdk-s3-compliance/recording/1', account: ACCOUNT }, 'text.json': 'hello\n' });
  for (const name of ['one.json', 'list.json']) expect(bucketsIn((await audit(['--replay', name, '--format', 'json'], nobody)).out)).toEqual([`aws://${ACCOUNT}/bucket-00`]);
  expect((await audit(['--replay', 'bad.json'], nobody)).err).toContain("entry 1 of 'bad.json' was changed since it was recorded; make it again with audit --record");
  expect((await audit(['--replay', 'text.json'], nobody)).err).toContain("line 1 of 'text.json' is no entry of a journal");
});

test('what owners declare, in a file and in templates', async () => {
  const exceptions = [{ control: 'versioning-enabled', reason: 'holds copies only', owner: 'Jane Roe', expires: '2027-01-01' }];
  const template = { Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket-00' }, Metadata: { 'cdk-s3-compliance': { exceptions } } } } };
  files(cwd, { 'declared.json': { 'bucket-00': { exceptions }, 'bucket-99': { colour: 'red' } }, 'declaring.json': template, 'list.json': [] });
  const argv = ['-c', 'versioning-enabled', '--at', '2026-11-26'];
  expect((await audit(argv)).code).toBe(1);
  const { code, out, err } = await audit([...argv, '--declarations', 'declared.json']);
  expect([code, err]).toEqual([0, "'declared.json' declares something of 'bucket-99', which is no bucket that was judged\n"]);
  expect(out).toContain('Jane Roe (expires 2027-01-01): holds copies only');
  expect((await audit([...argv, '--template', 'declaring.json'])).code).toBe(0);
  expect((await audit([...argv, '--declarations', 'list.json'])).err).toContain("'list.json' is no map from buckets to declarations");
});

test('a baseline file, and every format', async () => {
  const { out } = await audit(['--format', 'json']);
  const findings = reportIn(out).buckets.flatMap(({ template, logicalId, findings: all }) => all.filter(f => f.outcome === 'fail' || f.outcome === 'unknown')
    .map(({ check, outcome }) => ({ bucket: `${template}#${logicalId}`, control: check, outcome })));
  files(cwd, { 'base.json': { schema: 'cdk-s3-compliance/baseline/1', findings } });
  expect(await audit(['--baseline', 'base.json', '-q', '--fail-on', 'unknown', '--format', 'csv'])).toMatchObject({ code: 0, err: '' });
  for (const format of ['text', 'markdown', 'json', 'csv', 'sarif', 'junit', 'oscal', 'html']) {
    const told = await audit(['--format', format]);
    expect([format, told.err, told.out.includes('bucket-03')]).toEqual([format, '', true]);
  }
});

test('saved reports of two accounts become one, with what was seen of both', async () => {
  for (const id of [ACCOUNT, OTHER]) await audit(['-f', 'soc2', '--account', id, '-o', `${id}.json`, '-q']);
  const { out, err } = await shell(cwd, ['report', `${ACCOUNT}.json`, `${OTHER}.json`, '--format', 'json']);
  expect([err, bucketsIn(out).length]).toEqual(['', 8]);
  const seen = reportIn(out).manual.flatMap(({ observed = [] }) => observed.map(({ at }) => at));
  for (const id of [ACCOUNT, OTHER]) expect(seen).toContainEqual(expect.stringContaining(id));
});

test('the policy that an audit needs is printed without asking anybody', async () => {
  const { code, out } = await shell(cwd, ['audit', '--print-policy', '--account', ACCOUNT, '--region', 'cn-north-1']);
  const policy = JSON.parse(out) as { readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: string }[] };
  expect(code).toBe(0);
  expect(policy.Statement.flatMap(({ Action }) => Action)).toContain('s3:GetBucketVersioning');
  expect(policy.Statement.flatMap(({ Action }) => Action).filter(action => !/:(?:Get|List|Describe)/.test(action))).toEqual([]);
  expect(out).toContain('arn:aws-cn:s3:::*');
});

test('progress on a terminal, of buckets that are read', async () => {
  let time = 0;
  const { err } = await audit(['-q', '--format', 'json'], { stderrIsTTY: true, now: () => time += 2000 });
  expect(err).toBe('');
  const { err: shown } = await audit(['--format', 'json'], { stderrIsTTY: true, now: () => time += 2000 });
  expect(shown).toContain('reading buckets: 4 of 4 (100 %)');
});

test('the guide has every option', async () => {
  const guide = ['CLI.md', 'AUDIT.md'].map(name => readFileSync(join(__dirname, '../../docs', name), 'utf8')).join('\n');
  for (const command of ['audit', 'drift']) {
    const { out } = await shell(cwd, [command, '--help'], { columns: 100 });
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(match => match[1]).filter(option => option !== '--help');
    expect(options.length).toBeGreaterThan(10);
    expect([command, options.filter(option => !guide.includes(option))]).toEqual([command, []]);
    expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
  }
});

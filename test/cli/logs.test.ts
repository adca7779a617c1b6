import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { files, shell, workDirectory } from './shell';
import { detections } from '../../src/runtime/detect';

const cwd = workDirectory();
const event = (more: object = {}) => ({
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  eventTime: '2026-01-31T12:00:00Z',
  requestParameters: { bucketName: 'b', key: 'k' },
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/a', accountId: '111122223333' },
  ...more,
});
const old = event({ additionalEventData: { SignatureVersion: 'SigV2' } });
const LINE = `${'a'.repeat(64)} logged [31/Jan/2026:12:00:01 +0000] 192.0.2.3 - 3E57427F3EXAMPLE REST.GET.OBJECT a.txt "GET /logged/a.txt HTTP/1.1" 200 - 10 10 7 - "-" "curl/8" - `
  + 'hostid= - - - logged.s3.amazonaws.com - - -';

beforeAll(() => files(cwd, {
  'trail.json': { Records: [event(), old, event({ eventSource: 'ec2.amazonaws.com' })] },
  'AWSLogs/1/CloudTrail/b.json.gz': gzipSync(JSON.stringify({ Records: [old] })),
  'AWSLogs/1/CloudTrail/a.json': [old],
  'AWSLogs/1/CloudTrail-Digest/d.json': { digest: 1 },
  'access.log': `${LINE}\nno log line\n`,
  'broken.gz': gzipSync(JSON.stringify([old, old])).subarray(0, 60),
  'bad.txt': 'nothing\n',
  'clear.json': [event()],
  'hostile.json': [event({ ...old, requestParameters: { bucketName: 'b\u001b[2J|<img>', key: '\u202e`x`' } })],
}));

const logs = async (...argv: readonly string[]) => shell(cwd, ['logs', ...argv]);
const json = async (...argv: readonly string[]) => JSON.parse((await logs('--format', 'json', '-q', ...argv)).out) as {
  detections: { id: string; bucket: string; count: number; examples: { file: string; number: number }[]; requirements: object }[];
  counts: { records: number };
  badCount: number;
  bad: object[];
  otherServices: number;
  files: number;
};

test('CloudTrail: what is found, what is not judged, and the exit code', async () => {
  const { code, out, err } = await logs('trail.json');
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^high {4}sigv2 in b by arn:aws:iam::111122223333:user\/a\n {8}requests were signed with Signature Version 2: 1\n/);
  expect(out).toContain('trail.json:2 GetObject k');
  expect(out).toContain('2 records in 1 file: 1 detection (1 high)');
  expect(out).toContain('1 event of other services left out');
  expect(out).toMatch(/not judged, since the records do not tell: [^]*sigv2\s+\(1\s+of\s+2\)/);
});

test('an access log, with a line that is none', async () => {
  const { code, out, err } = await logs('access.log', '--only', 'insecure-transport,anonymous-access');
  expect([code, err]).toEqual([1, expect.stringMatching(/^access\.log:2: .+: no log line\n$/)]);
  expect(out).toMatch(/high {4}insecure-transport in logged by anonymous[^]*high {4}anonymous-access in logged by anonymous/);
  expect(out).toContain('1 entry could not be read');
});

test('directories, gzip and standard input together, each file once; digests are left out', async () => {
  const { err } = await logs('AWSLogs', '--only', 'sigv2');
  expect(err).toBe('left out 1 digest file of CloudTrail\n');
  const report = await json('AWSLogs', 'AWSLogs/1/CloudTrail/a.json', 'access.log', '--only', 'sigv2', '--examples', '5');
  expect([report.files, report.counts.records, report.badCount]).toEqual([3, 3, 1]);
  expect(report.detections.map(({ count, examples }) => [count, examples.map(({ file, number }) => `${file}:${number}`)])).toEqual([
    [2, ['AWSLogs/1/CloudTrail/a.json:1', 'AWSLogs/1/CloudTrail/b.json.gz:1']],
  ]);
  const { out } = await shell(cwd, ['logs', '-', '--only', 'sigv2'], { stdin: `\ufeff ${JSON.stringify(old)}` });
  expect(out).toContain('stdin:1 GetObject k');
});

test('--parse prints every record, and every line that is none', async () => {
  const { code, out, err } = await logs('--parse', 'trail.json', 'access.log');
  const lines = out.trimEnd().split('\n').map(line => JSON.parse(line) as { file: string; number: number; operation: string });
  expect(lines.map(({ file, number, operation }) => [file, number, operation])).toEqual([
    ['trail.json', 1, 'GetObject'], ['trail.json', 2, 'GetObject'], ['access.log', 1, 'REST.GET.OBJECT'],
  ]);
  expect(err).toMatch(/^access\.log:2: .*no log line\n3 records, 1 could not be read, 1 events of other services left out\n$/);
  expect(code).toBe(0);
  expect(await logs('--format', 'ndjson', '-q', '--fail-on', 'unknown', 'access.log')).toMatchObject({ code: 1 });
});

test.each([
  [['trail.json', '--fail-on', 'none'], 0], [['trail.json', '--fail-on', 'high'], 1], [['clear.json'], 0], [['clear.json', '--fail-on', 'unknown'], 0],
  [['access.log', '--only', 'sigv2', '--fail-on', 'unknown'], 1], [['access.log', '--only', 'sigv2'], 0],
  [['trail.json', '--only', 'mass-read', '--mass-read', '2/60', '--fail-on', 'high'], 0], [['trail.json', '--only', 'mass-read', '--mass-read', '2/60'], 1],
  [['trail.json', '--only', 'mass-read', '--mass-read', '3'], 0], [['trail.json', '--ip-range', '10.0.0.0/8', '--only', 'outside-network'], 0],
])('%j exits with %s', async (argv, code) => expect((await logs(...argv)).code).toBe(code));

test('broken gzip is told, with what was read before', async () => {
  const { code, err } = await logs('broken.gz');
  expect([code, err]).toEqual([2, expect.stringMatching(/broken\.gz:\d: .*not whole gzip data.*\n.*no record in 'broken\.gz'/s)]);
});

test.each<readonly [readonly string[], RegExp]>([
  [['nowhere.log'], /^cdk-s3-compliance: cannot read 'nowhere.log': no such file or directory; check the path\n$/],
  [['bad.txt'], /no record in 'bad.txt'; pass S3 server access logs or log files of CloudTrail\n$/],
  [['trail.json', '--only', 'nope'], /'--only' must be an id of a detection: insecure-transport/],
  [['trail.json', '--ip-range', '10.0.0.0/99'], /'--ip-range' must be an address or a range .*; got '10\.0\.0\.0\/99'/],
  [['trail.json', '--mass-read', 'x'], /'--mass-read <n\/s>' argument 'x' is invalid; it must be a whole number, or one and its seconds such as 50\/600/],
  [['trail.json', '--mass-delete', '5/1'], /'--mass-delete' must be a whole number from 2 on, got 1/],
])('%j is refused', async (argv, message) => {
  const { code, out, err } = await logs(...argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

test('names from logs can neither steer a terminal nor be markup', async () => {
  for (const format of ['text', 'markdown', 'json', 'ndjson']) {
    const { out } = await logs('hostile.json', '--format', format, '-q');
    expect([format, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/.test(out)]).toEqual([format, false]);
  }
  expect((await logs('hostile.json', '--format', 'markdown')).out).toContain('- Bucket: b\\|\\<img\\>');
});

test('requirements are those of the frameworks that are asked for', async () => {
  expect(Object.keys((await json('trail.json', '-f', 'hipaa')).detections[0].requirements)).toEqual(['hipaa']);
});

test('progress on a terminal', async () => {
  let time = 0;
  const { err } = await shell(cwd, ['logs', 'trail.json'], { stderrIsTTY: true, now: () => time += 2000 });
  expect(err).toContain('reading records: 2');
});

test('the help fits a screen, and the guides have every option and every detection', async () => {
  const { out } = await shell(cwd, ['logs', '--help'], { columns: 100 });
  const lines = out.trimEnd().split('\n');
  expect([lines.length <= 40, lines.filter(line => line.length > 100)]).toEqual([true, []]);
  const guide = ['CLI.md', 'LOGS.md'].map(name => readFileSync(join(__dirname, '../../docs', name), 'utf8')).join('\n');
  const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(match => match[1]).filter(option => option !== '--help');
  expect(options.length).toBeGreaterThan(15);
  expect(options.filter(option => !guide.includes(option))).toEqual([]);
  const rows = detections().map(({ id, what, severity, checks, thresholds }) =>
    `| \`${id}\` | ${what} | ${severity} | ${checks.map(check => `\`${check}\``).join(', ')} | ${thresholds.map(name => `\`${name}\``).join(', ')} |`);
  expect(rows.filter(row => !guide.includes(row))).toEqual([]);
});

const FOLDER = join(__dirname, '../../../shared/data');
const present = existsSync(join(FOLDER, 'cloudtrail'));
if (!present) process.stderr.write(`skipped: ${FOLDER} is not there, so no real log was read\n`);

(present ? test : test.skip)('every real log is read, and none of it is lost', async () => {
  const names = readdirSync(join(FOLDER, 'access-logs'), { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:log|txt)$/.test(name)).map(name => join(FOLDER, 'access-logs', name));
  const written = names.map(name => readFileSync(name, 'utf8').split('\n').filter(line => line.trim() !== '').length).reduce((sum, n) => sum + n, 0);
  const report = await json(...names, '--fail-on', 'none');
  expect(report.counts.records + report.badCount).toBe(written);
  const trail = await json(join(FOLDER, 'cloudtrail/cloud-custodian-event-cloud-trail-create-bucket.json'));
  expect(trail.detections.map(({ id }) => id)).toEqual(['root-use']);
});

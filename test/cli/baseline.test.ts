import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, files, shell, workDirectory } from './shell';
import type { Report } from '../../src/evidence';

const cwd = workDirectory();
const run = (...argv: readonly string[]) => shell(cwd, argv);
const text = (name: string) => readFileSync(join(cwd, name), 'utf8');

beforeAll(async () => {
  files(cwd, { 'app.json': buckets({ Records: {} }), 'more.json': buckets({ Records: {}, Extra: {} }), 'other.json': '{}' });
  await run('baseline', 'app.json', '-f', 'all', '-o', 'known.json');
});

test('records what fails or is unknown, and says how much', async () => {
  const { code, out, err } = await run('baseline', 'app.json', '-f', 'hipaa', '-o', 'hipaa.json');
  expect([code, out]).toEqual([0, '']);
  expect(err).toMatch(/^recorded \d+ findings \(\d+ failed, \d+ unknown\) of 1 bucket in 'hipaa\.json'\n$/);
  expect(text('hipaa.json')).toContain('    {"bucket":"app.json#Records","control":"http-refused","outcome":"fail"}');
  expect((await run('baseline', 'app.json', '-f', 'hipaa', '-o', '-')).out).toBe(text('hipaa.json'));
});

test('what is recorded does not fail, however strict', async () => {
  const { code, out, err } = await run('check', 'app.json', '-f', 'all', '--baseline', 'known.json', '--fail-on', 'unknown');
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('known (baseline file)');
  expect((await run('check', 'app.json', '-b', 'known.json', '-o', 'known.txt')).err).toMatch(/^baseline: 1 bucket: \d+ failed, .*; \d+ findings are known from the baseline file\nwrote 'known\.txt'\n$/);
  expect((await run('check', 'app.json', '-f', 'all', '--fail-on', 'unknown')).code).toBe(1);
});

test('one framework of those that were recorded makes nothing gone', async () => {
  for (const framework of ['hipaa', 'gdpr', 'baseline']) {
    const { code, err } = await run('check', 'app.json', '-f', framework, '--baseline', 'known.json', '--fail-on', 'unknown');
    expect([framework, code, err]).toEqual([framework, 0, '']);
  }
});

test('new findings fail, and are named', async () => {
  files(cwd, { 'grown/app.json': buckets({ Records: {}, Extra: {} }) });
  const { code, err } = await shell(join(cwd, 'grown'), ['check', 'app.json', '--baseline', '../known.json']);
  expect(code).toBe(1);
  expect(err).toMatch(/^\d+ findings are not in '\.\.\/known\.json':\n/);
  expect(err).toMatch(/^ {2}fail {5}http-refused {2}app\.json#Extra$/m);
  expect(err).not.toContain('#Records');
});

test('what was mended is named, so that the file can shrink', async () => {
  files(cwd, { 'mended/app.json': buckets({ Records: { VersioningConfiguration: { Status: 'Enabled' } } }) });
  writeFileSync(join(cwd, 'mended/known.json'), text('known.json'));
  const at = join(cwd, 'mended');
  const { code, out, err } = await shell(at, ['check', 'app.json', '-c', 'versioning-enabled,http-refused', '-f', 'hipaa,soc2', '-b', 'known.json', '--format', 'json']);
  expect(code).toBe(0);
  expect(err).toBe("1 entry of 'known.json' is not found any more; the command baseline with --update takes it out:\n  fail     versioning-enabled  app.json#Records\n");
  const { reports } = JSON.parse(out) as { reports: Report[] };
  expect(reports.map(r => r.baseline?.gone.length)).toEqual([1, 1]);
  const updated = await shell(at, ['baseline', 'app.json', '-f', 'all', '-o', 'known.json', '--update']);
  expect(updated.err).toMatch(/ in 'known\.json': \d new, 1 gone\n$/);
  expect((await shell(at, ['check', 'app.json', '-f', 'all', '-b', 'known.json'])).err).toBe('');
});

test('what was unknown and fails now is new, not gone', async () => {
  const app = (Status: unknown) => ({
    Parameters: { P: { Type: 'String' } },
    Resources: { Records: { Type: 'AWS::S3::Bucket', Properties: { VersioningConfiguration: { Status } } } },
  });
  const argv = ['app.json', '-c', 'versioning-enabled'];
  files(cwd, { 'worse/app.json': app({ Ref: 'P' }) });
  await shell(join(cwd, 'worse'), ['baseline', ...argv, '-o', 'known.json']);
  files(cwd, { 'worse/app.json': app('Suspended') });
  const { code, err } = await shell(join(cwd, 'worse'), ['check', ...argv, '-b', 'known.json']);
  expect([code, err]).toEqual([1, "1 finding is not in 'known.json':\n  fail     versioning-enabled  app.json#Records\n"]);
});

test.each<[argv: string[], sentence: RegExp]>([
  [['baseline', 'app.json', '-o', 'known.json'], /^'known\.json' is there already; pass '--update' to record anew what is found today, or name another file$/],
  [['baseline', 'app.json', '-o', 'other.json', '--update'], /^'other\.json' is no baseline file: .*; write it with the command baseline$/],
  [['baseline', 'app.json', '-o', 'app.json', '--force'], /^'app\.json' is one of the templates; name another output file$/],
  [['baseline', 'app.json', '-o', 'gone/known.json'], /there is no directory 'gone'; make it first$/],
  [['baseline', 'app.json'], /^required option '-o, --output <file>' not specified; see cdk-s3-compliance baseline --help$/],
  [['check', 'app.json', '-b', 'app.json'], /^'app\.json' is no baseline file: /],
  [['check', 'app.json', '-b', 'gone.json'], /^cannot read 'gone\.json': no such file or directory; check the path$/],
  [['check', 'app.json', '-b', 'known.json', '-o', 'known.json'], /^'known\.json' is one of the files that are read; name another output file$/],
  [['check', 'app.json', '-c', 'htp-refused'], /^there is no control 'htp-refused'; did you mean 'http-refused'\?$/],
  [['check', 'app.json', '-c', 'iam-mfa'], /^'iam-mfa' is attested by a person, and no code judges it; see cdk-s3-compliance controls show iam-mfa$/],
  [['check', 'app.json', '-c', 'key-dedicated'], /^'key-dedicated' is asked by none of 'baseline'; pass '--framework all', or another framework$/],
  [['check', 'app.json', '-f', 'hippa'], /^there is no framework 'hippa'; did you mean 'hipaa'\?$/],
  [['check', 'app.json', '-f', ','], /^option '-f, --framework <framework>' argument ',' is invalid; it names nothing; see/],
  [['check', 'app.json', '-c', ','], /^option '-c, --control <control>' argument ',' is invalid; it names nothing; see/],
  [['check', 'app.json', '--fail-on', 'lows'], /^option '--fail-on <what>' argument 'lows' is invalid; allowed choices are none, high, medium, low, unknown/],
])('%j exits 2 with one sentence', async (argv, sentence) => {
  const before = [text('known.json'), text('other.json')];
  const { code, out, err } = await run(...argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^cdk-s3-compliance: [^\n]+\n$/);
  expect(err.slice('cdk-s3-compliance: '.length).trimEnd()).toMatch(sentence);
  expect([text('known.json'), text('other.json')]).toEqual(before);
});

test('--force replaces what is no baseline file', async () => {
  files(cwd, { 'junk.json': '[]' });
  expect((await run('baseline', 'app.json', '-o', 'junk.json', '--force')).code).toBe(0);
  expect(text('junk.json')).toContain('cdk-s3-compliance/baseline/1');
});

test('--control judges these only, and frameworks that ask for none of them are left out', async () => {
  const { out } = await run('check', 'app.json', '-c', 'key-dedicated', '-f', 'all', '--format', 'json');
  const { reports } = JSON.parse(out) as { reports: Report[] };
  expect(reports.map(r => r.framework.id)).not.toContain('baseline');
  for (const report of reports) expect(report.buckets[0].findings.map(f => f.check)).toEqual(['key-dedicated']);
});

describe('progress', () => {
  const clock = (pace: number) => {
    let time = 0;
    return () => (time += pace);
  };
  const world = { stderrIsTTY: true, now: clock(600), stderrColumns: 24 };
  const argv = ['check', 'app.json', '--format', 'csv'];

  test('of long work is one line on a terminal, no wider than it, which is taken away', async () => {
    const { err, out } = await shell(cwd, argv, world);
    expect(err).toBe('\r\u001b[Kjudging buckets by base\r\u001b[K');
    expect(out).toMatch(/^"row",/);
  });

  test('of many things shows at once, at most ten times a second', async () => {
    files(cwd, { 'many.json': buckets(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`B${i}`, {}]))) });
    const many = ['check', 'many.json', '-c', 'http-refused', '--format', 'csv'];
    const shown = async (pace: number) => (await shell(cwd, many, { stderrIsTTY: true, now: clock(pace) })).err.split('\r\u001b[K').filter(line => line !== '');
    expect(await shown(100)).toEqual([0, 25, 50, 75].map(n => `judging buckets by baseline: ${n} of 80 (${Math.floor(n / 0.8)} %)`));
    expect((await shown(60)).length).toBe(2);
  });

  test('is taken away before a problem is said', async () => {
    const { err } = await shell(cwd, ['check', 'app.json', 'more.json', 'other.json'], { stderrIsTTY: true, now: clock(900) });
    expect(err).toMatch(/^\r\u001b\[Kreading templates: 1\r\u001b\[Kcdk-s3-compliance: 'other\.json'/);
  });

  test.each<[string, object, string[]]>([
    ['a pipe', { stderrIsTTY: false }, []],
    ['CI', { env: { CI: 'true' } }, []],
    ['a dumb terminal', { env: { TERM: 'dumb' } }, []],
    ['--quiet', {}, ['-q']],
    ['short work', { now: clock(1) }, []],
  ])('not for %s', async (_, given, more) => {
    expect((await shell(cwd, [...argv, ...more], { ...world, ...given })).err).toBe('');
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, files, shell, workDirectory } from './shell';
import type { Report } from '../../src/evidence';

const cwd = workDirectory();
const check = (...argv: readonly string[]) => shell(cwd, ['check', 'app.json', ...argv]);
const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
const leftovers = () => readdirSync(cwd).filter(name => name.endsWith('.tmp'));

beforeAll(() => {
  files(cwd, { 'app.json': buckets({ Records: {} }), 'old.json': 'old' });
  mkdirSync(join(cwd, 'folder'));
  linkSync(join(cwd, 'app.json'), join(cwd, 'hard.json'));
  symlinkSync(join(cwd, 'app.json'), join(cwd, 'soft.json'));
});

test('names tell the formats, and standard output takes text', async () => {
  const outputs = ['a.md', 'a.json', 'a.csv', 'a.sarif', 'a.xml', 'a.oscal.json', 'a.html', 'a.txt', 'A.JSON'];
  const { code, out, err } = await check('-o', '-', ...outputs.flatMap(name => ['--output', name]), '--at', '2026-12-31');
  expect([code, err]).toEqual([1, '']);
  expect(out).toMatch(/^ {2}✗ fail +public-access-blocked/m);
  expect(read('a.txt')).toBe(out);
  expect(read('a.md')).toMatch(/^# /);
  expect((JSON.parse(read('a.json')) as Report).schema).toBe('cdk-s3-compliance/report/1');
  expect(read('A.JSON')).toBe(read('a.json'));
  expect(read('a.csv')).toMatch(/^"row",/);
  expect(JSON.parse(read('a.sarif'))).toMatchObject({ version: '2.1.0' });
  expect(read('a.xml')).toMatch(/^<\?xml [^]*<testsuites/);
  expect(JSON.parse(read('a.oscal.json'))).toMatchObject({ 'assessment-results': { metadata: { 'last-modified': '2026-12-31T00:00:00Z' } } });
  expect(read('a.html')).toMatch(/^<!DOCTYPE html>/);
  expect(leftovers()).toEqual([]);
});

test('formats go with outputs in their order', async () => {
  const { out } = await check('--format', 'csv', '--format', 'json', '-o', 'data', '-o', '-');
  expect(read('data')).toMatch(/^"row",/);
  expect((JSON.parse(out) as Report).framework.id).toBe('baseline');
});

test('where no report is on standard output, standard error says what was found and where it is', async () => {
  const { out, err } = await check('-f', 'hipaa,baseline', '-o', 'b.json');
  expect(out).toBe('');
  expect(err).toMatch(/^baseline: 1 bucket: \d+ failed, .*\nhipaa: 1 bucket: \d+ failed, .*\nwrote 'b\.json'\n$/);
  expect((await check('-q', '-o', 'b.json')).err).toBe('');
});

test.each<[argv: string[], sentence: string | RegExp]>([
  [['-o', 'report'], "'--output report' does not end in .oscal.json, .asff.json, .sarif.json, .sarif, .json, .html, .htm, .md, .csv, .xml, .txt; pass '--format' as well"],
  [['--format', 'csv', '--format', 'json'], "standard output takes one report, got 2 formats; pass an '--output' for each '--format', '-' is standard output"],
  [['--format', 'csv', '-o', 'a.csv', '-o', 'b.csv'], /^'--format' is there once and '--output' 2 times; pass one format for each output in the same order/],
  [['-o', 'new.csv', '-o', './new.csv'], "'--output ./new.csv' is there twice; name another file for each report"],
  [['-o', '-', '-o', '-'], "'--output -' is there twice; name another file for each report"],
  [['-o', 'folder', '--format', 'csv'], "cannot write 'folder': it is a directory; name a file in it"],
  [['-o', 'app.json'], "'app.json' is one of the templates; name another output file"],
  [['-o', 'hard.json'], "'hard.json' is one of the templates; name another output file"],
  [['-o', 'soft.json'], "'soft.json' is one of the templates; name another output file"],
  [['-o', 'new.csv', '-o', 'new.asff.json'], "findings in ASFF are for the Security Hub of one Region; pass '--region'"],
  [['-o', 'new.csv', '-o', 'new.asff.json', '--region', 'eu-central-1'], /^no findings in ASFF: the bucket \w+ of app\.json is none that runs, /],
  [['-o', 'new.csv', '-o', 'gone/x.csv'], "cannot write 'gone/x.csv': there is no directory 'gone'; make it first"],
])('%j exits 2 and writes nothing', async (argv, sentence) => {
  const template = read('app.json');
  const { code, out, err } = await check(...argv);
  expect([code, out]).toEqual([2, '']);
  const said = err.replace(/^cdk-s3-compliance: |\n$/g, '');
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
  expect([existsSync(join(cwd, 'new.csv')), read('app.json')]).toEqual([false, template]);
});

test('a page is not for a terminal', async () => {
  const { code, err } = await shell(cwd, ['check', 'app.json', '--format', 'html'], { isTTY: true });
  expect([code, err]).toEqual([2, "cdk-s3-compliance: an HTML report is for a browser; pass '--output report.html'\n"]);
  expect((await check('--format', 'html')).out).toMatch(/^<!DOCTYPE html>/);
});

test('a file that is there keeps its mode and its symbolic link', async () => {
  writeFileSync(join(cwd, 'kept.csv'), 'old');
  chmodSync(join(cwd, 'kept.csv'), 0o640);
  symlinkSync('kept.csv', join(cwd, 'link.csv'));
  await check('-o', 'link.csv');
  expect(read('kept.csv')).toMatch(/^"row",/);
  expect(statSync(join(cwd, 'kept.csv')).mode % 0o1000).toBe(0o640);
});

test('a pipe is written to, not replaced', async () => {
  const pipe = join(cwd, 'pipe.csv'); // never a device of the machine: a mistake here would replace it
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const told = reader.stdout.setEncoding('utf8').toArray();
    expect((await check('-o', 'pipe.csv')).code).toBe(1);
    expect(statSync(pipe).isFIFO()).toBe(true);
    expect((await told).join('')).toMatch(/^"row",/);
  } finally {
    reader.kill();
  }
});

const root = process.getuid?.() === 0; // root writes everywhere

(root ? test.skip : test)('where one file cannot be written, none is', async () => {
  mkdirSync(join(cwd, 'locked'));
  chmodSync(join(cwd, 'locked'), 0o555);
  const { code, err } = await check('-o', 'first.csv', '-o', 'locked/second.csv');
  expect([code, err]).toEqual([2, "cdk-s3-compliance: cannot write 'locked/second.csv': permission denied; give this user access to it\n"]);
  expect([existsSync(join(cwd, 'first.csv')), leftovers()]).toEqual([false, []]);
});

test('a file that vanishes with its directory leaves nothing behind', async () => {
  mkdirSync(join(cwd, 'short'));
  const stdin = (async function* () {
    rmSync(join(cwd, 'short'), { recursive: true });
    yield JSON.stringify(buckets({ Records: {} }));
  })();
  const { code, err } = await shell(cwd, ['check', '-', '-o', 'first.csv', '-o', 'short/second.csv'], { stdin });
  expect([code, err]).toEqual([2, "cdk-s3-compliance: cannot write 'short/second.csv': no such file or directory; check the path\n"]);
  expect([existsSync(join(cwd, 'first.csv')), leftovers()]).toEqual([false, []]);
});

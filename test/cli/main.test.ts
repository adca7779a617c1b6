import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, files, shell, workDirectory } from './shell';
import { run } from '../../src/cli/main';

const cwd = workDirectory();
const BIN = join(__dirname, '../../bin/cdk-s3-compliance');

test.each([['--version'], ['-V']])('%s prints the version', async flag => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  expect(await shell(cwd, [flag])).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('--help lists the commands', async () => {
  const { code, out, err } = await shell(cwd, ['--help']);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('check [options] <template...>');
});

test.each([[['check', '--help']], [['help', 'check']]])('%j says what to pass, and what the exit codes mean', async argv => {
  const { code, out, err } = await shell(cwd, argv);
  expect([code, err]).toEqual([0, '']);
  for (const said of ['standard input', '(default: baseline)', 'choices: "text", "markdown", "json"', '2  bad input', '$ cdk-s3-compliance check cdk.out']) {
    expect(out.replace(/\n\s+/g, ' ')).toContain(said);
  }
});

test('a bug is one sentence, too', async () => {
  files(cwd, { 'app.json': buckets({ Records: {} }) });
  const broken = { write: () => { throw new Error('boom'); } };
  let err = '';
  const io = { stdout: broken, stderr: { write: (text: string) => { err += text; } }, env: {}, isTTY: false, cwd };
  expect(await run(['check', 'app.json'], io)).toBe(2);
  expect(err).toBe('cdk-s3-compliance: this is a bug, please report it: boom\n');
});

test('the executable of a checkout that is not built says how to build it', () => {
  mkdirSync(join(cwd, 'checkout/bin'), { recursive: true });
  copyFileSync(BIN, join(cwd, 'checkout/bin/cdk-s3-compliance'));
  const { status, stderr } = spawnSync(process.execPath, [join(cwd, 'checkout/bin/cdk-s3-compliance'), 'check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'cdk-s3-compliance: the library is not built; run "npm run compile" first\n']);
});

test('the executable is one', () => {
  expect(statSync(BIN).mode % 0o10).toBe(5);
});

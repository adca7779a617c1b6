import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shell } from './shell';
import { nearest } from '../../src/cli/nearest';
import { CONTROLS } from '../../src/controls';
import { isManual } from '../../src/controls/control';
import { FRAMEWORKS } from '../../src/frameworks';
import { checksOf } from '../../src/frameworks/framework';

const run = (...argv: readonly string[]) => shell(__dirname, argv);
const MANUAL = [...new Set(FRAMEWORKS.flatMap(checksOf).filter(isManual))];

describe('controls', () => {
  test('lists all of them, in text, Markdown, JSON and CSV', async () => {
    const ids = [...CONTROLS, ...MANUAL].map(({ id }) => id);
    const { code, out, err } = await run('controls');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map(line => /^\S+/.exec(line)?.[0]).filter(Boolean)).toEqual(ids);
    expect((JSON.parse((await run('controls', 'list', '--format', 'json')).out) as { id: string }[]).map(({ id }) => id)).toEqual(ids);
    const csv = (await run('controls', '--format', 'csv')).out.split('\r\n');
    expect(csv.length).toBe(ids.length + 2);
    expect(csv[1]).toBe('"public-access-blocked","high","synth, template, live","baseline hipaa gdpr soc2 pci-dss-4-0-1","The bucket blocks public access with all four settings"');
    expect(csv.join()).not.toMatch(/"[=+@-]/);
    expect((await run('controls', '--format', 'markdown')).out.split('\n').length).toBe(ids.length + 3);
  });

  test('by framework and severity', async () => {
    const listed = JSON.parse((await run('controls', '-f', 'hipaa', '-s', 'high,low', '--format', 'json')).out) as { id: string }[];
    const hipaa = FRAMEWORKS.find(({ id }) => id === 'hipaa')!;
    expect(listed.map(({ id }) => id).sort()).toEqual(checksOf(hipaa).filter(c => !isManual(c) && c.severity !== 'medium').map(({ id }) => id).sort());
  });

  test('show tells all of one, why and fix a paragraph', async () => {
    const { out } = await run('controls', 'show', 'http-refused');
    const { why, fix, see } = CONTROLS.find(({ id }) => id === 'http-refused')!;
    const flat = out.replace(/\n +/g, ' ');
    for (const said of ['http-refused  high', why, fix, see[0], '164.312(e)(1)  [A] Standard: Transmission security', 'docs/CONTROLS.md#http-refused']) expect(flat).toContain(said);
    expect((await run('controls', 'why', 'http-refused')).out).toBe(`${why}\n`);
    expect((await run('controls', 'fix', 'http-refused')).out.replace(/\n(?!$)/g, ' ')).toBe(`${fix}\n`);
    expect(JSON.parse((await run('controls', 'show', 'http-refused', '--format', 'json')).out)).toMatchObject({ id: 'http-refused', severity: 'high', why, fix });
    expect((await run('controls', 'show', 'http-refused', '--format', 'markdown')).out).toContain('| hipaa | 164.312(e)(1) | Standard: Transmission security | A |  |');
  });

  test('what a person attests can be shown as well', async () => {
    const { out } = await run('controls', 'show', 'iam-mfa');
    expect(out).toMatch(/^iam-mfa {2}by hand\n/);
    expect(out).toMatch(/^judged {4}by a person$/m);
    expect((await run('controls', 'fix', 'iam-mfa')).out).toMatch(/^Look in the IAM credential report/);
  });

  test('every check can be shown', async () => {
    for (const { id } of [...CONTROLS, ...MANUAL]) expect([id, (await run('controls', 'show', id)).code]).toEqual([id, 0]);
  });
});

describe('frameworks', () => {
  test('lists them, and shows one with its checks', async () => {
    const { out } = await run('frameworks');
    expect(out.split('\n').map(line => /^\S+/.exec(line)?.[0]).filter(Boolean)).toEqual(FRAMEWORKS.map(({ id }) => id));
    const hipaa = (await run('frameworks', 'show', 'hipaa')).out;
    expect(hipaa).toMatch(/^164\.312\(e\)\(1\) {2}Standard: Transmission security$/m);
    expect(hipaa).toMatch(/^ {2}http-refused +high +\[A\]$/m);
    expect(hipaa).toMatch(/^ {2}replicated +low +\[A\] only where availability needs a second\n +copy$/m);
  });

  test.each(FRAMEWORKS)('$id in JSON, Markdown and OSCAL', async framework => {
    const json = JSON.parse((await run('frameworks', 'show', framework.id, '--format', 'json')).out) as { requirements: { checks: { id: string }[] }[] };
    expect(json.requirements.map(r => r.checks.map(({ id }) => id))).toEqual(framework.requirements.map(r => r.checks.map(c => c.check.id)));
    const rows = (await run('frameworks', 'show', framework.id, '--format', 'markdown')).out.split('\n').filter(line => line.startsWith('| '));
    expect(rows.length).toBe(2 + framework.requirements.flatMap(r => r.checks).length);
    const oscal = ['frameworks', 'show', framework.id, '--format', 'oscal', '--at', '2026-12-31'];
    expect(JSON.parse((await run(...oscal)).out)).toMatchObject({ 'component-definition': { metadata: { 'last-modified': '2026-12-31T00:00:00Z' } } });
    expect((await run(...oscal)).out).toBe((await run(...oscal)).out);
  });
});

test.each<[argv: string[], sentence: string]>([
  [['controls', 'show', 'http-refuse'], "there is no control 'http-refuse'; did you mean 'http-refused'?"],
  [['controls', 'why', 'macie'], "there is no control 'macie'; did you mean 'macie-enabled'?"],
  [['controls', 'fix', 'zzz'], "there is no control 'zzz'; 'cdk-s3-compliance controls' lists them all"],
  [['controls', 'shwo'], "there is no command 'controls shwo'; did you mean 'show'?"],
  [['controls', 'http-refused'], "there is no command 'controls http-refused'; to see one, pass 'controls show http-refused'"],
  [['controls', 'show'], "missing required argument 'control'; see cdk-s3-compliance controls show --help"],
  [['controls', '--format', 'html'], "option '--format <format>' argument 'html' is invalid; allowed choices are text, markdown, json, csv; see cdk-s3-compliance controls --help"],
  [['controls', '-f', 'iso'], "there is no framework 'iso'; pass one of 'baseline', 'hipaa', 'gdpr', 'soc2', 'pci-dss-4-0-1', 'all'"],
  [['frameworks', 'show', 'pci'], "there is no framework 'pci'; did you mean 'pci-dss-4-0-1'?"],
  [['frameworks', 'show', 'all'], "'all' is more than one framework; name one"],
  [['frameworks', '--at', 'noon', '--format', 'oscal'], "'--at' must be a day of the calendar such as 2026-12-31, got 'noon'"],
  [['completion', 'fsh'], "there is no completion for 'fsh'; did you mean 'zsh' or 'fish'?"],
  [['constrols'], "unknown command 'constrols'; did you mean 'controls'?; see cdk-s3-compliance --help"],
])('%j exits 2 with one sentence', async (argv, sentence) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err: `cdk-s3-compliance: ${sentence}\n` });
});

test.each([
  ['htpt-refused', ['http-refused']],
  ['HTTP-REFUSED', ['http-refused']],
  ['kms', ['encrypted-with-kms']],
  ['x'.repeat(100_000), []],
  ['', []],
])('nearest to %s', (typed, names) => expect(nearest(typed, CONTROLS.map(({ id }) => id))).toEqual(names));

const PATHS = [
  [], ['check'], ['baseline'], ['report'], ['controls'], ['controls', 'list'], ['controls', 'show'], ['controls', 'why'], ['controls', 'fix'],
  ['frameworks'], ['frameworks', 'list'], ['frameworks', 'show'], ['completion'], ['presign'], ['verify'], ['inspect'],
];

test.each(PATHS.map(path => [path.join(' '), path] as const))('the help of %s fits a screen of 40 lines and 100 columns', async (_, path) => {
  const { code, out, err } = await shell(__dirname, [...path, '--help'], { columns: 100, isTTY: true });
  expect([code, err]).toEqual([0, '']);
  const lines = out.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines.filter(line => line.length > 100)).toEqual([]);
  if (['', 'check', 'baseline', 'report', 'presign', 'verify', 'inspect'].includes(path.join(' '))) expect(out).toMatch(/Exit codes:\n {2}0 [^]*\n {2}2 /);
});

test('the guide has every command and option', async () => {
  const guide = readFileSync(join(__dirname, '../../docs/CLI.md'), 'utf8');
  for (const path of PATHS.filter(([word]) => !['presign', 'verify', 'inspect'].includes(word))) {
    const { out } = await run(...path, '--help');
    const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(match => match[1]);
    expect([path, [path.join(' '), ...options].filter(word => !guide.includes(word))]).toEqual([path, []]);
  }
});

test('the examples of the guide are well formed', async () => {
  const guide = readFileSync(join(__dirname, '../../docs/CLI.md'), 'utf8');
  const examples = [...guide.matchAll(/^(?:.*&& |.*\| |.*- | *)npx cdk-s3-compliance (.*?)(?: +#.*| > .*|' \})?$/gm)].map(match => match[1]);
  expect(examples.length).toBeGreaterThan(15);
  for (const example of examples) {
    const { err } = await shell('/nowhere', example.split(' ').filter(word => word !== ''));
    expect([example, /option|unknown|argument|command '|there is no (?:control|framework)|--format/.test(err)]).toEqual([example, false]);
  }
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, files, shell, workDirectory } from './shell';
import type { Report } from '../../src/evidence';

const cwd = workDirectory();
const check = (...argv: readonly string[]) => shell(cwd, ['check', ...argv]);
const judged = (out: string) => (JSON.parse(out) as Report).buckets.map(b => `${b.template}:${b.logicalId}`);

const EMPTY = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

beforeAll(() => files(cwd, {
  'bad.json': buckets({ Records: {} }),
  'bad.yaml': 'Resources:\n  Records:\n    Type: AWS::S3::Bucket\n',
  'empty.json': EMPTY,
  'other.json': EMPTY,
  'set.json': { Resources: { Set: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: JSON.stringify(buckets({ Records: {} })) } } } },
  'dir/b.yaml': 'Resources:\n  Second:\n    Type: AWS::S3::Bucket\n',
  'dir/a.template.json': buckets({ First: {} }),
  'dir/package.json': { name: 'x' },
  'dir/values.yaml': 'a: {{ not yaml }',
  'dir/notes.txt': 'Resources',
  'dir/sub/c.json': buckets({ Deeper: {} }),
}));

describe('exit codes and reports', () => {
  test('a bucket that fails exits 1 and names the file as it was typed', async () => {
    const { code, out, err } = await check('./bad.yaml');
    expect(code).toBe(1);
    expect(out).toMatch(/^Records {2}\.\/bad\.yaml:2$/m);
    expect(out).toMatch(/^ {2}✗ fail +public-access-blocked/m);
    expect(err).toBe('');
  });

  test('a template without buckets exits 0 and says so', async () => {
    const { code, out, err } = await check('empty.json');
    expect(code).toBe(0);
    expect(out).toContain('No S3 bucket was found, so nothing was judged.');
    expect(err).toBe("no S3 bucket in 'empty.json'\n");
  });

  test('names the templates without buckets beside one with a bucket', async () => {
    const { code, err } = await check('bad.json', 'empty.json', 'other.json');
    expect(code).toBe(1);
    expect(err).toBe("no S3 bucket in 'empty.json', 'other.json'\n");
  });

  test('a template whose stack set has a bucket is not one without', async () => {
    const { code, out, err } = await check('set.json');
    expect(code).toBe(1);
    expect(out).toContain('Records  set.json (Set):');
    expect(err).toBe('');
  });

  test('JSON goes to stdout, and nothing else does', async () => {
    const { out } = await check('bad.json', 'empty.json', '--format', 'json');
    expect(judged(out)).toEqual(['bad.json:Records']);
    expect((JSON.parse(out) as Report).framework.id).toBe('baseline');
  });

  test('SARIF of all results, or of what is open only', async () => {
    const kinds = async (...argv: readonly string[]) => {
      const { runs: [{ results }] } = JSON.parse((await check('bad.json', '--format', 'sarif', ...argv)).out);
      return [...new Set(results.map(({ kind }: { kind: string }) => kind))].sort();
    };
    expect(await kinds()).toEqual(['fail', 'notApplicable', 'open', 'pass', 'review']);
    expect(await kinds('--alerts-only')).toEqual(['fail', 'open']);
  });

  test('Markdown, with another framework', async () => {
    expect((await check('bad.json', '--format', 'markdown', '--framework', 'hipaa')).out).toMatch(/^# .*HIPAA.*: evidence from S3 buckets\n/);
  });

  test('the same template twice is judged once', async () => {
    expect(judged((await check('bad.json', './bad.json', '--format', 'json')).out)).toEqual(['bad.json:Records']);
  });
});

describe('--output', () => {
  test('writes the report to the file, without colour, and prints nothing', async () => {
    const { code, out } = await shell(cwd, ['check', 'bad.json', '--output', 'report.txt'], { isTTY: true, columns: 40 });
    expect([code, out]).toEqual([1, '']);
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).toBe((await check('bad.json')).out);
  });

  test.each([
    ['gone/report.txt', "cdk-s3-compliance: cannot write 'gone/report.txt': there is no directory 'gone'; make it first\n"],
    ['./bad.json', "cdk-s3-compliance: './bad.json' is one of the templates; name another output file\n"],
  ])('refuses %s', async (output, sentence) => {
    const { code, err } = await check('bad.json', '--output', output);
    expect([code, err]).toEqual([2, sentence]);
    expect(existsSync(join(cwd, 'gone'))).toBe(false);
  });
});

describe('standard input', () => {
  test('is one template', async () => {
    const { code, out } = await shell(cwd, ['check', '-', '--format', 'json'], { stdin: JSON.stringify(buckets({ Piped: {} })) });
    expect([code, judged(out)]).toEqual([1, ['stdin:Piped']]);
  });

  test('must not be empty', async () => {
    const { code, err } = await check('-');
    expect([code, err]).toEqual([2, "cdk-s3-compliance: 'stdin' is empty; pass a CloudFormation template in JSON or YAML\n"]);
  });
});

test('a plain directory gives its templates in order, and says what it left out', async () => {
  const { out, err } = await check('dir', '--format', 'json');
  expect(judged(out)).toEqual(['dir/a.template.json:First', 'dir/b.yaml:Second']);
  expect(err).toBe([
    "left out 'dir/package.json': it has no Resources, so it is no template",
    "left out 'dir/values.yaml': it has no Resources, so it is no template",
    '',
  ].join('\n'));
});

describe('colour and width', () => {
  const colored = async (env: Record<string, string>, isTTY: boolean) => (await shell(cwd, ['check', 'bad.json'], { env, isTTY })).out.includes('\u001b[');

  test.each<[env: Record<string, string>, isTTY: boolean, colored: boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ TERM: 'dumb' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ])('%j, terminal %p: colour %p', async (env, isTTY, expected) => expect(await colored(env, isTTY)).toBe(expected));

  test('the width of the terminal is used', async () => {
    const lines = (text: string) => text.split('\n').length;
    const narrow = await shell(cwd, ['check', 'bad.json'], { isTTY: true, columns: 60, env: { NO_COLOR: '1' } });
    const plain = await check('bad.json');
    expect(lines(narrow.out)).toBeGreaterThan(lines(plain.out));
    expect(narrow.out).toMatch(/^─{60}$/m);
    expect(plain.out).toMatch(/^─{100}$/m);
  });
});

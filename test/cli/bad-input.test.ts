import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { buckets, files, shell, workDirectory } from './shell';

const cwd = workDirectory();

beforeAll(() => {
  files(cwd, {
    'good.json': buckets({ Records: {} }),
    'blank.json': ' \n',
    'broken.json': '{ "Resources": { ',
    'broken.yaml': 'Resources: [\n',
    'list.yaml': '- Resources\n',
    'package.json': { name: 'x' },
    'binary.json': Buffer.from([0x7b, 0, 1, 2]),
    'latin1.yaml': Buffer.from('Resources: {} # caf\u00e9', 'latin1'),
    'huge.yaml': Buffer.alloc(10_000_001, 'a'),
    'locked.json': '{}',
    'nothing/readme.md': '# none',
    'plain/package.json': { name: 'x' },
    'templates/broken.yaml': 'Resources: [\n',
    'templates/good.json': buckets({ Records: {} }),
    '\u001b[31mred.json': '',
  });
  chmodSync(join(cwd, 'locked.json'), 0);
});

const root = process.getuid?.() === 0; // root reads everything

test.each<[argv: string[], sentence: string | RegExp]>([
  [['check', 'gone.json'], "cannot read 'gone.json': no such file or directory; check the path"],
  [['check', 'good.json/x'], "cannot read 'good.json/x': a part of the path is not a directory; check the path"],
  [['check', 'blank.json'], "'blank.json' is empty; pass a CloudFormation template in JSON or YAML"],
  [['check', 'binary.json'], "'binary.json' is not UTF-8 text; pass a CloudFormation template in JSON or YAML"],
  [['check', 'latin1.yaml'], "'latin1.yaml' is not UTF-8 text; pass a CloudFormation template in JSON or YAML"],
  [['check', 'huge.yaml'], "'huge.yaml' is larger than 10 MB, and no template is; pass a CloudFormation template"],
  [['check', 'broken.json'], /^'broken\.json' .*line 1/],
  [['check', 'broken.yaml'], /^'broken\.yaml' .*line \d/],
  [['check', 'list.yaml'], /^'list\.yaml' .*Resources/],
  [['check', 'package.json'], /^'package\.json' .*Resources/],
  [['check', 'nothing'], "no template in 'nothing'; pass a template file or a cdk.out directory"],
  [['check', 'plain'], "no template in 'plain'; pass a template file or a cdk.out directory"],
  [['check', 'templates'], /^'templates\/broken\.yaml' .*line \d/],
  [['check', '\u001b[31mred.json'], "'red.json' is empty; pass a CloudFormation template in JSON or YAML"],
  [['check', 'good.json', '--framework', 'iso'], /^there is no framework 'iso'; pass one of 'baseline', 'hipaa'/],
  [['check', 'good.json', '--account', '123'], "'--account' must be 12 digits, got '123'"],
  [['check', 'good.json', '--region', 'Europe'], "'--region' must be a region such as eu-west-1, got 'Europe'"],
  [['check', 'good.json', '--at', '2026-02-30'], "'--at' must be a day of the calendar such as 2026-12-31, got '2026-02-30'"],
  [['check', 'good.json', '--at', 'tomorrow'], "'--at' must be a day of the calendar such as 2026-12-31, got 'tomorrow'"],
  [['check', 'good.json', '--at', ''], "'--at' must be a day of the calendar such as 2026-12-31, got ''"],
  [['check', 'good.json', '--format', 'pdf'], "option '--format <format>' argument 'pdf' is invalid; allowed choices are text, markdown, json, csv, sarif, junit, oscal, html, asff; see cdk-s3-compliance check --help"],
  [['check', 'good.json', '--formt', 'json'], /^unknown option '--formt' \(Did you mean --format\?\); see cdk-s3-compliance check --help$/],
  [['check', 'good.json', '--output'], /^option '-o, --output <file>' argument missing; see/],
  [['check'], "missing required argument 'template'; see cdk-s3-compliance check --help"],
  [['chek', 'cdk.out'], "unknown command 'chek'; did you mean 'check'?; see cdk-s3-compliance --help"],
  [[], 'no command given; try cdk-s3-compliance check cdk.out; see cdk-s3-compliance --help'],
])('%j exits 2 with one sentence', async (argv, sentence) => {
  const { code, out, err } = await shell(cwd, argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^cdk-s3-compliance: [^\n]+\n$/);
  const said = err.replace(/^cdk-s3-compliance: |\n$/g, '');
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
});

(root ? test.skip : test)('a file that may not be read', async () => {
  expect((await shell(cwd, ['check', 'locked.json'])).err).toBe("cdk-s3-compliance: cannot read 'locked.json': permission denied; give this user access to it\n");
});

test('where some inputs are bad, all of them are named and nothing is judged', async () => {
  const { code, out, err } = await shell(cwd, ['check', 'good.json', 'gone.json', 'blank.json', 'binary.json']);
  expect([code, out]).toEqual([2, '']);
  expect(err.trimEnd().split('\n').map(line => /'(.*?)'/.exec(line)?.[1])).toEqual(['gone.json', 'blank.json', 'binary.json']);
});

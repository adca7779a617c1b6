import { spawnSync } from 'node:child_process';
import { files, shell, workDirectory } from './shell';
import { CONTROLS } from '../../src/controls';

const cwd = workDirectory();

beforeAll(async () => {
  const scripts = await Promise.all(['bash', 'zsh', 'fish'].map(async name => [name, (await shell(cwd, ['completion', name])).out] as const));
  files(cwd, Object.fromEntries(scripts));
});

const NAME = 'cdk-s3-compliance';
const CONTROL_IDS = CONTROLS.map(({ id }) => id);
const COMMANDS = ['check', 'baseline', 'report', 'audit', 'drift', 'logs', 'objects', 'controls', 'frameworks', 'completion', 'presign', 'verify', 'inspect', 'policy', 'help'];

/** The words of a line, the last one being typed, and what may become of it; nothing where files come next. */
const CASES: readonly (readonly [words: readonly string[], offered: readonly string[]])[] = [
  [[''], COMMANDS],
  [['con'], ['controls']],
  [['check', '--fr'], ['--framework']],
  [['check', '--format', ''], ['text', 'markdown', 'json', 'csv', 'sarif', 'junit', 'oscal', 'html', 'asff']],
  [['check', '--format', 'js'], ['json']],
  [['check', '--fail-on', 'un'], ['unknown']],
  [['check', '-f', 'h'], ['hipaa']],
  [['check', '-f', 'hipaa', '-q', '-c', ''], CONTROL_IDS],
  [['check', 'baseline', '--update', '--ba'], ['--baseline']],
  [['controls', ''], ['list', 'show', 'why', 'fix']],
  [['controls', '--sev'], ['--severity']],
  [['controls', 'list', '-s', ''], ['high', 'medium', 'low']],
  [['controls', 'show', 'macie'], ['macie-enabled']],
  [['controls', 'why', 'http-'], ['http-refused']],
  [['frameworks', 'show', ''], ['baseline', 'hipaa', 'gdpr', 'soc2', 'pci-dss-4-0-1']],
  [['completion', ''], ['bash', 'zsh', 'fish']],
  [['help', 'ch'], ['check']],
  [['presign', '--re'], ['--region', '--require-temporary']],
];

const FILES: readonly (readonly string[])[] = [['check', ''], ['check', '--output', ''], ['report', 'x'], ['check', '-b', '']];

/** Whether a shell is here; says so where not. */
function present(name: string): boolean {
  const found = spawnSync(name, ['--version']).status === 0;
  if (!found) process.stderr.write(`skipped: ${name} is not installed, so its completion was not run\n`);
  return found;
}

/** Runs a script and gives its lines. */
function lines(program: string, args: readonly string[], script: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync(program, [...args, script], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: cwd } });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.split('\n').slice(0, -1);
}

const quoted = (words: readonly string[]): string => words.map(word => `'${word}'`).join(' ');
const sorted = (words: readonly string[]): readonly string[] => [...words].sort();
const split = (line: string): readonly string[] => sorted(line.split(' ').filter(word => word !== ''));

(present('bash') ? test : test.skip)('bash', () => {
  const ask = 'ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _cdk_s3_compliance; echo "${COMPREPLY[*]}"; }';
  const more: typeof CASES = [
    [['check', '--format', '=', 'sa'], ['sarif']],
    [['check', '--format', '='], ['text', 'markdown', 'json', 'csv', 'sarif', 'junit', 'oscal', 'html', 'asff']],
    [['check', '-f', 'hipaa,g'], ['hipaa,gdpr']],
    ...FILES.map(words => [words, []] as const),
  ];
  const all = [...CASES, ...more];
  const script = ['source ./bash', ask, ...all.map(([words]) => `ask ${quoted([NAME, ...words])}`), 'complete -p'].join('\n');
  const said = lines('bash', ['--norc', '-uc'], script);
  expect(all.map(([words], i) => [words, split(said[i])])).toEqual(all.map(([words, offered]) => [words, sorted(offered)]));
  expect(said.at(-1)).toBe(`complete -o default -F _cdk_s3_compliance ${NAME}`);
});

(present('zsh') ? test : test.skip)('zsh', () => {
  // The functions of its completion system, as far as they matter here.
  const world = `
    compdef() { }
    compset() { PREFIX="\${PREFIX##\${~2}}"; }
    compadd() { offered+=(\${(P)2}); }
    _describe() { offered+=(\${(P)@[-1]%%:*}); }
    _files() { offered+=(FILES); }
    ask() { words=("$@"); CURRENT=$#; PREFIX="\${words[-1]}"; offered=(); _cdk-s3-compliance; print -r -- \${(M)offered:#$PREFIX*}; }
    source ./zsh`;
  const more: typeof CASES = [[['check', '--format=sa'], ['sarif']], [['check', '-f', 'hipaa,g'], ['gdpr']]];
  const all = [...CASES, ...more];
  const script = [world, ...all.map(([words]) => `ask ${quoted([NAME, ...words])}`), ...FILES.map(words => `ask ${quoted([NAME, ...words.slice(0, -1), ''])}`)].join('\n');
  const said = lines('zsh', ['-fc'], script);
  expect(all.map(([words], i) => [words, split(said[i])])).toEqual(all.map(([words, offered]) => [words, sorted(offered)]));
  expect(said.slice(all.length)).toEqual(FILES.map(() => 'FILES'));
});

(present('fish') ? test : test.skip)('fish', () => {
  const more: typeof CASES = [[['check', '--format=sa'], ['--format=sarif']], [['check', '-f', 'hipaa,g'], ['hipaa,gdpr']], [['check', 'zs'], ['zsh']]];
  const all = [...CASES, ...more];
  const script = ['source ./fish', ...all.map(([words]) => `echo (complete -C '${[NAME, ...words].join(' ')}' | string split -f1 \\t)`)].join('\n');
  const said = lines('fish', ['--no-config', '-c'], script);
  expect(all.map(([words], i) => [words, split(said[i])])).toEqual(all.map(([words, offered]) => [words, sorted(offered)]));
});

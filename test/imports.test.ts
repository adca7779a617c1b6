import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The rooms of the house, and what each may use beside itself. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  posture: ['policy', 'yaml'],
  controls: ['policy', 'posture'],
  frameworks: ['controls'],
  evidence: ['posture', 'controls', 'frameworks', 'node'],
  access: ['policy', 'posture', 'controls', 'frameworks'],
  synth: ['posture', 'aws-cdk-lib', 'constructs', 'node'],
  constructs: ['policy', 'posture', 'controls', 'frameworks', 'evidence', 'synth', 'aws-cdk-lib', 'constructs', 'node'],
  nag: ['posture', 'controls', 'frameworks', 'evidence', 'synth', 'aws-cdk-lib', 'constructs', 'cdk-nag', 'node'],
  retrofit: ['policy', 'posture', 'controls', 'frameworks', 'evidence', 'synth', 'constructs', 'aws-cdk-lib'],
  jest: ['policy', 'posture', 'frameworks', 'evidence', 'synth', 'aws-cdk-lib', 'constructs'],
  sigv4: [],
  runtime: ['policy', 'posture', 'controls', 'frameworks', 'evidence', 'access', 'sigv4', 'node'],
  cli: ['policy', 'posture', 'controls', 'frameworks', 'evidence', 'access', 'runtime', 'commander', 'node'],
};

const SRC = join(__dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(f => f.endsWith('.ts')).map(f => join(SRC, f));

/** What a file imports: paths of the project, or names of packages. `import type` leaves no trace at run time. */
function imports(file: string, types: boolean): string[] {
  const source = readFileSync(file, 'utf8');
  const found = [...source.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gm)].filter(m => types || !m[1]).map(m => m[2]);
  return found.map((name) => {
    if (!name.startsWith('.')) return name.startsWith('node:') ? 'node' : name.split('/')[0];
    const target = resolve(dirname(file), name);
    return existsSync(`${target}.ts`) ? `${target}.ts` : join(target, 'index.ts');
  });
}

const roomOf = (path: string): string => path.startsWith(SRC) ? relative(SRC, path).split('/')[0] : path;

test('each room is known', () => {
  const rooms = readdirSync(SRC).filter(name => statSync(join(SRC, name)).isDirectory() && readdirSync(join(SRC, name)).length > 0);
  expect(rooms.sort()).toEqual(Object.keys(ROOMS).sort());
});

describe.each(Object.entries(ROOMS))('%s', (room, allowed) => {
  const own = files.filter(f => roomOf(f) === room);

  test('imports only the rooms and packages that it may', () => {
    expect(own.length).toBeGreaterThan(0);
    const wrong = own.flatMap(f => imports(f, true).map(roomOf).filter(r => r !== room && !allowed.includes(r)).map(r => `${relative(SRC, f)} -> ${r}`));
    expect(wrong).toEqual([]);
  });
});

/** Everything that loading a file loads. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (file.startsWith(SRC)) imports(file, false).forEach(next => reach(next, seen));
  return seen;
}

test.each(files.filter(f => ['runtime', 'cli'].includes(roomOf(f))).map(f => [relative(SRC, f), f]))('%s never reaches the CDK', (_, file) => {
  const packages = [...reach(file)].filter(f => !f.startsWith(SRC));
  expect(packages.filter(p => ['aws-cdk-lib', 'constructs', 'cdk-nag', '@aws-sdk'].includes(p))).toEqual([]);
});

test.each(['presign', 'presign-post', 'verify', 'verify-post', 'inspect', 'sign', 'signature'])('runtime/%s reaches nothing but node:crypto', (name) => {
  const reached = [...reach(join(SRC, `runtime/${name}.ts`))];
  expect(new Set(reached.map(roomOf))).toEqual(new Set(name === 'inspect' ? ['runtime', 'sigv4'] : ['runtime', 'sigv4', 'node']));
  const builtins = reached.filter(f => f.startsWith(SRC)).flatMap(f => [...readFileSync(f, 'utf8').matchAll(/from '(node:[^']+)'/g)].map(m => m[1]));
  expect(builtins.filter(b => b !== 'node:crypto')).toEqual([]);
});

test('runtime/policy reaches nothing but the policy room', () => {
  const rooms = new Set([...reach(join(SRC, 'runtime/policy.ts'))].map(roomOf));
  expect([...rooms].sort()).toEqual(['policy', 'runtime']);
});

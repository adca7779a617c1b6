import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const guide = readFileSync(join(ROOT, 'docs/RUNTIME.md'), 'utf8');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const others = ['AUDIT', 'LOGS', 'OBJECTS'].map(name => readFileSync(join(ROOT, `docs/${name}.md`), 'utf8'));
const blocks = (text: string) => [...text.matchAll(/^```ts\n(.*?)^```/gms)].map(match => match[1]).filter(code => /'cdk-s3-compliance\/(?:runtime\/|policy')/.test(code));

/** Of this guide each block stands for itself. */
const guardrails = [...readFileSync(join(ROOT, 'docs/GUARDRAILS.md'), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(match => match[1]);

/** Each block is a module of its own, within the project so that its packages are found. */
test('every example of the guides and of the README compiles', () => {
  mkdirSync(join(ROOT, '.demo'), { recursive: true });
  const directory = mkdtempSync(join(ROOT, '.demo/guide-'));
  try {
    const examples = [...[guide, readme, ...others].flatMap(blocks), ...guardrails];
    expect(guardrails).toHaveLength(8);
    expect(examples.length).toBeGreaterThan(10);
    const files = examples.map((code, i) => {
      const file = join(directory, `example-${i}.ts`);
      writeFileSync(file, `export {};\n${code}`);
      return file;
    });
    const { config } = ts.readConfigFile(join(__dirname, 'tsconfig.json'), path => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, __dirname);
    // Top-level await wants ES modules; the packages of the examples are resolved all the same.
    const esm = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, noUnusedLocals: false };
    const program = ts.createProgram(files, { ...options, ...esm });
    // of the examples alone: the rest has its own type check
    const sources = program.getSourceFiles().filter(({ fileName }) => files.includes(fileName));
    expect(sources).toHaveLength(files.length);
    const found = sources.flatMap(file => ts.getPreEmitDiagnostics(program, file));
    const problems = found.map(({ file, messageText, start }) => `${file?.fileName.split('/').pop()} ${
      file?.text.slice(start, (start ?? 0) + 60)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
    expect(problems).toEqual([]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('every subpath of the package stands in the guide', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
  const names = Object.keys(exports).filter(name => name.startsWith('./runtime/')).map(name => name.slice('./runtime/'.length));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(name => !guide.includes(`\`${name}\``))).toEqual([]);
});

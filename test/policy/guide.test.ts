import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import * as policy from '../../src/policy';

const ROOT = join(__dirname, '../..');
const guide = readFileSync(join(ROOT, 'docs/POLICY.md'), 'utf8');
const blocks = [...guide.matchAll(/^## (.+?)$[^]*?^```ts\n([^]*?)^```/gm)].map(([, title, code]) => [title, code] as const);

test.each(blocks)('%s: the example says what it prints', (_, code) => {
  const printed: string[] = [];
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const run = new Function('require', 'exports', 'console', outputText); // eslint-disable-line @typescript-eslint/no-implied-eval
  run((name: string) => {
    expect(name).toBe('cdk-s3-compliance/policy');
    return policy;
  }, {}, { log: (...texts: unknown[]) => printed.push(texts.join(' ')) });
  expect(printed.length).toBeGreaterThan(0);
  expect(printed).toEqual([...code.matchAll(/^\/\/ (.*)$/gm)].map(match => match[1]));
});

test('every example compiles', () => {
  expect(blocks.length).toBe(6);
  const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), path => ts.sys.readFile(path));
  const { options: read } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test'));
  const options: ts.CompilerOptions = { ...read, noUnusedLocals: false, types: ['node'], rootDir: undefined, incremental: false, noEmit: true };
  options.paths = { 'cdk-s3-compliance/*': [join(ROOT, 'src/*')] };
  const texts = new Map(blocks.map(([, code], i) => [join(ROOT, `test/policy/example-${i}.ts`), `export {};\n${code}`]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = name => texts.get(name) ?? readFile(name);
  host.fileExists = name => texts.has(name) || fileExists(name);
  host.getSourceFile = (name, ...more) => texts.has(name) ? ts.createSourceFile(name, texts.get(name)!, ts.ScriptTarget.ES2022)
    : getSourceFile(name, ...more);
  const program = ts.createProgram([...texts.keys()], options, host);
  const examples = program.getSourceFiles().filter(({ fileName }) => texts.has(fileName));
  const problems = examples.flatMap(file => [...program.getSemanticDiagnostics(file), ...program.getSyntacticDiagnostics(file)]);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  expect(examples).toHaveLength(blocks.length);
});

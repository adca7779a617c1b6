import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { build, type Built, loadedBy, node, SRC } from './loaded';

const ROOT = join(SRC, '..');
const KIB = 1024;

/** What a subpath may ask for beside own files, and how large its bundle may be, minified. */
interface Row {
  readonly externals: readonly string[];
  readonly kib: number;
  /** Packages that are asked for where they are needed, and not before. */
  readonly lazily?: readonly string[];
  /** Rooms beside runtime and sigv4. */
  readonly rooms?: readonly string[];
  /** Whether it waits for a random time, unless it is given another way to draw one. */
  readonly draws?: boolean;
}

/** All that is public, a row for each: a new subpath, a new module of Node or a bundle that grows wants a decision here. */
const SUBPATHS: Readonly<Record<string, Row>> = {
  'acl': { externals: [], kib: 8, rooms: ['posture'] },
  'audit': { externals: ['node:crypto', 'node:events', 'node:fs', 'node:fs/promises', 'node:timers/promises'], kib: 256, draws: true, rooms: ['policy', 'posture', 'controls', 'frameworks', 'evidence'] },
  'audit-objects': { externals: ['node:crypto', 'node:fs', 'node:fs/promises', 'node:path', 'node:stream', 'node:zlib'], kib: 160, rooms: ['policy', 'posture', 'controls', 'frameworks', 'evidence'] },
  'aws-sdk': {
    externals: ['node:events', 'node:stream'],
    kib: 18,
    rooms: ['policy', 'posture'],
    lazily: ['cloudtrail', 'cloudwatch', 'kms', 'macie2', 'organizations', 's3', 's3-control', 'sts'].map(service => `@aws-sdk/client-${service}`),
  },
  'detect': { externals: [], kib: 130, rooms: ['policy', 'posture', 'controls', 'frameworks', 'access'] },
  'drift': { externals: ['node:crypto', 'node:events', 'node:timers/promises', 'yaml'], kib: 256, draws: true, rooms: ['policy', 'posture', 'controls', 'frameworks', 'evidence'] },
  'parse-access-log': { externals: ['node:buffer', 'node:stream', 'node:zlib'], kib: 26, rooms: ['access'] },
  'parse-cloudtrail': { externals: ['node:stream', 'node:zlib'], kib: 27, rooms: ['policy', 'access'] },
  'assert-encrypted': { externals: [], kib: 4 },
  'checksum': { externals: ['node:crypto', 'node:zlib'], kib: 6 },
  'client-side-encryption': { externals: ['node:stream'], kib: 7, lazily: ['@aws-crypto/client-node'] },
  'credentials': { externals: [], kib: 14, rooms: ['policy'] },
  'handler': { externals: ['node:crypto', 'node:zlib'], kib: 40 },
  'headers': { externals: ['node:crypto', 'node:zlib'], kib: 16 },
  'inspect': { externals: [], kib: 18 },
  'object-lock': { externals: [], kib: 3 },
  'policy': { externals: [], kib: 18, rooms: ['policy'] },
  'presign': { externals: ['node:crypto'], kib: 12 },
  'presign-post': { externals: ['node:crypto'], kib: 14 },
  'sign': { externals: ['node:crypto'], kib: 10 },
  'sign-chunks': { externals: ['node:crypto', 'node:zlib'], kib: 11 },
  'signature': { externals: ['node:crypto'], kib: 3 },
  'sse': { externals: ['node:crypto'], kib: 5 },
  'tagging': { externals: [], kib: 3 },
  'tls': { externals: ['node:crypto', 'node:https', 'node:net', 'node:tls'], kib: 8 },
  'verify': { externals: ['node:crypto'], kib: 22 },
  'verify-body': { externals: ['node:crypto', 'node:zlib'], kib: 16 },
  'verify-post': { externals: ['node:crypto'], kib: 16 },
  'web/presign': { externals: [], kib: 13 },
  'web/verify': { externals: [], kib: 22 },
};
const names = Object.keys(SUBPATHS);
const isWeb = (name: string): boolean => name.startsWith('web/');

/** A bundle as a Lambda function or a page has it, and what went into it. */
function bundle(name: string): { readonly code: string; readonly inputs: readonly string[]; readonly externals: readonly string[] } {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [join(SRC, 'runtime', `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: isWeb(name) ? 'browser' : 'node',
    external: isWeb(name) ? [] : ['node:*'],
    packages: isWeb(name) ? 'bundle' : 'external',
    metafile: true,
    write: false,
    logLevel: 'silent',
    absWorkingDir: ROOT,
  });
  const [output] = Object.values(metafile.outputs);
  return {
    code: outputFiles[0].text,
    inputs: Object.keys(metafile.inputs),
    externals: [...new Set(output.imports.filter(i => i.external).map(i => i.path))].sort(),
  };
}
const bundles = new Map(names.map(name => [name, bundle(name)]));

test('each public subpath has a row, and a file', () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
  expect(Object.keys(exports).filter(path => path.startsWith('./runtime/')).map(path => path.slice('./runtime/'.length)).sort()).toEqual([...names].sort());
});

test('a file of the runtime is public, or there for one that is', () => {
  const entryPoints = readdirSync(join(SRC, 'runtime/lambda')).map(file => join(SRC, 'runtime/lambda', file));
  const lambda = buildSync({ entryPoints, bundle: true, packages: 'external', platform: 'node', metafile: true, write: false, outdir: 'nowhere', absWorkingDir: ROOT });
  const used = new Set([...bundles.values()].flatMap(({ inputs }) => inputs).concat(Object.keys(lambda.metafile.inputs)));
  const files = readdirSync(join(SRC, 'runtime'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => `src/runtime/${file}`);
  expect(files.filter(file => !used.has(file))).toEqual([]);
});

describe.each(Object.entries(SUBPATHS))('the bundle of %s', (name, { externals, kib, lazily = [], rooms = [], draws = false }) => {
  const { code, inputs, externals: found } = bundles.get(name)!;

  test(`is ${(code.length / KIB).toFixed(1)} KiB, of at most ${kib}`, () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(kib * KIB);
  });

  test('is made of own files, and of modules of Node that are listed', () => {
    expect(inputs.filter(file => !['runtime', 'sigv4', ...rooms].some(room => file.startsWith(`src/${room}/`)))).toEqual([]);
    expect(found).toEqual([...externals, ...lazily].sort());
  });

  test('reads no environment, prints nothing, evaluates nothing, asks nobody', () => {
    const forbidden = [
      /\bprocess\.env\b/, /\beval\(/, /\bnew Function\b/, /\bconsole\./, /\bfetch\(/, /\bXMLHttpRequest\b/, /\bglobalThis\.\w+\s*=[^=]/,
      ...draws ? [] : [/\bMath\.random\b/],
      ...isWeb(name) ? [/\bBuffer\b/, /\brequire\b/, /\bprocess\b/, /node:/, /\bsetImmediate\b/] : [],
    ];
    expect(forbidden.filter(pattern => pattern.test(code))).toEqual([]);
  });
});

test('a URL is taken apart in one place alone, where another endpoint is read: it would change the key of an object', () => {
  const found = new Set([...bundles.values()].flatMap(({ inputs }) => inputs).filter(file => /\bnew URL\(/.test(readFileSync(join(ROOT, file), 'utf8'))));
  expect([...found].filter(file => file.startsWith('src/sigv4/'))).toEqual(['src/sigv4/endpoint.ts']);
});

describe('as compiled', () => {
  let built: Built;
  beforeAll(() => {
    built = build();
  });
  afterAll(() => built.remove());

  test.each(names)('%s loads own files, and what is listed', name => {
    const { files, asked } = loadedBy(built.folder, name);
    expect(files.filter(file => file.startsWith('..') && !SUBPATHS[name].externals.some(external => file.includes(`/node_modules/${external}/`)))).toEqual([]);
    expect(files).toContain(`runtime/${name}.js`);
    const { externals } = SUBPATHS[name];
    // What yaml asks for itself.
    expect(asked.filter(one => !(externals.includes('yaml') && ['buffer', 'process'].includes(one)))).toEqual(externals);
  });

  test('presign and verify load these files, and node:crypto', () => {
    const { builtins } = loadedBy(built.folder, 'node:crypto');
    const { files, builtins: loaded } = loadedBy(built.folder, 'presign', 'verify');
    expect(loaded.filter(module => !builtins.includes(module))).toEqual([]);
    expect(files).toEqual([...['presign', 'signature', 'verify'].map(file => `runtime/${file}.js`), ...[
      'access-point', 'canonical', 'claim-checks', 'claim', 'credentials', 'encode', 'endpoint', 'header-fields', 'partitions', 'payload', 'presign-checks',
      'presign-parameters', 'presign-plan', 'query-claim', 'received', 'scope', 'show', 'verification', 'verify-options', 'verify-plan', 'wrong',
    ].map(file => `sigv4/${file}.js`)]);
  });

  test('what runs in browsers loads nothing of Node', () => {
    const nothing = loadedBy(built.folder).builtins;
    const { files, asked, builtins } = loadedBy(built.folder, 'web/presign', 'web/verify');
    expect(asked).toEqual([]);
    expect(builtins.filter(module => !nothing.includes(module) && builtinModules.includes(module.replace('NativeModule ', '')))).toEqual([]);
    expect(files.filter(file => !/^(?:runtime\/web|sigv4)\//.test(file))).toEqual([]);
  });

  test('modules of both kinds get every name', () => {
    mkdirSync(join(built.folder, 'use'));
    const types = names.map(name => [name, exportsOf(join(built.folder, 'runtime', `${name}.js`))] as const);
    const lines = types.map(([name, own], i) => `import { ${own.map((one, j) => `${one} as n${i}_${j}`).join(', ')} } from '../runtime/${name}.js';`);
    const uses = types.flatMap(([, own], i) => own.map((_, j) => `n${i}_${j}`));
    writeFileSync(join(built.folder, 'use/all.mjs'), `${lines.join('\n')}\nconsole.log([${uses.join(', ')}].filter(one => one === undefined).length);`);
    expect(uses.length).toBeGreaterThan(60);
    expect(node(join(built.folder, 'use'), ['all.mjs'])).toBe('0\n');
  });

  /** The names that `require` gets, types apart. */
  const exportsOf = (file: string): readonly string[] =>
    JSON.parse(node(built.folder, ['-p', `JSON.stringify(Object.keys(require(${JSON.stringify(file)})))`])) as readonly string[];

  test.each([
    ['cjs', "const { presign } = require('../runtime/presign'); const { verify } = require('../runtime/verify');"],
    ['mjs', "import { presign } from '../runtime/presign.js'; import { verify } from '../runtime/verify.js';"],
  ])('a %s file presigns and verifies', (ext, imports) => {
    const file = join(built.folder, `use-${ext}`, `use.${ext}`);
    mkdirSync(join(file, '..'));
    writeFileSync(file, `${imports}
      const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
      const { url } = presign({ bucket: 'records', key: 'a/../b', region: 'eu-central-1', credentials });
      verify({ method: 'GET', url }, { region: 'eu-central-1', secretFor: () => 'secret' }).then(({ ok, path }) => console.log(ok, path));
    `);
    expect(node(join(file, '..'), [file])).toBe('true /a/../b\n');
  });
});

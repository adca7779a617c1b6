import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createProgram, ModuleKind, ScriptTarget } from 'typescript';

const ROOT = join(__dirname, '../..');
export const SRC = join(ROOT, 'src');
/** The rooms that runtime loads from. */
const ROOMS = ['runtime', 'sigv4', 'policy', 'posture', 'controls', 'frameworks', 'evidence', 'access'];

/** The runtime as the compiler of the package writes it, a file for a file, without checking its types. */
export interface Built {
  readonly folder: string;
  remove(): void;
}

export function build(): Built {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  const files = ROOMS.flatMap(room => readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' }).map(name => join(SRC, room, name)));
  createProgram(files.filter(name => name.endsWith('.ts')), {
    rootDir: SRC,
    outDir: folder,
    module: ModuleKind.CommonJS,
    target: ScriptTarget.ES2022,
    esModuleInterop: true,
    isolatedModules: true,
    noCheck: true,
    noLib: true,
    noResolve: true,
  }).emit();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What a process of its own loads. */
export interface Loaded {
  /** Files, relative to the folder. */
  readonly files: readonly string[];
  /** What is asked for and is no file of the folder: `node:crypto`, or the name of a package. */
  readonly asked: readonly string[];
  /** Everything of Node that was not loaded before, what modules of Node load themselves included. */
  readonly builtins: readonly string[];
}

const REPORT = `
  const Module = require('node:module');
  const asked = new Set();
  const load = Module._load;
  const before = new Set(process.moduleLoadList);
  Module._load = (name, ...rest) => { if (!/^[./]/.test(name)) asked.add(name); return load(name, ...rest); };
  for (const name of process.argv.slice(1)) require(name);
  Module._load = load;
  process.stdout.write(JSON.stringify({ files: Object.keys(require.cache), asked: [...asked], builtins: process.moduleLoadList.filter(name => !before.has(name)) }));
`;

/** Requires modules in a new process, and says what is loaded then. */
export function loadedBy(folder: string, ...names: readonly string[]): Loaded {
  const paths = names.map(name => name.startsWith('node:') ? name : join(folder, 'runtime', name));
  const { files, asked, builtins } = JSON.parse(node(folder, ['-e', REPORT, ...paths])) as Loaded;
  return { files: files.map(file => relative(folder, file)).sort(), asked: [...asked].sort(), builtins };
}

export const node = (cwd: string, args: readonly string[]): string => execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: {} });

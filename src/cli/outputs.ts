import { randomUUID } from 'node:crypto';
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Io } from './io';
import { Problem, systemProblem } from './problem';

const STDOUT = '-';

/** Where a text goes. */
export interface Target {
  /** As it was typed. */
  readonly name: string;
  /** The file; undefined is standard output. */
  readonly path?: string;
}

/** A text for a target. */
export interface Output {
  readonly target: Target;
  readonly text: string;
}

/** The places that `--output` names; refuses two that are the same, and what can be no file. */
export async function targetsOf(names: readonly string[], io: Io): Promise<readonly Target[]> {
  const targets = await Promise.all(names.map(name => targetOf(name, io)));
  const twice = targets.find(({ path }, i) => targets.findIndex(other => other.path === path) !== i);
  if (twice) throw new Problem(`'--output ${twice.name}' is there twice; name another file for each report`);
  return targets;
}

async function targetOf(name: string, io: Io): Promise<Target> {
  if (name === STDOUT) return { name };
  const path = resolve(io.cwd, name);
  const file = await stat(path).catch(() => undefined);
  if (file?.isDirectory()) throw new Problem(`cannot write '${name}': it is a directory; name a file in it`);
  const directory = await stat(dirname(path)).catch(() => undefined);
  if (!directory?.isDirectory()) throw new Problem(`cannot write '${name}': there is no directory '${dirname(name)}'; make it first`);
  return { name, path: file ? await realpath(path) : path };
}

/** Refuses a target that is one of the files that were read. */
export async function keepInputs(targets: readonly Target[], inputs: readonly string[], what: string): Promise<void> {
  const files = new Set(await Promise.all(inputs.map(async path => identity(path))));
  for (const { name, path } of targets) {
    if (path !== undefined && files.has(await identity(path))) throw new Problem(`'${name}' is one of the ${what}; name another output file`);
  }
}

/** The same for two names of one file. */
async function identity(path: string): Promise<string> {
  const file = await stat(path, { bigint: true }).catch(() => undefined);
  return file ? `${file.dev}:${file.ino}` : path;
}

/**
 * Writes all files or, as far as a file system allows, none: each text goes to a new file beside its target, and once all are
 * there, they take the names of their targets. Standard output comes last.
 *
 * @throws Problem naming the target that cannot be written
 */
export async function writeAll(outputs: readonly Output[], io: Io): Promise<void> {
  const files = outputs.flatMap(({ target: { name, path }, text }) => path === undefined ? [] : [{ name, path, text, draft: draftOf(path) }]);
  const write = async (name: string, work: () => Promise<void>) => work().catch(error => {
    throw new Problem(`cannot write '${name}': ${systemProblem(error)}`);
  });
  try {
    const ready: { readonly name: string; readonly path: string; readonly draft: string }[] = [];
    for (const { name, path, text, draft } of files) {
      const there = await stat(path).catch(() => undefined);
      if (there && !there.isFile()) { // a device or a pipe, such as /dev/null
        await write(name, () => writeFile(path, text));
      } else {
        await write(name, () => writeFile(draft, text, { flag: 'wx', ...there && { mode: there.mode } }));
        ready.push({ name, path, draft });
      }
    }
    for (const { name, path, draft } of ready) await write(name, () => rename(draft, path));
  } catch (error) {
    await Promise.all(files.map(({ draft }) => rm(draft, { force: true })));
    throw error;
  }
  for (const { target, text } of outputs) if (target.path === undefined) io.stdout.write(text);
}

const draftOf = (path: string): string => join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);

/** The text of a file that is there already; undefined where there is none. */
export async function textThere({ name, path }: Target): Promise<string | undefined> {
  if (path === undefined) return undefined;
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Problem(`cannot read '${name}': ${systemProblem(error)}`);
  });
}

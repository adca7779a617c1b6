import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { assemblySources, type Source } from './assembly';
import type { Io } from './io';
import { Problem, systemProblem } from './problem';
import { decode, readText } from './read-text';
import { embeddedTemplates, parseTemplate, type Template, TemplateError } from '../posture/cloudformation';

export interface Inputs {
  readonly templates: readonly Template[];
  /** The files behind the templates. */
  readonly paths: readonly string[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}

interface Candidate extends Source {
  /** Set where a directory was named, rather than this file: it may be something else than a template. */
  readonly perhaps?: boolean;
}

const STDIN = '-';
const TEMPLATE_FILE = /\.(?:json|ya?ml|template)$/i;

/** Reads every template that the arguments name, each once. Where some of them are bad, says all that is wrong and gives none. */
export async function readInputs(
  names: readonly string[], io: Io, elsewhere: Pick<Source, 'account' | 'region'>, onRead: (count: number) => void = () => {},
): Promise<Inputs> {
  const problems: string[] = [];
  const templates = new Map<string, Template>();
  const notes: string[] = [];
  const attempt = async (work: () => Promise<void>) => work().catch(error => {
    if (error instanceof Problem) problems.push(...error.sentences);
    else if (error instanceof TemplateError) problems.push(error.message);
    else throw error;
  });

  for (const name of names) {
    await attempt(async () => {
      for (const candidate of await find(name, io)) {
        if (templates.has(candidate.path)) continue;
        await attempt(async () => {
          const template = await read({ ...elsewhere, ...candidate }, io);
          onRead(templates.size);
          if (template) templates.set(candidate.path, template);
          else notes.push(`left out '${candidate.name}': it has no Resources, so it is no template`);
        });
      }
    });
  }

  if (problems.length === 0 && templates.size === 0) problems.push(`no template in ${names.map(name => `'${name}'`).join(', ')}; pass a template file or a cdk.out directory`);
  if (problems.length > 0) throw new Problem(...new Set(problems));
  const inside = [...templates.values()].map(embeddedTemplates);
  return {
    templates: [...templates.values(), ...inside.flatMap(i => i.templates)],
    paths: [...templates.keys()],
    notes: [...notes, ...inside.flatMap(i => i.notRead)],
  };
}

async function find(name: string, io: Io): Promise<readonly Candidate[]> {
  if (name === STDIN) return [{ name: 'stdin', path: STDIN }];
  const path = resolve(io.cwd, name);
  try {
    if (!(await stat(path)).isDirectory()) return [{ name, path }];
    const assembly = await assemblySources(name, path);
    if (assembly) return assembly;
    const files = (await readdir(path, { withFileTypes: true })).filter(file => !file.isDirectory() && TEMPLATE_FILE.test(file.name));
    return files.map(file => file.name).sort().map(file => ({ name: join(name, file), path: join(path, file), perhaps: true }));
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(`cannot read '${name}': ${systemProblem(error)}`);
  }
}

/** The template; undefined where a file that nobody named is none. */
async function read({ name, path, account, region, constructPathOf, perhaps }: Candidate, io: Io): Promise<Template | undefined> {
  try {
    const text = path === STDIN ? await decode(name, io.stdin ?? nothing()) : await readText(name, path);
    if (perhaps && !/\bResources\b/.test(text)) return undefined;
    return { ...parseTemplate(name, text, { account, region }), ...constructPathOf && { constructPathOf } };
  } catch (error) {
    if (perhaps && error instanceof TemplateError && error.code === 'no-resources') return undefined;
    throw error;
  }
}

async function* nothing(): AsyncGenerator<string> { /* no input */ }

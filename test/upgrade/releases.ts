import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SavedStack, Template } from './template';

const FOLDER = join(__dirname, 'releases');
const INDEX = 'stacks.json';

type Index = Readonly<Record<string, Omit<SavedStack, 'template'>>>;

/** The versions that are saved, the oldest first. */
export const savedReleases = (folder = FOLDER): string[] => readdirSync(folder).sort((a, b) => inOrder(a) < inOrder(b) ? -1 : 1);

/** What is before a release, such as 1.0.0-alpha.1, comes before it: `-` is less than `~`. */
const inOrder = (version: string) => (version.includes('-') ? version : `${version}~`).replace(/\d+/g, digits => digits.padStart(9, '0'));

/** The stacks of a saved release, each by its app and its own name. */
export function readRelease(version: string, folder = FOLDER): ReadonlyMap<string, SavedStack> {
  if (!existsSync(join(folder, version))) throw new Error(`no release ${version} is saved in ${folder}; there are ${savedReleases(folder).join(', ')}`);
  const read = (file: string) => JSON.parse(readFileSync(join(folder, version, file), 'utf8')) as unknown;
  return new Map(Object.entries(read(INDEX) as Index).map(([name, stack]) => [name, { ...stack, template: read(`${name}.template.json`) as Template }]));
}

/** Saves the stacks of a release, once. */
export function writeRelease(version: string, stacks: ReadonlyMap<string, SavedStack>, folder = FOLDER): void {
  if (!/^\d+\.\d+\.\d+(?:-[0-9a-z.-]+)?$/.test(version)) throw new Error(`the version is '${version}'; pass one such as 1.2.3`);
  const target = join(folder, version);
  if (existsSync(target)) throw new Error(`release ${version} is saved already, in ${target}; bump the version, or remove the folder if it was never published`);
  mkdirSync(target, { recursive: true });
  const write = (file: string, content: unknown) => writeFileSync(join(target, file), `${JSON.stringify(content)}\n`);
  for (const [name, { template }] of stacks) write(`${name}.template.json`, template);
  write(INDEX, Object.fromEntries([...stacks].map(([name, { environment, dependencies }]) => [name, { environment, dependencies }])));
}

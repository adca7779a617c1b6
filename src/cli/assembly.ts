import { readdir } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { constructPaths, type Notes } from './construct-paths';
import { Problem } from './problem';
import { readText } from './read-text';

/** Where a template is, and where it goes to as far as that is known. */
export interface Source {
  /** As messages and reports name it. */
  readonly name: string;
  readonly path: string;
  readonly account?: string;
  readonly region?: string;
  /** The path of the construct behind a logical id. @default - only where the template notes it */
  readonly constructPathOf?: (logicalId: string) => string | undefined;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type?: unknown;
  readonly environment?: unknown;
  readonly properties?: { readonly templateFile?: unknown; readonly directoryName?: unknown };
  readonly metadata?: unknown;
  readonly additionalMetadataFile?: unknown;
}

const NESTED_STACK = '.nested.template.json';

/** The templates of a cloud assembly (`cdk.out`); undefined where the directory is none. */
export async function assemblySources(name: string, path: string): Promise<readonly Source[] | undefined> {
  const files = await readdir(path);
  const manifest = files.includes('manifest.json') ? await readManifest(join(name, 'manifest.json'), join(path, 'manifest.json')) : undefined;
  if (manifest === undefined) return undefined;

  const stacks: Source[] = [];
  const stages: Source[] = [];
  const paths = new Map<string, string>();
  const pathIn = (file: string) => ({ constructPathOf: (id: string) => paths.get(`${file}#${id}`) });
  for (const artifact of Object.values(manifest.artifacts ?? {})) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const file = inside(name, artifact.properties?.templateFile);
      stacks.push({ name: join(name, file), path: join(path, file), ...environment(artifact.environment), ...pathIn(file) });
      for (const [resource, construct] of constructPaths(await notesOf(artifact, name, path), file)) paths.set(resource, construct);
    }
    if (artifact.type === 'cdk:cloud-assembly') {
      const directory = inside(name, artifact.properties?.directoryName);
      const nested = await assemblySources(join(name, directory), join(path, directory));
      if (!nested) throw new Problem(`'${join(name, directory)}' has no manifest.json, but '${join(name, 'manifest.json')}' names it; synthesize again`);
      stages.push(...nested);
    }
  }

  // Nested stacks are no artifacts. They go where their parents go, which is certain where all stacks go to one place.
  const everywhere = shared(stacks);
  const nestedStacks = files.filter(file => file.endsWith(NESTED_STACK)).sort();
  return [...stacks, ...nestedStacks.map(file => ({ name: join(name, file), path: join(path, file), ...everywhere, ...pathIn(file) })), ...stages];
}

/** What the CDK notes of a stack's constructs, in the manifest or in a file beside it. */
async function notesOf({ metadata, additionalMetadataFile: file }: Artifact, name: string, path: string): Promise<Notes> {
  const beside = file === undefined ? undefined : await readJson(join(name, inside(name, file)), join(path, inside(name, file)));
  return { ...metadata as object | undefined, ...beside };
}

/** Web applications have a manifest.json, too: undefined where it is no manifest of an assembly. */
async function readManifest(name: string, path: string): Promise<Manifest | undefined> {
  const manifest = await readJson(name, path);
  return 'artifacts' in manifest || 'version' in manifest ? manifest as Manifest : undefined;
}

/** An object; an empty one where the file holds something else. */
async function readJson(name: string, path: string): Promise<object> {
  const text = await readText(name, path);
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new Problem(`'${name}' is not valid JSON; synthesize again, or pass the templates themselves`);
  }
}

/** A path that an assembly names, if it stays below the assembly. */
function inside(name: string, path: unknown): string {
  const file = typeof path === 'string' ? normalize(path) : '.';
  if (isAbsolute(file) || file === '.' || file.split(/[\\/]/).includes('..')) {
    throw new Problem(`'${join(name, 'manifest.json')}' names ${JSON.stringify(path) ?? 'no file'} where a file below it is expected; synthesize again`);
  }
  return file;
}

/** `aws://123456789012/eu-west-1`; either may be unknown. */
function environment(text: unknown): Pick<Source, 'account' | 'region'> {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(String(text)) ?? [];
  return {
    ...account !== undefined && account !== 'unknown-account' ? { account } : {},
    ...region !== undefined && region !== 'unknown-region' ? { region } : {},
  };
}

function shared(sources: readonly Source[]): Pick<Source, 'account' | 'region'> {
  const only = (key: 'account' | 'region') => {
    const values = new Set(sources.map(s => s[key]));
    const [value] = values;
    return values.size === 1 && value !== undefined ? { [key]: value } : {};
  };
  return { ...only('account'), ...only('region') };
}

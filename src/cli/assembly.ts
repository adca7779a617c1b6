import { readdir } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { Problem } from './problem';
import { readText } from './read-text';

/** Where a template is, and where it goes to as far as that is known. */
export interface Source {
  /** As messages and reports name it. */
  readonly name: string;
  readonly path: string;
  readonly account?: string;
  readonly region?: string;
}

interface Manifest {
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}

interface Artifact {
  readonly type?: unknown;
  readonly environment?: unknown;
  readonly properties?: { readonly templateFile?: unknown; readonly directoryName?: unknown };
}

const NESTED_STACK = '.nested.template.json';

/** The templates of a cloud assembly (`cdk.out`); undefined where the directory is none. */
export async function assemblySources(name: string, path: string): Promise<readonly Source[] | undefined> {
  const files = await readdir(path);
  const manifest = files.includes('manifest.json') ? await readManifest(join(name, 'manifest.json'), join(path, 'manifest.json')) : undefined;
  if (manifest === undefined) return undefined;

  const stacks: Source[] = [];
  const stages: Source[] = [];
  for (const artifact of Object.values(manifest.artifacts ?? {})) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const file = inside(name, artifact.properties?.templateFile);
      stacks.push({ name: join(name, file), path: join(path, file), ...environment(artifact.environment) });
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
  return [...stacks, ...nestedStacks.map(file => ({ name: join(name, file), path: join(path, file), ...everywhere })), ...stages];
}

/** Web applications have a manifest.json, too: undefined where it is no manifest of an assembly. */
async function readManifest(name: string, path: string): Promise<Manifest | undefined> {
  const text = await readText(name, path);
  try {
    const manifest: unknown = JSON.parse(text);
    const is = typeof manifest === 'object' && manifest !== null && ('artifacts' in manifest || 'version' in manifest);
    return is ? manifest as Manifest : undefined;
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

import { basename, resolve } from 'node:path';
import type { Io } from './io';
import { Problem } from './problem';
import { readText } from './read-text';
import { clean } from '../evidence';
import type { Template } from '../posture/cloudformation';

export interface Named {
  /** What buckets are called, by `template#LogicalId`. */
  readonly names: Readonly<Record<string, string>>;
  /** Buckets of the stacks that no template has, a sentence each. */
  readonly notes: readonly string[];
}

const KIND = { limit: 50_000_000, tooLarge: 'and no list of resources is', pass: 'pass what aws cloudformation describe-stack-resources prints' };

/** The names of buckets: what `--map` says outweighs what the files of `--resources` say. */
export async function namesIn(files: readonly string[], maps: readonly string[], templates: readonly Template[], io: Io): Promise<Named> {
  const names: [string, string][] = [];
  const notes: string[] = [];
  for (const file of files) {
    for (const { id, name, stack } of resourcesIn(file, await readText(file, resolve(io.cwd, file), KIND))) {
      const having = templates.filter(template => hasBucket(template, id));
      const meant = having.length > 1 && stack !== undefined ? having.filter(template => stackOf(template) === stack) : having;
      if (meant.length > 1 || (having.length > 1 && meant.length === 0)) {
        throw new Problem(`'${id}' of '${file}' is a bucket of ${having.length} templates; pass '--map ${having[0].name}#${id}=${name}' instead`);
      }
      if (meant.length === 0) notes.push(`'${file}' has the bucket '${name}' (${id}), which no template has`);
      else names.push([`${meant[0].name}#${id}`, name]);
    }
  }
  return { names: Object.fromEntries([...names, ...maps.map(text => mapped(text, templates))]), notes };
}

function mapped(text: string, templates: readonly Template[]): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1 || at === text.length - 1) throw new Problem(`'--map' must be LogicalId=bucket, got '${text}'`);
  const [id, name] = [text.slice(0, at), text.slice(at + 1)];
  const having = templates.filter(template => hasBucket(template, id));
  return [having.length === 1 ? `${having[0].name}#${id}` : id, name];
}

function hasBucket({ body }: Template, id: string): boolean {
  const resources = body.Resources as Readonly<Record<string, unknown>>;
  const resource = Object.hasOwn(resources, id) ? resources[id] : undefined;
  return (resource as { readonly Type?: unknown } | undefined)?.Type === 'AWS::S3::Bucket';
}

/** The CDK calls a template after its stack. */
const stackOf = ({ name }: Template): string => basename(name).replace(/(?:\.template)?\.(?:json|ya?ml)$/i, '');

interface StackBucket {
  readonly id: string;
  readonly name: string;
  readonly stack?: string;
}

function resourcesIn(file: string, text: string): readonly StackBucket[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Problem(`'${file}' is no JSON: ${clean((error as Error).message)}; ${KIND.pass}`);
  }
  const { StackResources, StackResourceSummaries } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const list = StackResources ?? StackResourceSummaries;
  if (!Array.isArray(list)) throw new Problem(`'${file}' has no StackResources; ${KIND.pass}`);
  return list.flatMap((resource: unknown): StackBucket[] => {
    const { ResourceType, LogicalResourceId: id, PhysicalResourceId: name, StackName: stack } = (resource ?? {}) as Readonly<Record<string, unknown>>;
    if (ResourceType !== 'AWS::S3::Bucket' || typeof id !== 'string' || typeof name !== 'string' || name === '') return [];
    return [{ id, name, ...typeof stack === 'string' && { stack } }];
  });
}

import { readLoops } from './for-each';
import { type JsonMap, brief, entriesOf, isMap, own } from './json-value';
import { macroOf } from './macros';
import type { Text } from './symbolic-text';
import type { Template } from './template';

/** One template, ready to be looked things up in. */
export interface Stack {
  readonly template: Template;
  /** The template's name without wildcards, made distinct where two templates have the same one. */
  readonly label: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: unknown;
  readonly mappings: unknown;
  readonly conditions: unknown;
  /** The name of a macro that may rewrite the whole template. */
  readonly macro?: string;
  /** The `Fn::ForEach` loops among its resources. */
  readonly loops: readonly Loop[];
  /** Why there may be more resources of a type than the template shows. */
  readonly mayAdd: (type: string) => string | undefined;
  /** The resource of the parent template that deploys this one as a nested stack. */
  parent?: Resource;
}

export interface Resource {
  readonly stack: Stack;
  readonly id: string;
  readonly type: string;
  readonly body: JsonMap;
  /** How references to it are written: `<app.yaml.Records>`. */
  readonly token: string;
  /** How a bucket is shown where its name is literal; filled in once names are indexed. */
  readonly names: { shown?: string };
}

export interface Loop {
  readonly key: string;
  /** The types of the resources that it makes; undefined where they cannot be read. */
  readonly types?: ReadonlySet<string>;
  /** Paths, below the loop, of the buckets that it makes. */
  readonly buckets: readonly string[];
}

export interface Export {
  readonly stack: Stack;
  readonly value: unknown;
}

/** All templates together, with everything that is looked up across them. */
export interface Assembly {
  readonly stacks: readonly Stack[];
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** Outputs by the text of their export name. */
  readonly exports: Map<string, Export | 'ambiguous'>;
  /** Buckets by the text of their names. */
  readonly bucketNames: Map<string, Resource[]>;
  /** Aliases of keys by the text of their names. */
  readonly aliasNames: Map<string, Resource[]>;
  /** The policies, access points and notifications that may belong to a bucket. */
  readonly belongings: Map<Resource, Resource[]>;
  /** Those of a stack whose bucket is not known: each may be for any bucket in it. */
  readonly strays: Map<Stack, Resource[]>;
  /** The buckets that may encrypt with a key, by what keyIdentity may say of it. */
  readonly keyUsers: Map<string, Resource[]>;
  /** The buckets whose key is not known: each may be any key. */
  readonly keyStrays: Resource[];
  /** The resources that their template tells others about, each with the names of the exports that do; undefined for any other way. */
  readonly handedOut: Map<Resource, (Text | undefined)[]>;
  /** The buckets that may deliver their access logs to a bucket. */
  readonly logSources: Map<Resource, Resource[]>;
  readonly nested: Map<Resource, Stack>;
  /** What was read once for many buckets, with the operands that it depends on. */
  readonly shared: Map<string, { readonly value: unknown; readonly operands: ReadonlySet<string> }>;
}

/** The templates with their resources, by type; the other indexes are still empty. */
export function assemble(templates: readonly Template[]): Assembly {
  const labels = new Set<string>();
  const stacks = templates.map(template => stackOf(template, distinct(template.name, labels)));
  const byType = new Map<string, Resource[]>();
  for (const stack of stacks) for (const resource of stack.resources.values()) addTo(byType, resource.type, resource);
  return {
    stacks,
    byType,
    exports: new Map(),
    bucketNames: new Map(),
    aliasNames: new Map(),
    belongings: new Map(),
    strays: new Map(),
    keyUsers: new Map(),
    keyStrays: [],
    handedOut: new Map(),
    logSources: new Map(),
    nested: new Map(),
    shared: new Map(),
  };
}

export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [value]);
  else if (list[list.length - 1] !== value) list.push(value);
}

function distinct(name: string, taken: Set<string>): string {
  const plain = name.replace(/[*?$<>{}]/g, '_');
  let label = plain;
  for (let i = 2; taken.has(label); i++) label = `${plain}~${i}`;
  taken.add(label);
  return label;
}

function stackOf(template: Template, label: string): Stack {
  const { body } = template;
  const resources = new Map<string, Resource>();
  const section = own(body, 'Resources');
  const loops = readLoops(section);
  const macro = macroOf([own(body, 'Transform'), own(body, 'Fn::Transform')].flat());
  const included = own(section, 'Fn::Transform');
  const unreadable = entriesOf(section).find(([key, definition]) => !key.startsWith('Fn::') && mayBeSeveral(own(definition, 'Type')))?.[0];
  const mayAdd = (type: string): string | undefined => {
    if (macro !== undefined) return `macro ${macro} may add one`;
    if (included !== undefined) return `Fn::Transform ${brief(own(included, 'Name') ?? included)} may add one`;
    if (unreadable !== undefined) return `Resources/${unreadable} may add one`;
    const loop = loops.find(({ types }) => !types || types.has(type));
    return loop && `${loop.key} may add one`;
  };
  const stack: Stack = {
    template,
    label,
    resources,
    macro,
    loops,
    mayAdd,
    parameters: own(body, 'Parameters'),
    mappings: own(body, 'Mappings'),
    conditions: own(body, 'Conditions'),
  };
  for (const [id, definition] of entriesOf(section)) {
    const type = own(definition, 'Type');
    if (!isMap(definition) || typeof type !== 'string') continue;
    resources.set(id, { stack, id, type, body: definition, token: `<${label}.${id}>`, names: {} });
  }
  return stack;
}

/** A module, CloudFormation's or a packager's, stands for resources that are not in the template; what has no type to read may be anything. */
const mayBeSeveral = (type: unknown): boolean => typeof type !== 'string' || type.endsWith('::MODULE');

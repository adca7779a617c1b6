import { type Assembly, type Resource, type Stack, addTo, assemble } from './assembly';
import { bucketsNamed } from './bucket-names';
import { entriesOf, own } from './json-value';
import { callOf, resolve } from './resolve';
import type { Scope } from './scope';
import { Text, identityOf, lettersOf, referent } from './symbolic-text';
import type { Template } from './template';
import { World } from './world';

const MAX_BRANCHES = 64;

/** The templates with every index that readers need, each built once: exports, names, policies, sources of access logs. */
export function indexAssembly(templates: readonly Template[]): Assembly {
  const assembly = assemble(templates);
  for (const stack of assembly.stacks) indexNested(stack, assembly);
  for (const stack of assembly.stacks) indexExports(stack, assembly);
  for (const bucket of assembly.byType.get('AWS::S3::Bucket') ?? []) indexName(bucket, assembly);
  for (const alias of assembly.byType.get('AWS::KMS::Alias') ?? []) indexAlias(alias, assembly);
  for (const policy of assembly.byType.get('AWS::S3::BucketPolicy') ?? []) indexPolicy(policy, assembly);
  for (const bucket of assembly.byType.get('AWS::S3::Bucket') ?? []) indexLogs(bucket, assembly);
  return assembly;
}

/** Reads a stack before anything is decided: conditional expressions stay holes that equal themselves. */
function undecided(stack: Stack, assembly: Assembly, assumed = new Set<string>()): Scope {
  return { assembly, stack, world: new World(stack), assumed };
}

/** The values that an expression may take through `Fn::If`, unresolved. */
function branches(expression: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined && found.length < MAX_BRANCHES; next = open.pop()) {
    const call = callOf(next);
    if (call?.name === 'Fn::If' && Array.isArray(call.argument)) open.push(...call.argument.slice(1).reverse());
    else found.push(next);
  }
  return found;
}

const below = (expression: unknown, key: string): readonly unknown[] =>
  branches(expression).flatMap(value => branches(own(value, key)));

const properties = (resource: Resource): unknown => own(resource.body, 'Properties');

function textsOf(expressions: readonly unknown[], scope: Scope): readonly Text[] {
  return expressions.map(expression => resolve(expression, scope)).filter(value => value instanceof Text);
}

/** A nested stack and its template belong together where the asset path that CDK notes ends in the template's name. */
function indexNested(stack: Stack, assembly: Assembly): void {
  for (const resource of stack.resources.values()) {
    if (resource.type !== 'AWS::CloudFormation::Stack') continue;
    const path = own(own(resource.body, 'Metadata'), 'aws:asset:path');
    const children = typeof path !== 'string' ? [] : assembly.stacks.filter(child => child !== stack && sameFile(child.template.name, path));
    if (children.length !== 1 || children[0].parent) continue;
    assembly.nested.set(resource, children[0]);
    children[0].parent = resource;
  }
}

const sameFile = (name: string, path: string): boolean => name === path || name.endsWith(`/${path}`) || path.endsWith(`/${name}`);

function indexExports(stack: Stack, assembly: Assembly): void {
  for (const [, output] of entriesOf(own(stack.template.body, 'Outputs'))) {
    const name = resolve(own(own(output, 'Export'), 'Name'), undecided(stack, assembly));
    if (!(name instanceof Text)) continue;
    const identity = identityOf(name);
    assembly.exports.set(identity, assembly.exports.has(identity) ? 'ambiguous' : { stack, value: own(output, 'Value') });
  }
}

function indexName(bucket: Resource, assembly: Assembly): void {
  const assumed = new Set<string>();
  const scope = undecided(bucket.stack, assembly, assumed);
  const names = textsOf(below(properties(bucket), 'BucketName'), scope);
  for (const name of names) addTo(assembly.bucketNames, identityOf(name), bucket);
  if (names.length === 1 && assumed.size === 0 && below(properties(bucket), 'BucketName').length === 1) bucket.names.shown = lettersOf(names[0]);
}

function indexAlias(alias: Resource, assembly: Assembly): void {
  const name = resolve(own(properties(alias), 'AliasName'), undecided(alias.stack, assembly));
  if (name instanceof Text) addTo(assembly.aliasNames, identityOf(name), alias);
}

function indexPolicy(policy: Resource, assembly: Assembly): void {
  const scope = undecided(policy.stack, assembly);
  const texts = textsOf(below(properties(policy), 'Bucket'), scope);
  for (const text of texts) {
    const buckets = bucketsNamed(text, scope);
    for (const bucket of buckets) addTo(assembly.policies, bucket, policy);
    if (buckets.length === 0 && !referent(text)) addTo(assembly.strays, policy.stack, policy);
  }
  if (texts.length === 0) addTo(assembly.strays, policy.stack, policy);
}

function indexLogs(bucket: Resource, assembly: Assembly): void {
  const scope = undecided(bucket.stack, assembly);
  for (const logging of below(properties(bucket), 'LoggingConfiguration')) {
    for (const text of textsOf(below(logging, 'DestinationBucketName'), scope)) {
      for (const target of bucketsNamed(text, scope)) if (target !== bucket) addTo(assembly.logSources, target, bucket);
    }
  }
}

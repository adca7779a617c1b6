import { type Assembly, type Resource, type Stack, addTo, assemble } from './assembly';
import { NAMES_BUCKET } from './belongings';
import { bucketsNamed } from './bucket-names';
import { DEFAULT_KEY } from './default-key';
import { indexHandedOut } from './handed-out';
import { entriesOf, own } from './json-value';
import { keyId } from './key-identity';
import { branches, possible, properties, undecided } from './possible';
import { resolve } from './resolve';
import type { Scope } from './scope';
import { Text, holeOf, identityOf, lettersOf, referent } from './symbolic-text';
import type { Template } from './template';

/** The templates with every index that readers need, each built once: exports, names, belongings, sources of access logs, users of keys. */
export function indexAssembly(templates: readonly Template[]): Assembly {
  const assembly = assemble(templates);
  for (const stack of assembly.stacks) indexNested(stack, assembly);
  for (const stack of assembly.stacks) indexExports(stack, assembly);
  for (const bucket of assembly.byType.get('AWS::S3::Bucket') ?? []) indexName(bucket, assembly);
  for (const alias of assembly.byType.get('AWS::KMS::Alias') ?? []) indexAlias(alias, assembly);
  for (const [type, path] of NAMES_BUCKET) for (const resource of assembly.byType.get(type) ?? []) indexBelonging(resource, path, assembly);
  for (const bucket of assembly.byType.get('AWS::S3::Bucket') ?? []) indexLogs(bucket, assembly);
  for (const bucket of assembly.byType.get('AWS::S3::Bucket') ?? []) indexKey(bucket, assembly);
  indexHandedOut(assembly);
  return assembly;
}

const below = (expression: unknown, key: string): readonly unknown[] =>
  branches(expression).flatMap(value => branches(own(value, key)));

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

function indexBelonging(resource: Resource, path: readonly string[], assembly: Assembly): void {
  const scope = undecided(resource.stack, assembly);
  const { texts, unclear } = possible(properties(resource), path, scope);
  for (const text of texts) {
    const buckets = bucketsNamed(text, scope);
    for (const bucket of buckets) addTo(assembly.belongings, bucket, resource);
    if (buckets.length === 0 && !referent(text)) addTo(assembly.strays, resource.stack, resource);
  }
  if (unclear || (texts.length === 0 && !path.includes('**'))) addTo(assembly.strays, resource.stack, resource);
}

/** An alias stands for each key that it may be for, and for itself where that is not known. */
function indexKey(bucket: Resource, assembly: Assembly): void {
  const scope = undecided(bucket.stack, assembly);
  const { texts, unclear } = possible(properties(bucket), DEFAULT_KEY, scope);
  const aliased = texts.flatMap(text => aliasesOf(text, assembly)).map(alias => possible(properties(alias), ['TargetKeyId'], undecided(alias.stack, assembly)));
  const keys = [...texts, ...aliased.flatMap(target => target.texts)].map(keyId);
  for (const key of keys) for (const identity of identitiesOf(key)) addTo(assembly.keyUsers, identity, bucket);
  if (unclear || aliased.some(target => target.unclear) || keys.some(key => holeOf(key))) assembly.keyStrays.push(bucket);
}

const identitiesOf = (key: Text): readonly string[] => [identityOf(key), ...[referent(key)?.token ?? []].flat()];

function aliasesOf(text: Text, assembly: Assembly): readonly Resource[] {
  const id = keyId(text);
  const direct = referent(id);
  return direct ? [direct].filter(({ type }) => type === 'AWS::KMS::Alias') : assembly.aliasNames.get(identityOf(id)) ?? [];
}

function indexLogs(bucket: Resource, assembly: Assembly): void {
  const scope = undecided(bucket.stack, assembly);
  for (const logging of below(properties(bucket), 'LoggingConfiguration')) {
    for (const text of textsOf(below(logging, 'DestinationBucketName'), scope)) {
      for (const target of bucketsNamed(text, scope)) if (target !== bucket) addTo(assembly.logSources, target, bucket);
    }
  }
}

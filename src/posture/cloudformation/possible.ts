import type { Assembly, Resource, Stack } from './assembly';
import { entriesOf, isMap, own } from './json-value';
import { callOf, resolve } from './resolve';
import type { Scope } from './scope';
import { rewriterIn } from './spot';
import { Text } from './symbolic-text';
import { World } from './world';

const MAX_BRANCHES = 64;
const MAX_VALUES = 1_000;

/** What may stand at a place, whichever branches are taken. */
export interface Possible {
  readonly texts: readonly Text[];
  /** Whether something else may stand there, that cannot be read. */
  readonly unclear: boolean;
}

/** Reads a stack before anything is decided: conditional expressions stay holes that equal themselves. */
export function undecided(stack: Stack, assembly: Assembly, assumed = new Set<string>()): Scope {
  return { assembly, stack, world: new World(stack), assumed };
}

export const properties = (resource: Resource): unknown => own(resource.body, 'Properties');

/** The values that an expression may take through `Fn::If`, unresolved. */
export function branches(expression: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined && found.length < MAX_BRANCHES; next = open.pop()) {
    const call = callOf(next);
    if (call?.name === 'Fn::If' && Array.isArray(call.argument)) open.push(...call.argument.slice(1).reverse());
    else found.push(next);
  }
  return found;
}

/** Follows a path from an expression through every branch; `*` stands for each item of a list, `**` for each member of a map. */
export function possible(expression: unknown, path: readonly string[], scope: Scope): Possible {
  let level = [expression];
  let unclear = false;
  const values = (): readonly unknown[] => {
    const found = level.flatMap(branches).map(value => resolve(value, scope)).filter(value => value !== undefined);
    if (found.length > MAX_VALUES || level.some(value => branches(value).length >= MAX_BRANCHES)) unclear = true;
    return found.slice(0, MAX_VALUES);
  };
  for (const key of path) {
    const from = values();
    const fits = (value: unknown) => key === '*' ? Array.isArray(value) : isMap(value) && rewriterIn(value) === undefined;
    if (!from.every(fits)) unclear = true;
    level = from.flatMap(value => key === '*' ? Array.isArray(value) ? value : [] : key === '**' ? entriesOf(value).map(([, member]) => member) : [own(value, key)]);
  }
  const leaves = values();
  const texts = leaves.filter(value => value instanceof Text);
  return { texts, unclear: unclear || texts.length < leaves.length };
}

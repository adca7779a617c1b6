import { type Fact, known, unknown } from '../fact';
import type { Resource } from './assembly';
import { type JsonMap, brief, isMap, own } from './json-value';
import { type Resolved, resolve } from './resolve';
import { type Scope, scopeOf } from './scope';
import { Text, holeOf, lettersOf, textOf } from './symbolic-text';

/** A place in a template: what stands there, and what has to be taken for granted about it. */
export interface Spot {
  readonly at: string;
  readonly value: Resolved;
  readonly scope: Scope;
  readonly assuming: readonly string[];
  /** Why something may stand here although the template states nothing. */
  readonly doubt?: string;
}

/** The path of a resource, with its template's name where that is not the template of the bucket. */
export const pathOf = (resource: Resource, scope: Scope): string =>
  `${resource.stack === scope.world.home ? '' : `${resource.stack.label}#`}Resources/${resource.id}`;

export const propertiesOf = (resource: Resource, scope: Scope): Spot => get(definitionOf(resource, scope), 'Properties');

/** The spot of a whole resource, with what stands beside its properties. */
export function definitionOf(resource: Resource, scope: Scope): Spot {
  const { macro } = resource.stack;
  const trust = macro === undefined ? {} : { assuming: [`macro ${macro} leaves it as written`], doubt: `macro ${macro} may add it` };
  return { at: pathOf(resource, scope), value: resource.body, scope: scopeOf(scope, resource), assuming: [], ...trust };
}

/** Follows keys (and places in lists) from a spot; where a value has none, the spot of what is absent. */
export function get(from: Spot, ...keys: readonly (string | number)[]): Spot {
  return keys.reduce<Spot>((spot, key) => {
    const at = `${spot.at}/${key}`;
    const { value } = spot;
    if (value === undefined || (value instanceof Text && holeOf(value))) return { ...spot, at };
    if (Array.isArray(value) && typeof key === 'number') return stated({ ...spot, at }, value[key]);
    if (!isMap(value)) return { ...spot, at, value: illegible(`${brief(plain(value))} is no map`) };
    const name = rewriterIn(value);
    const trust = name === undefined ? {} : { assuming: [...spot.assuming, `${name} leaves it as written`], doubt: `${name} may add it` };
    return stated({ ...spot, ...trust, at }, own(value, String(key)));
  }, from);
}

/** What stands in a map in order to change it at deploy time: a transform, or a loop that makes keys. */
export function rewriterIn(value: JsonMap): string | undefined {
  const transform = own(value, 'Fn::Transform');
  if (transform !== undefined) return `Fn::Transform ${brief(own(transform, 'Name') ?? transform)}`;
  return Object.keys(value).find(key => key.startsWith('Fn::ForEach::'));
}

/** The items of a list that are there. */
export function items(spot: Spot): Fact<readonly Spot[]> {
  return read(spot, value => {
    if (!Array.isArray(value)) return undefined;
    return value.map((item, i) => stated({ ...spot, at: `${spot.at}/${i}` }, item)).filter(({ value: item }) => item !== undefined);
  }, 'is no list', []);
}

/** A fact about what stands at a spot: `fallback` where nothing does, unknown where it cannot be read. */
export function read<T>(spot: Spot, parse: (value: NonNullable<Resolved>) => T | undefined, complaint: string, ...fallback: readonly [T?]): Fact<T> {
  const { at, value, assuming, doubt } = spot;
  if (value === undefined) {
    if (doubt !== undefined) return unknown(at, doubt);
    return fallback.length > 0 ? known(at, fallback[0] as T) : unknown(at, 'is required but absent');
  }
  const hole = value instanceof Text ? holeOf(value) : undefined;
  if (hole) return unknown(at, hole.why);
  const parsed = parse(value);
  return parsed === undefined ? unknown(at, `${brief(plain(value))} ${complaint}`) : known(at, parsed, assuming);
}

export const truth = (spot: Spot, ...fallback: readonly [boolean?]): Fact<boolean> => read(spot, value => {
  if (typeof value === 'boolean') return value;
  const letters = lettersOf(value)?.toLowerCase();
  return letters === 'true' ? true : letters === 'false' ? false : undefined;
}, 'is neither true nor false', ...fallback);

/** A number, or letters that spell one. */
export const amount = (spot: Spot): Fact<number> => read(spot, number, 'is no number');

/** The same, undefined where the template states none. */
export const optionalAmount = (spot: Spot): Fact<number | undefined> => read<number | undefined>(spot, number, 'is no number', undefined);

function number(value: NonNullable<Resolved>): number | undefined {
  const letters = typeof value === 'number' ? String(value) : lettersOf(value);
  return letters !== undefined && /^\d+(?:\.\d+)?$/.test(letters) ? Number(letters) : undefined;
}

/** A text that has no hole. */
export const wording = (spot: Spot, ...fallback: readonly [Text?]): Fact<Text> =>
  read(spot, value => value instanceof Text ? value : typeof value === 'object' ? undefined : textOf(String(value)), 'is no text', ...fallback);

/** One of some words. */
export function oneOf<T extends string>(spot: Spot, words: readonly T[], ...fallback: readonly [T?]): Fact<T> {
  return read(spot, value => words.find(word => word === lettersOf(value)), `is none of ${words.join(', ')}`, ...fallback);
}

function stated(spot: Spot, expression: unknown): Spot {
  const assumed = new Set(spot.assuming);
  return { ...spot, value: resolve(expression, { ...spot.scope, assumed }), assuming: [...assumed] };
}

const illegible = (why: string): Text => new Text([{ hole: why, why }]);
const plain = (value: Resolved): unknown => value instanceof Text ? lettersOf(value) ?? '...' : value;

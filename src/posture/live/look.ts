import { brief, isMap } from '../cloudformation/json-value';
import { type Fact, known, unknown } from '../fact';

/** A place in an answer. Without a value and without a reason, AWS says that nothing is there. */
export interface Look {
  readonly at: string;
  readonly value?: unknown;
  /** Why nobody knows what is there. */
  readonly why?: string;
}

/** More than AWS ever answers. */
const MOST_ITEMS = 10_000;

/** A member that may be absent. */
export function optional(from: Look, ...keys: readonly string[]): Look {
  return keys.reduce<Look>((look, key) => step(look, key, () => ({})), from);
}

/** A member that AWS always states where the thing itself is configured: an answer without it is none. */
export function member(from: Look, ...keys: readonly string[]): Look {
  return keys.reduce<Look>((look, key) => step(look, key, () => ({ why: `OddAnswer: states no ${key}` })), from);
}

function step(look: Look, key: string, missing: () => Partial<Look>): Look {
  const at = `${look.at}/${key}`;
  if (look.why !== undefined || look.value === undefined) return { ...look, at };
  if (!isMap(look.value)) return { at, why: `OddAnswer: ${brief(look.value)} is no map` };
  return Object.hasOwn(look.value, key) && look.value[key] !== undefined ? { at, value: look.value[key] } : { at, ...missing() };
}

/** A fact about what stands at a place: `fallback` where nothing does, unknown where it cannot be read. */
export function read<T>(look: Look, parse: (value: unknown) => T | undefined, complaint: string, ...fallback: readonly [T?]): Fact<T> {
  const { at, value, why } = look;
  if (why !== undefined) return unknown(at, why);
  if (value === undefined) return fallback.length > 0 ? known(at, fallback[0] as T) : unknown(at, 'OddAnswer: is required but absent');
  const parsed = parse(value);
  return parsed === undefined ? unknown(at, `OddAnswer: ${brief(value)} ${complaint}`) : known(at, parsed);
}

export const truth = (look: Look, ...fallback: readonly [boolean?]): Fact<boolean> =>
  read(look, value => typeof value === 'boolean' ? value : undefined, 'is neither true nor false', ...fallback);

export const wording = (look: Look, ...fallback: readonly [string?]): Fact<string> =>
  read(look, value => typeof value === 'string' ? value : undefined, 'is no text', ...fallback);

export const amount = (look: Look): Fact<number> => read(look, natural, 'is no number of days');

/** The same, undefined where the answer states none. */
export const optionalAmount = (look: Look): Fact<number | undefined> => read<number | undefined>(look, natural, 'is no number of days', undefined);

const natural = (value: unknown): number | undefined => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const oneOf = <T extends string>(look: Look, words: readonly T[], ...fallback: readonly [T?]): Fact<T> =>
  read(look, value => words.find(word => word === value), `is none of ${words.join(', ')}`, ...fallback);

type Looks = readonly Look[];

/** The items of a list. */
export function items(look: Look, ...fallback: readonly [Looks?]): Fact<Looks> {
  return read<Looks>(look, value => Array.isArray(value) && value.length <= MOST_ITEMS
    ? value.map((item: unknown, i): Look => item === undefined || item === null
      ? { at: `${look.at}/${i}`, why: 'OddAnswer: an item of the list is nothing' } : { at: `${look.at}/${i}`, value: item })
    : undefined, 'is no list', ...fallback);
}

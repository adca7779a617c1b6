/** A value without its places: what two observers say of one thing is the same text. */
export interface Plain {
  /** JSON; lists in an order of their own. */
  readonly text: string;
  /** Why a part of it is not known, as a clause. */
  readonly unclear?: string;
}

/** What the reference tokens of templates are called in AWS. */
export type Names = ReadonlyMap<string, string>;

/** The names that mean the same in the postures of both readers. */
const AGREED: ReadonlySet<string> = new Set(['<bucket>', '<account>', '<key>', '<another account>', '<another>', '<anybody>']);
const TOKEN = /<[^<>\s][^<>]*>/g;

/** Makes a value plain; `names` tells what the reference tokens of a template are called in AWS: `<app.Logs>` may be `acme-logs`. */
export function plainOf(value: unknown, names: Names = new Map()): Plain {
  let unclear: string | undefined;
  const say = (why: string): string => {
    unclear ??= why;
    return why;
  };
  const letters = (text: string): string => text.replace(TOKEN, token => {
    if (AGREED.has(token)) return token;
    return names.get(token) ?? say(`${token} gets its name at deploy time`);
  });
  const visit = (item: unknown): unknown => {
    if (typeof item === 'string') return letters(item);
    if (Array.isArray(item)) return item.map(visit).sort(byText);
    if (typeof item !== 'object' || item === null) return item ?? null;
    if ('unknown' in item && typeof item.unknown === 'string') return say(item.unknown);
    if ('opaque' in item && typeof item.opaque === 'string') return say(item.opaque);
    if ('at' in item && 'value' in item) return visit(item.value);
    return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'at').map(([key, member]) => [key, visit(member)] as const).sort(byText));
  };
  const text = JSON.stringify(visit(value)) ?? 'null';
  return unclear === undefined ? { text } : { text, unclear };
}

const byText = (one: unknown, other: unknown): number => {
  const [a, b] = [JSON.stringify(one) ?? '', JSON.stringify(other) ?? ''];
  return a < b ? -1 : a > b ? 1 : 0;
};

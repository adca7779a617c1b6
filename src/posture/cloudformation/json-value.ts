/** A map of JSON, as opposed to a list or a scalar. */
export type JsonMap = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);

/** The value that a map states itself; whatever a prototype offers is not in the template. */
export const own = (value: unknown, key: string): unknown => isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The entries of a map; nothing where the value is no map. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => isMap(value) ? Object.entries(value) : [];

/** Whether two values are the same JSON; one that is shared by both is not looked into. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
  return keysA.length === keysB.length
    && keysA.every(key => Object.hasOwn(b, key) && sameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

/** JSON short enough for a message. */
export function brief(value: unknown): string {
  const text = JSON.stringify(shallow(value, 6)) ?? String(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

function shallow(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '...';
  if (Array.isArray(value)) return value.slice(0, 20).map(item => shallow(item, depth - 1));
  return Object.fromEntries(Object.entries(value).slice(0, 20).map(([key, item]) => [key, shallow(item, depth - 1)]));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype as object) === null;
}

/** A JSON object that somebody else wrote: only its own members count. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's members; none where it is no object. */
export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : {};
}

export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** A member in any spelling of capitals, the exact one first: `key` and `Key`, `ARN` and `arn`. */
export function member(object: Fields, name: string): unknown {
  if (Object.hasOwn(object, name)) return object[name];
  const lower = name.toLowerCase();
  const found = Object.keys(object).find(key => key.length === lower.length && key.toLowerCase() === lower);
  return found === undefined ? undefined : object[found];
}

/** Whether the object has a member of the name with different values in different capitals. */
export function contradicts(object: Fields, name: string): boolean {
  const lower = name.toLowerCase();
  const names = Object.keys(object).filter(key => key.length === lower.length && key.toLowerCase() === lower);
  return new Set(names.map(key => JSON.stringify(object[key]))).size > 1;
}

/** A member as text: CloudTrail writes some parameters as a list of one. Absent, empty and other things are undefined. */
export function text(object: Fields, name: string): string | undefined {
  const value = member(object, name);
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof one === 'number') return String(one);
  return typeof one === 'string' && one !== '' ? one : undefined;
}

export function flag(object: Fields, name: string): boolean | undefined {
  const value = member(object, name);
  const word = typeof value === 'boolean' ? String(value) : text(object, name)?.toLowerCase();
  return word === 'true' || word === 'yes' ? true : word === 'false' || word === 'no' ? false : undefined;
}

/** A whole number that is not negative. */
export function count(object: Fields, name: string): number | undefined {
  const value = text(object, name);
  if (value === undefined || !/^\d{1,16}(?:\.0+)?$/.test(value)) return undefined;
  return Number(value);
}

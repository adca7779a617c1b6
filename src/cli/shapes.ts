/** Says what is wrong with a value at a place, or nothing. */
export type Shape = (value: unknown, at: string) => string | undefined;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const wrong = (at: string, value: unknown, expected: string): string => `${at} is ${value === undefined ? 'missing' : shown(value)}, expected ${expected}`;

export const text: Shape = (value, at) => typeof value === 'string' ? undefined : wrong(at, value, 'a text');

export const flag: Shape = (value, at) => typeof value === 'boolean' ? undefined : wrong(at, value, 'true or false');

export const number: Shape = (value, at) => Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : wrong(at, value, 'a whole number');

export const oneOf = (...allowed: readonly unknown[]): Shape => (value, at) => allowed.includes(value) ? undefined : wrong(at, value, allowed.map(shown).join(' or '));

export const list = (item: Shape): Shape => (value, at) => {
  if (!Array.isArray(value)) return wrong(at, value, 'a list');
  for (const [i, member] of value.entries()) {
    const problem = item(member, `${at}[${i}]`);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

/** A map with these members; further ones may be there. */
export const map = (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape => (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(at, value, 'a map');
  const members = value as Readonly<Record<string, unknown>>;
  const optionals = Object.entries(optional).filter(([name]) => members[name] !== undefined);
  for (const [key, shape] of [...Object.entries(required), ...optionals]) {
    const problem = shape(members[key], at === '' ? key : `${at}.${key}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
};

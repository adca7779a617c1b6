/* eslint-disable no-control-regex */
const ESCAPES = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;
const SPACES = /[\s\p{Zl}\p{Zp}]+/gu;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** Text that cannot move a cursor, change a colour, reverse the reading order or start a line: templates are not to be trusted. */
export function clean(text: string): string {
  return text.replace(ESCAPES, '').replace(SPACES, ' ').replace(INVISIBLE, '');
}

/** Text of at most so many UTF-16 units, with an ellipsis where something is left out. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A copy of plain JSON with every string in it, but no key, passed through `change`; `key` is the nearest key around it. */
export function everyString<T>(value: T, change: (text: string, key: string) => string, key = ''): T {
  if (typeof value === 'string') return change(value, key) as T;
  if (Array.isArray(value)) return value.map(item => everyString(item, change, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, everyString(item, change, k)])) as T;
}

import { escapeGlob } from './glob';
import type { Lookup } from './request';
import type { Text } from './text';
import { NO, type Truth, UNKNOWN, YES } from './truth';

/** Compiles the text of a pattern to a test of a value; undefined where the text can match nothing. */
export type Compile = (text: string) => ((value: string) => boolean) | undefined;

/** Whether a value of the request matches one pattern of a policy, as far as both are known. */
export type Match = (value: string, lookup: Lookup) => Truth;

/** Compiles one pattern. `whole`: compiles certain text; `like`: compiles text in which `*` stands for what is not certain. */
export function pattern(text: Text, options: { whole: Compile; like: Compile; wildcards: boolean; variables: boolean }): Match {
  if (typeof text !== 'string') {
    const possible = options.like(text.like);
    return value => possible === undefined || possible(value) ? UNKNOWN : NO;
  }
  const parts = options.variables ? split(text) : undefined;
  if (!parts) {
    const test = options.whole(text);
    return value => test !== undefined && test(value) ? YES : NO;
  }
  const put = options.wildcards ? escapeGlob : (raw: string) => raw;
  return (value, lookup) => {
    let certain = true;
    let filled = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        filled += part;
        continue;
      }
      const values = part.key === undefined ? undefined : lookup.get(part.key);
      if (part.literal !== undefined) filled += put(part.literal);
      else if (values?.length === 1) filled += put(values[0]);
      else if (values === null && part.fallback !== undefined) filled += put(part.fallback);
      else if (values === null) return NO;
      else {
        certain = false;
        filled += '*';
      }
    }
    const test = (certain ? options.whole : options.like)(filled);
    if (test === undefined || !test(value)) return NO;
    return certain ? YES : UNKNOWN;
  };
}

interface Variable {
  readonly key?: string;
  readonly literal?: string;
  readonly fallback?: string;
}

/** `a${aws:username}b` as its parts; undefined where there is no variable. `${*}`, `${?}` and `${$}` are literals. */
function split(text: string): (string | Variable)[] | undefined {
  const parts = text.split(/(\$\{[^{}]*\})/);
  if (parts.length === 1) return undefined;
  return parts.map((part) => {
    if (!part.startsWith('${') || !part.endsWith('}')) return part;
    const inside = part.slice(2, -1).trim();
    if (['*', '?', '$'].includes(inside)) return { literal: inside };
    const comma = inside.indexOf(',');
    if (comma < 0) return { key: inside.toLowerCase() };
    return { key: inside.slice(0, comma).trim().toLowerCase(), fallback: inside.slice(comma + 1).trim().replace(/^'(.*)'$/, '$1') };
  });
}

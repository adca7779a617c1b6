import { escapeGlob, glob } from './glob';
import type { Lookup } from './request';
import { isNobodys, type Text } from './text';
import { NO, or, type Truth, UNKNOWN, YES } from './truth';

/** Compiles the text of a pattern to a test of a value; undefined where the text can match nothing. */
export type Compile = (text: string) => ((value: string) => boolean) | undefined;

/** Whether a value of the request matches one pattern of a policy, as far as both are known. */
export type Match = (value: string, lookup: Lookup) => Truth;

export interface PatternOptions {
  /** Compiles certain text. */
  readonly whole: Compile;
  /** Compiles text in which `*` stands for what is not certain; undefined where that says nothing. */
  readonly like: Compile;
  readonly wildcards: boolean;
  readonly variables: boolean;
}

/** Compiles one pattern. */
export function pattern(text: Text, options: PatternOptions): Match {
  if (typeof text !== 'string') {
    // A policy variable beside what is not certain may become anything as well.
    const possible = options.like(options.variables ? text.like.replace(/\$\{[^{}]*\}/g, '*') : text.like);
    // Without wildcards an opaque text is one value, whichever, and so none of nobody's.
    return value => (possible === undefined || possible(value)) && (options.wildcards || !isNobodys(value)) ? UNKNOWN : NO;
  }
  const parts = options.variables ? split(text) : undefined;
  if (!parts) {
    const test = options.whole(text);
    return test === undefined ? () => NO : value => test(value) ? YES : NO;
  }
  const put = options.wildcards ? escapeGlob : (raw: string) => raw;
  const head = options.whole === glob ? plainHead(parts[0]) : '';
  return (asked, lookup) => {
    if (!asked.startsWith(head)) return NO;
    let certain = true;
    let filled = '';
    for (const part of parts) {
      const value = typeof part === 'string' ? part : valueOf(part, lookup, put);
      if (value === null) return NO; // AWS: nothing is equal to, or like, a variable without a value.
      if (value === undefined) certain = false;
      filled += value ?? '*';
    }
    const test = (certain ? options.whole : options.like)(filled);
    if (certain) return test?.(asked) ? YES : NO;
    return test === undefined || test(asked) ? UNKNOWN : NO;
  };
}

/** How every value begins that a pattern matches, whatever its variables are. */
const plainHead = (part: string | Variable): string => typeof part === 'string' ? /^[^*?\uE02A\uE03F]*/.exec(part)![0] : '';

/** "or" over matches. */
export function anyMatch(matches: readonly Match[]): Match {
  if (matches.length === 1) return matches[0];
  return (value, lookup) => {
    let found: Truth = NO;
    for (let i = 0; i < matches.length && found !== YES; i++) found = or(found, matches[i](value, lookup));
    return found;
  };
}

interface Variable {
  readonly key?: string;
  readonly literal?: string;
  readonly fallback?: string;
}

/** The text of a variable: null where the request lacks the key, undefined where it is not known or has several values. */
function valueOf({ key, literal, fallback }: Variable, lookup: Lookup, put: (raw: string) => string): string | null | undefined {
  if (literal !== undefined) return put(literal);
  const values = lookup.get(key!);
  if (values?.length === 1) return put(values[0]);
  if (values !== null) return undefined;
  return fallback === undefined ? null : put(fallback);
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

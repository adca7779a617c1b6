/** In a pattern, stand for a literal `*` and `?` that came out of a policy variable. */
const LITERAL_STAR = '\uE02A';
const LITERAL_QUESTION = '\uE03F';

/** Makes a value match only itself when it is put into a pattern. */
export const escapeGlob = (value: string): string =>
  value.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_QUESTION);

/**
 * Compiles a pattern with `*` (any run, also empty) and `?` (exactly one character) to a test.
 * Works with two pointers and no regular expression: at worst the product of both lengths.
 */
export function glob(pattern: string): (value: string) => boolean {
  if (!/[*?\uE02A\uE03F]/.test(pattern)) return value => value === pattern;
  if (/^\*+$/.test(pattern)) return () => true;
  const head = pattern.slice(0, -1);
  if (pattern.endsWith('*') && !/[*?\uE02A\uE03F]/.test(head)) return value => value.startsWith(head);
  return value => scan(pattern, value);
}

function scan(pattern: string, value: string): boolean {
  let p = 0;
  let v = 0;
  let star = -1; // where to go back to
  let from = 0;
  while (v < value.length) {
    if (pattern[p] === '*') {
      star = p++;
      from = v;
    } else if (p < pattern.length && (pattern[p] === '?' || same(pattern[p], value[v]))) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++from;
    } else {
      return false;
    }
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

const same = (pattern: string, value: string): boolean => pattern === value
  || (pattern === LITERAL_STAR && value === '*') || (pattern === LITERAL_QUESTION && value === '?');

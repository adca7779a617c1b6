/** In a pattern, stand for a literal `*` and `?` that came out of a policy variable. */
const LITERAL_STAR = '\uE02A';
const LITERAL_QUESTION = '\uE03F';
const LITERAL_STAR_CODE = 0xe02a;
const LITERAL_QUESTION_CODE = 0xe03f;

/** Makes a value match only itself when it is put into a pattern. */
export const escapeGlob = (value: string): string =>
  value.replaceAll('*', LITERAL_STAR).replaceAll('?', LITERAL_QUESTION);

/**
 * Compiles a pattern with `*` (any run, also empty) and `?` (exactly one character) to a test.
 * Works with two pointers and no regular expression: at worst the product of both lengths.
 */
export function glob(pattern: string): (value: string) => boolean {
  const first = specialAfter(pattern, 0);
  const last = pattern.length - 1;
  if (first < 0) return value => value === pattern;
  if (pattern.charCodeAt(first) === STAR) {
    const head = pattern.slice(0, first);
    if (first === last) return first === 0 ? () => true : value => value.startsWith(head);
    const next = specialAfter(pattern, first + 1);
    if (next < 0) {
      const tail = pattern.slice(first + 1);
      return value => value.length >= last && value.startsWith(head) && value.endsWith(tail);
    }
  }
  return value => scan(pattern, value);
}

const STAR = 0x2a;
const QUESTION = 0x3f;

/** Where the next character stands that is more than itself; -1 where there is none. */
function specialAfter(pattern: string, from: number): number {
  for (let i = from; i < pattern.length; i++) {
    const code = pattern.charCodeAt(i);
    if (code === STAR || code === QUESTION || code === LITERAL_STAR_CODE || code === LITERAL_QUESTION_CODE) return i;
  }
  return -1;
}

function scan(pattern: string, value: string): boolean {
  const { length } = pattern;
  let p = 0;
  let v = 0;
  let star = -1; // where to go back to
  let from = 0;
  while (v < value.length) {
    const code = p < length ? pattern.charCodeAt(p) : -1;
    if (code === STAR) {
      star = p++;
      from = v;
    } else if (code === QUESTION || (code >= 0 && same(code, value.charCodeAt(v)))) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++from;
    } else {
      return false;
    }
  }
  while (p < length && pattern.charCodeAt(p) === STAR) p++;
  return p === length;
}

const same = (pattern: number, value: number): boolean => pattern === value
  || (pattern === LITERAL_STAR_CODE && value === STAR) || (pattern === LITERAL_QUESTION_CODE && value === QUESTION);

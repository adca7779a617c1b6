/**
 * The characters of a line as numbers: bytes of ASCII, where any other character counts as one that fits nowhere. Arrays of bytes are much faster to look
 * at one by one than strings. Behind each line stands one byte more, a line end.
 */
export type Codes = Uint8Array;

const SPACE = 32;
const DASH = 45;

/** What may stand in a word; `runEnd` takes one or several of them. */
export const IP = 1;
export const CODE = 2;
export const CIPHER = 4;
export const ALNUM = 8;

const between = (c: number, from: string, to: string): boolean => c >= from.charCodeAt(0) && c <= to.charCodeAt(0);

const KINDS = Uint8Array.from({ length: 256 }, (_, c) => {
  const digit = between(c, '0', '9');
  const upper = between(c, 'A', 'Z');
  const letter = upper || between(c, 'a', 'z');
  return (digit || between(c, '.', ':') || between(c, 'a', 'f') || between(c, 'A', 'F') ? IP : 0)
    + (letter || digit || c === 46 || c === 95 || c === DASH ? CODE : 0) + (upper || digit || c === 95 || c === DASH ? CIPHER : 0)
    + (letter || digit ? ALNUM : 0);
});

/** Where the run of characters of such a kind ends. */
export function runEnd(codes: Codes, start: number, kind: number): number {
  let place = start;
  while ((KINDS[codes[place]] & kind) !== 0) place++; // eslint-disable-line no-bitwise
  return place;
}

/** Where a word of one kind ends, at a space; -1 where there is none, or it is longer than `most`. */
export function wordEnd(codes: Codes, start: number, kind: number, most: number): number {
  const place = runEnd(codes, start, kind);
  return place > start && place - start <= most && codes[place] === SPACE ? place : -1;
}

/** Whether a `-` and a space stand there. */
export const isDash = (codes: Codes, start: number): boolean => codes[start] === DASH && codes[start + 1] === SPACE;

/** Whether a word stands there. */
export function stands(codes: Codes, start: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) {
    if (codes[start + i] !== word[i]) return false;
  }
  return true;
}

/** The codes of a text, in an array that may be the same at the next call. */
export function codesOf(text: string): Codes {
  const { length } = text;
  const codes = length + 4 < held.length ? held : new Uint8Array(length + 4);
  if (encoder.encodeInto(text, codes).written !== length) {
    for (let i = 0; i < length; i++) {
      const c = text.charCodeAt(i);
      codes[i] = c > 126 ? 127 : c;
    }
  }
  codes[length] = 10;
  return codes;
}

const encoder = new TextEncoder();
const held = new Uint8Array(65_536);

/** Where an operation such as `REST.GET.OBJECT` ends, at a space; -1 for anything else. */
export function operationEnd(codes: Codes, start: number): number {
  let place = start;
  let dots = 0;
  for (;;) {
    const end = runEnd(codes, place, ALNUM);
    if (end === place) return -1;
    const c = codes[end];
    if (c === SPACE) return dots > 0 && end - start <= 100 ? end : -1;
    if (c === 46) dots++;
    else if (c !== 95) return -1;
    place = end + 1;
  }
}

/** Whether `-` or a region such as `us-east-1` stands between two places. */
export function isRegion(codes: Codes, start: number, end: number): boolean {
  if (end === start + 1) return codes[start] === DASH;
  let words = 0;
  for (let place = start; ; place++) {
    const from = place;
    while (place < end && (words === 0 ? codes[place] >= 97 && codes[place] <= 122 : isLowerOrDigit(codes[place]))) place++;
    if (place - from < (words === 0 ? 2 : 1)) return false;
    words++;
    if (place === end) return words > 1;
    if (codes[place] !== DASH) return false;
  }
}

const isLowerOrDigit = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 48 && c <= 57);

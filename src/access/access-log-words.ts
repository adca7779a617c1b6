import { type Codes } from './access-log-codes';

const SPACE = 32;
const DASH = 45;

export const NO_NUMBER = -2;

/** Where the space stands behind what `countAt` read last. */
export let stop = 0;

/** The number at a place of a line that has a space behind it; -1 for `-`, and NO_NUMBER for anything else. */
export function countAt(codes: Codes, start: number): number {
  let place = start;
  let value = 0;
  for (let digit = codes[place] - 48; digit >= 0 && digit <= 9; digit = codes[++place] - 48) value = value * 10 + digit;
  if (place === start && codes[place] === DASH) {
    place++;
    value = -1;
  }
  stop = place;
  return place === start || place - start > 15 || codes[place] !== SPACE ? NO_NUMBER : value;
}

export const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Three digits in the place of the version id: the middle of a line, behind a quote that the client wrote, could begin so. */
export const isThreeDigits = (codes: Codes, start: number, end: number): boolean =>
  end === start + 3 && isDigit(codes[start]) && isDigit(codes[start + 1]) && isDigit(codes[start + 2]);

/** An unquoted field; absent where it is `-`. */
export const cut = (text: string, first: number, start: number, end: number): string | undefined =>
  end === start + 1 && first === DASH ? undefined : text.slice(start, end);

/** A quoted field; null where it is `"-"`. */
export const unquoted = (text: string, first: number, start: number, end: number): string | null =>
  end === start + 1 && first === DASH ? null : text.slice(start, end);

/** Known words are not cut out of the line: that would be a new string each time. */
export function signatureAt(codes: Codes, place: number): string | undefined {
  if (codes[place] === DASH) return undefined;
  const last = codes[place + 4];
  return last === 52 ? 'SigV4' : last === 50 ? 'SigV2' : `SigV${last - 48}`;
}

/** `TLSv1.2`, `TLSV1.2`, `TLSv1`. */
export function tlsAt(text: string, codes: Codes, base: number, start: number, end: number): string | undefined {
  if (end === start + 1) return undefined;
  if (end === start + 7 && codes[base + start + 3] === 118) {
    if (codes[base + end - 1] === 50) return 'TLSv1.2';
    if (codes[base + end - 1] === 51) return 'TLSv1.3';
  }
  return text.slice(start, end);
}

export function tlsEnd(codes: Codes, start: number): number {
  if (codes[start] !== 84 || codes[start + 1] !== 76 || codes[start + 2] !== 83 || (codes[start + 3] !== 118 && codes[start + 3] !== 86)
    || codes[start + 4] !== 49) return -1;
  return codes[start + 5] === 46 && isDigit(codes[start + 6]) ? start + 7 : start + 5;
}

/** By their length and a space. */
export const KINDS: readonly (string | undefined)[] = Array.from({ length: 13 }, (_, i) => i === 11 ? 'AuthHeader' : i === 12 ? 'QueryString' : undefined);

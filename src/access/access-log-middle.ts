import { isErrorCode, isStatus, NO_NUMBER, numberIn } from './access-log-shapes';
import { isHead } from './access-log-tail';

/** Status to turn-around time, and where the referer begins behind them. */
export interface Middle {
  /** Where the request-URI ends: its closing quote, or its `-`. */
  readonly uri: number;
  /** Where the six fields begin; each ends before the next, the last before the referer. */
  readonly starts: readonly number[];
  readonly referer: number;
}

const LONGEST_FIELD = 101;

/** The six fields between request-URI and referer, if they stand behind `uri`: ` 200 - 113 - 7 - ` and then a quote or `-`. Looks at no more than 606 characters. */
export function middleAt(text: string, uri: number): Middle | undefined {
  const starts: number[] = [];
  let place = uri + 1;
  if (text.charCodeAt(place) !== 32) return undefined;
  for (let field = 0; field < 6; field++) {
    const start = place + 1;
    place = wordEnd(text, start, LONGEST_FIELD);
    if (place < 0 || text.charCodeAt(place) !== 32 || !fits(text, field, start, place)) return undefined;
    starts.push(start);
  }
  const next = text.charCodeAt(place + 1);
  return next === 34 || (next === 45 && text.charCodeAt(place + 2) === 32) ? { uri, starts, referer: place + 1 } : undefined;
}

function fits(text: string, field: number, start: number, end: number): boolean {
  if (field === 0) return isStatus(text, start, end);
  return field === 1 ? isErrorCode(text, start, end) : numberIn(text, start, end) !== NO_NUMBER;
}

/**
 * Whether the fields behind the user agent could begin behind `quote`: version id, host id, and the three words that no client chooses. Looks at the
 * line up to the next quote.
 */
export function tailAt(text: string, quote: number): boolean {
  if (text.charCodeAt(quote + 1) !== 32) return false;
  const version = wordEnd(text, quote + 2, Infinity);
  const host = version < 0 ? -1 : wordEnd(text, version + 1, Infinity);
  if (host < 0 || text.slice(version + 1, host) === '-') return false;
  const signature = wordEnd(text, host + 1, LONGEST_FIELD);
  const cipher = signature < 0 ? -1 : wordEnd(text, signature + 1, LONGEST_FIELD);
  const authentication = cipher < 0 ? -1 : wordEnd(text, cipher + 1, LONGEST_FIELD);
  return authentication >= 0
    && isHead(text.slice(host + 1, signature), text.slice(signature + 1, cipher), text.slice(cipher + 1, authentication));
}

/** Where a word ends: at a space or the end of the line. Negative where it is empty, holds a quote or is longer than `most`. */
function wordEnd(text: string, start: number, most: number): number {
  const stop = Math.min(text.length, start + most);
  for (let place = start; place < stop; place++) {
    const c = text.charCodeAt(place);
    if (c === 34) return -1;
    if (c === 32) return place === start ? -1 : place;
  }
  return stop === text.length && stop > start ? stop : -1;
}

import { keyOf } from './access-log-key';
import type { AccessLogLine } from './access-log-line';
import { ABSENT, isCipher, isErrorCode, isIp, isOperation, isStatus, NO_NUMBER, numberIn, SHAPES } from './access-log-shapes';
import { leastFields } from './access-log-tail';
import { TIME_LENGTH, timeAt } from './access-log-time';

const SPACE = 32;
const QUOTE = 34;
const DASH = 45;

/** Where each field begins; one behind the last, where one more would. Held between lines: a field of its own a line would double their cost. */
const at = new Int32Array(29);

const NONE: readonly string[] = Object.freeze([]);

/**
 * Reads a line that can be read in one way only: one space between fields, no quote but those around request-URI, referer and user agent, and all else of
 * the shape that S3 writes. Undefined for any other line, which `readHostile` then looks at. Each character is looked at a fixed number of times.
 */
export function readClean(text: string, number: number): AccessLogLine | undefined {
  const fields = divide(text);
  if (fields === 0) return undefined;
  const time = timeAt(text, at[2]);
  const status = numberIn(text, at[9], at[10] - 1);
  const bytesSent = numberIn(text, at[11], at[12] - 1);
  const objectSize = numberIn(text, at[12], at[13] - 1);
  const totalTime = numberIn(text, at[13], at[14] - 1);
  const turnAroundTime = numberIn(text, at[14], at[15] - 1);
  if (!(time > -Infinity) || (status >= 0 ? at[10] !== at[9] + 4 : status === NO_NUMBER) || !isErrorCode(text, at[10], at[11] - 1)
    || bytesSent === NO_NUMBER || objectSize === NO_NUMBER || totalTime === NO_NUMBER || turnAroundTime === NO_NUMBER
    || !isIp(text, at[3], at[4] - 1) || !isOperation(text, at[6], at[7] - 1) || !tailHolds(text, fields, time)) return undefined;
  const operation = text.slice(at[6], at[7] - 1);
  const rawKey = word(text, 7);
  return {
    ok: true,
    number,
    fields,
    bucketOwner: word(text, 0),
    bucket: word(text, 1),
    time,
    remoteIp: word(text, 3),
    requester: word(text, 4),
    requestId: word(text, 5),
    operation,
    key: rawKey === undefined ? undefined : keyOf(rawKey, operation),
    rawKey,
    requestUri: quoted(text, 8),
    status: given(status),
    errorCode: word(text, 10),
    bytesSent: given(bytesSent),
    objectSize: given(objectSize),
    totalTime: given(totalTime),
    turnAroundTime: given(turnAroundTime),
    referer: quoted(text, 15),
    userAgent: quoted(text, 16),
    versionId: word(text, 17),
    hostId: fields > 18 ? word(text, 18) : undefined,
    signatureVersion: fields > 19 ? signature(text, at[19]) : undefined,
    cipherSuite: fields > 20 ? word(text, 20) : undefined,
    authenticationType: fields > 21 ? KINDS[at[22] - at[21]] : undefined,
    hostHeader: fields > 22 ? word(text, 22) : undefined,
    tlsVersion: fields > 23 ? word(text, 23) : undefined,
    accessPointArn: fields > 24 ? word(text, 24) : undefined,
    aclRequired: fields > 25 ? text.charCodeAt(at[25]) !== DASH : undefined,
    sourceRegion: fields > 26 ? word(text, 26) : undefined,
    more: NONE,
    ambiguous: undefined,
  };
}

/** Fills `at` and gives the number of fields, or 0 where the line is not clean. */
function divide(text: string): number {
  const { length } = text;
  let place = 0;
  for (let field = 1; field <= 8; field++) {
    if (field === 3) place += TIME_LENGTH - 1; // The time holds a space.
    const space = text.indexOf(' ', place);
    if (space <= place) return 0;
    place = space + 1;
    at[field] = place;
  }
  if (text.charCodeAt(at[2] + TIME_LENGTH) !== SPACE) return 0;
  const firstQuote = text.indexOf('"');
  for (let field = 9; field <= 17; field++) {
    let end = 0;
    if (text.charCodeAt(place) === QUOTE && (field === 9 || field >= 16)) {
      if (field === 9 && firstQuote !== place) return 0;
      end = text.indexOf('"', place + 1) + 1;
      if (end === 0 || text.charCodeAt(place + 1) === SPACE || text.charCodeAt(end) !== SPACE) return 0;
    } else {
      end = text.indexOf(' ', place);
      if (end <= place) return 0;
      if ((field === 9 || field >= 16) && (firstQuote >= 0 || end !== place + 1 || text.charCodeAt(place) !== DASH)) return 0;
    }
    place = end + 1;
    at[field] = place;
  }
  if (text.indexOf('"', place) >= 0) return 0;
  for (let field = 18; field <= 27; field++) {
    const space = text.indexOf(' ', place);
    if (space === place || place >= length) return 0;
    if (space < 0) {
      at[field] = length + 1;
      return field;
    }
    place = space + 1;
    at[field] = place;
  }
  return 0;
}

/** Whether the fields behind the user agent are as many as at that time, of their shapes, and agree with each other (see `readTail`). */
function tailHolds(text: string, fields: number, time: number): boolean {
  if (fields - 17 < leastFields(time) || isStatusOnly(text, at[17], at[18] - 1)) return false;
  if (fields === 18) return true;
  if (fields < 23 || !isSignature(text, at[19], at[20] - 1) || !isCipher(text, at[20], at[21] - 1) || !isKind(text, at[21], at[22] - 1)) return false;
  if (fields === 23) return true;
  const secure = !isDash(text, 20);
  if (secure ? !isTls(text, at[23], at[24] - 1) : !isDash(text, 23)) return false;
  if (!secure && fields > 24 && leastFields(time) < 9) return false; // A host header with ` -` at its end could read as the TLS version.
  if (fields > 24 && !isDash(text, 24) && !stands(text, at[24], 'arn:')) return false;
  if (fields > 25 && !isDash(text, 25) && !(at[26] === at[25] + 4 && stands(text, at[25], 'Yes'))) return false;
  return fields <= 26 || SHAPES.region.test(text.slice(at[26], at[27] - 1));
}

const isDash = (text: string, field: number): boolean => at[field + 1] === at[field] + 2 && text.charCodeAt(at[field]) === DASH;

/** Three digits in the place of the version id: the middle of a line, behind a quote that the client wrote, could begin so. */
const isStatusOnly = (text: string, start: number, end: number): boolean => end === start + 3 && isStatus(text, start, end);

const isSignature = (text: string, start: number, end: number): boolean => end === start + 1 ? text.charCodeAt(start) === DASH
  : end === start + 5 && stands(text, start, 'SigV') && numberIn(text, start + 4, end) >= 0;

/** Known words are not cut out of the line: that would be a new string each time. */
function signature(text: string, start: number): string | undefined {
  const last = text.charCodeAt(start) === DASH ? 0 : text.charCodeAt(start + 4) - 48;
  return last === 0 ? undefined : last === 4 ? 'SigV4' : `SigV${last}`;
}

/** By their length and a space. */
const KINDS: Readonly<Record<number, string>> = { 11: 'AuthHeader', 12: 'QueryString' };

const isKind = (text: string, start: number, end: number): boolean => end === start + 1 ? text.charCodeAt(start) === DASH
  : (end === start + 10 && stands(text, start, 'AuthHeader')) || (end === start + 11 && stands(text, start, 'QueryString'));

/** `TLSv1.2`, `TLSV1.2`, `TLSv1`. */
function isTls(text: string, start: number, end: number): boolean {
  if (!stands(text, start, 'TLS') || (text.charCodeAt(start + 3) !== 118 && text.charCodeAt(start + 3) !== 86)
    || text.charCodeAt(start + 4) !== 49) return false;
  return end === start + 5 || (end === start + 7 && text.charCodeAt(start + 5) === 46 && numberIn(text, start + 6, end) >= 0);
}

function stands(text: string, start: number, known: string): boolean {
  for (let i = 0; i < known.length; i++) {
    if (text.charCodeAt(start + i) !== known.charCodeAt(i)) return false;
  }
  return true;
}

/** An unquoted field; absent where it is `-`. */
function word(text: string, field: number): string | undefined {
  const start = at[field];
  const end = at[field + 1] - 1;
  return end === start + 1 && text.charCodeAt(start) === DASH ? undefined : text.slice(start, end);
}

/** A field that S3 puts in quotes: absent where it is `-` without them, and null where it is `"-"`. */
function quoted(text: string, field: number): string | null | undefined {
  const start = at[field];
  if (text.charCodeAt(start) !== QUOTE) return undefined;
  const end = at[field + 1] - 2;
  return end === start + 2 && text.charCodeAt(start + 1) === DASH ? null : text.slice(start + 1, end);
}

const given = (value: number): number | undefined => value === ABSENT ? undefined : value;

import { CIPHER, CODE, type Codes, codesOf, IP, isRegion, operationEnd, runEnd, stands } from './access-log-codes';
import { keyOf } from './access-log-key';
import type { AccessLogLine } from './access-log-line';
import { leastFields } from './access-log-tail';
import { TIME_LENGTH, timeIn } from './access-log-time';
import { countAt, cut, isDigit, isThreeDigits, KINDS, NO_NUMBER, signatureAt, stop, tlsAt, tlsEnd, unquoted } from './access-log-words';

const SPACE = 32;
const QUOTE = 34;
const DASH = 45;

const NONE: readonly string[] = Object.freeze([]);

const wordOf = (word: string): Codes => Uint8Array.from(word, c => c.charCodeAt(0));

const HEADER = wordOf('AuthHeader ');
const QUERY = wordOf('QueryString ');
const ARN = wordOf('arn:');
const YES = wordOf('Yes');

/**
 * Reads a line that can be read in one way only: one space between fields, no quote but those around request-URI, referer and user agent, and all else of
 * the shape that S3 writes. Undefined for any other line, which `readHostile` then looks at. Each character is looked at a fixed number of times.
 *
 * One long function: calls, and places that are handed on, would cost as much as the reading. Words are found by `indexOf` and shapes are checked by
 * bytes, as each is the fastest way to do it. A name that ends in `End` is where the space or quote behind a field stands.
 * @param codes the codes of the line where they are at hand, from `base` on
 */
export function readClean(text: string, number: number, codes: Codes = codesOf(text), base = 0): AccessLogLine | undefined {
  const { length } = text;
  const ownerEnd = text.indexOf(' ');
  const bucketEnd = text.indexOf(' ', ownerEnd + 1);
  const ip = bucketEnd + TIME_LENGTH + 2;
  if (ownerEnd < 1 || bucketEnd < ownerEnd + 2 || ip >= length || codes[base + ip - 1] !== SPACE) return undefined;
  const time = timeIn(codes, base + bucketEnd + 1);
  if (!(time > -Infinity)) return undefined;
  let ipEnd = runEnd(codes, base + ip, IP) - base;
  if (ipEnd === ip && codes[base + ip] === DASH) ipEnd++;
  if (ipEnd === ip || ipEnd - ip > 64 || codes[base + ipEnd] !== SPACE) return undefined;
  const requesterEnd = text.indexOf(' ', ipEnd + 1);
  if (requesterEnd < ipEnd + 2) return undefined;
  const requestIdEnd = text.indexOf(' ', requesterEnd + 1);
  if (requestIdEnd < requesterEnd + 2) return undefined;
  const verbEnd = operationEnd(codes, base + requestIdEnd + 1) - base;
  if (verbEnd <= requestIdEnd) return undefined;
  const keyEnd = text.indexOf(' ', verbEnd + 1);
  if (keyEnd < verbEnd + 2) return undefined;

  // All three of what stands in quotes does, or none, and then no quote stands in the line.
  const uri = keyEnd + 1;
  const open = text.indexOf('"');
  const bare = open < 0;
  if (bare ? codes[base + uri] !== DASH : open !== uri || codes[base + uri + 1] === SPACE) return undefined;
  const uriEnd = bare ? uri : text.indexOf('"', uri + 1);
  if (uriEnd < uri || codes[base + uriEnd + 1] !== SPACE) return undefined;
  let place = base + uriEnd + 2;
  let status = -1;
  if (codes[place] === DASH) {place++;} else {
    const hundreds = codes[place] - 48;
    const tens = codes[place + 1] - 48;
    const ones = codes[place + 2] - 48;
    if (!(hundreds >= 0 && hundreds <= 9 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return undefined;
    status = hundreds * 100 + tens * 10 + ones;
    place += 3;
  }
  const error = place + 1 - base;
  if (codes[place] !== SPACE) return undefined;
  place = runEnd(codes, place + 1, CODE);
  const errorEnd = place - base;
  if (errorEnd === error || errorEnd - error > 100 || codes[place] !== SPACE) return undefined;
  const bytesSent = countAt(codes, place + 1);
  place = stop;
  const objectSize = countAt(codes, place + 1);
  place = stop;
  const totalTime = countAt(codes, place + 1);
  place = stop;
  const turnAroundTime = countAt(codes, place + 1);
  place = stop;
  const referer = place + 1 - base;
  if (bytesSent === NO_NUMBER || objectSize === NO_NUMBER || totalTime === NO_NUMBER || turnAroundTime === NO_NUMBER) return undefined;
  if ( codes[base + referer] !== (bare ? DASH : QUOTE) || codes[base + referer + 1] === SPACE !== bare) return undefined;
  const refererEnd = bare ? referer : text.indexOf('"', referer + 1);
  if (refererEnd < referer || codes[base + refererEnd + 1] !== SPACE) return undefined;
  const agent = refererEnd + 2;
  if (codes[base + agent] !== (bare ? DASH : QUOTE) || codes[base + agent + 1] === SPACE !== bare) return undefined;
  const agentEnd = bare ? agent : text.indexOf('"', agent + 1);
  if (agentEnd < agent || codes[base + agentEnd + 1] !== SPACE) return undefined;

  // As many fields behind the user agent as at that time, of their shapes, and agreeing with each other (see `readTail`).
  const version = agentEnd + 2;
  const least = leastFields(time) + 17;
  if (version >= length || text.indexOf('"', version) >= 0) return undefined;
  let fields = 18;
  const versionSpace = text.indexOf(' ', version);
  const versionEnd = versionSpace < 0 ? length : versionSpace;
  if (versionEnd === version || isThreeDigits(codes, base + version, base + versionEnd)) return undefined;
  let hostIdEnd = 0;
  let signature = 0;
  let cipher = 0;
  let cipherEnd = 0;
  let header = 0;
  let headerEnd = 0;
  let tls = 0;
  let tlsStop = 0;
  let point = 0;
  let pointEnd = 0;
  let acl = 0;
  let region = 0;
  if (versionSpace >= 0) {
    hostIdEnd = text.indexOf(' ', versionEnd + 1);
    if (hostIdEnd < versionEnd + 2) return undefined;
    place = base + hostIdEnd + 1;
    signature = place;
    if (codes[place] === DASH) place++;
    else if (codes[place] === 83 && codes[place + 1] === 105 && codes[place + 2] === 103
      && codes[place + 3] === 86 && isDigit(codes[place + 4])) place += 5;
    else return undefined;
    if (codes[place] !== SPACE) return undefined;
    cipher = place + 1 - base;
    place = runEnd(codes, place + 1, CIPHER);
    cipherEnd = place - base;
    if (cipherEnd === cipher || cipherEnd - cipher > 100 || codes[place] !== SPACE) return undefined;
    place++;
    if (codes[place] === DASH && codes[place + 1] === SPACE) place += 2;
    else if (stands(codes, place, HEADER)) place += 11;
    else if (stands(codes, place, QUERY)) place += 12;
    else return undefined;
    header = place - base;
    if (header >= length) return undefined;
    headerEnd = text.indexOf(' ', header);
    if (headerEnd === header) return undefined;
    fields = 23;
    if (headerEnd < 0) {headerEnd = length;} else {
      fields = 24;
      tls = headerEnd + 1;
      const secure = cipherEnd !== cipher + 1 || codes[base + cipher] !== DASH;
      tlsStop = secure ? tlsEnd(codes, base + tls) - base : codes[base + tls] === DASH ? tls + 1 : -1;
      if (tlsStop < tls || tls >= length) return undefined;
      if (tlsStop < length) {
        // ` -` at the end of a host header could read as the TLS version.
        if (codes[base + tlsStop] !== SPACE || (!secure && least < 26)) return undefined;
        point = tlsStop + 1;
        if (point >= length) return undefined;
        const pointSpace = text.indexOf(' ', point);
        pointEnd = pointSpace < 0 ? length : pointSpace;
        if (!(pointEnd === point + 1 && codes[base + point] === DASH) && !stands(codes, base + point, ARN)) return undefined;
        fields = 25;
        if (pointSpace >= 0) {
          acl = pointEnd + 1;
          const aclEnd = codes[base + acl] === DASH ? acl + 1 : stands(codes, base + acl, YES) ? acl + 3 : -1;
          if (aclEnd < 0 || acl >= length) return undefined;
          fields = 26;
          if (aclEnd < length) {
            region = aclEnd + 1;
            if (codes[base + aclEnd] !== SPACE || region >= length || !isRegion(codes, base + region, base + length)) return undefined;
            fields = 27;
          }
        }
      }
    }
  }
  if (fields < least) return undefined;
  const operation = text.slice(requestIdEnd + 1, verbEnd);
  const rawKey = cut(text, codes[base + verbEnd + 1], verbEnd + 1, keyEnd);
  return {
    ok: true,
    number,
    fields,
    bucketOwner: cut(text, codes[base], 0, ownerEnd),
    bucket: cut(text, codes[base + ownerEnd + 1], ownerEnd + 1, bucketEnd),
    time,
    remoteIp: cut(text, codes[base + ip], ip, ipEnd),
    requester: cut(text, codes[base + ipEnd + 1], ipEnd + 1, requesterEnd),
    requestId: cut(text, codes[base + requesterEnd + 1], requesterEnd + 1, requestIdEnd),
    operation,
    key: rawKey === undefined ? undefined : keyOf(rawKey, operation),
    rawKey,
    requestUri: bare ? undefined : unquoted(text, codes[base + uri + 1], uri + 1, uriEnd),
    status: status < 0 ? undefined : status,
    errorCode: cut(text, codes[base + error], error, errorEnd),
    bytesSent: bytesSent < 0 ? undefined : bytesSent,
    objectSize: objectSize < 0 ? undefined : objectSize,
    totalTime: totalTime < 0 ? undefined : totalTime,
    turnAroundTime: turnAroundTime < 0 ? undefined : turnAroundTime,
    referer: bare ? undefined : unquoted(text, codes[base + referer + 1], referer + 1, refererEnd),
    userAgent: bare ? undefined : unquoted(text, codes[base + agent + 1], agent + 1, agentEnd),
    versionId: cut(text, codes[base + version], version, versionEnd),
    hostId: fields > 18 ? cut(text, codes[base + versionEnd + 1], versionEnd + 1, hostIdEnd) : undefined,
    signatureVersion: fields > 18 ? signatureAt(codes, signature) : undefined,
    cipherSuite: fields > 18 ? cut(text, codes[base + cipher], cipher, cipherEnd) : undefined,
    authenticationType: fields > 18 ? KINDS[header - cipherEnd - 1] : undefined,
    hostHeader: fields > 18 ? cut(text, codes[base + header], header, headerEnd) : undefined,
    tlsVersion: fields > 23 ? tlsAt(text, codes, base, tls, tlsStop) : undefined,
    accessPointArn: fields > 24 ? cut(text, codes[base + point], point, pointEnd) : undefined,
    aclRequired: fields > 25 ? codes[base + acl] !== DASH : undefined,
    sourceRegion: fields > 26 ? cut(text, codes[base + region], region, length) : undefined,
    more: NONE,
    ambiguous: undefined,
  };
}

import type { AccessLogField, AccessLogLine } from './access-log-line';
import { isCipher, SHAPES } from './access-log-shapes';

/** The fields behind the user agent. */
export interface Tail extends Pick<AccessLogLine,
'versionId' | 'hostId' | 'signatureVersion' | 'cipherSuite' | 'authenticationType' | 'hostHeader' | 'tlsVersion' | 'accessPointArn' | 'aclRequired' | 'sourceRegion' | 'more'> {
  readonly doubts: readonly AccessLogField[];
}

export const TAIL_FIELDS: readonly AccessLogField[] = [
  'versionId', 'hostId', 'signatureVersion', 'cipherSuite', 'authenticationType', 'hostHeader', 'tlsVersion', 'accessPointArn', 'aclRequired',
  'sourceRegion', 'more',
];

/** When S3 had begun to write host id to host header, the TLS version, and access point ARN and aclRequired, in all regions. */
const HOST_ID = Date.UTC(2019, 3);
const TLS_VERSION = Date.UTC(2020, 0);
const ACL_REQUIRED = Date.UTC(2023, 5);

/** Least fields that a line of that time has behind its user agent. */
export const leastFields = (time: number): number => time >= ACL_REQUIRED ? 9 : time >= TLS_VERSION ? 7 : time >= HOST_ID ? 6 : 1;

/**
 * Reads the words behind the user agent; undefined where they are not of that shape. Version id and host header are the client's words and could hold
 * spaces, so every split of the words into fields is tried that has the right shapes and is no shorter than lines of its time: where two of them differ
 * in what counts, that is in doubt. What holds the reading down: the signature, the cipher and the kind of authentication stand side by side, and a
 * TLS version stands there if and only if a cipher does.
 */
export function readTail(words: readonly string[], time: number): Tail | undefined {
  const count = words.length;
  if (count < 6) return count === 0 ? undefined : cutTail(words);
  const least = leastFields(time);
  const starts = heads(words).filter(at => at === 1 || count - at + 1 >= least);
  if (starts.length === 0) return undefined;
  const [at] = starts;
  const forged = starts.some(other => [1, 2, 3].some(i => words[other + i] !== words[at + i]));
  const rest = readRest(words, at + 4, words[at + 2] !== '-', least + at - 2);
  const cut = count < least ? [TAIL_FIELDS[count - 1]] : [];
  return {
    versionId: words[0] === '-' ? undefined : words.slice(0, at).join(' '),
    hostId: text(words[at]),
    signatureVersion: text(words[at + 1]),
    cipherSuite: text(words[at + 2]),
    authenticationType: text(words[at + 3]),
    ...rest,
    more: words[0] === '-' ? [...words.slice(1, at), ...rest.more] : rest.more,
    doubts: forged ? TAIL_FIELDS : [...at === 1 ? [] : ['versionId'] as const, ...rest.doubts, ...cut],
  };
}

/** Where the host id can stand: three words behind it are of the right shape. */
function heads(words: readonly string[]): number[] {
  const found: number[] = [];
  for (let at = 1; at + 4 < words.length; at++) {
    if (isHead(words[at + 1], words[at + 2], words[at + 3])) found.push(at);
  }
  return found;
}

export const isHead = (signature: string, cipher: string, authentication: string): boolean =>
  SHAPES.signature.test(signature) && isCipher(cipher, 0, cipher.length) && SHAPES.authentication.test(authentication);

type Rest = Pick<Tail, 'hostHeader' | 'tlsVersion' | 'accessPointArn' | 'aclRequired' | 'sourceRegion' | 'more' | 'doubts'>;

/** Host header and what stands behind it, of which no less than `least` words must be left when the host header has taken its own. */
function readRest(words: readonly string[], host: number, secure: boolean, least: number): Rest {
  if (words.length === host + 1) return { hostHeader: text(words[host]), more: [], doubts: [] };
  const places: number[] = [];
  let versions = 0;
  for (let at = host + 1; at < words.length; at++) {
    if (SHAPES.tls.test(words[at])) versions++;
    const long = at === host + 1 || words.length - at + host >= least; // Its first word and all from the TLS version on.
    if (long && (secure ? SHAPES.tls.test(words[at]) : words[at] === '-') && fits(words, at)) places.push(at);
  }
  if (places.length === 0) return { hostHeader: text(words[host]), more: words.slice(host + 1), doubts: TAIL_FIELDS.slice(5) };
  const [at] = places;
  const differ = (i: number): boolean => places.some(place => text(words[place + i]) !== text(words[at + i]));
  const doubts = new Set<AccessLogField>();
  if (at > host + 1 || places.length > 1) doubts.add('hostHeader');
  if (versions !== (secure ? 1 : 0)) TAIL_FIELDS.slice(5).forEach(field => doubts.add(field));
  if (differ(1)) doubts.add('accessPointArn');
  if (differ(2) || places.some(place => (place + 2 < words.length) !== (at + 2 < words.length))) doubts.add('aclRequired');
  if (differ(3)) doubts.add('sourceRegion');
  if (doubts.size === 1 && at === host + 1 && words.length <= 10) doubts.clear(); // Readings that all say the same.
  const acl = words[at + 2];
  return {
    hostHeader: text(words.slice(host, at).join(' ')),
    tlsVersion: text(words[at]),
    accessPointArn: text(words[at + 1]),
    aclRequired: acl === undefined ? undefined : acl === 'Yes',
    sourceRegion: text(words[at + 3]),
    more: words.slice(at + 4),
    doubts: [...doubts],
  };
}

const fits = (words: readonly string[], at: number): boolean => fit(words[at + 1], SHAPES.arn) && fit(words[at + 2], SHAPES.aclRequired)
  && fit(words[at + 3], SHAPES.region);

const fit = (word: string | undefined, shape: RegExp): boolean => word === undefined || shape.test(word);

/** Two to five words: no line ever had so many, so it was cut off; the last word may lack its end. */
function cutTail(words: readonly string[]): Tail | undefined {
  const [versionId, hostId, signature = '-', cipher = '-', authentication = '-'] = words;
  if (!isHead(signature, cipher, authentication)) return undefined;
  return {
    versionId: text(versionId),
    hostId: text(hostId),
    signatureVersion: text(signature),
    cipherSuite: text(cipher),
    authenticationType: text(authentication),
    more: [],
    doubts: words.length === 1 ? [] : TAIL_FIELDS.slice(words.length - 1),
  };
}

const text = (word: string | undefined): string | undefined => word === '-' ? undefined : word;

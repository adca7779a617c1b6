import { readHead } from './access-log-head';
import { keyOf } from './access-log-key';
import type { AccessLogField, AccessLogLine } from './access-log-line';
import { type Middle, middleAt, tailAt } from './access-log-middle';
import { ABSENT, numberIn } from './access-log-shapes';
import { readTail, TAIL_FIELDS, type Tail } from './access-log-tail';

const QUOTE = 34;

/** Fields up to the user agent. */
const BEFORE_TAIL = 17;

const MIDDLE_FIELDS: readonly AccessLogField[] = [
  'requestUri', 'status', 'errorCode', 'bytesSent', 'objectSize', 'totalTime', 'turnAroundTime', 'referer', 'userAgent',
];

/**
 * Reads a line whose request-URI, referer, user agent or host header may hold anything: quotes, spaces, whole forged fields. What S3 wrote itself is
 * found by its shape, at every place where it could stand; it surely stands at one of them. One place: the fields are certain. Several: the line is read
 * by the first middle and the last tail, since a request-URI and a host header hardly hold spaces, and what is in doubt is named. A clause that says what
 * is wrong where there is no such place. Each character is looked at a fixed number of times.
 */
export function readHostile(text: string, number: number): AccessLogLine | string {
  const head = readHead(text);
  if (typeof head === 'string') return head;
  const quotes = quotesOf(text, head.end);
  const middles = middlesOf(text, head.end, quotes);
  if (middles.length === 0) return 'there are no status, sizes and times behind the request-URI';
  const last = quotes[quotes.length - 1] ?? -1;
  const tails = quotes.filter(quote => quote > middles[0].referer && tailAt(text, quote));
  const closes = [last, tails[tails.length - 1] ?? last];
  const readings = [middles[0], middles[middles.length - 1]].flatMap(one => closes.map(close => [one, close] as const));
  const [middle, end] = firstOf(readings, ([one, close]) => endOf(text, one, close, head.time)) ?? [];
  if (middle === undefined || end === undefined) return 'the fields behind the user agent are not those of an access log';
  const doubts = new Set<AccessLogField>(end.tail.doubts);
  if (end.twice) doubts.add('referer').add('userAgent');
  if (tails.some(quote => quote !== end.close) || (end.close !== last && last > middles[0].uri)) {
    TAIL_FIELDS.forEach(field => doubts.add(field));
    doubts.add('userAgent');
  }
  const bare = text.charCodeAt(middle.uri) !== QUOTE;
  const open = bare ? middle.uri : quotes[0];
  const rawKey = text.slice(head.end, open).trim();
  const requestUri = bare ? undefined : text.slice(open + 1, middle.uri);
  if (middles.length > 1) MIDDLE_FIELDS.forEach(field => doubts.add(field));
  if (rawKey.includes(' ') || rawKey === '' || requestUri?.includes(' "') === true || middles.length > 1) {
    doubts.add('key').add('requestUri');
  }
  const value = (i: number): number | undefined => {
    const found = numberIn(text, middle.starts[i], (middle.starts[i + 1] ?? middle.referer) - 1);
    return found === ABSENT ? undefined : found;
  };
  const { tail } = end;
  return {
    ok: true,
    number,
    fields: BEFORE_TAIL + end.words,
    bucketOwner: head.bucketOwner,
    bucket: head.bucket,
    time: head.time,
    remoteIp: head.remoteIp,
    requester: head.requester,
    requestId: head.requestId,
    operation: head.operation,
    key: known(rawKey) === undefined ? undefined : keyOf(rawKey, head.operation),
    rawKey: known(rawKey),
    requestUri: requestUri === '-' ? null : requestUri,
    status: value(0),
    errorCode: known(text.slice(middle.starts[1], middle.starts[2] - 1)),
    bytesSent: value(2),
    objectSize: value(3),
    totalTime: value(4),
    turnAroundTime: value(5),
    referer: end.referer,
    userAgent: end.userAgent,
    versionId: tail.versionId,
    hostId: tail.hostId,
    signatureVersion: tail.signatureVersion,
    cipherSuite: tail.cipherSuite,
    authenticationType: tail.authenticationType,
    hostHeader: tail.hostHeader,
    tlsVersion: tail.tlsVersion,
    accessPointArn: tail.accessPointArn,
    aclRequired: tail.aclRequired,
    sourceRegion: tail.sourceRegion,
    more: tail.more,
    ambiguous: doubts.size === 0 ? undefined : [...doubts],
  };
}

type Reading = readonly [middle: Middle, close: number];

/** The first reading that gives an end, with its middle. */
function firstOf(readings: readonly Reading[], read: (reading: Reading) => End | undefined): [Middle, End] | undefined {
  for (const reading of readings) {
    const end = read(reading);
    if (end !== undefined) return [reading[0], end];
  }
  return undefined;
}

function quotesOf(text: string, from: number): readonly number[] {
  const found: number[] = [];
  for (let quote = text.indexOf('"', from); quote >= 0; quote = text.indexOf('"', quote + 1)) found.push(quote);
  return found;
}

/**
 * Every place where status to turn-around time could stand: behind a quote that is not the first, or behind a bare `-` before all quotes. Where there
 * are no quotes, a `-` counts that stands right behind one word, the key, or that has the fields behind the user agent in their place.
 */
function middlesOf(text: string, from: number, quotes: readonly number[]): readonly Middle[] {
  const found: Middle[] = [];
  const stop = quotes[0] ?? text.length;
  const wordEnd = text.indexOf(' ', from + 1);
  for (let dash = text.indexOf(' - ', from + 1); dash >= 0 && dash < stop; dash = text.indexOf(' - ', dash + 1)) {
    const middle = middleAt(text, dash + 1);
    if (middle !== undefined && (quotes.length > 0 || dash === wordEnd || bareTail(text, middle.referer))) found.push(middle);
  }
  for (const quote of quotes.slice(1)) {
    const middle = middleAt(text, quote);
    if (middle !== undefined) found.push(middle);
  }
  return found;
}

/** Whether `- - ` stands there, for referer and user agent, and the fields behind the user agent after them. */
const bareTail = (text: string, referer: number): boolean => text.startsWith('- - ', referer) && tailAt(text, referer + 2);

interface End {
  readonly referer?: string | null;
  readonly userAgent?: string | null;
  readonly tail: Tail;
  /** Words of the tail. */
  readonly words: number;
  /** What the tail stands behind: a quote, or the `-` of the user agent. */
  readonly close: number;
  /** Whether referer and user agent can be parted in two ways. */
  readonly twice: boolean;
}

/** Referer, user agent and what stands behind them, if `close` is the last quote before that. */
function endOf(text: string, { referer }: Middle, close: number, time: number): End | undefined {
  if (text.startsWith('- - ', referer)) return tailFrom(text, referer + 2, time);
  const bare = text.charCodeAt(referer) !== QUOTE;
  if (close <= referer || (bare && text.charCodeAt(referer + 2) !== QUOTE)) return undefined;
  const split = bare ? referer : text.indexOf('" "', referer + 1);
  if (split < 0 || split + 3 > close) {
    // Referer in quotes, user agent `-`: S3 hardly writes that, so the tail is in doubt.
    const end = text.startsWith(' - ', close + 1) ? tailFrom(text, close + 2, time) : undefined;
    return end && { ...end, referer: unquoted(text.slice(referer + 1, close)) };
  }
  const end = tailFrom(text, close, time);
  return end && {
    ...end,
    referer: bare ? undefined : unquoted(text.slice(referer + 1, split)),
    userAgent: unquoted(text.slice(split + 3, close)),
    twice: !bare && text.slice(split + 2, close).includes('" "'),
  };
}

function tailFrom(text: string, close: number, time: number): End | undefined {
  const words = text.slice(close + 1).split(' ').filter(word => word !== '');
  const tail = readTail(words, time);
  return tail && { tail, words: words.length, close, twice: false };
}

const unquoted = (text: string): string | null => text === '-' ? null : text;

const known = (field: string): string | undefined => field === '-' ? undefined : field;

import type { AccessLogLine } from '../../src/access/access-log-line';

/** What S3 knows about a request. Absent fields are written as `-`. */
export type Known = Omit<AccessLogLine, 'ok' | 'number' | 'rawKey' | 'ambiguous'>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (n: number): string => String(n).padStart(2, '0');

/** `[06/Feb/2019:00:00:38 +0000]`. */
export function timeText(time: number): string {
  const at = new Date(time);
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':');
  return `[${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${clock} +0000]`;
}

/** A key as S3 writes it: percent-encoded but for `/`, and twice for most operations. */
export function writtenKey(key: string, operation: string): string {
  const once = encoded(key);
  return /^(?:BATCH|S3)\./.test(operation) ? once : encoded(once);
}

const encoded = (text: string): string => encodeURIComponent(text).replace(/%2F/g, '/');

const dash = (value: string | number | undefined): string => value === undefined ? '-' : `${value}`;
const quoted = (value: string | null | undefined): string => value === undefined ? '-' : `"${value ?? '-'}"`;

/** The line that S3 writes: nothing in quotes is escaped. `key` overrides how the key is written. */
export function writeLine(known: Known, key = known.key === undefined ? '-' : writtenKey(known.key, known.operation)): string {
  const all = [
    dash(known.bucketOwner), dash(known.bucket), timeText(known.time!), dash(known.remoteIp), dash(known.requester), dash(known.requestId),
    known.operation, key, quoted(known.requestUri), dash(known.status), dash(known.errorCode), dash(known.bytesSent), dash(known.objectSize),
    dash(known.totalTime), dash(known.turnAroundTime), quoted(known.referer), quoted(known.userAgent), dash(known.versionId), dash(known.hostId),
    dash(known.signatureVersion), dash(known.cipherSuite), dash(known.authenticationType), dash(known.hostHeader), dash(known.tlsVersion),
    dash(known.accessPointArn), known.aclRequired === true ? 'Yes' : '-', dash(known.sourceRegion),
  ];
  return [...all.slice(0, known.fields), ...known.more].join(' ');
}

// In a test each look at a global takes as long as reading a whole field.
const { floor, imul } = Math;

/** Numbers from 0 up to, not with, 1; the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = imul(seed, 2_654_435_761);
  return () => {
    state = (state + 0x6d2b79f5) | 0; // eslint-disable-line no-bitwise
    let mixed = imul(state ^ (state >>> 15), 1 | state); // eslint-disable-line no-bitwise
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed; // eslint-disable-line no-bitwise
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296; // eslint-disable-line no-bitwise
  };
}

/** Fields of the time: 18 until 2019, then 23, 24, 25, 26, and 27 in 2026. */
const AGES: readonly (readonly [fields: number, from: number, to: number])[] = [
  [18, Date.UTC(2006, 2), Date.UTC(2019, 2)], [23, Date.UTC(2019, 3), Date.UTC(2019, 6)], [24, Date.UTC(2019, 7), Date.UTC(2021, 0)],
  [25, Date.UTC(2021, 1), Date.UTC(2022, 9)], [26, Date.UTC(2022, 10), Date.UTC(2026, 0)], [27, Date.UTC(2026, 1), Date.UTC(2027, 0)],
];

const several = (count: number, make: () => string): string => {
  let all = '';
  for (let i = 0; i < count; i++) all += make();
  return all;
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const WORDS = ['photos', '2026/01', 'image-7.jpg', 'Mozilla/5.0', '(X11; Linux x86_64)', 'aws-cli/2.17.0', 'a,b', 'md/Botocore#1.34', '~x', 'index.html', 'p=1&q=%20'];
const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';
const KEYS = ['a', 'photos/2026/puppy.jpg', 'my file (1).txt', '100%.txt', '%2B+%', 'é/ü 漢字😀', '"quoted"', 'a=b&c', '-', ' '];

/** What somebody who wants to lie would write: quotes, spaces, and whole runs of fields. */
const LIES = [
  '"', '" ', ' "', '" "', ' ', '  ', '-', ' - ', '" -', '- ', 'x', 'GET / HTTP/1.1', 'HTTP/1.1"', '200', ' 200 - 113 - 7 - ', '" 200 - 113 - 7 - "',
  '" 403 AccessDenied 243 - 196 - "', '" 200 - - - - - - -', ' 200 - 1 - 1 - ', '"-" "-"', 'SigV4', 'SigV2', 'ECDHE-RSA-AES128-GCM-SHA256', 'AuthHeader',
  'QueryString', 'TLSv1.3', 'TLSv1.2', ' TLSv1.3 - -', ' - AAAAbbbbCCCC1234/+= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader h TLSv1.3 - -', 'Yes',
  ' - AAAAbbbbCCCC1234/+= - - - h - - -', ' - AAAAbbbbCCCC1234= - - -', ' - - Yes', ' - - - us-east-1', 'arn:aws:s3:us-west-1:123456789012:accesspoint/a',
  'us-east-1', 'é', '\u0000', '\\"', '%22', '[06/Feb/2019:00:00:38 +0000]', 'null', '0', '404', ' - - -', ' - - - -', '" - - - - - - "', ' AAAAbbbbCCCC1234=',
];

/** Which fields the client lies in. */
export interface Lies {
  readonly uri?: boolean;
  readonly referer?: boolean;
  readonly userAgent?: boolean;
  readonly host?: boolean;
  readonly version?: boolean;
}

/** A request over HTTP as S3 knows it, of any time since 2006; the same for the same seed. */
export function requestOf(seed: number, lies: Lies = {}): Known {
  const random = randomFrom(seed);
  const below = (n: number): number => floor(random() * n);
  const one = <T>(...values: readonly T[]): T => values[below(values.length)];
  const maybe = <T>(value: T): T | undefined => random() < 0.5 ? value : undefined;
  const chars = (from: string, length: number): string => several(length, () => from[below(from.length)]);
  const words = (): string => several(1 + below(4), () => `${WORDS[below(WORDS.length)]} `).slice(0, -1);
  const lie = (): string => several(1 + below(6), () => LIES[below(LIES.length)]);
  const text = (lying: boolean | undefined): string | null => random() < 0.2 ? null : lying === true ? lie() : words();
  const token = (lying: boolean): string => lie().trim().replace(lying ? /^$/ : /[ "]/g, '') || 'x';
  const [fields, from, to] = one(...AGES);
  const cipherSuite = one(undefined, 'ECDHE-RSA-AES128-GCM-SHA256', 'TLS_AES_128_GCM_SHA256', 'AES128-SHA');
  // Before the TLS version was logged, nothing told the host header from what stands behind it.
  const host = fields >= 24 && lies.host === true && random() < 0.8 ? token(true) : `${one('a', 'photos', 'a.b')}.s3.eu-west-1.amazonaws.com`;
  const operation = one('REST.GET.OBJECT', 'REST.PUT.OBJECT', 'WEBSITE.GET.OBJECT', 'REST.POST.MULTI_OBJECT_DELETE', 'SOAP.GetObject');
  const key = one(...KEYS);
  const has = <T>(field: number, value: T): T | undefined => fields >= field ? value : undefined;
  return {
    fields,
    bucketOwner: OWNER,
    bucket: one('photos', 'amzn-s3-demo-bucket1', 'a.b.c'),
    time: floor((from + random() * (to - from)) / 1000) * 1000,
    remoteIp: one('192.0.2.3', '2001:db8::1', '10.0.0.1'),
    requester: one(undefined, OWNER, 'arn:aws:iam::111122223333:user/a@example.com', 'arn:aws:sts::111122223333:assumed-role/x/i-0123'),
    requestId: chars(UPPER, 16),
    operation,
    key: key === '-' ? undefined : key,
    requestUri: lies.uri === true ? one(lie(), `GET /${lie()} HTTP/1.1`) : `GET /${one(...WORDS).replace(/ /g, '%20')} HTTP/1.1`,
    status: one(200, 206, 304, 403, 404, 500),
    errorCode: one(undefined, 'AccessDenied', 'NoSuchKey', 'InternalError'),
    bytesSent: maybe(below(1e9)),
    objectSize: maybe(below(1e12)),
    totalTime: below(100_000),
    turnAroundTime: maybe(below(1000)),
    referer: text(lies.referer),
    userAgent: text(lies.userAgent),
    versionId: maybe(lies.version === true ? token(false) : chars(BASE64.slice(0, 62), 32)),
    hostId: has(19, `${chars(BASE64, 50)}+/9=`),
    signatureVersion: has(20, one(undefined, 'SigV2', 'SigV4')),
    cipherSuite: has(21, cipherSuite),
    authenticationType: has(22, one(undefined, 'AuthHeader', 'QueryString')),
    hostHeader: has(23, host),
    tlsVersion: has(24, cipherSuite && one('TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3', 'TLSV1.2')),
    accessPointArn: has(25, maybe('arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP')),
    aclRequired: has(26, random() < 0.3),
    sourceRegion: has(27, maybe(one('us-east-1', 'ap-southeast-2'))),
    more: [],
  };
}

/** A key that S3 would have written as it is. */
export function hostileKey(seed: number): string {
  const random = randomFrom(seed);
  return several(1 + floor(random() * 6), () => LIES[floor(random() * LIES.length)]).trim() || 'x';
}

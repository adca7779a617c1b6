import * as fc from 'fast-check';
import { character } from '../characters';
import { hostileKey, type Known, type Lies, requestOf, writeLine } from './access-log-writer';
import { parseAccessLogLine, parseAccessLogText } from '../../src/access/access-log';
import type { AccessLogField, AccessLogLine } from '../../src/access/access-log-line';

/** Lines for each kind of generated line; ACCESS_LOG_LINES=1000000 for the long run. */
const LINES = Number(process.env.ACCESS_LOG_LINES ?? 1000);

const read = (text: string): AccessLogLine => {
  const line = parseAccessLogLine(text, 7);
  if (!line.ok) throw new Error(line.why);
  return line;
};

const HEAD = 'owner bucket [06/Feb/2025:00:00:38 +0000] 192.0.2.3 - REQ1 REST.GET.OBJECT';
const TAIL = '- HOSTID/+= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader b.s3.amazonaws.com TLSv1.2 - -';
const line = (parts: { key?: string; uri?: string; numbers?: string; referer?: string; agent?: string; tail?: string }): string =>
  `${HEAD} ${parts.key ?? 'k'} ${parts.uri ?? '"GET /k HTTP/1.1"'} ${parts.numbers ?? '403 AccessDenied 243 - 196 -'} ${parts.referer ?? '"-"'} ${
    parts.agent ?? '"curl/8"'} ${parts.tail ?? TAIL}`;

describe('keys', () => {
  test.each([
    ['REST.GET.OBJECT', 'my%2520file.txt', 'my file.txt'],
    ['REST.GET.OBJECT', 'a%252Bb+c', 'a+b+c'],
    ['REST.GET.OBJECT', '%25C3%25A9', 'é'],
    ['REST.GET.OBJECT', 'foo-%252525Y', 'foo-%25Y'],
    ['BATCH.DELETE.OBJECT', 'foo-%2525Y', 'foo-%25Y'],
    ['S3.EXPIRE.OBJECT', 'my%20file.txt', 'my file.txt'],
    ['REST.GET.OBJECT', '100%', '100%'],
    ['REST.GET.OBJECT', '%ZZ%2520%', '%ZZ %'],
    ['REST.GET.OBJECT', '%FF/%2541', '%FF/A'],
  ])('%s %s is %s', (operation, raw, key) => {
    expect(read(line({ key: raw }).replace('REST.GET.OBJECT', operation))).toMatchObject({ key, rawKey: raw });
  });
});

describe('what S3 does by itself, and parts of a batch', () => {
  test('a part of a batch delete', () => {
    const text = `${HEAD.replace('REST.GET.OBJECT', 'BATCH.DELETE.OBJECT')} fork-0004/ - 204 - - - - - - - - ${TAIL.slice(2)}`;
    expect(read(text)).toMatchObject({ operation: 'BATCH.DELETE.OBJECT', key: 'fork-0004/', status: 204, hostId: 'HOSTID/+=', fields: 26, tlsVersion: 'TLSv1.2' });
    expect(read(text).requestUri).toBeUndefined();
  });

  test('an expired object', () => {
    const text = 'owner bucket [06/Feb/2025:00:00:38 +0000] - AmazonS3 REQ1 S3.EXPIRE.OBJECT old/a%20b "-" - - - 12 - - "-" "-" v1 HOSTID= - - - - - - -';
    expect(read(text)).toMatchObject({ requester: 'AmazonS3', key: 'old/a b', objectSize: 12, requestUri: null, versionId: 'v1', fields: 26 });
    expect(read(text).ambiguous).toBeUndefined();
  });
});

describe('lies', () => {
  const forged = '200 - 1 - 1 -';
  test.each<[string, string, readonly AccessLogField[]]>([
    ['a status in the user agent', line({ agent: `"x" ${forged} "-" "y"` }), ['status', 'errorCode', 'userAgent']],
    ['a status in the referer', line({ referer: `"x" ${forged} "-"` }), ['status']],
    ['a status in the request-URI', line({ uri: `"GET / HTTP/1.1" ${forged} "-" "x"` }), ['status', 'requestUri']],
    ['a status in the key', line({ key: `k "GET / HTTP/1.1" ${forged} "-" "x"` }), ['status', 'key', 'requestUri']],
    ['a tail in the user agent', line({ agent: `"x" ${TAIL} "` }), ['signatureVersion', 'cipherSuite', 'authenticationType', 'tlsVersion', 'aclRequired']],
    ['a tail in the host header', line({ tail: '- HOSTID= - - - h" - FAKE= SigV4 AES128-SHA AuthHeader h TLSv1.3 - - -' }), ['signatureVersion', 'tlsVersion']],
    ['a TLS version in the host header, over HTTP', line({ tail: '- HOSTID= - - - h TLSv1.3 - - -' }), ['tlsVersion']],
    ['a newer TLS version in the host header', line({ tail: `${TAIL.slice(0, -12)} TLSv1.3 TLSv1.1 - -` }), ['tlsVersion']],
    ['an ACL in the host header, over HTTP', line({ tail: '- HOSTID= - - - h - - Yes - - -' }), ['aclRequired']],
    ['two places between referer and user agent', line({ referer: '"a" "b"', agent: '"c"' }), ['referer', 'userAgent']],
    ['a line that was cut off', line({ tail: '- HOSTID= SigV4 ECDHE-RSA' }), ['cipherSuite', 'tlsVersion']],
  ])('%s', (_, text, fields) => expect(read(text).ambiguous).toEqual(expect.arrayContaining([...fields])));

  test('quotes that forge nothing put nothing in doubt', () => {
    const found = read(line({ uri: '"GET /?q="x" HTTP/1.1"', referer: '"say "hi""', agent: '""quoted' }).replace(`"quoted ${TAIL}`, `"quoted" ${TAIL}`));
    expect(found).toMatchObject({ requestUri: 'GET /?q="x" HTTP/1.1', referer: 'say "hi"', userAgent: '"quoted', status: 403 });
    expect(found.ambiguous).toBeUndefined();
  });
});

test('a time of the year 0', () => {
  expect(read(line({}).replace('06/Feb/2025', '07/Jan/0000')).time).toBe(Date.parse('0000-01-07T00:00:38Z'));
});

describe('fields behind those known', () => {
  test('are kept', () => expect(read(`${line({})} eu-west-1 new 7`)).toMatchObject({ sourceRegion: 'eu-west-1', more: ['new', '7'], fields: 29 }));
});

describe('bad lines', () => {
  test.each([
    ['', 'third field'], ['hello', 'third field'], [line({}).replace('06/Feb', '31/Feb'), 'third field'], [line({}).replace('192.0.2.3', 'here'), 'IP address'],
    [line({}).replace('REST.GET.OBJECT', 'rest'), 'operation'], [line({ numbers: '403 AccessDenied 243 - 196' }), 'status'],
    [line({ numbers: '4030 AccessDenied 243 - 196 -' }), 'status'], [line({ tail: 'v h what is this' }), 'behind the user agent'],
  ])('%s', (text, why) => expect(parseAccessLogLine(text, 3)).toEqual({ ok: false, number: 3, text, why: expect.stringContaining(why) }));
});

test('a whole text: byte order mark, both line ends, blank lines, a bad one, one that is too long', () => {
  const log = parseAccessLogText(`\ufeff${line({})}\r\n\r\n \nbad\n${line({})}${'x'.repeat(600)}\n${line({})}`, { maxLineLength: 700 });
  expect(log).toMatchObject({ read: 2, bad: 2, blank: 2, ambiguous: 0 });
  expect(log.lines.map(({ number, ok }) => [number, ok])).toEqual([[1, true], [4, false], [5, false], [6, true]]);
  expect(log.lines[2]).toMatchObject({ truncated: true, why: 'the line is longer than 700' });
});

/** Fields that are not as S3 knew them, and are not said to be in doubt. */
function wrong(known: Known, text: string, except: readonly string[] = []): readonly string[] {
  const found = parseAccessLogLine(text);
  if (!found.ok) return found.text === text ? [] : ['text'];
  const quotedDash = (field: string): unknown => ['requestUri', 'referer', 'userAgent'].includes(field) ? null : undefined;
  return (Object.keys(known) as (keyof Known)[]).filter((field) => {
    if (field === 'more' || field === 'fields' || except.includes(field)) return false;
    const want = known[field] === '-' ? quotedDash(field) : known[field];
    return want !== found[field] && found.ambiguous?.includes(field) !== true;
  }).map(field => `${field}: ${text}`);
}

const seeds = (count: number, each: (seed: number) => readonly string[]): void => {
  for (let seed = 0; seed < count; seed++) {
    const found = each(seed);
    if (found.length > 0) throw new Error(`seed ${seed}: ${found.join('\n')}`);
  }
};

describe(`${LINES} generated lines`, () => {
  test('of every age: none is lost, and the same fields come back', () => seeds(LINES, (seed) => {
    const known = requestOf(seed);
    const text = writeLine(known);
    const found = parseAccessLogLine(text);
    return found.ok ? wrong(known, text) : [`${found.why}: ${text}`];
  }));

  test.each<[string, Lies]>([
    ['request-URI', { uri: true }], ['referer', { referer: true }], ['user agent', { userAgent: true }], ['host header', { host: true }],
    ['version id', { version: true }], ['everything', { uri: true, referer: true, userAgent: true, host: true, version: true }],
  ])('with lies in the %s: whatever is not as S3 knew it is in doubt', (_, lies) => seeds(LINES, (seed) => {
    const known = requestOf(seed, lies);
    // Over plain HTTP a host header may end in ` -`, which is what stands behind it.
    return wrong(known, writeLine(known), known.cipherSuite === undefined ? ['hostHeader'] : []);
  }));

  test('with lies everywhere and a key that was not encoded', () => seeds(LINES, (seed) => {
    const known = requestOf(seed, { uri: true, referer: true, userAgent: true, host: true, version: true });
    return wrong(known, writeLine(known, hostileKey(seed)), known.cipherSuite === undefined ? ['key', 'hostHeader'] : ['key']);
  }));
});

test('any text is a line or a bad line, and a bad one keeps it', () => fc.assert(fc.property(
  fc.oneof(fc.string({ unit: character }), fc.tuple(fc.nat(400), fc.string({ unit: character, maxLength: 5 }))
    .map(([at, text]) => line({}).slice(0, at) + text + line({}).slice(at))),
  (text) => {
    const found = parseAccessLogLine(text, 5);
    return found.number === 5 && (found.ok || found.text === text);
  },
), { numRuns: Math.min(LINES, 100_000) / 10 }));

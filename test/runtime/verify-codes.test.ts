import {
  allCodes, inHeaders, inUrl, judge, OPTIONS, type Plain, secretFor, SENTENCE, TEMPORARY, TIME, withAuthorization, withHeader, withParameter,
} from './verify-requests';
import type { VerifyOptions } from '../../src/runtime/verify';

const GOOD = {
  query: inUrl(),
  bound: inUrl({ method: 'PUT', headers: { 'content-type': 'text/plain', 'x-amz-acl': 'private' } }),
  header: inHeaders(),
  session: inUrl({ credentials: TEMPORARY }),
  sessionHeader: inHeaders({}, { credentials: TEMPORARY }),
};
type Good = keyof typeof GOOD;
type Row = readonly [code: string, what: string, good: Good, change: (request: Plain) => unknown, options?: Partial<VerifyOptions>];

const parameter = (name: string, value: string | undefined) => (request: Plain) => withParameter(request, name, value);
const header = (name: string, value: string | undefined) => (request: Plain) => withHeader(request, name, value);
const authorization = (from: string | RegExp, to: string) => (request: Plain) => withAuthorization(request, text => text.replace(from, to));
const url = (from: string | RegExp, to: string) => (request: Plain) => ({ ...request, url: request.url.replace(from, to) });
const same = (request: Plain): Plain => request;
const later = (seconds: number): Partial<VerifyOptions> => ({ at: new Date(OPTIONS.at!.getTime() + seconds * 1000) });
const V2 = 'https://records.s3.amazonaws.com/a?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1768478400&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D';
const V4A = 'AWS4-ECDSA-P256-SHA256';

/** One deviation a row from a request that is accepted. */
const ROWS: readonly Row[] = [
  ['malformed-request', 'no request', 'query', () => undefined],
  ['malformed-request', 'no method', 'header', ({ method: _, ...rest }) => rest],
  ['malformed-request', 'a body that is none', 'header', request => ({ ...request, body: { text: 'x' } })],
  ['malformed-url', 'no URL', 'query', ({ url: _, ...rest }) => rest],
  ['malformed-url', 'a fragment', 'query', request => ({ ...request, url: `${request.url}#x` })],
  ['malformed-url', 'a space', 'query', url('%20', ' ')],
  ['malformed-url', 'letters of other scripts', 'header', url('scans', 'scäns')],
  ['malformed-url', 'another scheme', 'query', url('https:', 'ftp:')],
  ['malformed-url', 'a scheme in capitals', 'query', url('https:', 'HTTPS:')],
  ['malformed-url', 'a user', 'query', url('https://', 'https://user@')],
  ['malformed-url', 'an empty parameter', 'query', url('&X-Amz-Date', '&&X-Amz-Date')],
  ['malformed-url', 'a parameter without a name', 'header', request => ({ ...request, url: `${request.url}?=x` })],
  ['malformed-url', 'more than 16 KiB', 'query', request => ({ ...request, url: `${request.url}&a=${'x'.repeat(16_384)}` })],
  ['malformed-header', 'a line break in a value', 'header', header('x-amz-acl', 'private\r\nx-amz-x: y')],
  ['malformed-header', 'no header name', 'header', header('x amz acl', 'private')],
  ['malformed-header', 'a value that is a number', 'query', header('content-length', 5 as never)],
  ['malformed-header', 'half a letter in a signed header', 'bound', header('content-type', 'text/\ud800')],
  ['malformed-header', 'an empty token', 'header', header('x-amz-security-token', '')],
  ['not-signed', 'no signature at all', 'query', url(/\?.*/, '')],
  ['not-signed', 'no Authorization', 'header', header('authorization', undefined)],
  ['ambiguous-signature', 'both forms', 'query', header('authorization', inHeaders().headers.authorization)],
  ['ambiguous-signature', 'a URL with a credential, and Authorization', 'header', parameter('X-Amz-Credential', 'x')],
  ['signature-version-2', 'in the URL', 'query', request => ({ ...request, url: V2 })],
  ['signature-version-2', 'in the header', 'header', header('authorization', 'AWS AKIAIOSFODNN7EXAMPLE:vjbyPxybdZaNmGa+yT272YEAiv4=')],
  ['unsupported-algorithm', 'SigV4A in the URL', 'query', parameter('X-Amz-Algorithm', V4A)],
  ['unsupported-algorithm', 'SigV4A in the header', 'header', authorization('AWS4-HMAC-SHA256', V4A)],
  ['unsupported-algorithm', 'in small letters', 'header', authorization('AWS4-HMAC', 'aws4-hmac')],
  ['unsupported-algorithm', 'Basic', 'header', header('authorization', 'Basic dXNlcjpwYXNz')],
  ...['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map((name): Row =>
    ['missing-parameter', `no X-Amz-${name}`, 'query', parameter(`X-Amz-${name}`, undefined)]),
  ...['Credential', 'SignedHeaders', 'Signature'].map((name): Row => ['missing-parameter', `no ${name}`, 'header', authorization(`${name}=`, 'Other=')]),
  ['missing-parameter', 'one part more', 'header', authorization(/$/, ', Other=x')],
  ...['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].map((name): Row =>
    ['duplicate-parameter', `X-Amz-${name} twice`, 'query', request => ({ ...request, url: `${request.url}&X-Amz-${name}=x` })]),
  ['duplicate-parameter', 'a token twice', 'session', request => ({ ...request, url: `${request.url}&X-Amz-Security-Token=x` })],
  ['duplicate-parameter', 'a parameter of S3 twice', 'query', request => ({ ...request, url: `${request.url}&versionId=a&versionId=b` })],
  ['duplicate-parameter', 'a parameter without a value, and with one', 'header', request => ({ ...request, url: `${request.url}?acl&acl=` })],
  ['duplicate-parameter', 'in order, with values', 'header', request => ({ ...request, url: `${request.url}?acl=a&acl=b` })],
  ['duplicate-parameter', 'Signature twice', 'header', authorization(/$/, `, Signature=${'0'.repeat(64)}`)],
  ['duplicate-parameter', 'Credential twice', 'header', authorization(/$/, ',Credential=x')],
  ['malformed-parameter', 'a name in other letters', 'query', url('X-Amz-Expires', 'x-amz-expires')],
  ['malformed-parameter', 'a second name in other letters', 'query', request => ({ ...request, url: `${request.url}&x-AMZ-expires=604800` })],
  ['malformed-parameter', 'in the query of a header-signed one', 'header', request => ({ ...request, url: `${request.url}?x-amz-signature=x` })],
  ['malformed-parameter', 'a token that is not UTF-8', 'session', parameter('X-Amz-Security-Token', '%ff')],
  ['malformed-parameter', 'an empty token', 'session', parameter('X-Amz-Security-Token', '')],
  ['malformed-credential', 'four parts', 'query', url('%2Faws4_request', '')],
  ['malformed-credential', 'six parts', 'query', url('%2Faws4_request', '%2Faws4_request%2F')],
  ['malformed-credential', 'another end', 'header', authorization('aws4_request', 'aws5_request')],
  ['malformed-credential', 'an empty part', 'header', authorization('/s3/', '//')],
  ['malformed-credential', 'not UTF-8', 'query', url('AKIA', '%FF')],
  ['malformed-credential', 'encoded twice', 'query', url(/%2F/g, '%252F')],
  ['wrong-region', 'of another Region', 'query', same, { region: 'us-east-1' }],
  ['wrong-region', 'of none of several', 'header', same, { region: ['us-east-1', 'eu-central'] }],
  ['wrong-service', 'of another service', 'query', same, { service: 's3express' }],
  ['wrong-service', 'of another service', 'header', authorization('/s3/', '/sts/')],
  ['malformed-date', 'no time', 'query', parameter('X-Amz-Date', '20260115')],
  ['malformed-date', 'empty', 'query', parameter('X-Amz-Date', '')],
  ['malformed-date', 'beyond the year 9999', 'query', parameter('X-Amz-Date', '99999999T999999Z')],
  ['malformed-date', '31 February', 'header', header('x-amz-date', '20260231T120000Z')],
  ['malformed-date', 'no date', 'header', header('x-amz-date', undefined)],
  ['malformed-date', 'in the form of HTTP', 'header', header('x-amz-date', 'Thu, 15 Jan 2026 12:00:00 GMT')],
  ['date-mismatch', 'another day', 'query', url('%2F20260115%2F', '%2F20260114%2F')],
  ['date-mismatch', 'another day', 'header', authorization('/20260115/', '/20260116/')],
  ...['0', '-1', '', '1.5', '0900', '9e2', '+900', '%39', '900s', '1'.repeat(11)].map((text): Row => ['malformed-expiry', `"${text}"`, 'query', parameter('X-Amz-Expires', text)]),
  ['expiry-too-long', '7 days and a second', 'query', parameter('X-Amz-Expires', '604801')],
  ['expiry-too-long', 'longer than the owner lets in', 'query', same, { maxExpiresIn: 899 }],
  ['not-yet-valid', 'from the future', 'query', same, later(-901)],
  ['not-yet-valid', 'from the future', 'header', same, later(-901)],
  ['expired', 'a second after its end', 'query', same, later(901)],
  ['too-old', 'older than the owner lets in', 'query', same, { ...later(61), maxAge: 60 }],
  ['too-old', 'older than the owner lets in', 'header', same, { ...later(61), maxAge: 60 }],
  ['clock-skew', 'a second after 15 minutes', 'header', same, later(901)],
  ['host-not-signed', 'no host among the signed headers', 'query', parameter('X-Amz-SignedHeaders', 'content-type')],
  ['host-not-signed', 'no host among the signed headers', 'header', authorization('SignedHeaders=host;', 'SignedHeaders=')],
  ['host-mismatch', 'another Host', 'query', header('host', 'other.s3.eu-central-1.amazonaws.com')],
  ['host-mismatch', 'another host in the URL', 'header', url('records.', 'other.')],
  ...['', 'Host', 'host;', ';host', 'host;host', 'x-amz-acl;host', 'host%20x', '%ff', 'host,x'].map((text): Row =>
    ['malformed-signed-headers', `"${text}"`, 'query', parameter('X-Amz-SignedHeaders', text)]),
  ['malformed-signed-headers', 'not sorted', 'header', authorization('host;x-amz-content-sha256', 'x-amz-content-sha256;host')],
  ['missing-signed-header', 'left out', 'bound', header('x-amz-acl', undefined)],
  ['missing-signed-header', 'no host', 'query', url(/^https:\/\/[^/]+/, '')],
  ['missing-signed-header', 'left out', 'header', authorization(/SignedHeaders=host/, 'SignedHeaders=content-type;host')],
  ['duplicate-header', 'a signed one in two cases', 'bound', header('X-Amz-Acl', 'private')],
  ['duplicate-header', 'a signed one in a list', 'bound', header('x-amz-acl', ['private', 'public-read'] as never)],
  ['duplicate-header', 'Authorization', 'header', header('Authorization', 'x')],
  ['duplicate-header', 'the date', 'header', header('X-Amz-Date', TIME)],
  ['duplicate-header', 'host', 'header', header('Host', 'x')],
  ['unsigned-header', 'x-amz-acl', 'query', header('x-amz-acl', 'public-read')],
  ['unsigned-header', 'in capitals', 'header', header('X-AMZ-ACL', 'public-read')],
  ['unsigned-header', 'a token for long-term keys', 'header', header('x-amz-security-token', 'x')],
  ['unsigned-header', 'a type that the owner wants signed', 'query', header('content-type', 'text/html'), { signedHeaders: ['Content-Type'] }],
  ['missing-payload-hash', 'left out', 'header', header('x-amz-content-sha256', undefined)],
  ...['', 'unsigned-payload', 'E'.repeat(64), 'e'.repeat(63), 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-EVENTS'].map((text): Row =>
    ['malformed-payload-hash', `"${text}"`, 'header', header('x-amz-content-sha256', text)]),
  ['malformed-payload-hash', 'in the URL and another in the header', 'query', request => withHeader(withParameter(request, 'X-Amz-Content-Sha256', 'x'), 'x-amz-content-sha256', 'y')],
  ['unsigned-payload', 'a URL for a PUT', 'bound', same, { requireSignedPayload: true }],
  ['unsigned-payload', 'UNSIGNED-PAYLOAD', 'header', header('x-amz-content-sha256', 'UNSIGNED-PAYLOAD'), { requireSignedPayload: true }],
  ['insecure-transport', 'plain HTTP', 'query', url('https:', 'http:')],
  ['insecure-transport', 'plain HTTP', 'header', url('https:', 'http:')],
  ['method-not-allowed', 'another method', 'query', same, { methods: ['HEAD', 'PUT', 'get'] }],
  ['method-not-allowed', 'no method is let in', 'header', same, { methods: [] }],
  ['host-not-allowed', 'another host', 'query', same, { hosts: ['s3.eu-central-1.amazonaws.com'] }],
  ['host-not-allowed', 'with a port', 'header', same, { hosts: ['records.s3.eu-central-1.amazonaws.com:443'] }],
  ['prefix-not-allowed', 'another prefix', 'query', same, { prefixes: ['/uploads/', 'scans/'] }],
  ['prefix-not-allowed', 'another case', 'header', same, { prefixes: ['/Scans/'] }],
  ['unknown-access-key', 'another key id', 'query', url('AKIA', 'AKIB')],
  ['unknown-access-key', 'another key id', 'header', authorization('AKIA', 'AKIB')],
  ['session-token-mismatch', 'left out', 'session', parameter('X-Amz-Security-Token', undefined)],
  ['session-token-mismatch', 'another one', 'session', parameter('X-Amz-Security-Token', 'x')],
  ['session-token-mismatch', 'another one', 'sessionHeader', header('x-amz-security-token', 'x')],
  ['session-token-mismatch', 'for long-term keys', 'query', parameter('X-Amz-Security-Token', 'x')],
  ['expired-credentials', 'ended', 'session', same, { secretFor: () => ({ ...TEMPORARY, expiration: OPTIONS.at }) }],
  ['expired-credentials', 'ended', 'sessionHeader', same, { secretFor: () => ({ ...TEMPORARY, expiration: new Date(0) }) }],
  ['signature-mismatch', 'another secret', 'query', same, { secretFor: () => 'other' }],
  ['signature-mismatch', 'another method', 'query', request => ({ ...request, method: 'HEAD' })],
  ['signature-mismatch', 'another key', 'header', url('scans', 'other')],
  ['signature-mismatch', 'in capitals', 'query', request => ({ ...request, url: request.url.slice(0, -64) + request.url.slice(-64).toUpperCase() })],
  ['signature-mismatch', 'empty', 'query', parameter('X-Amz-Signature', '')],
  ['payload-hash-mismatch', 'another body', 'header', request => ({ ...request, body: `${request.body}.` })],
  ['payload-hash-mismatch', 'no bytes', 'header', request => ({ ...request, body: new Uint8Array() })],
  ['payload-hash-mismatch', 'bytes in another kind of memory', 'header', request => ({ ...request, body: new ArrayBuffer(3) })],
];

test.each(Object.keys(GOOD) as Good[])('%s: nothing is wrong with it', async good => expect(await judge(GOOD[good])).toMatchObject({ ok: true }));

test.each(ROWS.map(([code, what, good, change, options = {}]) => [code, what, good, change, options] as const))('%s: %s (%s)', async (code, _, good, change, options) => {
  const answer = await judge(change(GOOD[good]), { secretFor, ...options });
  expect(answer).toMatchObject({ ok: false, code, message: expect.stringMatching(SENTENCE) });
});

test('there is a row for each code, and in both forms where the code has both', () => {
  expect([...new Set(ROWS.map(([code]) => code))].sort()).toEqual(allCodes().sort());
  const urlOnly = ['malformed-expiry', 'expiry-too-long', 'expired', 'malformed-parameter'];
  const headerOnly = ['clock-skew', 'missing-payload-hash', 'payload-hash-mismatch'];
  const forms = (code: string) => new Set(ROWS.filter(row => row[0] === code).map(row => ['header', 'sessionHeader'].includes(row[2]) ? 'header' : 'query'));
  expect(allCodes().filter(code => forms(code).size < 2 && ![...urlOnly, ...headerOnly].includes(code))).toEqual([]);
});

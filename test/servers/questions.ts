import { type ByHand, signedByHand, timeOf, version2 } from './by-hand';
import { CASES } from './cases';
import { alice, bob, REGION } from './radosgw';
import type { Sent } from './raw';
import { altered, tampered } from './tamper';
import { BODY, presigned, type World } from './world';
import { signHeaders } from '../../src/runtime/sign';
import { sha256Hex } from '../../src/runtime/signature';

/** A request that is put to both. */
export interface Question {
  readonly group: string;
  readonly name: string;
  readonly request: Sent;
}

type Named = readonly [name: string, request: Sent];

/** Presigned URLs, and what happens to them on the way. */
export function presignedQuestions(world: World): Question[] {
  const at = { endpoint: world.gateway.http, pathStyle: true, allowHttp: true };
  return CASES.flatMap(([name, asked]) => {
    const request = presigned(world, { ...asked, ...at });
    return [
      { group: 'presigned, valid', name, request },
      ...tampered(request).map(({ change, request: changed }) => ({ group: 'presigned, changed', name: `${name}: ${change}`, request: changed })),
      ...[
        ['expired', presigned(world, { ...asked, ...at, at: new Date(Date.now() - 1000 * ((asked.expiresIn ?? 900) + 2)) })] as const,
        ['another secret', presigned(world, { ...asked, ...at, credentials: { ...alice, secretAccessKey: bob.secretAccessKey } })] as const,
      ].map(([change, changed]) => ({ group: 'presigned, changed', name: `${name}: ${change}`, request: changed })),
    ];
  });
}

interface Made {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly payloadHash?: string;
}

/** Requests with an Authorization header, and what happens to them on the way. */
export function headerQuestions({ gateway }: World): Question[] {
  const host = gateway.http.slice('http://'.length);
  const make = (method: string, path: string, { query = {}, headers = {}, body, payloadHash }: Made = {}): Sent => {
    const signed = signHeaders({ method, host, path, query, headers, body }, { credentials: alice, region: REGION, payloadHash });
    const pairs = Object.entries(query).map(([k, v]) => `${k}=${encodeURIComponent(v)}`);
    return { method, url: `${gateway.http}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`, headers: signed.headers, body };
  };
  const valid: Named[] = [
    ['GET', make('GET', '/plain/old')],
    ['HEAD', make('HEAD', '/plain/old')],
    ['PUT', make('PUT', '/plain/new', { body: BODY })],
    ['PUT with headers', make('PUT', '/plain/new', { body: BODY, headers: { 'content-type': 'text/x-fox', 'x-amz-meta-a': ' b   c ', 'x-amz-tagging': 'a=b' } })],
    ['PUT of nothing', make('PUT', '/plain/empty', { body: '' })],
    ['PUT, unsigned payload', make('PUT', '/plain/new', { body: BODY, payloadHash: 'UNSIGNED-PAYLOAD' })],
    ['DELETE', make('DELETE', '/plain/new')],
    ['list', make('GET', '/plain/', { query: { 'list-type': '2', 'prefix': 'a b+c/ü', 'max-keys': '5' } })],
    ['list of buckets', make('GET', '/')],
    ['a key with all sorts', make('PUT', '/plain/a%20b%2Bc/%C3%BC/..//%27%28%29%2A%21', { body: BODY })],
  ];
  return valid.flatMap(([name, request]) => [
    { group: 'header, valid', name, request },
    ...changedHeaders(request).map(([change, changed]) => ({ group: 'header, changed', name: `${name}: ${change}`, request: changed })),
  ]);
}

function changedHeaders(request: Sent): Named[] {
  const { authorization, ...headers } = request.headers as Record<string, string>;
  const found: Named[] = [];
  const add = (change: string, changed: Partial<Sent>) => found.push([change, { ...request, ...changed }]);
  for (const [name, value] of Object.entries(headers)) {
    const { [name]: _, ...rest } = request.headers!;
    add(`${name} altered`, { headers: { ...rest, [name]: altered(value) } });
    if (name !== 'host') add(`${name} left out`, { headers: rest });
  }
  for (const part of [/Credential=[A-Z0-9]+/, /Credential=[^/]+\/\d+/, /Credential=[^/]+\/\d+\/[^/]+/, /Credential=[^,]+\/s3/, /Credential=[^,]+/, /SignedHeaders=[^,]+/, /Signature=\w+/]) {
    add(`${String(part)} altered`, { headers: { ...request.headers, authorization: authorization.replace(part, altered) } });
    add(`${String(part)} left out`, { headers: { ...request.headers, authorization: authorization.replace(part, '') } });
  }
  add('authorization left out', { headers });
  for (const method of ['GET', 'PUT', 'DELETE'].filter(m => m !== request.method)) add(`method ${method}`, { method });
  add('another path', { url: request.url.replace(/plain\/?/, 'plain/x') === request.url ? `${request.url}plain/old` : request.url.replace(/plain\/?/, 'plain/x') });
  add('a parameter more', { url: `${request.url}${request.url.includes('?') ? '&' : '?'}acl=` });
  if (typeof request.body === 'string' && request.body !== '' && headers['x-amz-content-sha256'] !== 'UNSIGNED-PAYLOAD') add('another body', { body: altered(request.body) });
  return found;
}

/** Requests that are signed, and odd in themselves. */
export function oddQuestions({ gateway }: World): Question[] {
  const origin = gateway.http;
  const forms = ['query', 'header'] as const;
  const path = '/plain/old';
  const both = (name: string, more: Partial<ByHand>): Named[] => forms.map(form => [`${form}: ${name}`, signedByHand({ form, origin, path, ...more })]);
  const one = (form: ByHand['form'], name: string, more: Partial<ByHand>): Named => [`${form}: ${name}`, signedByHand({ form, origin, path, ...more })];
  const put = { method: 'PUT', path: '/plain/new', body: BODY };
  const yesterday = timeOf(-86_400).slice(0, 8);

  return [
    ...both('plain', {}),
    ...['0', '-1', '604801', '604800', '900e3', 'abc', '0900', '900.5', '', ' 900', '+900', '9'.repeat(30)].map(expires =>
      one('query', `expires ${JSON.stringify(expires)}`, { expires })),
    one('query', 'expires "1", a minute ago', { expires: '1', time: timeOf(-60) }),
    ...[-84_000, -3600, -1000, -840, 840, 1000, 3600].map(s => one('query', `signed ${s} s from now, for a day`, { time: timeOf(s), expires: '86400' })),
    ...[-3600, -1000, -840, 840, 1000, 3600].map(s => one('header', `signed ${s} s from now`, { time: timeOf(s) })),
    ...both('a date that is none', { time: '20261325T000000Z' }),
    ...both('a date in another form', { time: new Date().toISOString() }),
    ...both('the credential of yesterday', { date: yesterday }),
    ...both('a foreign Region', { region: 'ap-south-1' }),
    ...both('no Region', { region: '' }),
    ...both('a foreign service', { service: 'ec2' }),
    ...both('another terminator', { terminator: 'aws3_request' }),
    ...both('another algorithm', { algorithm: 'AWS4-HMAC-SHA1' }),
    ...both('no host signed', { signedHeaders: ['x-amz-date'], headers: { 'x-amz-date': timeOf() } }),
    ...both('no header signed', { signedHeaders: [] }),
    ...both('headers named out of order', { headers: { 'x-amz-meta-a': 'b' }, signedHeaders: ['x-amz-meta-a', 'host', 'x-amz-content-sha256', 'x-amz-date'] }),
    ...both('headers named in capitals', { signedHeaders: ['Host'] }),
    ...both('a header named twice', { signedHeaders: ['host', 'host'] }),
    ...both('a signed header that is not sent', { signedHeaders: ['host', 'x-amz-meta-none'] }),
    ...both('a signed header of several spaces', { ...put, headers: { 'x-amz-meta-a': ' b    c ' } }),
    ...both('an unsigned x-amz-acl', { ...put, unsigned: { 'x-amz-acl': 'private' } }),
    ...both('an unsigned x-amz-meta', { ...put, unsigned: { 'x-amz-meta-a': 'b' } }),
    ...both('an unsigned content-type', { ...put, unsigned: { 'content-type': 'text/plain' } }),
    ...both('a session token that nobody gave', { headers: { 'x-amz-security-token': 'none' } }),
    one('query', 'a session token that nobody gave, in the URL', { query: ['X-Amz-Security-Token=none'] }),
    ...both('parameters out of order', { query: ['response-expires=0', 'response-content-type=text%2Fplain'], path }),
    ...both('a parameter twice', { query: ['response-content-type=a', 'response-content-type=b'] }),
    ...both('a parameter without a value', { method: 'POST', path: '/plain/new', query: ['uploads'] }),
    ...both('a space as plus', { query: ['response-content-type=a+b'], signedQuery: ['response-content-type=a%20b'] }),
    ...both('a plus that is one', { query: ['response-content-type=a+b'], signedQuery: ['response-content-type=a%2Bb'] }),
    ...both('a parameter in small letters, signed in capitals', { query: ['response-content-type=a%2fb'], signedQuery: ['response-content-type=a%2Fb'] }),
    ...both('a path in small letters, signed in capitals', { ...put, path: '/plain/%c3%bc', signedPath: '/plain/%C3%BC' }),
    ...both('a path in small letters, signed so', { ...put, path: '/plain/%c3%bc' }),
    ...both('a path that is not encoded, signed encoded', { ...put, path: '/plain/a(b)', signedPath: '/plain/a%28b%29' }),
    ...both('a path that is not encoded, signed so', { ...put, path: '/plain/a(b)' }),
    ...both('a path that is encoded too much, signed plain', { ...put, path: '/plain/%61', signedPath: '/plain/a' }),
    ...both('a path with dots, signed resolved', { path: '/plain/x/../old', signedPath: path }),
    ...both('a path with an empty segment, signed without', { path: '/plain//old', signedPath: path }),
    ...both('the CRC32 of another body', { ...put, headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } }),
    ...both('the MD5 of another body', { ...put, headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }),
    ...both('a payload hash that is none', { ...put, payloadHash: 'none' }),
    ...both('a payload hash in capitals', { ...put, payloadHash: sha256Hex(BODY).toUpperCase(), headers: { 'x-amz-content-sha256': sha256Hex(BODY).toUpperCase() } }),
    ...both('the payload hash of another body', { ...put, payloadHash: sha256Hex('other'), headers: { 'x-amz-content-sha256': sha256Hex('other') } }),
    one('query', 'the payload hash in the URL', { query: ['X-Amz-Content-Sha256=UNSIGNED-PAYLOAD'] }),
    one('header', 'UNSIGNED-PAYLOAD', { ...put, payloadHash: 'UNSIGNED-PAYLOAD' }),
    one('query', 'the signature first', { rewrite: (pairs, s) => [`X-Amz-Signature=${s}`, ...pairs] }),
    one('query', 'parameters backwards', { rewrite: (pairs, s) => [...pairs, `X-Amz-Signature=${s}`].reverse() }),
    one('query', 'the signature twice', { rewrite: (pairs, s) => [...pairs, `X-Amz-Signature=${s}`, `X-Amz-Signature=${s}`] }),
    one('query', 'a wrong signature, then the right one', { rewrite: (pairs, s) => [...pairs, `X-Amz-Signature=${altered(s)}`, `X-Amz-Signature=${s}`] }),
    one('query', 'the signature in capitals', { rewrite: (pairs, s) => [...pairs, `X-Amz-Signature=${s.toUpperCase()}`] }),
    one('query', 'the expiry twice', { query: ['X-Amz-Expires=86400'] }),
    one('query', 'names in small letters', { rewrite: (pairs, s) => [...pairs, `X-Amz-Signature=${s}`].map(p => p.replace(/^X-Amz-/, 'x-amz-')) }),
    one('query', 'an empty parameter', { rewrite: (pairs, s) => [...pairs, '', `X-Amz-Signature=${s}`] }),
    one('query', 'a credential that is not encoded', { rewrite: (pairs, s) => [...pairs.map(p => p.replace(/%2F/g, '/')), `X-Amz-Signature=${s}`] }),
    ['query: also a header', { ...signedByHand({ form: 'query', origin, path }), headers: signedByHand({ form: 'header', origin, path }).headers }],
    ...Object.entries<(c: string, n: string, s: string) => string>({
      'no spaces': (c, n, s) => `AWS4-HMAC-SHA256 Credential=${c},SignedHeaders=${n},Signature=${s}`,
      'many spaces': (c, n, s) => `AWS4-HMAC-SHA256   Credential=${c},   SignedHeaders=${n},   Signature=${s}`,
      'another order': (c, n, s) => `AWS4-HMAC-SHA256 Signature=${s}, SignedHeaders=${n}, Credential=${c}`,
      'small letters': (c, n, s) => `AWS4-HMAC-SHA256 credential=${c}, signedheaders=${n}, signature=${s}`,
      'one part more': (c, n, s) => `AWS4-HMAC-SHA256 Credential=${c}, SignedHeaders=${n}, Signature=${s}, More=x`,
      'one part twice': (c, n, s) => `AWS4-HMAC-SHA256 Credential=${c}, SignedHeaders=${n}, Signature=${s}, Signature=${s}`,
      'nothing behind it': () => 'AWS4-HMAC-SHA256',
      'a scheme in small letters': (c, n, s) => `aws4-hmac-sha256 Credential=${c}, SignedHeaders=${n}, Signature=${s}`,
    }).map(([name, authorization]) => one('header', `authorization with ${name}`, { authorization })),
    ['header: the date in the header date', withoutAmzDate(signedByHand({ form: 'header', origin, path, signedHeaders: ['date', 'host', 'x-amz-content-sha256'], headers: { date: new Date().toUTCString() } }))],
    ['header: no date', withoutAmzDate(signedByHand({ form: 'header', origin, path, signedHeaders: ['host', 'x-amz-content-sha256'] }))],
    ['query: Signature Version 2', version2('query', origin, path)],
    ['header: Signature Version 2', version2('header', origin, path)],
    ['nothing: no signature', { method: 'GET', url: `${origin}${path}` }],
  ].map(([name, request]) => ({ group: 'odd', name: name as string, request: request as Sent }));
}

function withoutAmzDate(request: Sent): Sent {
  const { 'x-amz-date': _, ...headers } = request.headers!;
  return { ...request, headers };
}

import fc from 'fast-check';
import { character } from '../characters';
import { aws4Headers, aws4Query, type PeerOptions, type PeerRequest, smithyHeaders, smithyQuery } from './peers';
import { presign, type PresignOptions } from '../../src/runtime/presign';
import { type Credentials, signHeaders, type SignOptions, signQuery, type SignRequest, uriEncodePath } from '../../src/runtime/sign';

/** 10,000 in all. */
const RUNS = { headers: 4_000, url: 3_000, presigned: 3_000 };

const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.~'), minLength: 1, maxLength: 8 });
const awkward = fc.constantFrom('..', '.', '', ' ', 'a b', 'a+b', '%', '%41', '%2F', "!'()*", '?', '#', '&=', '\\', '"', '\u00a0', 'é', 'e\u0301', '漢字', '😀', '\u0000', '\t', '__proto__', '~');
const text = fc.oneof(word, awkward, fc.string({ unit: character, maxLength: 8 }));
const key = fc.array(text, { minLength: 1, maxLength: 6 }).map(segments => segments.join('/')).filter(path => path !== '');

/** A path as it is sent: of a key, or with signs that only other services leave as they are. */
const rawPath = fc.array(fc.oneof(word, fc.constantFrom('..', '.', '', 'a:b@c', "!$&'()*+,;=", '%20', '%2F', '%e4', '%E1%88%B4')), { maxLength: 6 }).map(segments => `/${segments.join('/')}`);

const credentials: fc.Arbitrary<Credentials> = fc.record({
  accessKeyId: fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), minLength: 16, maxLength: 20 }),
  secretAccessKey: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'another/secret+of=40+characters/abcdefgh') }, { weight: 1, arbitrary: fc.string({ minLength: 1 }) }),
  sessionToken: fc.string({ unit: fc.constantFrom(...'abcXYZ019+/='), minLength: 1, maxLength: 60 }),
}, { requiredKeys: ['accessKeyId', 'secretAccessKey'] });

const scope = fc.record({
  region: fc.constantFrom('us-east-1', 'eu-central-1', 'cn-north-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'auto'),
  service: fc.oneof(fc.constant('s3'), fc.constantFrom('execute-api', 'sts', 'lambda', 'es', 's3tables', 'dynamodb')),
  at: fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2099-12-31T23:59:59Z'), noInvalidDate: true }),
});

const space = fc.constantFrom('', ' ', '  ', '\t', ' \t ');
const value = fc.array(fc.tuple(space, fc.oneof(word, fc.constantFrom('a, b', 'bytes=0-9', '"a   b"', 'é', '漢', 'attachment; filename="x  y.pdf"', '')), space)).map(pieces => pieces.flat().join(''));
const name = fc.oneof(
  fc.constantFrom('Content-Type', 'Range', 'x-amz-acl', 'X-Amz-Meta-Name', 'x-amz-server-side-encryption', 'if-none-match', 'Cache-Control', 'content-md5', 'pragma', 'referer', 'from', 'sec-fetch-mode'),
  fc.constantFrom('User-Agent', 'connection', 'X-Amzn-Trace-Id', 'expect', 'proxy-authorization', 'te'),
  word.map(letters => `x-${letters}`),
);
/** Names in either case, values one or several. */
const values = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) });
const once = (fields: object): boolean => new Set(Object.keys(fields).map(n => n.toLowerCase())).size === Object.keys(fields).length;
const headers = fc.dictionary(name, values, { maxKeys: 5, noNullPrototype: true }).filter(once);

const query = fc.array(fc.tuple(text, text), { maxLength: 5 }).filter(pairs => pairs.every(([n]) => !/^x-amz-/i.test(n)));

const asked = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'HEAD', 'POST', 'DELETE', 'PATCH', 'OPTIONS'),
  host: fc.constantFrom('records.s3.eu-central-1.amazonaws.com', 's3.amazonaws.com', 'localhost:9000', '[::1]:8443', 'Example.COM'),
  key,
  rawPath,
  query,
  headers,
  credentials,
  scope,
  body: fc.option(fc.oneof(fc.string({ unit: character }), fc.uint8Array()), { nil: undefined }),
  expiresIn: fc.integer({ min: 1, max: 604_800 }),
});

interface Case {
  readonly request: SignRequest & { readonly path: string; readonly query: [string, string][] };
  readonly options: SignOptions & { readonly service: string; readonly at: Date; readonly expiresIn: number };
}

const cases: fc.Arbitrary<Case> = asked.map(({ key: object, rawPath: raw, scope: { region, service, at }, credentials: keys, ...rest }) => {
  const { body, expiresIn, headers: fields, ...request } = rest;
  const typed = Object.keys(fields).some(n => n.toLowerCase() === 'content-type');
  // aws4 adds both to a body where they are not there
  const own = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)), ...!typed && { 'content-type': 'text/plain' } };
  return {
    request: { ...request, path: service === 's3' ? `/${uriEncodePath(object)}` : raw, headers: { ...fields, ...own }, body },
    options: { credentials: keys, region, service, at, expiresIn },
  };
});

/** What is left unsigned, since proxies change it. The peers sign these as well where they are told to. */
const CHANGED = ['user-agent', 'connection', 'x-amzn-trace-id', 'expect', 'proxy-authorization', 'te'];
const signedOf = (sent: Readonly<Record<string, string>>): string[] => Object.keys(sent).filter(n => n !== 'authorization' && !CHANGED.includes(n));

/** What a peer is given: the request as it is sent, without what the peer adds itself. */
function peerOf({ request, options }: Case, sent: Readonly<Record<string, string>>): [PeerRequest, PeerOptions] {
  const { method, host, path, query: pairs, body } = request;
  const { authorization: _, ...rest } = sent;
  return [{ method, host, path, query: pairs, headers: rest, body }, { ...options, signed: signedOf(rest) }];
}

const names = (pairs: readonly (readonly [string, string])[]): string[] => pairs.map(([n]) => n);

/** Both peers collect parameters in an object and lose this one. No service has such a parameter. */
const lost = (n: string): boolean => n === '__proto__';
const forSmithy = (request: PeerRequest): boolean => !names(request.query).some(lost);

/**
 * aws4 drops parameters without a name, and for S3 all but the first of a name; S3 has neither. It folds what JavaScript calls white space, such as
 * a no-break space, which for HTTP is a letter. A header without a value it takes for none, and sets its own.
 */
function forAws4({ query: pairs, headers: fields }: PeerRequest, service: string): boolean {
  if (fields['content-type'] === '') return false;
  if (names(pairs).some(n => lost(n) || n === '')) return false;
  if (service === 's3' && new Set(names(pairs)).size < pairs.length) return false;
  return !Object.values(fields).some(v => /[^\S\t ]/.test(v));
}

describe('10,000 random requests have the signature of @smithy/signature-v4 and of aws4', () => {
  const compared = { smithy: 0, aws4: 0 };

  beforeEach(() => void Object.assign(compared, { smithy: 0, aws4: 0 }));

  /** The exclusions must not eat the test. */
  const mostlyCompared = (runs: number) => {
    expect(compared.smithy).toBeGreaterThan(runs * 0.85);
    expect(compared.aws4).toBeGreaterThan(runs * 0.6);
  };

  test('in the headers', async () => {
    await fc.assert(fc.asyncProperty(cases, async (one) => {
      const signed = signHeaders(one.request, one.options);
      const [request, options] = peerOf(one, signed.headers);
      if (forSmithy(request)) {
        compared.smithy++;
        expect(await smithyHeaders(request, options)).toBe(signed.signature);
      }
      if (forAws4(request, options.service)) {
        compared.aws4++;
        expect(aws4Headers(request, options)).toBe(signed.signature);
      }
    }), { numRuns: RUNS.headers });
    mostlyCompared(RUNS.headers);
  });

  test('in the URL', async () => {
    await fc.assert(fc.asyncProperty(cases, async (one) => {
      const signed = signQuery(one.request, one.options);
      const [request, options] = peerOf(one, signed.headers);
      const { expiresIn } = one.options;
      if (forSmithy(request)) {
        compared.smithy++;
        // the SDK says in the URL that the body is not signed
        const own = options.service === 's3' ? signQuery({ ...one.request, query: [...one.request.query, ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD']] }, one.options) : signed;
        expect(await smithyQuery(request, { ...options, expiresIn })).toBe(own.signature);
      }
      if (forAws4(request, options.service)) {
        compared.aws4++;
        expect(aws4Query(request, { ...options, expiresIn })).toBe(signed.signature);
      }
    }), { numRuns: RUNS.url });
    mostlyCompared(RUNS.url);
  });

  const objects = fc.record({
    bucket: fc.constantFrom('records', 'a.b.c', 'arn:aws:s3:us-west-2:123456789012:accesspoint/scans'),
    method: fc.constantFrom('GET' as const, 'HEAD' as const, 'PUT' as const, 'DELETE' as const),
    key: key.filter(k => Buffer.byteLength(k) <= 1024),
    credentials,
    expiresIn: fc.integer({ min: 1, max: 604_800 }),
    at: scope.map(s => s.at),
    headers: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }).filter(once),
    versionId: fc.option(word, { nil: undefined }),
    query: fc.dictionary(text.filter(n => n !== '' && !/^x-amz-|^versionid$/i.test(n)), text, { maxKeys: 4 }),
    pathStyle: fc.boolean(),
    contentSha256: fc.constantFrom(undefined, undefined, undefined, undefined, '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072'),
  });

  test('presigned', async () => {
    await fc.assert(fc.asyncProperty(objects, async ({ versionId, pathStyle, contentSha256, ...object }) => {
      const plain = object.bucket.startsWith('arn:');
      const wanted: PresignOptions = {
        ...object, region: 'us-west-2', ...!plain && { pathStyle }, ...object.method !== 'PUT' && versionId !== undefined && { versionId }, ...contentSha256 && { contentSha256 },
      };
      const { url, headers: sent } = presign(wanted);
      const [, host, path, search] = /^https:\/\/([^/]+)(\/[^?]*)\?(.*)$/.exec(url)!;
      const pairs = search.split('&').map((pair): [string, string] => [decodeURIComponent(pair.slice(0, pair.indexOf('='))), decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]);
      const given = pairs.filter(([n]) => !n.startsWith('X-Amz-'));
      const signature = pairs.find(([n]) => n === 'X-Amz-Signature')![1];
      const { credentials: keys, at, expiresIn, method } = object;
      const request: PeerRequest = { method, host, path, query: given, headers: { host, ...sent } };
      // presign signs all that it is asked to sign
      const options = { credentials: keys, region: 'us-west-2', service: 's3', at, expiresIn, signed: Object.keys(request.headers) };
      if (forSmithy(request)) {
        compared.smithy++;
        const own = contentSha256 === undefined ? presign({ ...wanted, query: { ...object.query, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' } }).url : url;
        expect(own).toContain(`&X-Amz-Signature=${await smithyQuery(request, options)}`);
      }
      if (contentSha256 === undefined && forAws4(request, 's3')) {
        compared.aws4++;
        expect(aws4Query(request, options)).toBe(signature);
      }
    }), { numRuns: RUNS.presigned });
    mostlyCompared(RUNS.presigned);
  });
});

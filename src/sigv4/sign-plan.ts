import { canonicalHeaders, canonicalPath, canonicalQuery, foldSpace, joinCanonical } from './canonical';
import { assertCredentials } from './credentials';
import { uriEncode, uriEncodePath } from './encode';
import { askedHeaders, OF_SIGNATURE, reserved } from './header-fields';
import { assertExpiry, endOf, signingMoment } from './presign-checks';
import { ALGORITHM, amzDate, type Scope, scopeText, UNSIGNED_PAYLOAD } from './scope';
import type { Signed, SignedQuery, SignOptions, SignQueryOptions, SignRequest } from './sign-options';
import { mustBe, wrong } from './wrong';

/** Everything about a signed request but the signature. */
export interface SignPlan<T extends Signed> {
  readonly canonicalRequest: string;
  readonly time: string;
  readonly scope: Scope;
  /** The request with its signature. */
  readonly signed: (signature: string) => T;
}

/** These have no second encoding and no normalization: a key may hold `..` and `//`. */
const S3 = /^(?:s3|s3-object-lambda|s3-outposts|s3express)$/;
const isS3 = ({ service = 's3' }: SignOptions): boolean => S3.test(service);

/** What is signed of the body, where it can be told without hashing it. */
export function knownPayload({ body }: SignRequest, { payloadHash }: SignOptions): string | undefined {
  if (payloadHash !== undefined) {
    if (typeof payloadHash === 'string' && /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]{1,64})$/.test(payloadHash)) return payloadHash;
    mustBe('payloadHash', '64 hexadecimal digits in lower case, UNSIGNED-PAYLOAD or a STREAMING word', payloadHash, 'pass one of them');
  }
  if (body === undefined || typeof body === 'string' || ArrayBuffer.isView(body)) return undefined;
  return mustBe('body', 'text or a Uint8Array', body, "pass 'payloadHash' for what cannot be hashed in one piece");
}

/** The same for a URL: S3 takes any body there, unless a hash is sent. */
export const knownQueryPayload = (request: SignRequest, options: SignOptions): string | undefined =>
  knownPayload(request, options) ?? (isS3(options) ? UNSIGNED_PAYLOAD : undefined);

/** Checks what is asked, and writes the canonical request of a signature in the headers. */
export function planHeaders(request: SignRequest, options: SignOptions, payloadHash: string): SignPlan<Signed> {
  const { signBody = isS3(options), omitSessionToken = false } = options;
  const { accessKeyId, sessionToken, time, scope, fields } = begin(request, options);
  fields.push(['x-amz-date', time]);
  if (signBody) fields.push(['x-amz-content-sha256', payloadHash]);
  const token: [string, string][] = sessionToken === undefined ? [] : [['x-amz-security-token', sessionToken]];
  if (!omitSessionToken) fields.push(...token);
  const { text, signed } = canonicalHeaders(fields.filter(isSigned));
  const canonicalRequest = joinCanonical(request.method, pathOf(request, options), queryOf(request, payloadHash), text, signed, payloadHash);
  return {
    canonicalRequest,
    time,
    scope,
    signed: (signature) => {
      const authorization = `${ALGORITHM} Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${signed}, Signature=${signature}`;
      return { signature, time, scope, canonicalRequest, headers: joined([...fields, ...omitSessionToken ? token : [], ['authorization', authorization]]) };
    },
  };
}

/** Checks what is asked, and writes the canonical request of a signature in the URL. */
export function planQuery(request: SignRequest, options: SignQueryOptions, payloadHash: string): SignPlan<SignedQuery> {
  const hashed = isS3(options) && options.payloadHash !== undefined && payloadHash !== UNSIGNED_PAYLOAD;
  const { expiresIn = 900, omitSessionToken = false, signBody = hashed } = options;
  const { accessKeyId, sessionToken, time, scope, fields } = begin(request, options);
  assertExpiry(expiresIn);
  if (signBody) fields.push(['x-amz-content-sha256', payloadHash]);
  const { text, signed } = canonicalHeaders(fields.filter(isSigned));
  const own: [string, string][] = [
    ['X-Amz-Algorithm', ALGORITHM], ['X-Amz-Credential', `${accessKeyId}/${scopeText(scope)}`], ['X-Amz-Date', time], ['X-Amz-Expires', String(expiresIn)],
    ['X-Amz-SignedHeaders', signed],
  ];
  const token: [string, string][] = sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken]];
  const query = queryOf(request, payloadHash, omitSessionToken ? own : [...own, ...token]);
  const canonicalRequest = joinCanonical(request.method, pathOf(request, options), query, text, signed, payloadHash);
  const unsigned = omitSessionToken && sessionToken !== undefined ? `&X-Amz-Security-Token=${uriEncode(sessionToken)}` : '';
  return {
    canonicalRequest,
    time,
    scope,
    signed: (signature) => {
      const target = `${request.path ?? '/'}?${query}${unsigned}&X-Amz-Signature=${signature}`;
      return { signature, time, scope, canonicalRequest, headers: joined(fields), target, url: `https://${request.host}${target}` };
    },
  };
}

const METHOD = /^[A-Z]{1,32}$/;
const HOST = /^(?:[\w.-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const SCOPE_WORD = /^[\w-]{1,64}$/;

interface Begun {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly time: string;
  readonly scope: Scope;
  readonly fields: [string, string][];
}

function begin({ method, host, headers = {} }: SignRequest, { credentials, region, service = 's3', at }: SignOptions): Begun {
  assertCredentials(credentials);
  if (typeof method !== 'string' || !METHOD.test(method)) mustBe('method', 'in capitals, such as GET', method, 'pass it as it is sent');
  if (typeof host !== 'string' || !HOST.test(host)) mustBe('host', 'a host name, with a port where it has one', host, 'pass what the Host header says');
  for (const [name, word] of [['region', region], ['service', service]]) {
    if (typeof word !== 'string' || !SCOPE_WORD.test(word)) mustBe(name, 'letters, digits and hyphens', word, 'pass what the credential scope has');
  }
  const moment = signingMoment(at);
  endOf(credentials, moment);
  const time = amzDate(moment);
  const { accessKeyId, sessionToken } = credentials;
  return { accessKeyId, sessionToken, time, scope: { date: time.slice(0, 8), region, service }, fields: [['host', host], ...askedHeaders(headers)] };
}

/** What RFC 3986 allows in a path. */
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/;

function pathOf({ path = '/' }: SignRequest, options: SignOptions): string {
  if (typeof path !== 'string' || !PATH.test(path)) mustBe('path', 'encoded and begin with a slash', path, ENCODED);
  const { doubleEncode = !isS3(options), normalizePath = !isS3(options) } = options;
  if (!doubleEncode && path !== encodedOnce(path)) mustBe('path', 'encoded as Signature Version 4 wants it', path, ENCODED);
  return canonicalPath(path, { doubleEncode, normalizePath });
}

const ENCODED = 'pass a slash and uriEncodePath(key)';

/** What a service that decodes the path and encodes it again finds there. */
function encodedOnce(path: string): string | undefined {
  try {
    return uriEncodePath(decodeURIComponent(path));
  } catch {
    return undefined;
  }
}

function queryOf({ query = {} }: SignRequest, payloadHash: string, own: readonly (readonly [string, string])[] = []): string {
  const pairs = Array.isArray(query) ? query as readonly (readonly [string, string])[] : Object.entries(query);
  for (const [name, value] of pairs) {
    const said = name === 'X-Amz-Content-Sha256' && value === payloadHash;
    if (typeof name !== 'string' || (OF_SIGNATURE.test(name) && !said)) reserved('query', name);
    if (typeof value !== 'string') mustBe(`query.${name}`, 'text', value, 'pass it decoded, or an empty text where it has no value');
  }
  try {
    return canonicalQuery([...pairs, ...own]);
  } catch {
    return wrong("'query' has half of a surrogate pair, which has no UTF-8 form; correct the text");
  }
}

/** Clients and proxies add and change these on the way. */
const CHANGED = /^(?:connection|expect|keep-alive|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id|proxy-.*)$/;
const isSigned = ([name]: readonly [string, string]): boolean => !CHANGED.test(name);

/** Several values of a name become one, a list, without the white space around each that is not signed either. */
function joined(fields: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const [name, value] of fields) values.set(name, values.has(name) ? `${foldSpace(values.get(name)!)},${foldSpace(value)}` : value);
  return Object.fromEntries(values);
}

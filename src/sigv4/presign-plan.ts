import { canonicalHeaders, joinCanonical, joinSorted } from './canonical';
import type { Credentials } from './credentials';
import { uriEncode } from './encode';
import { type Endpoint, endpointOf } from './endpoint';
import { askedHeaders } from './header-fields';
import { assertExpiry, assertSigner, encodedKey, endOf, endsFirst, signingMoment } from './presign-checks';
import type { Presigned, PresignOptions, PresignWarning } from './presign-options';
import { parametersOf } from './presign-parameters';
import { ALGORITHM, amzDate, UNSIGNED_PAYLOAD } from './scope';
import { show } from './show';

/** Everything about a presigned URL but its signature. */
export interface PresignPlan extends Omit<Presigned, 'url'> {
  readonly canonical: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly time: string;
  readonly region: string;
  readonly service: string;
  /** The URL up to the hexadecimal digits of the signature. */
  readonly unsigned: string;
}

const NO_HEADERS = Object.freeze({});
const NO_WARNINGS: readonly PresignWarning[] = Object.freeze([]);

/** Checks what is asked, and writes the canonical request. */
export function planPresign(options: PresignOptions): PresignPlan {
  const { method = 'GET', key, credentials, expiresIn = 900, region } = options;
  assertSigner(credentials, options.requireTemporary);
  assertExpiry(expiresIn, options.maxExpiresIn);
  const at = signingMoment(options.at);

  const endpoint = endpointOf(options);
  const path = `${endpoint.base}/${encodedKey(key)}`;
  const time = amzDate(at);
  const { headers, text, signed } = headersOf(options, endpoint);
  const parameters = parametersOf(method, options);
  const common = `${authorization(credentials, time, region, endpoint.service, expiresIn)}${signed === 'host' ? signed : uriEncode(signed)}`;
  const query = parameters === undefined ? common : withParameters(common, parameters);

  const expiresAt = at - at % 1000 + expiresIn * 1000;
  const ends = endOf(credentials, at);
  const warnings = warningsOf(options, endpoint, key, expiresAt, ends);
  return {
    canonical: joinCanonical(method, path, query, text, signed, options.contentSha256 ?? UNSIGNED_PAYLOAD),
    time,
    region,
    service: endpoint.service,
    unsigned: `${endpoint.protocol}//${endpoint.host}${path}?${query}&X-Amz-Signature=`,
    method,
    headers,
    effectiveExpiresAt: new Date(expiresAt < ends ? expiresAt : ends),
    warnings,
  };
}

/** A pattern is asked of one run of characters: V8 joins the pieces of a text first, and does not again in each hash. A fifth of the time. */
const WHOLE = /^/;

interface Authorization {
  readonly credentials: Pick<Credentials, 'accessKeyId' | 'sessionToken'>;
  readonly time: string;
  readonly region: string;
  readonly service: string;
  readonly expiresIn: number;
  readonly text: string;
}

let last: Authorization | undefined;

/** The parameters of the signature up to the names of the signed headers, which the URLs of one second and signer share. */
function authorization(credentials: Credentials, time: string, region: string, service: string, expiresIn: number): string {
  const { accessKeyId, sessionToken } = credentials;
  if (last !== undefined && last.time === time && last.credentials.accessKeyId === accessKeyId && last.credentials.sessionToken === sessionToken
    && last.region === region && last.service === service && last.expiresIn === expiresIn) return last.text;
  const token = sessionToken === undefined ? '' : `&X-Amz-Security-Token=${uriEncode(sessionToken)}`;
  const text = `X-Amz-Algorithm=${ALGORITHM}&X-Amz-Credential=${accessKeyId}%2F${time.slice(0, 8)}%2F${region}%2F${service}%2Faws4_request`
    + `&X-Amz-Date=${time}&X-Amz-Expires=${expiresIn}${token}&X-Amz-SignedHeaders=`;
  WHOLE.test(text);
  last = { credentials: { accessKeyId, sessionToken }, time, region, service, expiresIn, text };
  return text;
}

/** The plan with its signature. */
export function presigned({ unsigned, method, headers, effectiveExpiresAt, warnings }: PresignPlan, signature: string): Presigned {
  return { url: unsigned + signature, method, headers, effectiveExpiresAt, warnings };
}

interface SignedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly signed: string;
}

function headersOf({ headers: asked, contentSha256 }: PresignOptions, { host, protocol }: Endpoint): SignedHeaders {
  if (asked === undefined && contentSha256 === undefined) return { headers: NO_HEADERS, text: `host:${host}\n`, signed: 'host' };
  const headers = askedHeaders(asked ?? {});
  const key = protocol === 'http:' && headers.find(([name]) => name.includes('-customer-'));
  if (key) throw new RangeError(`'headers.${key[0]}' would send an encryption key over plain HTTP, which S3 refuses; use an https endpoint`);
  if (contentSha256 !== undefined) {
    if (typeof contentSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(contentSha256)) throw new RangeError(`'contentSha256' must be 64 hexadecimal digits in lower case, got ${show(contentSha256)}; pass what sha256Hex(body) returns`);
    headers.push(['x-amz-content-sha256', contentSha256]);
  }
  const { text, signed } = canonicalHeaders([['host', host], ...headers]);
  if (new Set(headers.map(([name]) => name)).size < headers.length) throw new RangeError("'headers' has a name twice in other letters; name each header once");
  return { headers: Object.fromEntries(headers), text, signed };
}

/** The parameters of Signature Version 4 begin with a capital X, so what S3 names in lower case comes behind them. */
function withParameters(common: string, own: [string, string][]): string {
  if (own.every(([name]) => name > 'X-Amz-T')) return `${common}&${joinSorted(own)}`;
  return joinSorted([...common.split('&').map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]), ...own]);
}

function warningsOf(options: PresignOptions, endpoint: Endpoint, key: string, expiresAt: number, ends: number): readonly PresignWarning[] {
  const early = ends < expiresAt;
  const dots = (key.startsWith('.') || key.includes('/.')) && /(?:^|\/)\.{1,2}(?:\/|$)/.test(key);
  if (!early && !dots && endpoint.pathStyleReason === undefined) return NO_WARNINGS;

  const warnings: PresignWarning[] = [];
  if (early) warnings.push(endsFirst(ends, expiresAt, 'URL', options.onEarlyEnd));
  if (endpoint.pathStyleReason !== undefined) warnings.push({ code: 'path-style', message: endpoint.pathStyleReason });
  if (dots) warnings.push({ code: 'dot-segments', message: 'browsers and most HTTP clients resolve "." and ".." in a path, and then ask for another object; rename it' });
  return warnings;
}

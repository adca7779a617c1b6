import { canonicalHeaders, joinCanonical, joinSorted } from './canonical';
import { assertCredentials, type Credentials } from './credentials';
import { uriEncode, uriEncodePath } from './encode';
import { type Endpoint, endpointOf } from './endpoint';
import type { Presigned, PresignOptions, PresignWarning } from './presign-options';
import { parametersOf } from './presign-parameters';
import { ALGORITHM, amzDate, UNSIGNED_PAYLOAD } from './scope';

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

const WEEK = 604_800;
const NO_HEADERS = Object.freeze({});
const NO_WARNINGS: readonly PresignWarning[] = Object.freeze([]);

/** Checks what is asked, and writes the canonical request. */
export function planPresign(options: PresignOptions): PresignPlan {
  const { method = 'GET', key, credentials, expiresIn = 900, region } = options;
  assertCredentials(credentials);
  if (options.requireTemporary && credentials.sessionToken === undefined) {
    throw new RangeError(`'credentials' have no session token, so they live long (${credentials.accessKeyId.slice(0, 4)}...); sign with those of a role`);
  }
  assertExpiry(expiresIn, options.maxExpiresIn ?? WEEK);
  const at = options.at === undefined ? Date.now() : options.at.getTime();
  if (Number.isNaN(at)) throw new RangeError("'at' is an invalid date; pass a valid one or leave it out");

  const endpoint = endpointOf(options);
  const path = `${endpoint.base}/${encodedKey(key)}`;
  const time = amzDate(at);
  const { headers, text, signed } = headersOf(options, endpoint);
  const parameters = parametersOf(method, options);
  const common = `${authorization(credentials, time, region, endpoint.service, expiresIn)}${signed === 'host' ? signed : uriEncode(signed)}`;
  const query = parameters === undefined ? common : withParameters(common, parameters);

  const expiresAt = at - at % 1000 + expiresIn * 1000;
  const ends = credentials.expiration?.getTime() ?? Infinity;
  const warnings = warningsOf(options, endpoint, key, at, expiresAt, ends);
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

let last: { readonly credentials: Credentials; readonly time: string; readonly region: string; readonly service: string; readonly expiresIn: number; readonly text: string } | undefined;

/** The parameters of the signature up to the names of the signed headers, which the URLs of one second and signer share. */
function authorization(credentials: Credentials, time: string, region: string, service: string, expiresIn: number): string {
  const { accessKeyId, sessionToken } = credentials;
  if (last !== undefined && last.time === time && last.credentials.accessKeyId === accessKeyId && last.credentials.sessionToken === sessionToken
    && last.region === region && last.service === service && last.expiresIn === expiresIn) return last.text;
  const token = sessionToken === undefined ? '' : `&X-Amz-Security-Token=${uriEncode(sessionToken)}`;
  const text = `X-Amz-Algorithm=${ALGORITHM}&X-Amz-Credential=${accessKeyId}%2F${time.slice(0, 8)}%2F${region}%2F${service}%2Faws4_request`
    + `&X-Amz-Date=${time}&X-Amz-Expires=${expiresIn}${token}&X-Amz-SignedHeaders=`;
  WHOLE.test(text);
  last = { credentials: { accessKeyId, secretAccessKey: '', sessionToken }, time, region, service, expiresIn, text };
  return text;
}

/** The plan with its signature. */
export function presigned({ unsigned, method, headers, effectiveExpiresAt, warnings }: PresignPlan, signature: string): Presigned {
  return { url: unsigned + signature, method, headers, effectiveExpiresAt, warnings };
}

function assertExpiry(expiresIn: number, most: number): void {
  if (!(Number.isInteger(most) && most >= 1 && most <= WEEK)) {
    throw new RangeError(`'maxExpiresIn' must be whole seconds from 1 to ${WEEK}, got ${String(most)}; pass 604800 for the limit of Signature Version 4`);
  }
  if (!(Number.isInteger(expiresIn) && expiresIn >= 1 && expiresIn <= most)) {
    throw new RangeError(`'expiresIn' must be whole seconds from 1 to ${most}, got ${String(expiresIn)}; pass a number in that range`);
  }
}

function encodedKey(key: string): string {
  if (typeof key !== 'string' || key === '') throw new RangeError(`'key' must be an object key of 1 to 1024 bytes, got ${JSON.stringify(key)}; pass the key as it is, not encoded`);
  let encoded: string;
  try {
    encoded = uriEncodePath(key);
  } catch {
    throw new RangeError(`'key' has half of a surrogate pair, which has no UTF-8 form: ${JSON.stringify(key)}; correct the key`);
  }
  const bytes = encoded.length === key.length ? key.length : encoded.replace(/%../g, '.').length;
  if (bytes > 1024) throw new RangeError(`'key' must be at most 1024 bytes of UTF-8, got ${bytes}; shorten it`);
  return encoded;
}

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const RESERVED = /^(?:host|authorization|x-amz-(?:date|algorithm|credential|expires|signedheaders|signature|security-token|content-sha256))$/;

interface SignedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly signed: string;
}

function headersOf({ headers: asked, contentSha256 }: PresignOptions, { host, protocol }: Endpoint): SignedHeaders {
  if (asked === undefined && contentSha256 === undefined) return { headers: NO_HEADERS, text: `host:${host}\n`, signed: 'host' };
  const headers: [string, string][] = Object.entries(asked ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  for (const [name, value] of headers) {
    if (!NAME.test(name) || RESERVED.test(name)) throw new RangeError(`'headers' cannot hold ${JSON.stringify(name)}; it is no header name, or the signature sets it itself`);
    // eslint-disable-next-line no-control-regex
    if (typeof value !== 'string' || !/^[^\u0000-\u001f\u007f]*$/.test(value)) throw new RangeError(`'headers.${name}' must be text without control characters; correct the value`);
    if (protocol === 'http:' && name.includes('-customer-')) {
      throw new RangeError(`'headers.${name}' would send an encryption key over plain HTTP, which S3 refuses; use an https endpoint`);
    }
  }
  if (contentSha256 !== undefined) {
    if (!/^[0-9a-f]{64}$/.test(contentSha256)) throw new RangeError(`'contentSha256' must be 64 hexadecimal digits in lower case, got ${JSON.stringify(contentSha256)}`);
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

function warningsOf(options: PresignOptions, endpoint: Endpoint, key: string, at: number, expiresAt: number, ends: number): readonly PresignWarning[] {
  if (ends <= at) throw new RangeError(`'credentials' ended at ${new Date(ends).toISOString()}; ask the provider for new ones`);
  if (Number.isNaN(ends)) throw new RangeError("'credentials.expiration' is an invalid date; pass what the provider gave, or leave it out");
  const early = ends < expiresAt;
  const dots = (key.startsWith('.') || key.includes('/.')) && /(?:^|\/)\.{1,2}(?:\/|$)/.test(key);
  if (!early && !dots && endpoint.pathStyleReason === undefined) return NO_WARNINGS;

  const warnings: PresignWarning[] = [];
  if (early) {
    const message = `the credentials end at ${new Date(ends).toISOString()}, before the URL would at ${new Date(expiresAt).toISOString()}`;
    if (options.onEarlyEnd === 'error') throw new RangeError(`${message}; refresh them, or pass a shorter 'expiresIn'`);
    warnings.push({ code: 'credentials-end-first', message });
  }
  if (endpoint.pathStyleReason !== undefined) warnings.push({ code: 'path-style', message: endpoint.pathStyleReason });
  if (dots) warnings.push({ code: 'dot-segments', message: 'browsers and most HTTP clients resolve "." and ".." in a path, and then ask for another object; rename it' });
  return warnings;
}

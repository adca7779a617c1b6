import { type CanonicalHeaders, canonicalHeaders, joinCanonical, joinSorted } from './canonical';
import type { Credentials } from './credentials';
import { uriEncode } from './encode';
import { type Endpoint, endpointOf } from './endpoint';
import { askedHeaders, assertOnce } from './header-fields';
import { assertExpiry, assertSigner, encodedKey, endOf, endsFirst, signingMoment } from './presign-checks';
import type { Presigned, PresignOptions, PresignWarning } from './presign-options';
import { parametersOf } from './presign-parameters';
import { ALGORITHM, amzDate, UNSIGNED_PAYLOAD } from './scope';
import { mustBe, wrong } from './wrong';

/** Everything about a presigned URL but its signature. */
export interface PresignPlan {
  readonly canonical: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly time: string;
  readonly region: string;
  readonly service: string;
  /** The answer, but its URL ends before the hexadecimal digits of the signature. */
  readonly unsigned: Omit<Presigned, 'url'> & { url: string };
}

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
  return {
    canonical: joinCanonical(method, path, query, text, signed, options.contentSha256 ?? UNSIGNED_PAYLOAD),
    time,
    region,
    service: endpoint.service,
    unsigned: {
      url: `${endpoint.protocol}//${endpoint.host}${path}?${query}&X-Amz-Signature=`,
      method,
      headers,
      effectiveExpiresAt: new Date(expiresAt < ends ? expiresAt : ends),
      warnings: warningsOf(options, endpoint, path, expiresAt, ends),
    },
  };
}

/** A pattern is asked of one run of characters: V8 joins the pieces of a text first, and does not again in each hash. A fifth of the time. */
const WHOLE = /^/;

let last: readonly unknown[] = [];
let lastText = '';

/** The parameters of the signature up to the names of the signed headers, which the URLs of one second and signer share. */
function authorization({ accessKeyId, sessionToken }: Credentials, time: string, region: string, service: string, expiresIn: number): string {
  if (last[0] === time && last[1] === accessKeyId && last[2] === sessionToken && last[3] === region && last[4] === service && last[5] === expiresIn) {
    return lastText;
  }
  const token = sessionToken === undefined ? '' : `&X-Amz-Security-Token=${uriEncode(sessionToken)}`;
  lastText = `X-Amz-Algorithm=${ALGORITHM}&X-Amz-Credential=${accessKeyId}%2F${time.slice(0, 8)}%2F${region}%2F${service}%2Faws4_request`
    + `&X-Amz-Date=${time}&X-Amz-Expires=${expiresIn}${token}&X-Amz-SignedHeaders=`;
  WHOLE.test(lastText);
  last = [time, accessKeyId, sessionToken, region, service, expiresIn];
  return lastText;
}

/** The answer, with the signature. The plan is used up. */
export function presigned({ unsigned }: PresignPlan, signature: string): Presigned {
  unsigned.url += signature;
  return unsigned;
}

interface SignedHeaders extends CanonicalHeaders {
  readonly headers: Readonly<Record<string, string>>;
}

function headersOf({ headers: asked, contentSha256 }: PresignOptions, { host, protocol }: Endpoint): SignedHeaders {
  if (asked === undefined && contentSha256 === undefined) return { headers: {}, text: `host:${host}\n`, signed: 'host' };
  const headers = askedHeaders(asked ?? {});
  const key = protocol === 'http:' && headers.find(([name]) => name.includes('-customer-'));
  if (key) wrong(`'headers.${key[0]}' would send an encryption key over plain HTTP; use an https endpoint`);
  if (contentSha256 !== undefined) {
    if (typeof contentSha256 !== 'string' || !/^[0-9a-f]{64}$/.test(contentSha256)) {
      mustBe('contentSha256', '64 hexadecimal digits in lower case', contentSha256, 'pass sha256Hex(body)');
    }
    headers.push(['x-amz-content-sha256', contentSha256]);
  }
  assertOnce('headers', headers);
  return { headers: Object.fromEntries(headers), ...canonicalHeaders([['host', host], ...headers]) };
}

function withParameters(common: string, own: [string, string][]): string {
  // The parameters of Signature Version 4 begin with a capital X, so what S3 names in lower case comes behind them.
  if (own.every(([name]) => name > 'X-Amz-T')) return `${common}&${joinSorted(own)}`;
  return joinSorted([...common.split('&').map(pair => pair.split('=') as [string, string]), ...own]);
}

const DOTS = /\/\.\.?(?:\/|$)/;

function warningsOf(options: PresignOptions, endpoint: Endpoint, path: string, expiresAt: number, ends: number): readonly PresignWarning[] {
  const warnings: PresignWarning[] = [];
  if (ends < expiresAt) warnings.push(endsFirst(ends, expiresAt, 'URL', options.onEarlyEnd));
  if (endpoint.pathStyleReason !== undefined) warnings.push({ code: 'path-style', message: endpoint.pathStyleReason });
  if (path.includes('/.') && DOTS.test(path)) {
    warnings.push({ code: 'dot-segments', message: 'most HTTP clients resolve "." and ".." and ask for another object; rename it' });
  }
  return warnings;
}

import { claimOf } from './claim';
import { received } from './received';
import { parseAmzDate, UNSIGNED_PAYLOAD } from './scope';
import { type Risk, risksOf } from './url-risks';
import { type Refusal, refuse } from './verification';

/** What a presigned URL says of itself. Whether its signature holds, only `verify` can tell. */
export interface Inspection {
  readonly ok: true;
  /** Where it leads. */
  readonly host: string;
  /** As it stands in the URL. */
  readonly path: string;
  /** Best guess from host and path. @default - the host is none of AWS */
  readonly bucket?: string;
  /** Decoded. @default - the bucket itself, or not known */
  readonly key?: string;
  /** The call, as far as the query tells: a URL works with the one method that it was signed for, and does not name it. */
  readonly calls: readonly string[];
  readonly accessKeyId: string;
  /** `long-term` for AKIA, `temporary` for ASIA or a session token, else `unknown`. */
  readonly credentials: 'long-term' | 'temporary' | 'unknown';
  readonly region: string;
  readonly service: string;
  readonly signedAt: Date;
  readonly expiresAt: Date;
  /** Whole seconds from `at` on; negative where it is over. */
  readonly secondsLeft: number;
  /** What must be sent with it, in lower case, `host` apart. */
  readonly requiredHeaders: readonly string[];
  /** Parameters beside those of the signature, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly risks: readonly Risk[];
}

export interface InspectOptions {
  /** @default - now */
  readonly at?: Date;
  /** The method that it is for, where that is known: it decides which risks there are. @default - not known, judged as if for an upload as well */
  readonly method?: string;
  /** From how many seconds on a URL lives long. @default 3600 */
  readonly longLife?: number;
}

/** Reads a presigned URL without any secret; a refusal where it is none. */
export function inspectUrl(url: string, options: InspectOptions = {}): Inspection | Refusal {
  const { at = new Date(), method } = options;
  if (typeof url === 'string' && url.startsWith('/')) return refuse('malformed-url', 'the URL must begin with https:// or http://');
  const seen = received({ method: method ?? 'GET', url });
  if ('ok' in seen) return seen;
  const claim = claimOf(seen);
  if ('ok' in claim) return claim;
  const { accessKeyId, scope, signedHeaders, sessionToken } = claim;
  const signedAt = parseAmzDate(claim.time);
  if (signedAt === undefined) return refuse('malformed-date', 'X-Amz-Date must be YYYYMMDDTHHMMSSZ');
  if (!/^[1-9]\d{0,9}$/.test(claim.expires!)) return refuse('malformed-expiry', 'X-Amz-Expires must be whole seconds from 1 to 604800');
  const expiresAt = signedAt + Number(claim.expires) * 1000;
  const parameters = parametersOf(seen.query);
  const facts = {
    ok: true as const,
    host: seen.host,
    path: seen.path,
    ...placeOf(seen.host, seen.path),
    calls: callsOf(parameters, method),
    accessKeyId,
    credentials: accessKeyId.startsWith('ASIA') || sessionToken !== undefined ? 'temporary' as const
      : accessKeyId.startsWith('AKIA') ? 'long-term' as const : 'unknown' as const,
    region: scope.region,
    service: scope.service,
    signedAt: new Date(signedAt),
    expiresAt: new Date(expiresAt),
    secondsLeft: Math.floor((expiresAt - at.getTime()) / 1000),
    requiredHeaders: signedHeaders.filter(name => name !== 'host'),
    parameters,
  };
  return { ...facts, risks: risksOf(facts, { ...options, scheme: seen.scheme!, bodyOpen: claim.payloadHash === UNSIGNED_PAYLOAD && !signedHeaders.includes('x-amz-content-sha256') }) };
}

const AWS = /^(?:(.+)\.)?s3(?:-accesspoint|-object-lambda|-outposts)?(?:-fips|-accelerate)?(?:\.dualstack)?(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/;

function placeOf(host: string, path: string): { bucket?: string; key?: string } {
  const found = AWS.exec(host);
  if (found === null) return {};
  const [bucket, key] = found[1] !== undefined ? [found[1], path.slice(1)] : split(path.slice(1));
  return { ...bucket === '' ? {} : { bucket }, ...key === '' ? {} : { key: decode(key) } };
}

function split(path: string): [string, string] {
  const slash = path.indexOf('/');
  return slash === -1 ? [path, ''] : [path.slice(0, slash), path.slice(slash + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parametersOf(query: string): Record<string, string> {
  const pairs = query.split('&').map(part => part.includes('=') ? [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)] : [part, '']);
  const own = pairs.filter(([name]) => !/^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i.test(name));
  return Object.fromEntries(own.map(([name, value]) => [decode(name), decode(value)]));
}

/** The calls that the parameters leave open. */
function callsOf(parameters: Readonly<Record<string, string>>, method: string | undefined): readonly string[] {
  const has = (name: string) => Object.hasOwn(parameters, name);
  const table: readonly (readonly [string, string, boolean])[] = [
    ['POST', 'CreateMultipartUpload', has('uploads')],
    ['PUT', 'UploadPart', has('uploadId') && has('partNumber')],
    ['POST', 'CompleteMultipartUpload', has('uploadId') && !has('partNumber')],
    ['DELETE', 'AbortMultipartUpload', has('uploadId') && !has('partNumber')],
    ['GET', 'ListParts', has('uploadId') && !has('partNumber')],
  ];
  const multipart = table.filter(([, , applies]) => applies);
  const plain: typeof table = has('x-id') ? [['', parameters['x-id'], true]]
    : [['GET', 'GetObject', true], ['HEAD', 'HeadObject', true], ['PUT', 'PutObject', true], ['DELETE', 'DeleteObject', true]];
  return (multipart.length > 0 ? multipart : plain).filter(([m]) => method === undefined || m === '' || m === method).map(([, call]) => call);
}

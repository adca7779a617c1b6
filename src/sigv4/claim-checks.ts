import type { Claim } from './claim';
import { uriEncodePath } from './encode';
import { payloadForm } from './payload';
import { type Received, UNREADABLE } from './received';
import { parseAmzDate } from './scope';
import { type Refusal, refuse, type VerifyOptions } from './verification';

const WEEK = 604_800;

/** When a signature was made, and until when it is good, in milliseconds. */
export interface Lifetime {
  readonly signedAt: number;
  readonly expiresAt: number;
}

/** Region, service and time. */
export function lifetimeOf(claim: Claim, options: VerifyOptions, at: number): Lifetime | Refusal {
  const { scope, time, expires } = claim;
  const { region, service = 's3', clockSkewSeconds = 900, maxExpiresIn = WEEK, maxAge } = options;
  if (scope.service !== service) return refuse('wrong-service', `the signature is for another service than ${service}`);
  if (typeof region === 'string' ? scope.region !== region : !region.includes(scope.region)) {
    return refuse('wrong-region', `the signature is for another Region than ${String(region)}`);
  }
  const signedAt = parseAmzDate(time);
  if (signedAt === undefined) return refuse('malformed-date', 'the date must be YYYYMMDDTHHMMSSZ');
  if (time.slice(0, 8) !== scope.date) return refuse('date-mismatch', 'the day of the credential is not the day of the date');
  if (!(signedAt <= at + clockSkewSeconds * 1000)) return refuse('not-yet-valid', `the signature is from the future: ${iso(signedAt)}`);
  const youngUntil = maxAge === undefined ? Infinity : signedAt + maxAge * 1000;
  if (!(at <= youngUntil)) return refuse('too-old', `the signature of ${iso(signedAt)} is older than ${maxAge} s`);
  if (expires === undefined) {
    const expiresAt = signedAt + clockSkewSeconds * 1000;
    if (at > expiresAt) return refuse('clock-skew', `the signature of ${iso(signedAt)} is older than ${clockSkewSeconds} s`);
    return { signedAt, expiresAt: Math.min(expiresAt, youngUntil) };
  }
  if (!/^[1-9]\d{0,9}$/.test(expires)) return refuse('malformed-expiry', 'X-Amz-Expires must be whole seconds from 1 to 604800');
  const most = Math.min(maxExpiresIn, WEEK);
  if (!(Number(expires) <= most)) return refuse('expiry-too-long', `X-Amz-Expires must be at most ${most} s, got ${expires}`);
  const expiresAt = signedAt + Number(expires) * 1000;
  return at > expiresAt ? refuse('expired', `the URL expired at ${iso(expiresAt)}`) : { signedAt, expiresAt: Math.min(expiresAt, youngUntil) };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Which headers must be signed, and are. */
export function headerProblem({ signedHeaders }: Claim, { headers }: Received, options: VerifyOptions): Refusal | undefined {
  const { signedHeaders: wanted = [], unsignedHeaders = [] } = options;
  if (!signedHeaders.includes('host')) return refuse('host-not-signed', 'the signed headers must include host');
  for (const name of signedHeaders) {
    if (name === 'host') continue;
    const values = headers.get(name);
    if (values === undefined) return refuse('missing-signed-header', `the signed header ${name} was not sent`);
    // Joined with a comma they would hold, and yet Node shows the application the first of them only.
    if (values.length > 1) return refuse('duplicate-header', `the signed header ${name} stands more than once`);
    if (values[0] === UNREADABLE) return refuse('malformed-header', `the signed header ${name} is not UTF-8`);
  }
  for (const name of headers.keys()) {
    if (signedHeaders.includes(name)) continue;
    if (name.startsWith('x-amz-') ? !names(unsignedHeaders, name) : names(wanted, name)) return refuse('unsigned-header', `the header ${name} was sent, and not signed`);
  }
  return undefined;
}

/** Whether a list that somebody wrote has a name, in any case. */
const names = (list: readonly string[], name: string): boolean => list.some(one => one.toLowerCase() === name);

const WITHOUT_BODY = ['GET', 'HEAD', 'DELETE', 'OPTIONS'];

/** Whether the payload was signed in a form that S3 has. */
export function payloadProblem(claim: Claim, { method }: Received, { requireSignedPayload }: VerifyOptions): Refusal | undefined {
  const { form, payloadHash, signedHeaders } = claim;
  if (form === 'header' && !signedHeaders.includes('x-amz-content-sha256')) {
    return refuse('unsigned-header', 'the header x-amz-content-sha256 was sent, and not signed');
  }
  const payload = payloadForm(payloadHash);
  if (payload === undefined) {
    return refuse('malformed-payload-hash', 'x-amz-content-sha256 must be 64 hexadecimal digits, UNSIGNED-PAYLOAD or a form of chunks that HMAC signs');
  }
  return requireSignedPayload && !WITHOUT_BODY.includes(method) && !payload.signed ? refuse('unsigned-payload', 'the body is not signed') : undefined;
}

/** What the owner lets in, of all that is signed. */
export function allowProblem({ method, host, path, scheme }: Received, options: VerifyOptions): Refusal | undefined {
  const { methods, hosts, prefixes, allowHttp = false } = options;
  if (scheme === 'http' && !allowHttp) return refuse('insecure-transport', 'the request came over plain HTTP');
  if (methods !== undefined && !methods.includes(method)) return refuse('method-not-allowed', `the method ${method} is not let in here`);
  if (hosts !== undefined && !hosts.includes(host)) return refuse('host-not-allowed', 'the host is not let in here');
  if (prefixes !== undefined && (DOTS.test(path) || !prefixes.some(prefix => path.startsWith(uriEncodePath(prefix))))) {
    return refuse('prefix-not-allowed', 'the path does not begin with what is let in here, or has "." or ".." in it');
  }
  return undefined;
}

/** A segment that a file system, a proxy or another server would resolve. */
const DOTS = /(?:^|\/|%2f|\\|%5c)(?:\.|%2e){1,2}(?:\/|%2f|\\|%5c|$)/i;

import { foldSpace, joinCanonical } from './canonical';
import { type Claim, claimOf } from './claim';
import { allowProblem, headerProblem, type Lifetime, lifetimeOf, payloadProblem } from './claim-checks';
import { signingMoment } from './presign-checks';
import { type AnyRequest, type Received, received as receivedOf } from './received';
import { type Refusal, refuse, type Secret, type Verified, type VerifyOptions } from './verification';
import { assertVerifyOptions } from './verify-options';

/** A request with nothing wrong but perhaps its signature. */
export interface Candidate {
  readonly received: Received;
  readonly claim: Claim;
  readonly lifetime: Lifetime;
  readonly at: number;
  readonly canonical: string;
}

/** Everything that can be judged without the secret. */
export function candidateOf(request: AnyRequest, options: VerifyOptions): Candidate | Refusal {
  assertVerifyOptions(options);
  const at = signingMoment(options.at);
  const seen = receivedOf(request);
  if ('ok' in seen) return seen;
  const claim = claimOf(seen);
  if ('ok' in claim) return claim;
  const lifetime = lifetimeOf(claim, options, at);
  if ('ok' in lifetime) return lifetime;
  const problem = allowProblem(seen, options) ?? headerProblem(claim, seen, options) ?? payloadProblem(claim, seen, options);
  if (problem !== undefined) return problem;

  let headers = '';
  for (const name of claim.signedHeaders) headers += `${name}:${name === 'host' ? seen.host : foldSpace(seen.headers.get(name)![0])}\n`;
  const canonical = joinCanonical(seen.method, seen.path, claim.canonicalQuery, headers, claim.signedHeaders.join(';'), claim.payloadHash);
  return { received: seen, claim, lifetime, at, canonical };
}


export const isSecret = (answer: unknown): answer is Secret | undefined => typeof answer === 'string' || answer === undefined || answer === null
  || (typeof answer === 'object' && typeof (answer as PromiseLike<unknown>).then !== 'function');

/** What is wrong with the key itself: unknown, ended, or with another token. */
export function secretProblem(
  { claim, at }: { readonly claim: Pick<Claim, 'sessionToken'>; readonly at: number }, secret: Secret | undefined, same: (a: string, b: string) => boolean,
): Refusal<'unknown-access-key' | 'session-token-mismatch' | 'expired-credentials'> | undefined {
  const known = typeof secret === 'string' ? { secretAccessKey: secret } : secret ?? undefined;
  // An empty secret would be one that everybody knows.
  if (typeof known?.secretAccessKey !== 'string' || known.secretAccessKey === '') return refuse('unknown-access-key', 'the access key id is not known here');
  const expected = known.sessionToken ?? '';
  if (typeof expected !== 'string' || !same(expected, claim.sessionToken ?? '')) return refuse('session-token-mismatch', 'the session token is missing, or is not that of the access key');
  const ends: unknown = known.expiration ?? undefined;
  if (ends !== undefined && !(ends instanceof Date && ends.getTime() > at)) {
    return refuse('expired-credentials', 'the credentials have ended, or secretFor gave an expiration that is no valid Date');
  }
  return undefined;
}

export const wrongSignature = (): Refusal =>
  refuse('signature-mismatch', 'the signature does not match the request; check the secret, the method, the path and the signed headers');

/** The body, where it is at hand and was signed as a whole. */
export const signedBody = ({ received, claim }: Candidate): Received['body'] => claim.payloadHash.length === 64 ? received.body : undefined;

export const wrongBody = (): Refusal => refuse('payload-hash-mismatch', 'the body is not the one that was signed');

/** The answer for a request whose signature held. */
export function verified({ received, claim, lifetime }: Candidate, key: Uint8Array, bodyVerified: boolean): Verified {
  const { method, host, path, query, headers } = received;
  const { form, accessKeyId, scope, signedHeaders, payloadHash, signature, time } = claim;
  const signed = (name: string) => signedHeaders.includes(name) ? headers.get(name)?.[0] : undefined;
  return {
    ok: true,
    form,
    accessKeyId,
    method,
    host,
    path,
    query,
    signedAt: new Date(lifetime.signedAt),
    expiresAt: new Date(lifetime.expiresAt),
    signedHeaders,
    region: scope.region,
    service: scope.service,
    bodyVerified,
    payload: () => ({
      payloadHash,
      signature,
      time,
      scope,
      key,
      contentLength: lengthOf(headers.get('content-length')?.[0]),
      decodedLength: lengthOf(signed('x-amz-decoded-content-length')),
      trailers: signed('x-amz-trailer')?.toLowerCase().split(',').map(name => name.trim()).filter(name => name !== '') ?? [],
      contentMd5: signed('content-md5'),
      // Those of a CompleteMultipartUpload are about the object, not about its body.
      checksums: Object.fromEntries(method === 'POST' ? [] : signedHeaders.filter(name => CHECKSUM.test(name)).map(name => [name, headers.get(name)![0]])),
    }),
  };
}

/** Kinds that nobody here can compute as well: a body with one of those is refused, not taken unseen. */
const CHECKSUM = /^x-amz-checksum-/;
const lengthOf = (text: string | undefined): number | undefined => text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

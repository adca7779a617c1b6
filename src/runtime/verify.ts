import * as crypto from 'node:crypto';
import { sha256Hex, signerFor } from './signature';
import type { AnyRequest } from '../sigv4/received';
import type { Secret, Verification, VerifyOptions } from '../sigv4/verification';
import { type Candidate, candidateOf, isSecret, secretProblem, signedBody, verified, wrongBody, wrongSignature } from '../sigv4/verify-plan';

export type { FetchRequest, NodeRequest, SignedRequest } from '../sigv4/received';
export type { PayloadClaim } from '../sigv4/payload';
export type { Refusal, RefusalCode, Secret, SecretFor, TemporarySecret, Verification, Verified, VerifyOptions } from '../sigv4/verification';

/**
 * Verifies the signature of a request: a presigned URL, or an `Authorization` header. Method, host, path and query are judged exactly as
 * received: what is encoded in another way than it was signed is refused, even where S3 would decode both to the same.
 *
 * ```ts
 * const answer = await verify({ method: 'GET', url }, { region: 'eu-central-1', secretFor: id => secrets.get(id) });
 * if (!answer.ok) console.log(answer.code);
 * ```
 *
 * Whatever the request is, the answer is a typed one; it rejects with what `secretFor` throws, and with an error of one sentence for options
 * that are none. Refused are also `x-amz-*` headers that are not signed, parameters and signed headers that stand twice, Signature Version 2,
 * other Regions, and a clock or an age beyond the limits.
 *
 * A body that is at hand is held against its signed SHA-256. Where it is not, or where it comes in chunks, `payload()` of the answer is what
 * `verifiedBody` of runtime/verify-body needs; until then nothing is known of the body.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export async function verify(request: AnyRequest, options: VerifyOptions): Promise<Verification> {
  const candidate = candidateOf(request, options);
  if ('ok' in candidate) return candidate;
  const answer = options.secretFor(candidate.claim.accessKeyId, candidate.claim.sessionToken);
  return conclude(candidate, isSecret(answer) ? answer : await answer);
}

function conclude(candidate: Candidate, secret: Secret | undefined): Verification {
  const { claim, canonical } = candidate;
  const problem = secretProblem(candidate, secret, sameText);
  if (problem !== undefined) return problem;
  const { date, region, service } = claim.scope;
  const signer = signerFor(typeof secret === 'string' ? secret : secret!.secretAccessKey, date, region, service);
  if (!sameText(signer.sign(canonical, claim.time), claim.signature)) return wrongSignature();
  const body = signedBody(candidate);
  if (body !== undefined && !sameText(sha256Hex(body), claim.payloadHash)) return wrongBody();
  return verified(candidate, signer.key, body !== undefined);
}

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
function sameText(a: string, b: string): boolean {
  if (a === '' || b === '') return a === b;
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && crypto.timingSafeEqual(left, right);
}

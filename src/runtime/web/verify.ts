import { sameText, sha256Hex, signerFor } from './signature';
import type { AnyRequest } from '../../sigv4/received';
import type { Verification, VerifyOptions } from '../../sigv4/verification';
import { candidateOf, secretProblem, signedBody, verified, wrongBody, wrongSignature } from '../../sigv4/verify-plan';

export type { FetchRequest, NodeRequest, SignedRequest } from '../../sigv4/received';
export type { PayloadClaim } from '../../sigv4/payload';
export type { Refusal, RefusalCode, Secret, SecretFor, TemporarySecret, Verification, Verified, VerifyOptions } from '../../sigv4/verification';

/**
 * Verifies the signature of a request with WebCrypto: for edge workers and other places without node:crypto. Same options and same answers as
 * `verify` of runtime/verify.
 *
 * ```ts
 * import { verify } from 'cdk-s3-compliance/runtime/web/verify';
 *
 * export default { async fetch(request: Request) {
 *   const answer = await verify(request, { region: 'eu-central-1', secretFor: id => secrets.get(id) });
 *   return answer.ok ? serve(answer) : new Response(answer.code, { status: 403 });
 * } };
 * ```
 *
 * A Request of the Fetch API has lost `.` and `..` of the path that was sent: a URL for a key with such segments is refused there.
 *
 * A body that is at hand is held against its signed SHA-256. For one that comes in chunks, `payload()` of the answer says what was signed, the
 * signing key included; runtime/verify-body, which takes it from there, needs node:crypto.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export async function verify(request: AnyRequest, options: VerifyOptions): Promise<Verification> {
  const candidate = candidateOf(request, options);
  if ('ok' in candidate) return candidate;
  const { claim, canonical } = candidate;
  const secret = await options.secretFor(claim.accessKeyId, claim.sessionToken);
  const temporary = typeof secret === 'string' ? undefined : secret;
  const sameToken = await sameText(temporary?.sessionToken ?? '', claim.sessionToken ?? '');
  const problem = secretProblem(candidate, secret, () => sameToken);
  if (problem !== undefined) return problem;

  const { date, region, service } = claim.scope;
  const signer = await signerFor(typeof secret === 'string' ? secret : secret!.secretAccessKey, date, region, service);
  if (!await signer.verify(canonical, claim.time, claim.signature)) return wrongSignature();
  const body = signedBody(candidate);
  if (body !== undefined && !await sameText(await sha256Hex(body), claim.payloadHash)) return wrongBody();
  return verified(candidate, signer.bytes, body !== undefined);
}

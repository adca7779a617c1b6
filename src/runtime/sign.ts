/**
 * Signed requests to S3 and to any other AWS service: with the signature in the `Authorization` header or in the URL.
 *
 * ```ts
 * import { signHeaders, uriEncodePath } from 'cdk-s3-compliance/runtime/sign';
 *
 * const { headers } = signHeaders({ method: 'PUT', host, path: `/${uriEncodePath(key)}`, body }, { credentials, region: 'eu-central-1' });
 * ```
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { sha256Hex, signerFor } from './signature';
import type { Signed, SignedQuery, SignOptions, SignQueryOptions, SignRequest } from '../sigv4/sign-options';
import { knownPayload, knownQueryPayload, planHeaders, planQuery, type SignPlan } from '../sigv4/sign-plan';

export type { HeaderFields, Query } from '../sigv4/canonical';
export type { Credentials } from '../sigv4/credentials';
export { uriEncode, uriEncodePath } from '../sigv4/encode';
export type { Scope } from '../sigv4/scope';
export type { Signed, SignedQuery, SignOptions, SignQueryOptions, SignRequest } from '../sigv4/sign-options';

/**
 * A request with its signature in the `Authorization` header. Send it with exactly these headers; more may be added, unsigned.
 *
 * Throws a RangeError or TypeError of one sentence for what cannot be signed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signHeaders(request: SignRequest, options: SignOptions): Signed {
  return signed(planHeaders(request, options, knownPayload(request, options) ?? sha256Hex(request.body ?? '')), options);
}

/**
 * A request with its signature in the URL, which works without credentials until it expires. For objects of S3, `presign` checks more.
 *
 * Throws a RangeError or TypeError of one sentence for what cannot be signed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function signQuery(request: SignRequest, options: SignQueryOptions): SignedQuery {
  return signed(planQuery(request, options, knownQueryPayload(request, options) ?? sha256Hex(request.body ?? '')), options);
}

function signed<T extends Signed>(plan: SignPlan<T>, { credentials }: SignOptions): T {
  const { date, region, service } = plan.scope;
  return plan.signed(signerFor(credentials.secretAccessKey, date, region, service).sign(plan.canonicalRequest, plan.time));
}

import { type Inspection, type InspectOptions, inspectUrl } from '../sigv4/inspection';
import type { Refusal } from '../sigv4/verification';

export type { Inspection, InspectOptions } from '../sigv4/inspection';
export type { Risk, RiskCode } from '../sigv4/url-risks';
export type { Refusal } from '../sigv4/verification';

/**
 * What a presigned URL grants, to whom, until when, and what is risky about it. Needs no secret, and shows none: neither signature nor session
 * token is in the answer. It believes what the URL says; whether the signature holds, only `verify` can tell.
 *
 * ```ts
 * const answer = inspect(url, { method: 'PUT' });
 * if (answer.ok) answer.risks.forEach(risk => console.log(risk.severity, risk.message));
 * ```
 *
 * What is no presigned URL of Signature Version 4 gives a refusal with a code, and no error.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function inspect(url: string, options: InspectOptions = {}): Inspection | Refusal {
  return inspectUrl(url, options);
}

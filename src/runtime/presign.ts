import { signerFor } from './signature';
import type { Presigned, PresignOptions } from '../sigv4/presign-options';
import { planPresign, presigned } from '../sigv4/presign-plan';

export type { Credentials } from '../sigv4/credentials';
export type { MultipartUpload, Presigned, PresignMethod, PresignOptions, PresignWarning, ResponseOverrides } from '../sigv4/presign-options';

/**
 * A presigned URL for one S3 request: whoever has it may make that request, without credentials, until `effectiveExpiresAt`.
 *
 * ```ts
 * const { url } = presign({ bucket: 'records', key: 'scans/2026.pdf', region: 'eu-central-1', credentials, expiresIn: 300 });
 * ```
 *
 * Throws a RangeError or TypeError of one sentence for what cannot be signed. Asks nobody: no network, no SDK.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presign(options: PresignOptions): Presigned {
  const plan = planPresign(options);
  const signer = signerFor(options.credentials.secretAccessKey, plan.time.slice(0, 8), plan.region, plan.service);
  return presigned(plan, signer.sign(plan.canonical, plan.time));
}

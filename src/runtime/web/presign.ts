import { signerFor } from './signature';
import type { Presigned, PresignOptions } from '../../sigv4/presign-options';
import { planPresign, presigned } from '../../sigv4/presign-plan';

export type { Credentials } from '../../sigv4/credentials';
export type { MultipartUpload, Presigned, PresignMethod, PresignOptions, PresignWarning, ResponseOverrides } from '../../sigv4/presign-options';

/**
 * A presigned URL for one S3 request, made with WebCrypto: for browsers, edge workers and service workers. Same options, same URL, same errors as
 * `presign` of runtime/presign, as a promise.
 *
 * ```ts
 * import { presign } from 'cdk-s3-compliance/runtime/web/presign';
 *
 * const { url } = await presign({ bucket: 'records', key: 'scans/2026.pdf', region: 'eu-central-1', credentials, expiresIn: 300 });
 * ```
 *
 * A page must never hold credentials other than temporary ones of its own user, as an identity pool gives them: pass `requireTemporary: true`.
 *
 * Rejects with a RangeError or TypeError of one sentence for what cannot be signed. Asks nobody: no network, no SDK.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export async function presign(options: PresignOptions): Promise<Presigned> {
  const plan = planPresign(options);
  const signer = await signerFor(options.credentials.secretAccessKey, plan.time.slice(0, 8), plan.region, plan.service);
  return presigned(plan, await signer.sign(plan.canonical, plan.time));
}

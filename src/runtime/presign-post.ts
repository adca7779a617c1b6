import { signature, signerFor } from './signature';
import type { PresignedPost, PresignPostOptions } from '../sigv4/post-options';
import { planPost, presignedPost } from '../sigv4/post-plan';

export type { Credentials } from '../sigv4/credentials';
export type { ContentLengthRange, PostWarning, PresignedPost, PresignPostOptions } from '../sigv4/post-options';
export { taggingXml } from '../sigv4/post-tagging';

/**
 * A form with which a browser uploads one file to S3, without credentials, until `effectiveExpiresAt`. Unlike a presigned PUT it can bound the
 * size of the file, and leave the end of the key, the type and other fields to the page.
 *
 * ```ts
 * const { url, fields } = presignPost({
 *   bucket: 'records', region: 'eu-central-1', credentials, keyPrefix: 'uploads/17/',
 *   contentLengthRange: { max: 10_000_000 }, fields: { ...sseKms({ key }).headers }, startsWith: { 'content-type': 'image/' },
 * });
 * ```
 *
 * Throws a RangeError or TypeError of one sentence for what cannot be signed. Asks nobody: no network, no SDK.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
 */
export function presignPost(options: PresignPostOptions): PresignedPost {
  const plan = planPost(options);
  const { key } = signerFor(options.credentials.secretAccessKey, plan.date, plan.region, plan.service);
  const policy = Buffer.from(plan.policy).toString('base64');
  return presignedPost(plan, policy, signature(key, policy));
}

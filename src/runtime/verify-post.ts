import { timingSafeEqual } from 'node:crypto';
import { signature, signerFor } from './signature';
import { type PostClaim, readClaim } from '../sigv4/post-claim';
import { expandFields, type PostFields, readFields } from '../sigv4/post-form';
import { judgeForm } from '../sigv4/post-judge';
import { readPolicy } from '../sigv4/post-read';
import type { PostFile, PostForm, PostRefusal, PostVerification, VerifyPostOptions } from '../sigv4/post-verification';
import { signingMoment } from '../sigv4/presign-checks';
import { show } from '../sigv4/show';
import { refuse, type Secret } from '../sigv4/verification';
import { assertVerifyOptions } from '../sigv4/verify-options';
import { secretProblem } from '../sigv4/verify-plan';

export type { PostFields } from '../sigv4/post-form';
export type { PostFile, PostForm, PostRefusal, PostRefusalCode, PostVerification, VerifiedPost, VerifyPostOptions } from '../sigv4/post-verification';
export type { Secret, SecretFor, TemporarySecret } from '../sigv4/verification';

const WEEK = 604_800;

/**
 * Whether a browser's form upload keeps the POST policy in it, and the policy is signed: as S3 judges, and refusing what S3's documents leave open.
 *
 * ```ts
 * const result = await verifyPost(formFields(await request.formData()), { bucket: 'records', region: 'eu-central-1', secretFor });
 * if (result.ok) await store(result.key, result.fields);
 * ```
 *
 * Rejects where `secretFor` does, and for options that are none; whatever a stranger sends gets a refusal with a stable code.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
export async function verifyPost(sent: PostForm, options: VerifyPostOptions): Promise<PostVerification> {
  const { bucket, region, service = 's3', clockSkewSeconds = 900, maxExpiresIn = WEEK, allowUnknownSize = false } = options;
  assertVerifyOptions(options);
  if (typeof bucket !== 'string' || bucket === '') {
    throw new TypeError(`'bucket' must be a name or an ARN, got ${show(bucket)}; pass the one that the form was sent to`);
  }
  const at = signingMoment(options.at);
  const form = readFields(sent?.fields);
  if ('ok' in form) return form;
  const claim = readClaim(form, { regions: typeof region === 'string' ? [region] : region, service, at, clockSkew: clockSkewSeconds * 1000 });
  if ('ok' in claim) return claim;
  const refusal = signatureProblem(claim, await options.secretFor(claim.accessKeyId, claim.sessionToken), at);
  if (refusal !== undefined) return refusal;

  const json = textOf(claim.policy);
  const policy = json === undefined ? 'it is no base64 of UTF-8 text' : readPolicy(json);
  if (typeof policy === 'string') return refuse('malformed-policy', `the policy cannot be read: ${policy}`);
  const { expiresAt } = policy;
  if (expiresAt < at) return refuse('expired', `the policy expired at ${new Date(expiresAt).toISOString()}`);
  const most = Math.min(maxExpiresIn, WEEK);
  if (!(expiresAt - claim.signedAt <= most * 1000)) return refuse('expiry-too-long', `the policy must expire within ${most} s of its date`);

  const expanded = expandFields(form, sent.file);
  if ('ok' in expanded) return expanded;
  const allowed = judgeForm(policy, expanded, bucket, sent.file, allowUnknownSize);
  if ('ok' in allowed) return allowed;
  const { accessKeyId, signedAt, region: signedFor } = claim;
  return { ok: true, accessKeyId, bucket, ...allowed, signedAt: new Date(signedAt), expiresAt: new Date(expiresAt), region: signedFor, service };
}

function signatureProblem(claim: PostClaim, found: Secret | undefined, at: number): PostRefusal | undefined {
  const problem = secretProblem({ claim, at }, found, equal);
  if (problem !== undefined) return problem;
  const { key } = signerFor(typeof found === 'string' ? found : found!.secretAccessKey, claim.date, claim.region, claim.service);
  if (equal(claim.signature, signature(key, claim.policy))) return undefined;
  return refuse('signature-mismatch', 'the signature does not match the policy; check the secret, and that the policy is as it was signed');
}

/** Base64 decoded. What is encoded in another way, with white space or without padding, is refused, and so is what is no UTF-8. */
function textOf(base64: string): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** In a time that does not tell where two texts differ. */
function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A `FormData` as `verifyPost` wants it. As S3 does, it ignores what stands after the file. */
export function formFields(form: Iterable<readonly [string, string | { readonly size: number; readonly name: string }]>): PostForm {
  const fields: [string, unknown][] = [];
  let file: PostFile | undefined;
  for (const [name, value] of form) {
    if (name === 'file' && file === undefined) {
      file = typeof value === 'string' ? { size: Buffer.byteLength(value) } : { size: value.size, name: value.name };
    } else if (file === undefined || name === 'file') {
      fields.push([name, value]);
    }
  }
  // What is no text is refused as such.
  return { fields: fields as unknown as PostFields, file };
}

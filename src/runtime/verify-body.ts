import { decodeChunks } from './parts/aws-chunked';
import { bodyChecks } from './parts/body-checks';
import { ByteReader, type BodySource } from './parts/byte-reader';
import { ByteRun } from './parts/byte-run';
import { type PayloadClaim, payloadForm } from '../sigv4/payload';
import { PayloadError, type PayloadErrorCode } from '../sigv4/payload-error';

export type { BodySource } from './parts/byte-reader';
export type { PayloadClaim } from '../sigv4/payload';
export { PAYLOAD_S3_ERRORS, PayloadError, type PayloadErrorCode } from '../sigv4/payload-error';

/** How much of a body is taken. */
export interface BodyLimits {
  /** Most bytes of the object. @default - as many as come */
  readonly maxBytes?: number;
  /** Least bytes of every chunk but the last. @default 8192, as S3 */
  readonly minChunkSize?: number;
  /** Most bytes of a signed chunk, which is held in memory until its signature held. @default 16777216 (16 MiB) */
  readonly maxChunkSize?: number;
}

/** How much of a body is read into memory. */
export interface ReadLimits extends BodyLimits {
  /** Most bytes of the object. */
  readonly maxBytes: number;
}

/** Why a body was refused. */
export interface PayloadRefusal {
  readonly ok: false;
  readonly code: PayloadErrorCode;
  /** One sentence, without signatures, checksums or data. */
  readonly message: string;
}

/**
 * The bytes of the object that a request carries, decoded and verified: the SHA-256 that was signed, signed and unsigned chunks (`aws-chunked`),
 * trailers, Content-MD5, `x-amz-checksum-*` and both lengths.
 *
 * ```ts
 * const answer = await verify(request, options);
 * if (answer.ok) await pipeline(verifiedBody(request, answer.payload(), { maxBytes: 1e9 }), file);
 * ```
 *
 * **Do not commit before the generator has ended.** A signed chunk is given on when its signature held. Everything else holds for the body as a
 * whole, and is known at its end: then the generator throws, and what it gave must be thrown away.
 *
 * Framing is taken as the SDKs write it, and in two things they differ: the letters of a size are of one case, either one, and one line feed may
 * stand behind the value of a trailer, before its CR LF. Nothing else may vary.
 *
 * What is given may be memory of the source. A stream of Node is not destroyed where a body is refused, so that a server can answer; answer
 * with `Connection: close`, or read what is left.
 *
 * @param claim what `verify` says of the payload
 * @throws PayloadError, with a stable `code`, for a body that is not what the claim says; what the source throws comes through
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* verifiedBody(source: BodySource, claim: PayloadClaim, limits: BodyLimits = {}): AsyncGenerator<Uint8Array, void, undefined> {
  const { maxBytes, ...sizes } = settled(limits);
  const form = payloadForm(claim.payloadHash);
  if (form === undefined) throw new PayloadError('unsupported-payload', 'x-amz-content-sha256 is no SHA-256 and no known form of payload');
  const checks = bodyChecks(claim, form, maxBytes);
  const trailers = new Map<string, string>();
  const reader = new ByteReader(source, claim.contentLength);
  try {
    for await (const part of form.chunked ? decodeChunks(reader, claim, form, sizes, trailers) : allOf(reader)) {
      checks.update(part);
      yield part;
    }
    checks.end(trailers);
  } finally {
    await reader.close();
  }
}

async function* allOf(reader: ByteReader): AsyncGenerator<Uint8Array, void, undefined> {
  for (let part = await reader.some(Infinity); part !== undefined; part = await reader.some(Infinity)) yield part;
  await reader.end();
}

/**
 * As `verifiedBody`, with all of it held back until everything held: the bytes of the object, or the reason why they are refused.
 *
 * ```ts
 * const body = await readBody(request, answer.payload(), { maxBytes: 10 * 1024 * 1024 });
 * if (!(body instanceof Uint8Array)) console.log(body.code);
 * ```
 */
export async function readBody(source: BodySource, claim: PayloadClaim, limits: ReadLimits): Promise<Uint8Array | PayloadRefusal> {
  const { maxBytes } = settled(limits);
  try {
    const run = new ByteRun(Math.min(maxBytes, claim.decodedLength ?? claim.contentLength ?? maxBytes));
    for await (const part of verifiedBody(source, claim, limits)) run.append(part);
    return run.bytes();
  } catch (error) {
    if (!(error instanceof PayloadError)) throw error;
    return { ok: false, code: error.code, message: error.message };
  }
}

function settled({ maxBytes = Number.MAX_SAFE_INTEGER, minChunkSize = 8192, maxChunkSize = 16_777_216 }: BodyLimits): Required<BodyLimits> {
  const all = { maxBytes, minChunkSize, maxChunkSize };
  for (const [name, value] of Object.entries(all)) {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`'${name}' must be a whole number of bytes, got ${String(value)}`);
  }
  return all;
}

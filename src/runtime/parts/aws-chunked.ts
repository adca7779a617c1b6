import { timingSafeEqual } from 'node:crypto';
import type { ByteReader } from './byte-reader';
import { chunkSignature, trailerSignature } from './chunk-signature';
import type { PayloadClaim, PayloadForm } from '../../sigv4/payload';
import { PayloadError, type PayloadErrorCode } from '../../sigv4/payload-error';

/** Sizes of chunks, in bytes. */
export interface ChunkSizes {
  readonly minChunkSize: number;
  readonly maxChunkSize: number;
}

/**
 * A size without leading zeros. Its letters are lower case from the SDKs for JavaScript, Java, Python, Go and PHP, and upper case from those for
 * .NET, C++ and Rust and from the AWS CRT. 13 digits are less than 2^52.
 */
const CHUNK = /^(0|[1-9a-f][0-9a-f]{0,12}|[1-9A-F][0-9A-F]{0,12})(?:;chunk-signature=([0-9a-f]{64}))?$/;
/** A line feed behind the value, before CR LF, is what minio-go sends. It is no part of what is signed. */
const TRAILER = /^([a-z0-9-]+):([A-Za-z0-9+/]+={0,2})\n?$/;
const SIGNATURE = 'x-amz-trailer-signature';
const SIGNED = /^x-amz-trailer-signature:([0-9a-f]{64})$/;
const NOTHING = new Uint8Array(0);

/**
 * The bytes within an `aws-chunked` body. Signed chunks are held until their signature is known to hold; unsigned ones are given on as they come.
 *
 * @param trailers where the trailers go, when all were read
 */
export async function* decodeChunks(
  reader: ByteReader, claim: PayloadClaim, form: PayloadForm, sizes: ChunkSizes, trailers: Map<string, string>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let previous = claim.signature;
  let left = claim.decodedLength!;
  for (let before = Infinity; ;) {
    const [size, signature] = chunkHead(await reader.line(), form);
    assertSize(size, before, left, form, sizes);
    before = size;
    left -= size;
    if (signature !== undefined) {
      const data = size === 0 ? NOTHING : await reader.exactly(size);
      const expected = chunkSignature(claim, previous, data);
      if (!sameHex(expected, signature)) refuse('chunk-signature-mismatch', 'the signature of a chunk does not match its data or its place');
      previous = expected;
      if (size > 0) yield data;
    } else {
      for (let rest = size; rest > 0;) {
        const part = await reader.some(rest) ?? refuse('incomplete-body', 'the body ends within a chunk; send all of it');
        rest -= part.length;
        yield part;
      }
    }
    if (size === 0) break;
    if (await reader.line() !== '') refuse('malformed-chunk', 'the data of a chunk is not followed by CR LF; its size is wrong');
  }
  await readTrailers(reader, claim, form, previous, trailers);
  await reader.end();
}

function chunkHead(line: string, { signed }: PayloadForm): [size: number, signature: string | undefined] {
  const [, size, signature] = CHUNK.exec(line) ?? refuse('malformed-chunk', 'a chunk must begin with its size in hexadecimal digits');
  if (signature === undefined && signed) refuse('malformed-chunk', 'a chunk has no signature, and x-amz-content-sha256 says that it has');
  if (signature !== undefined && !signed) refuse('malformed-chunk', 'a chunk has a signature, and x-amz-content-sha256 says that it has none');
  return [Number.parseInt(size, 16), signature];
}

function assertSize(size: number, before: number, left: number, { signed }: PayloadForm, { minChunkSize, maxChunkSize }: ChunkSizes): void {
  if (size > left) refuse('length-mismatch', 'the chunks are longer than x-amz-decoded-content-length');
  if (size > 0 && before < minChunkSize) refuse('chunk-too-small', `a chunk has ${before} bytes; only the last may have less than ${minChunkSize}`);
  if (signed && size > maxChunkSize) refuse('chunk-too-large', `a signed chunk has ${size} bytes; send chunks of at most ${maxChunkSize}`);
}

async function readTrailers(
  reader: ByteReader, claim: PayloadClaim, { signed, trailer }: PayloadForm, previous: string, trailers: Map<string, string>,
): Promise<void> {
  const mustBeSigned = signed && trailer;
  for (;;) {
    const line = await reader.line();
    if (line === '' && !mustBeSigned) break;
    if (mustBeSigned && line.startsWith(SIGNATURE)) {
      const [, signature] = SIGNED.exec(line) ?? malformed();
      const expected = trailerSignature(claim, previous, trailers);
      if (!sameHex(expected, signature)) refuse('trailer-signature-mismatch', 'the signature of the trailers does not match them');
      if (await reader.line() !== '') malformed();
      break;
    }
    const [, name, value] = TRAILER.exec(line) ?? malformed();
    if (!claim.trailers.includes(name)) refuse('unexpected-trailer', 'a trailer came that x-amz-trailer does not announce');
    if (trailers.has(name)) refuse('unexpected-trailer', 'a trailer came twice');
    trailers.set(name, value);
  }
  if (!claim.trailers.every(name => trailers.has(name))) refuse('missing-trailer', 'a trailer that x-amz-trailer announces did not come');
}

function malformed(): never {
  return refuse('malformed-trailer', "a trailer must be 'name:value' with a checksum in base64, and signed ones must end with their signature");
}

function refuse(code: PayloadErrorCode, message: string): never {
  throw new PayloadError(code, message);
}

/** Both have 64 digits. */
const sameHex = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

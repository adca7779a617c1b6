import { createChecksum } from './checksum';
import { ByteReader, type BodySource } from './parts/byte-reader';
import { type ChunkChain, chunkSignature, trailerSignature } from './parts/chunk-signature';
import { show } from '../sigv4/show';

export type { BodySource } from './parts/byte-reader';
export { type ChunkChain, chunkSignature, trailerSignature } from './parts/chunk-signature';

/** The checksum that is sent behind the chunks. */
export type TrailingChecksum = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

/** How a body is cut into chunks. */
export interface ChunkOptions {
  /** Bytes of every chunk but the last, from 8192 on. @default 65536, as AWS recommends at least */
  readonly chunkSize?: number;
  /** A checksum of the whole, in a signed trailer. @default - none */
  readonly trailer?: TrailingChecksum;
}

export interface SignChunksOptions extends ChunkChain, ChunkOptions {
  /** The signature of the head. */
  readonly seedSignature: string;
}

const CHUNK_SIZE = 65_536;
const SIGNATURE = 64;
const CRLF = 2;
/** Characters of a checksum in base64. */
const TRAILER_LENGTH: Readonly<Record<TrailingChecksum, number>> = { CRC32: 8, CRC32C: 8, CRC64NVME: 12, SHA1: 28, SHA256: 44 };

/**
 * Signs a body chunk by chunk while it is sent, so that it need not be read twice, or held, to be signed.
 *
 * ```ts
 * const { 'x-amz-content-sha256': payloadHash, ...headers } = chunkedHeaders(size, { trailer: 'CRC32' });
 * const signed = signHeaders({ method: 'PUT', host, path, headers }, { credentials, region, payloadHash });
 * const key = signingKey(credentials.secretAccessKey, signed.scope);
 * const body = signChunks(file, { ...signed, key, seedSignature: signed.signature, trailer: 'CRC32' });
 * ```
 *
 * @returns the bytes to send: one piece a chunk
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* signChunks(source: BodySource, options: SignChunksOptions): AsyncGenerator<Uint8Array, void, undefined> {
  const chunkSize = sizeOf(options);
  const reader = new ByteReader(source);
  const name = options.trailer && trailerName(options.trailer);
  const checksum = options.trailer && createChecksum(options.trailer);
  let previous = options.seedSignature;
  const headLength = chunkHead(chunkSize, previous).length;
  try {
    for (let filled = chunkSize; filled === chunkSize;) {
      const piece = Buffer.allocUnsafeSlow(headLength + chunkSize + CRLF);
      const data = piece.subarray(headLength, headLength + chunkSize);
      filled = await fill(data, reader);
      if (filled === 0) break;
      const taken = data.subarray(0, filled);
      checksum?.update(taken);
      previous = chunkSignature(options, previous, taken);
      // The head of the last chunk may be shorter; it stands close to its data.
      const head = chunkHead(filled, previous);
      piece.write(head, headLength - head.length, 'latin1');
      piece.write('\r\n', headLength + filled, 'latin1');
      yield piece.subarray(headLength - head.length, headLength + filled + CRLF);
    }
    previous = chunkSignature(options, previous, new Uint8Array(0));
    let end = chunkHead(0, previous);
    if (name !== undefined && checksum !== undefined) {
      const value = checksum.digest();
      end += `${name}:${value}\r\nx-amz-trailer-signature:${trailerSignature(options, previous, [[name, value]])}\r\n`;
    }
    yield Buffer.from(`${end}\r\n`);
  } finally {
    await reader.close();
  }
}

async function fill(data: Uint8Array, reader: ByteReader): Promise<number> {
  let filled = 0;
  while (filled < data.length) {
    const part = await reader.some(data.length - filled);
    if (part === undefined) break;
    data.set(part, filled);
    filled += part.length;
  }
  return filled;
}

const chunkHead = (size: number, signature: string): string => `${size.toString(16)};chunk-signature=${signature}\r\n`;

function trailerName(trailer: TrailingChecksum): string {
  if (Object.hasOwn(TRAILER_LENGTH, trailer)) return `x-amz-checksum-${trailer.toLowerCase()}`;
  throw new RangeError(`'trailer' cannot be ${show(trailer)}; pass ${Object.keys(TRAILER_LENGTH).join(', ')}`);
}

/**
 * The Content-Length of a body in signed chunks.
 *
 * @param decodedLength bytes of the object
 */
export function chunkedLength(decodedLength: number, options: ChunkOptions = {}): number {
  const chunkSize = sizeOf(options);
  if (!Number.isSafeInteger(decodedLength) || decodedLength < 0) {
    throw new RangeError(`'decodedLength' must be a whole number of bytes, got ${String(decodedLength)}; pass the length of the object`);
  }
  const lengthOf = (size: number) => size.toString(16).length + ';chunk-signature='.length + SIGNATURE + CRLF + size + CRLF;
  const rest = decodedLength % chunkSize;
  const chunks = (decodedLength - rest) / chunkSize * lengthOf(chunkSize) + (rest > 0 ? lengthOf(rest) : 0) + lengthOf(0);
  if (options.trailer === undefined) return chunks;
  const trailer = trailerName(options.trailer).length + 1 + TRAILER_LENGTH[options.trailer] + CRLF;
  return chunks + trailer + 'x-amz-trailer-signature:'.length + SIGNATURE + CRLF;
}

/**
 * The headers that a head needs, all signed, for its body to come in signed chunks. An object with a `content-encoding` of its own has it
 * behind: `aws-chunked,gzip`. Send `content-length` as it is, or `transfer-encoding: chunked` in its place.
 *
 * @param decodedLength bytes of the object
 */
export function chunkedHeaders(decodedLength: number, options: ChunkOptions = {}): Record<string, string> {
  const { trailer } = options;
  return {
    'content-encoding': 'aws-chunked',
    'content-length': String(chunkedLength(decodedLength, options)),
    'x-amz-content-sha256': `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailer === undefined ? '' : '-TRAILER'}`,
    'x-amz-decoded-content-length': String(decodedLength),
    ...trailer !== undefined && { 'x-amz-trailer': trailerName(trailer) },
  };
}

function sizeOf({ chunkSize = CHUNK_SIZE }: ChunkOptions): number {
  if (Number.isSafeInteger(chunkSize) && chunkSize >= 8192 && chunkSize <= 16_777_216) return chunkSize;
  throw new RangeError(`'chunkSize' must be a whole number of bytes from 8192 to 16777216, got ${String(chunkSize)}; leave it out for 65536`);
}

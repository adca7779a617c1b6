import { EMPTY_SHA256, type Scope, scopeText } from '../../sigv4/scope';
import { sha256Hex, signature } from '../signature';

/** What all signatures of one chunked upload have in common. */
export interface ChunkChain {
  /** The signing key of the head. */
  readonly key: Uint8Array;
  readonly scope: Scope;
  /** The time of the head: `YYYYMMDDTHHMMSSZ`. */
  readonly time: string;
}

/**
 * The signature of a chunk, in 64 hexadecimal digits.
 *
 * @param previous the signature of the chunk before it; of the head, for the first
 * @param data the bytes of the chunk; none, for the last
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkSignature({ key, scope, time }: ChunkChain, previous: string, data: Uint8Array): string {
  return signature(key, `AWS4-HMAC-SHA256-PAYLOAD\n${time}\n${scopeText(scope)}\n${previous}\n${EMPTY_SHA256}\n${sha256Hex(data)}`);
}

/**
 * The signature of the trailers, in 64 hexadecimal digits.
 *
 * @param previous the signature of the last chunk, which is empty
 * @param trailers names in lower case, and values
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function trailerSignature({ key, scope, time }: ChunkChain, previous: string, trailers: Iterable<readonly [string, string]>): string {
  const lines = [...trailers].sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => `${name}:${value}\n`);
  return signature(key, `AWS4-HMAC-SHA256-TRAILER\n${time}\n${scopeText(scope)}\n${previous}\n${sha256Hex(lines.join(''))}`);
}

import { type Scope, UNSIGNED_PAYLOAD } from './scope';

/** What the verified head of a request says of its body. */
export interface PayloadClaim {
  /** What was signed for the body: 64 hexadecimal digits in lower case, `UNSIGNED-PAYLOAD`, or one of `STREAMING_PAYLOADS`. */
  readonly payloadHash: string;
  /** The signature of the head, which held: the first link of the chain of chunks. */
  readonly signature: string;
  /** When the head was signed: `YYYYMMDDTHHMMSSZ`. */
  readonly time: string;
  readonly scope: Scope;
  /** The signing key. Treat it like the secret that it comes from. */
  readonly key: Uint8Array;
  /** Bytes of the body as sent. @default - not known, as with `Transfer-Encoding: chunked` */
  readonly contentLength?: number;
  /** Bytes of the object: `x-amz-decoded-content-length`. Chunks need it. @default - not known */
  readonly decodedLength?: number;
  /** The names that `x-amz-trailer` announces, in lower case. */
  readonly trailers: readonly string[];
  /** The `Content-MD5` header, in base64, where it is signed. @default - none */
  readonly contentMd5?: string;
  /**
   * Signed `x-amz-checksum-*` headers, by name, in base64. Leave them out for CompleteMultipartUpload, whose headers are about the object and not
   * about the body.
   */
  readonly checksums: Readonly<Record<string, string>>;
}

/** How a body comes. */
export interface PayloadForm {
  /** Whether it is framed as `aws-chunked`. */
  readonly chunked: boolean;
  /** Whether its bytes are signed: as a whole, or chunk by chunk. */
  readonly signed: boolean;
  /** Whether there may be trailers behind the last chunk. */
  readonly trailer: boolean;
}

/**
 * The values of `x-amz-content-sha256` for bodies in chunks. SigV4A (`ECDSA`) and event streams are not among them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
export const STREAMING_PAYLOADS: ReadonlyMap<string, PayloadForm> = new Map([
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { chunked: true, signed: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { chunked: true, signed: true, trailer: true }],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { chunked: true, signed: false, trailer: true }],
]);

const HASH = /^[0-9a-f]{64}$/;

/** The form that a value of `x-amz-content-sha256` stands for; undefined for a value that is none. */
export function payloadForm(payloadHash: string): PayloadForm | undefined {
  if (payloadHash === UNSIGNED_PAYLOAD) return { chunked: false, signed: false, trailer: false };
  if (HASH.test(payloadHash)) return { chunked: false, signed: true, trailer: false };
  return STREAMING_PAYLOADS.get(payloadHash);
}

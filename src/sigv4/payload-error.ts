/** Why a body is refused. The codes are stable; the messages are for people and may change. */
export type PayloadErrorCode =
  | 'unsupported-payload' | 'unsupported-checksum' | 'missing-decoded-length' | 'unexpected-trailer' | 'missing-trailer' | 'malformed-trailer'
  | 'malformed-chunk' | 'chunk-too-large' | 'chunk-too-small' | 'too-large' | 'length-mismatch' | 'incomplete-body' | 'payload-hash-mismatch'
  | 'chunk-signature-mismatch' | 'trailer-signature-mismatch' | 'checksum-mismatch';

/** A body that is not what the head of its request says. The message is one sentence, without signatures, checksums or data. */
export class PayloadError extends Error {
  public constructor(public readonly code: PayloadErrorCode, message: string) {
    super(message);
    this.name = 'PayloadError';
  }
}

/**
 * What S3 itself answers: the `Code` of its XML error, and the HTTP status.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const PAYLOAD_S3_ERRORS: Readonly<Record<PayloadErrorCode, readonly [code: string, status: number]>> = {
  'unsupported-payload': ['InvalidArgument', 400],
  'unsupported-checksum': ['InvalidRequest', 400],
  'missing-decoded-length': ['MissingContentLength', 411],
  'unexpected-trailer': ['MalformedTrailerError', 400],
  'missing-trailer': ['MalformedTrailerError', 400],
  'malformed-trailer': ['MalformedTrailerError', 400],
  'malformed-chunk': ['IncompleteBody', 400],
  'chunk-too-large': ['EntityTooLarge', 400],
  'chunk-too-small': ['InvalidChunkSizeError', 403],
  'too-large': ['EntityTooLarge', 400],
  'length-mismatch': ['IncompleteBody', 400],
  'incomplete-body': ['IncompleteBody', 400],
  'payload-hash-mismatch': ['XAmzContentSHA256Mismatch', 400],
  'chunk-signature-mismatch': ['SignatureDoesNotMatch', 403],
  'trailer-signature-mismatch': ['SignatureDoesNotMatch', 403],
  'checksum-mismatch': ['BadDigest', 400],
};

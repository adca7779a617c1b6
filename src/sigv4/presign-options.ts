import type { Credentials } from './credentials';
import type { EndpointOptions } from './endpoint';

export type PresignMethod = 'GET' | 'HEAD' | 'PUT' | 'DELETE' | 'POST';

/** What a presigned URL is for. */
export interface PresignOptions extends EndpointOptions {
  /** @default 'GET' */
  readonly method?: PresignMethod;
  /** The object key as it is, 1 to 1,024 bytes of UTF-8: not encoded, and never a URL. `a/../b`, `//` and `+` mean themselves. */
  readonly key: string;
  readonly credentials: Credentials;
  /** How long it works, in whole seconds from 1 to 604,800 (7 days). @default 900 */
  readonly expiresIn?: number;
  /** A lower limit for `expiresIn`, in seconds, such as the bucket's `presignedUrlMaxAge`. More is an error. @default 604800 */
  readonly maxExpiresIn?: number;
  /** The moment of signing. @default - now */
  readonly at?: Date;
  /** A version of the object, for GET, HEAD and DELETE. @default - the current one */
  readonly versionId?: string;
  /** The calls of a multipart upload: `'create'` (POST), an upload with a part (PUT), or without one (POST completes, DELETE aborts, GET lists). */
  readonly multipart?: 'create' | MultipartUpload;
  /** What a GET or HEAD answers in place of the stored headers. @default - as stored */
  readonly response?: ResponseOverrides;
  /**
   * Headers that whoever uses the URL must send as they are here: content-type, content-length, checksums, encryption, Object Lock, tagging.
   * @default - none but host
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hexadecimal, which binds the URL to that very body; to be sent as a header. @default - any body */
  readonly contentSha256?: string;
  /** Further parameters, decoded, such as `{ 'x-amz-checksum-mode': 'ENABLED' }`. @default - none */
  readonly query?: Readonly<Record<string, string>>;
  /** Whether credentials without a session token are an error. @default false */
  readonly requireTemporary?: boolean;
  /** What happens where the credentials end before the URL would: an error, or a warning in the answer. @default 'warn' */
  readonly onEarlyEnd?: 'error' | 'warn';
}

export interface MultipartUpload {
  readonly uploadId: string;
  /** 1 to 10,000. */
  readonly partNumber?: number;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export interface ResponseOverrides {
  readonly cacheControl?: string;
  /** Such as `attachment; filename="report.pdf"`. */
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  readonly contentType?: string;
  readonly expires?: Date;
}

export interface Presigned {
  readonly url: string;
  readonly method: PresignMethod;
  /** What must be sent with it, `host` apart. */
  readonly headers: Readonly<Record<string, string>>;
  /** When it stops working: the asked expiry, or the end of the credentials where that comes first. */
  readonly effectiveExpiresAt: Date;
  readonly warnings: readonly PresignWarning[];
}

export interface PresignWarning {
  /** `credentials-end-first`, `path-style` (forced by the name of the bucket), `dot-segments` (many clients rewrite such a path). */
  readonly code: 'credentials-end-first' | 'path-style' | 'dot-segments';
  readonly message: string;
}

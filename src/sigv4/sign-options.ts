import type { HeaderFields, Query } from './canonical';
import type { Credentials } from './credentials';
import type { Scope } from './scope';

/** A request before it is signed. */
export interface SignRequest {
  /** In capitals: `GET`. */
  readonly method: string;
  /** What the `Host` header says: `records.s3.eu-central-1.amazonaws.com`. With a port only where it is not the one of the scheme. */
  readonly host: string;
  /**
   * The path as it is sent, encoded. For an object it is a slash and `uriEncodePath(key)`; never the path of a `URL`, which has lost `..` and empty
   * segments.
   *
   * @default '/'
   */
  readonly path?: string;
  /** Parameters, decoded. @default - none */
  readonly query?: Query;
  /** All of them are signed but those that clients and proxies change on the way, such as `user-agent`. @default - none but those of the signature */
  readonly headers?: HeaderFields;
  /** What is sent: bytes, or text in UTF-8. @default - nothing, or what `payloadHash` says */
  readonly body?: string | Uint8Array;
}

/** How requests to any service are signed. What is left out is as S3 wants it. */
export interface SignOptions {
  readonly credentials: Credentials;
  /** Such as `eu-central-1`. */
  readonly region: string;
  /** The name of the service in the credential scope, such as `execute-api`. @default 's3' */
  readonly service?: string;
  /** The moment of signing. @default - now */
  readonly at?: Date;
  /** SHA-256 of the body in hexadecimal, `UNSIGNED-PAYLOAD`, or a `STREAMING-...` word. @default - the hash of `body`; `UNSIGNED-PAYLOAD` in a URL for S3 */
  readonly payloadHash?: string;
  /** Whether the payload hash is sent as well, as `x-amz-content-sha256`. @default - where S3 reads it: in headers, and in a URL with a `payloadHash` */
  readonly signBody?: boolean;
  /** Whether the path is encoded once more for the signature. @default - true for all services but S3 */
  readonly doubleEncode?: boolean;
  /** Whether `.`, `..` and empty segments of the path are resolved for the signature. @default - true for all services but S3 */
  readonly normalizePath?: boolean;
  /** Whether the session token is added unsigned, as a few services want it. @default false */
  readonly omitSessionToken?: boolean;
}

export interface SignQueryOptions extends SignOptions {
  /** How long the URL works, in whole seconds from 1 to 604,800 (7 days). @default 900 */
  readonly expiresIn?: number;
}

/** What a signature is made of, to go on with chunks, or to compare with what a service says that it expected. */
export interface Signed {
  /** 64 hexadecimal digits. For a streamed body the seed: what the signature of the first chunk is chained to. */
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly time: string;
  readonly scope: Scope;
  /** S3 answers a wrong signature with the canonical request that it would have signed: compare them line by line. It may hold a session token. */
  readonly canonicalRequest: string;
  /** Everything to be sent, `host` included, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface SignedQuery extends Signed {
  /** Path and query, as the first line of the request has them. */
  readonly target: string;
  /** The same with `https://` and the host. */
  readonly url: string;
}

/**
 * One line of an Amazon S3 server access log. What the line marks with `-` is absent; `null` stands for a quoted `"-"`: the request had no such header.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export interface AccessLogLine {
  readonly ok: true;
  /** Number of the line in its source, from 1 on; blank lines count. */
  readonly number: number;
  /** Fields that the line has: 18 (before 2019) to 27 (2026), or more. */
  readonly fields: number;
  /** Canonical user id of the owner of the bucket. */
  readonly bucketOwner?: string;
  readonly bucket?: string;
  /** When S3 got the request: milliseconds since 1970, to the second. */
  readonly time?: number;
  /** IPv4 or IPv6 address, as S3 saw it. */
  readonly remoteIp?: string;
  /** Canonical user id, ARN, or `svc:` and a service; absent where nobody was authenticated. */
  readonly requester?: string;
  readonly requestId?: string;
  /** `REST.GET.OBJECT`, `WEBSITE.GET.OBJECT`, `SOAP.GetObject`, `BATCH.DELETE.OBJECT`, `S3.EXPIRE.OBJECT`. */
  readonly operation: string;
  /** The key, decoded: twice, or once where S3 encodes it once. */
  readonly key?: string;
  /** The key as it is written. */
  readonly rawKey?: string;
  /** Method, request target and protocol, as the client sent them. */
  readonly requestUri?: string | null;
  /** HTTP status. */
  readonly status?: number;
  readonly errorCode?: string;
  /** Bytes of the response without protocol overhead; S3 writes zero as `-`, which is absent here. */
  readonly bytesSent?: number;
  /** Bytes of the object. */
  readonly objectSize?: number;
  /** Milliseconds from the first byte of the request to the last byte of the response. */
  readonly totalTime?: number;
  /** Milliseconds from the last byte of the request to the first byte of the response. */
  readonly turnAroundTime?: number;
  readonly referer?: string | null;
  readonly userAgent?: string | null;
  readonly versionId?: string;
  /** The `x-amz-id-2` of the response. */
  readonly hostId?: string;
  /** `SigV2`, `SigV4`; absent where the request was not signed. */
  readonly signatureVersion?: string;
  /** Absent for plain HTTP. */
  readonly cipherSuite?: string;
  /** `AuthHeader`, `QueryString` (presigned); absent where the request was not signed. */
  readonly authenticationType?: string;
  /** The endpoint, as the client named it. */
  readonly hostHeader?: string;
  /** `TLSv1.2`, in the spelling of the log; absent for plain HTTP. */
  readonly tlsVersion?: string;
  readonly accessPointArn?: string;
  /** Whether an ACL was needed to let the request in; absent where the line has no such field. */
  readonly aclRequired?: boolean;
  /** Region that the request came from. */
  readonly sourceRegion?: string;
  /** Fields that are not known here, as they are written: those behind the last known one, and what stood before the host id in some lines of 2019. */
  readonly more: readonly string[];
  /** Fields that could be read in another way too, such as after quotes in a user agent; absent where the reading is certain. */
  readonly ambiguous?: readonly AccessLogField[];
}

/** Names of the fields of a line. */
export type AccessLogField = Exclude<keyof AccessLogLine, 'ok' | 'number' | 'fields' | 'rawKey' | 'ambiguous'>;

/** A line that is not one of an access log. It is kept as it came. */
export interface BadLine {
  readonly ok: false;
  readonly number: number;
  /** The line, or its start where it is `truncated`. */
  readonly text: string;
  /** What is wrong, in a clause. */
  readonly why: string;
  /** Whether the line was longer than the limit. */
  readonly truncated?: true;
}

/** How lines are read. */
export interface AccessLogOptions {
  /** Longest line, in bytes of UTF-8 (in UTF-16 units for text). A longer one is a `BadLine` with its start. @default 1048576 (1 MiB) */
  readonly maxLineLength?: number;
}

/** What was read in all. */
export interface AccessLogCounts {
  /** Lines that were read, ambiguous ones among them. */
  readonly read: number;
  readonly ambiguous: number;
  readonly bad: number;
  readonly blank: number;
}

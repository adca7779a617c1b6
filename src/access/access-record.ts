/**
 * One request to S3, whoever wrote it down: a server access log or CloudTrail. What the source does not say is absent; absent is never "no".
 */
export interface AccessRecord {
  readonly source: 'access-log' | 'cloudtrail';
  /** The file that it stands in, where there are several. */
  readonly file?: string;
  /** Where it stands in its source: the number of the line or of the event, from 1 on. */
  readonly number: number;
  /** When S3 got the request, in milliseconds since 1970. */
  readonly time?: number;
  readonly bucket?: string;
  /** The key, decoded. */
  readonly key?: string;
  readonly versionId?: string;
  /** As the source calls it: `REST.GET.OBJECT`, `GetObject`. */
  readonly operation: string;
  /** The IAM action behind the operation, where there is one: `s3:GetObject`. */
  readonly action?: string;
  readonly requester: RecordedRequester;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** The HTTP status. */
  readonly status?: number;
  /** S3's error code: `AccessDenied`. */
  readonly errorCode?: string;
  /** Bytes sent to the requester. */
  readonly bytesSent?: number;
  /** Whether TLS was used; absent where the source does not tell. */
  readonly secure?: boolean;
  /** Major and minor version: `1.2`. */
  readonly tlsVersion?: string;
  readonly signature?: 'SigV2' | 'SigV4' | 'SigV4A';
  /** `presigned`: in the query string. `none`: not signed. */
  readonly authentication?: 'header' | 'presigned' | 'post' | 'none';
  /** How long a presigned URL was signed for, and how old it was when it was used; in seconds. */
  readonly presignedFor?: number;
  readonly presignedAge?: number;
  readonly vpcEndpoint?: string;
  /** The access point that it came through, as an ARN. */
  readonly accessPoint?: string;
  /** Whether an ACL alone let the requester in. */
  readonly aclRequired?: boolean;
  /** Whether the requester brought the encryption key (SSE-C). */
  readonly customerKey?: boolean;
  /** The account that owns the bucket or, of an event of a VPC endpoint, the endpoint: 12 digits. */
  readonly ownerAccount?: string;
  /** The AWS service that sent the request for the requester, as its service principal. */
  readonly viaService?: string;
  /** How many objects the one request names, where that is not one: `DeleteObjects`. */
  readonly objects?: number;
  /** What the request asks to change about the bucket or about protections, as far as the source tells. */
  readonly changes?: readonly RecordedChange[];
  /** Names the request in support cases. */
  readonly requestId?: string;
  /** Where the source could be read in more than one way: what is not certain. */
  readonly ambiguous?: readonly string[];
}

export interface RecordedRequester {
  readonly type: 'anonymous' | 'aws' | 'service' | 'unknown';
  /** ARN, canonical user id or service principal, as written. */
  readonly id?: string;
  readonly account?: string;
  /** Whether it is the root user of an account; absent where the source does not tell. */
  readonly root?: boolean;
}

/** One thing that a request asks to change. */
export interface RecordedChange {
  /** Id of the detection that judges it: `versioning-suspended`. */
  readonly what: string;
  /** Whether it takes protection away; absent where the source does not tell. */
  readonly weakens?: boolean;
  /** Of a lifecycle: the least number of days until it deletes something. */
  readonly days?: number;
}

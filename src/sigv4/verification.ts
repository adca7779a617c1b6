import type { PayloadClaim } from './payload';

/** What a secret store says of an access key id: the secret alone for long-term keys, or all of it for temporary ones. */
export type Secret = string | TemporarySecret;

export interface TemporarySecret {
  readonly secretAccessKey: string;
  /** The token that the request must carry. @default - the request must carry none */
  readonly sessionToken?: string;
  /** From then on the keys are worth nothing. @default - never */
  readonly expiration?: Date;
}

/** Looks a secret up; nothing for a key id that it does not know. What it throws is the caller's own, and comes through. */
export type SecretFor = (accessKeyId: string, sessionToken?: string) => Secret | undefined | Promise<Secret | undefined>;

/** Why a request is refused. The codes are stable; the messages are for people and may change. */
export type RefusalCode =
  | 'malformed-request' | 'malformed-url' | 'malformed-header' | 'not-signed' | 'ambiguous-signature' | 'signature-version-2' | 'unsupported-algorithm'
  | 'missing-parameter' | 'duplicate-parameter' | 'malformed-parameter' | 'malformed-credential' | 'wrong-region' | 'wrong-service' | 'malformed-date'
  | 'date-mismatch' | 'malformed-expiry' | 'expiry-too-long' | 'not-yet-valid' | 'expired' | 'too-old' | 'clock-skew' | 'host-not-signed' | 'host-mismatch'
  | 'malformed-signed-headers' | 'missing-signed-header' | 'duplicate-header' | 'unsigned-header' | 'missing-payload-hash' | 'malformed-payload-hash'
  | 'unsigned-payload' | 'insecure-transport' | 'method-not-allowed' | 'host-not-allowed' | 'prefix-not-allowed' | 'unknown-access-key'
  | 'session-token-mismatch' | 'expired-credentials' | 'signature-mismatch' | 'payload-hash-mismatch';

export interface Refusal<Code extends string = RefusalCode> {
  readonly ok: false;
  readonly code: Code;
  /** One sentence, without secrets, signatures or tokens. */
  readonly message: string;
}

export const refuse = <Code extends string>(code: Code, message: string): Refusal<Code> => ({ ok: false, code, message });

/** What the verifier is to hold a request against. */
export interface VerifyOptions {
  readonly secretFor: SecretFor;
  /** The Region that a signature must be for, or several. */
  readonly region: string | readonly string[];
  /** @default 's3' */
  readonly service?: string;
  /** The moment of judgement. @default - now */
  readonly at?: Date;
  /** How far the clocks may differ, in seconds. @default 900, as S3 */
  readonly clockSkewSeconds?: number;
  /** The longest `X-Amz-Expires`, in seconds; a URL that was signed for longer is refused even while young. @default 604800 (7 days) */
  readonly maxExpiresIn?: number;
  /** The oldest signature, in seconds, whatever expiry it has: what `s3:signatureAge` is to a bucket policy. @default - its expiry decides */
  readonly maxAge?: number;
  /** The methods that are let in. @default - all */
  readonly methods?: readonly string[];
  /** The hosts that are let in, as the `Host` header has them. @default - all */
  readonly hosts?: readonly string[];
  /** What a path must begin with, decoded: `/uploads/`, or `/bucket/uploads/` where the bucket is in the path. @default - all */
  readonly prefixes?: readonly string[];
  /** Headers that must be signed where they are sent, such as `content-type`, in any case. `x-amz-*` always must. @default - none */
  readonly signedHeaders?: readonly string[];
  /** `x-amz-*` headers that something on the way adds, and nobody may believe: `x-amz-cf-id` of CloudFront. In any case. @default - none */
  readonly unsignedHeaders?: readonly string[];
  /** Whether a body that nobody signed is refused, for all methods but GET, HEAD, DELETE and OPTIONS. @default false, as S3 */
  readonly requireSignedPayload?: boolean;
  /** Whether a URL that begins with `http:` is let in. What only names a path says nothing of the transport, and is not judged. @default false */
  readonly allowHttp?: boolean;
}

/** A request whose signature held. */
export interface Verified {
  readonly ok: true;
  /** Whether the signature came in the URL or in the `Authorization` header. */
  readonly form: 'query' | 'header';
  readonly accessKeyId: string;
  readonly method: string;
  /** As received. */
  readonly host: string;
  /** As received: encoded, with every `..` and `//` in place. */
  readonly path: string;
  /** As received. */
  readonly query: string;
  readonly signedAt: Date;
  /** The last moment at which it is accepted, unless the credentials end before. */
  readonly expiresAt: Date;
  /** In lower case. Believe no other header. */
  readonly signedHeaders: readonly string[];
  readonly region: string;
  readonly service: string;
  /** Whether a body was given, and is the one that was signed. */
  readonly bodyVerified: boolean;
  /** What was signed of the body, for `verifiedBody` of runtime/verify-body. A function, so that no log shows the signing key in it. */
  readonly payload: () => PayloadClaim;
}

export type Verification = Verified | Refusal;

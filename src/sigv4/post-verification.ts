import type { PostFields } from './post-form';
import type { ContentLengthRange } from './post-options';
import type { Refusal, VerifyOptions } from './verification';

/** A form that somebody sent. */
export interface PostForm {
  /** All fields before the file, in any order. */
  readonly fields: PostFields;
  /** The part named `file`. @default - not known: refused where its name or size matters */
  readonly file?: PostFile;
}

export interface PostFile {
  /** In bytes, as received: never what somebody says. @default - not known yet, see `allowUnknownSize` */
  readonly size?: number;
  /** The `filename` of the part, which `${filename}` stands for. @default - not known */
  readonly name?: string;
  /** The type that the part states. S3 looks at the field content-type alone; given here, it is held to the same conditions. @default - not judged */
  readonly contentType?: string;
}

/** What the verifier is to hold a form against. */
export interface VerifyPostOptions extends Pick<VerifyOptions, 'secretFor' | 'region' | 'service' | 'at' | 'clockSkewSeconds'> {
  /** The bucket that the form was sent to, as the signer names it. */
  readonly bucket: string;
  /**
   * The longest time from `x-amz-date` to the expiration, in seconds; a form that was signed for longer is refused even while young.
   * @default 604800 (7 days)
   */
  readonly maxExpiresIn?: number;
  /** Whether a file may come later than its form. Hold it to the `contentLengthRange` of the result as it comes. @default false */
  readonly allowUnknownSize?: boolean;
}

/** A form whose signature and conditions held. */
export interface VerifiedPost {
  readonly ok: true;
  readonly accessKeyId: string;
  readonly bucket: string;
  /** With the name of the file in place of `${filename}`. */
  readonly key: string;
  /**
   * The fields that the policy covers, with `${filename}` replaced, those of the signature apart. Names in lower case. Believe no other field.
   */
  readonly fields: ReadonlyMap<string, string>;
  readonly signedAt: Date;
  /** The last moment at which it is accepted. */
  readonly expiresAt: Date;
  readonly region: string;
  readonly service: string;
  /** What all conditions together allow, in bytes. @default - any size */
  readonly contentLengthRange?: Required<ContentLengthRange>;
  /** Whether a size was given, and is in that range. */
  readonly sizeVerified: boolean;
}

/** Why a form is refused. The codes are stable; the messages are for people and may change. */
export type PostRefusalCode =
  | 'malformed-form' | 'form-too-large' | 'duplicate-field' | 'missing-field' | 'malformed-field' | 'not-signed' | 'signature-version-2'
  | 'unsupported-algorithm' | 'malformed-credential' | 'wrong-region' | 'wrong-service' | 'malformed-date' | 'date-mismatch' | 'not-yet-valid'
  | 'unknown-access-key' | 'expired-credentials' | 'session-token-mismatch' | 'signature-mismatch' | 'malformed-policy' | 'expired'
  | 'expiry-too-long' | 'wrong-bucket' | 'missing-condition' | 'condition-failed' | 'extra-field' | 'missing-file-name' | 'missing-file-size'
  | 'file-too-small' | 'file-too-large';

export type PostRefusal = Refusal<PostRefusalCode>;
export type PostVerification = VerifiedPost | PostRefusal;

import type { CallName } from './calls';

/** The parameters of a call as its API reference spells them: `{ Bucket, ExpectedBucketOwner }`. */
export type Input = Readonly<Record<string, unknown>>;

export interface Sending {
  /** The Region to ask. @default - the one that the port was made for */
  readonly region?: string;
  readonly signal?: AbortSignal;
}

/**
 * What an audit asks AWS through: one plain async function a call, each of which reads and none of which can write. A service
 * that is not installed, or that nobody wants asked, has no functions.
 *
 * A function resolves to the answer as the API reference spells it; nothing of it is believed before its shape was looked at.
 * It rejects with an error whose `name` is AWS's error code and, where there was an answer, whose `$metadata.httpStatusCode` is its status.
 */
export type Port = { readonly [name in CallName]?: (input: Input, sending?: Sending) => Promise<unknown> };

/** What a call brought: plain JSON, so that it can be kept and read again. */
export type Answer = { readonly answer: unknown; readonly error?: undefined } | { readonly error: Refusal };

export interface Refusal {
  /** AWS's error code, or the name of what went wrong on the way: `AccessDenied`, `SlowDown`, `TimeoutError`, `OddAnswer`, `NotInstalled`. */
  readonly code: string;
  readonly status?: number;
  readonly says?: string;
}

export const RECORDING = 'cdk-s3-compliance/recording/1';

/**
 * All that was asked about one bucket and what came back: plain JSON. Reading it again gives the same posture, without AWS.
 */
export interface Recording {
  readonly schema: typeof RECORDING;
  /** The account that the bucket is expected to be in. */
  readonly account: string;
  readonly bucket: string;
  /**
   * By the name of the call; where it was asked of something else than the bucket, followed by a space and what that was:
   * `GetBucketVersioning`, `DescribeKey arn:aws:kms:...`, `GetEventSelectors arn:aws:cloudtrail:...`, `GetBucketEncryption central-logs`.
   */
  readonly answers: Readonly<Record<string, Answer>>;
}

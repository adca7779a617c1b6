import { createHash } from 'node:crypto';
import { kmsKey } from './parts/kms-key';
import { kind, type RequestPart, textEntries } from './parts/request-part';

const SSE = 'x-amz-server-side-encryption';

export interface SseS3Params {
  readonly ServerSideEncryption: 'AES256';
}

/** Asks for encryption under keys of S3 (SSE-S3). @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingServerSideEncryption.html */
export const sseS3 = (): RequestPart<SseS3Params> => ({ headers: { [SSE]: 'AES256' }, params: { ServerSideEncryption: 'AES256' } });

export interface SseKmsDsseOptions {
  /**
   * The KMS key: key id, `alias/<name>`, or the ARN of a key or an alias. Of another account: an ARN. A bucket policy that names a key
   * knows it by its key ARN alone.
   */
  readonly key: string;

  /**
   * What KMS binds to the data key and writes to CloudTrail in plain text: nothing personal, nothing secret. S3 adds `aws:s3:arn` itself, the ARN of
   * the object, or of the bucket where a bucket key is used. At most 8192 bytes as a header.
   *
   * @default - nothing but what S3 adds
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
   */
  readonly encryptionContext?: Readonly<Record<string, string>>;
}

export interface SseKmsOptions extends SseKmsDsseOptions {
  /**
   * Whether S3 takes data keys from a key of the bucket, which means fewer requests to KMS, and fewer entries in its log.
   *
   * @default - as the bucket is set
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
   */
  readonly bucketKey?: boolean;
}

export interface SseKmsDsseParams {
  readonly ServerSideEncryption: 'aws:kms:dsse';
  readonly SSEKMSKeyId: string;
  readonly SSEKMSEncryptionContext?: string;
}

export interface SseKmsParams extends Omit<SseKmsDsseParams, 'ServerSideEncryption'> {
  readonly ServerSideEncryption: 'aws:kms';
  readonly BucketKeyEnabled?: boolean;
}

/**
 * Asks for encryption under a KMS key (SSE-KMS). Without a key S3 would take the AWS managed one, so there is no default.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
 */
export function sseKms({ key, encryptionContext, bucketKey }: SseKmsOptions): RequestPart<SseKmsParams> {
  if (bucketKey !== undefined && typeof bucketKey !== 'boolean') {
    throw new TypeError(`'bucketKey' must be true or false, got ${kind(bucketKey)}; leave it out to do as the bucket does`);
  }
  const { headers, params } = underKey('aws:kms', key, encryptionContext);
  return {
    headers: { ...headers, ...bucketKey !== undefined && { [`${SSE}-bucket-key-enabled`]: String(bucketKey) } },
    params: { ...params, ...bucketKey !== undefined && { BucketKeyEnabled: bucketKey } },
  };
}

/**
 * Asks for two layers of encryption under a KMS key (DSSE-KMS). There are no bucket keys for it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html
 */
export function sseKmsDsse(options: SseKmsDsseOptions): RequestPart<SseKmsDsseParams> {
  if ((options as SseKmsOptions).bucketKey !== undefined) throw new RangeError("'bucketKey' does not go with aws:kms:dsse, which has no bucket keys; leave it out, or use sseKms");
  return underKey('aws:kms:dsse', options.key, options.encryptionContext);
}

function underKey<A extends string>(algorithm: A, key: string, context: SseKmsOptions['encryptionContext']) {
  const encoded = context === undefined ? undefined : encodeContext(context);
  return {
    headers: {
      [SSE]: algorithm, [`${SSE}-aws-kms-key-id`]: kmsKey(key), ...encoded !== undefined && { [`${SSE}-context`]: encoded },
    } as Readonly<Record<string, string>>,
    params: { ServerSideEncryption: algorithm, SSEKMSKeyId: key, ...encoded !== undefined && { SSEKMSEncryptionContext: encoded } },
  };
}

/** Names that turn into something else in a reader that builds an object out of them. */
const UNSAFE = ['__proto__', 'constructor', 'prototype'];

function encodeContext(context: unknown): string {
  const entries = textEntries('encryptionContext', context);
  for (const [key] of entries) {
    if (UNSAFE.includes(key)) throw new RangeError(`'encryptionContext' cannot have the key '${key}', which may harm those who read it; choose another name`);
    if (key === 'aws:s3:arn') throw new RangeError("'encryptionContext' cannot have the key 'aws:s3:arn', which S3 adds itself; leave it out");
  }
  const encoded = Buffer.from(JSON.stringify(Object.fromEntries(entries))).toString('base64');
  if (encoded.length <= 8192) return encoded;
  throw new RangeError(`'encryptionContext' must be at most 8192 bytes as a header, got ${encoded.length}; pass shorter or fewer values`);
}

export interface SseCOptions {
  /** The key, 256 bits: 32 bytes, or their base64 form. S3 forgets it: whoever loses it has lost the object. */
  readonly key: Uint8Array | string;
}

export interface SseCParams {
  readonly SSECustomerAlgorithm: 'AES256';
  readonly SSECustomerKey: string;
  readonly SSECustomerKeyMD5: string;
}

/**
 * Asks for encryption under a key that comes with the request (SSE-C), and reads what was encrypted so. The result holds the key: never log it. The buckets
 * of this library block SSE-C. The key is base64 text in both forms; the AWS SDK takes that as it is from version 3.498.0 on.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerSideEncryptionCustomerKeys.html
 */
export function sseC({ key }: SseCOptions): RequestPart<SseCParams> {
  const { text, md5 } = customerKey(key);
  return {
    headers: customerHeaders(SSE, text, md5),
    params: { SSECustomerAlgorithm: 'AES256', SSECustomerKey: text, SSECustomerKeyMD5: md5 },
  };
}

export interface SseCCopySourceParams {
  readonly CopySourceSSECustomerAlgorithm: 'AES256';
  readonly CopySourceSSECustomerKey: string;
  readonly CopySourceSSECustomerKeyMD5: string;
}

/**
 * Reads the source of a copy that was encrypted with SSE-C; it says nothing about the encryption of the copy itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-s3-c-encryption.html
 */
export function sseCCopySource({ key }: SseCOptions): RequestPart<SseCCopySourceParams> {
  const { text, md5 } = customerKey(key);
  return {
    headers: customerHeaders('x-amz-copy-source-server-side-encryption', text, md5),
    params: { CopySourceSSECustomerAlgorithm: 'AES256', CopySourceSSECustomerKey: text, CopySourceSSECustomerKeyMD5: md5 },
  };
}

const customerHeaders = (prefix: string, text: string, md5: string) => ({
  [`${prefix}-customer-algorithm`]: 'AES256', [`${prefix}-customer-key`]: text, [`${prefix}-customer-key-md5`]: md5,
});

/** No message shows the key, nor a part of it. */
function customerKey(key: unknown): { readonly text: string; readonly md5: string } {
  if (typeof key !== 'string' && !ArrayBuffer.isView(key)) throw new TypeError(`'key' must be 32 bytes or their base64 form, got ${kind(key)}; pass randomBytes(32)`);
  const bytes = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const text = bytes.toString('base64');
  const given = typeof key === 'string' ? `${key.length} characters` : `${bytes.length} bytes`;
  if (bytes.length !== 32) throw new RangeError(`'key' must be 256 bits, got ${given}; pass 32 bytes, or their base64 form of 44 characters`);
  if (typeof key === 'string' && key !== text) throw new RangeError(`'key' is not plain base64, got ${given} that S3 would read otherwise; pass bytes.toString('base64')`);
  return { text, md5: createHash('md5').update(bytes).digest('base64') };
}

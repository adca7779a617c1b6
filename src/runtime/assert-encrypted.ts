import { isAlias, isKey, sameKey } from './parts/kms-key';
import { type RequestPart } from './parts/request-part';
import { show } from '../sigv4/show';

/** An answer of S3: the headers of fetch, a plain record of headers (names in any case), or the output of an AWS SDK command. */
export type EncryptedResponse =
  | { get(name: string): string | null } | EncryptedOutput | Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the output of PutObject, GetObject, HeadObject, CopyObject and the multipart commands of the AWS SDK v3 says. */
export interface EncryptedOutput {
  readonly ServerSideEncryption?: string;
  readonly SSEKMSKeyId?: string;
  readonly BucketKeyEnabled?: boolean;
  readonly SSECustomerAlgorithm?: string;
  readonly SSECustomerKeyMD5?: string;
}

/** How an object is encrypted, as far as an answer says. */
export interface ShownEncryption {
  /** `AES256`, `aws:kms`, `aws:kms:dsse` or what else S3 says. Absent for SSE-C. */
  readonly algorithm?: string;
  /** ARN of the KMS key. */
  readonly key?: string;
  readonly bucketKey: boolean;
  /** For SSE-C: `AES256`. */
  readonly customerAlgorithm?: string;
  /** For SSE-C: MD5 of the key, in base64. */
  readonly customerKeyMd5?: string;
}

const SSE = 'x-amz-server-side-encryption';

/** What an answer says about the encryption of its object. An empty header says nothing. */
export function encryptionOf(response: EncryptedResponse): ShownEncryption {
  const read = reader(response);
  const algorithm = read(SSE, 'ServerSideEncryption');
  const key = read(`${SSE}-aws-kms-key-id`, 'SSEKMSKeyId');
  const customerAlgorithm = read(`${SSE}-customer-algorithm`, 'SSECustomerAlgorithm');
  const customerKeyMd5 = read(`${SSE}-customer-key-md5`, 'SSECustomerKeyMD5');
  return {
    ...algorithm && { algorithm },
    ...key && { key },
    bucketKey: read(`${SSE}-bucket-key-enabled`, 'BucketKeyEnabled') === 'true',
    ...customerAlgorithm && { customerAlgorithm },
    ...customerKeyMd5 && { customerKeyMd5 },
  };
}

function reader(response: EncryptedResponse): (header: string, member: string) => string | undefined {
  if (typeof response !== 'object' || response === null) throw new TypeError(`'response' must be headers or an SDK output, got ${show(response)}; pass response.headers`);
  if ('get' in response && typeof response.get === 'function') return header => (response as Headers).get(header) ?? undefined;
  const fields = new Map(Object.entries(response).map(([name, value]) => [name.toLowerCase(), value as unknown]));
  return (header, member) => {
    const value = fields.get(header) ?? fields.get(member.toLowerCase());
    return value === undefined || value === null ? undefined : String(value);
  };
}

/** Why an answer does not show what was asked for. */
export type EncryptionMismatchCode =
  | 'encryption-missing' | 'encryption-algorithm' | 'encryption-key' | 'encryption-key-unverifiable' | 'bucket-key';

/** An object is not encrypted as asked, as far as the answer shows. Its `code` is stable, its message is not. */
export class EncryptionMismatch extends Error {
  public readonly code: EncryptionMismatchCode;

  constructor(code: EncryptionMismatchCode, message: string) {
    super(message);
    this.name = 'EncryptionMismatch';
    this.code = code;
  }
}

export interface AssertEncryptedOptions {
  /**
   * The key that must be seen: its ARN, or its id. Needed where an alias was asked for, since S3 answers with the ARN of the key behind it.
   *
   * @default - the key that was asked for
   */
  readonly keyArn?: string;
}

/**
 * Throws an EncryptionMismatch where an answer does not show the encryption that was asked for. The encryption context is not compared: S3 does not
 * return it.
 *
 * @param asked what sseS3, sseKms, sseKmsDsse or sseC returned
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function assertEncrypted(response: EncryptedResponse, asked: RequestPart<object>, { keyArn }: AssertEncryptedOptions = {}): void {
  if (keyArn !== undefined && !isKey(keyArn)) throw new RangeError(`'keyArn' must be the ARN or id of a KMS key, got ${show(keyArn)}; pass the one behind the alias`);
  const shown = encryptionOf(response);
  const expected = encryptionOf(asked.headers);
  if (expected.customerAlgorithm) return assertCustomerKey(shown, expected);
  if (!expected.algorithm) throw new TypeError("'asked' asks for no encryption; pass what sseS3, sseKms, sseKmsDsse or sseC returned");
  assertAlgorithm(shown.algorithm, expected.algorithm, shown.customerAlgorithm && `SSE-C ${shown.customerAlgorithm}`);
  if (expected.key) assertKey(shown.key, expected.key, keyArn);
  const bucketKey = asked.headers[`${SSE}-bucket-key-enabled`];
  if (bucketKey !== undefined && shown.bucketKey !== expected.bucketKey) {
    throw new EncryptionMismatch('bucket-key', `bucket key ${bucketKey} was asked for, and ${shown.bucketKey} is shown; upload the object again`);
  }
}

function assertAlgorithm(shown: string | undefined, expected: string, instead: string | undefined): void {
  if (shown === expected) return;
  const found = shown ?? instead;
  throw found === undefined
    ? new EncryptionMismatch('encryption-missing', `the answer shows no encryption, asked for ${expected}; check that it is the answer of S3 itself, with all its headers`)
    : new EncryptionMismatch('encryption-algorithm', `the answer shows encryption ${show(found)}, asked for ${expected}; upload the object again`);
}

/** Both the key that was asked for and the one that is named beside it must be the key that is seen. */
function assertKey(shown: string | undefined, asked: string, keyArn: string | undefined): void {
  if (isAlias(asked) && keyArn === undefined) {
    throw new EncryptionMismatch('encryption-key-unverifiable', `the alias ${show(asked)} cannot be compared with the key that S3 shows; pass its ARN as 'keyArn'`);
  }
  const wanted = [isAlias(asked) ? undefined : asked, keyArn].filter(key => key !== undefined);
  const other = wanted.find(key => shown === undefined || !sameKey(shown, key));
  if (other === undefined) return;
  throw new EncryptionMismatch('encryption-key', `the answer shows ${shown === undefined ? 'no KMS key' : show(shown)}, asked for ${other}; upload the object again`);
}

/** No message shows the key or its MD5. */
function assertCustomerKey(shown: ShownEncryption, expected: ShownEncryption): void {
  assertAlgorithm(shown.customerAlgorithm, expected.customerAlgorithm!, shown.algorithm);
  if (shown.customerKeyMd5 === expected.customerKeyMd5) return;
  throw new EncryptionMismatch('encryption-key', `the answer shows ${shown.customerKeyMd5 ? 'another' : 'no'} customer key than the one asked for; upload the object again`);
}

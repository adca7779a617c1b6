import type { Duplex, Readable } from 'node:stream';
import { committingClient, type EncryptionSdk, encryptionSdk, type Keyring } from './parts/encryption-sdk';
import { contextOf, managerFor, nameOf, type ObjectIdentity } from './parts/object-binding';
import { Refused } from './parts/refused';
import { type ByteStream, through } from './parts/through';

export type { EncryptionSdk, Keyring } from './parts/encryption-sdk';
export { type KmsClient, kmsKeyring, type KmsKeyringOptions, rawAesKeyring, type RawAesKeyringOptions } from './parts/keyrings';
export type { ObjectIdentity } from './parts/object-binding';
export { Refused } from './parts/refused';
export type { ByteStream } from './parts/through';

interface Options<Body> extends ObjectIdentity {
  /** What wraps the data key: `kmsKeyring({ keyArn })`. */
  readonly keyring: Keyring;
  readonly body: Body;
  /** The module `@aws-crypto/client-node`; pass it where it cannot be loaded from here. @default - loaded here */
  readonly sdk?: EncryptionSdk;
}

export type EncryptOptions<Body> = Options<Body>;
export type DecryptOptions<Body> = Options<Body>;

/** Plaintext is authenticated and released in frames of this many bytes. */
const FRAME_LENGTH = 65_536;

/**
 * Encrypts an object before it is uploaded, in the message format of the AWS Encryption SDK: a data key of its own, AES-256-GCM with key commitment,
 * an ECDSA P-384 signature, and bound to its bucket and key. Needs `@aws-crypto/client-node`.
 *
 * Text is encoded as UTF-8. The ciphertext of a stream is a stream; its length is not known before, so upload it with `@aws-sdk/lib-storage`.
 * Where the source breaks, the ciphertext breaks with the same error, and does not end.
 *
 * Source: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/best-practices.html
 *
 * @throws Refused: missing-encryption-sdk, or encryption-failed with the error of the keyring as its `cause`
 */
export async function encryptObject(options: EncryptOptions<Uint8Array | string>): Promise<Uint8Array>;
export async function encryptObject(options: EncryptOptions<ByteStream>): Promise<Readable>;
export async function encryptObject(options: EncryptOptions<Uint8Array | string | ByteStream>): Promise<Uint8Array | Readable> {
  const { keyring, body, sdk = encryptionSdk() } = options;
  const encryptionContext = contextOf(options);
  const manager = managerFor(sdk, keyring, options) as never;
  const client = committingClient(sdk);
  const how = { encryptionContext, frameLength: FRAME_LENGTH } as never;
  const failed = (error: unknown) => new Refused('encryption-failed', `${nameOf(options)} cannot be encrypted; check that the key may be used (see 'cause')`, error);
  if (isStream(body)) return through(body, client.encryptStream(manager, how) as Duplex, failed);
  const plaintext = typeof body === 'string' ? Buffer.from(body) : bytes(body);
  try {
    return (await client.encrypt(manager, plaintext as never, how)).result;
  } catch (error) {
    throw failed(error);
  }
}

/**
 * Decrypts what `encryptObject` made for the same bucket and key, and nothing else. Which object a ciphertext is bound to is checked before its data
 * key is unwrapped, so no byte of a ciphertext that was moved comes out.
 *
 * Of bytes, nothing comes out until all of them and the signature are verified. Of a stream, each frame of 64 KiB comes out once it is verified, and
 * the signature is verified at the end: a ciphertext that was cut off or whose signature is wrong gives true bytes first, and then an error instead
 * of an end. So do not act on a stream before it has ended: write it to a temporary place, or pass bytes.
 *
 * Source: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/about-how-it-works.html#digital-sigs
 *
 * @throws Refused (a stream's later errors likewise): other-object, truncated, missing-encryption-sdk, or decryption-failed with the reason of
 * the Encryption SDK or of KMS as its `cause`
 */
export async function decryptObject(options: DecryptOptions<Uint8Array>): Promise<Uint8Array>;
export async function decryptObject(options: DecryptOptions<ByteStream>): Promise<Readable>;
export async function decryptObject(options: DecryptOptions<Uint8Array | ByteStream>): Promise<Uint8Array | Readable> {
  const { keyring, body, sdk = encryptionSdk() } = options;
  const manager = managerFor(sdk, keyring, options) as never;
  const client = committingClient(sdk);
  const failed = (error: unknown) => whyNot(error, nameOf(options));
  if (isStream(body)) return through(body, client.decryptStream(manager) as Duplex, failed);
  const ciphertext = bytes(body);
  try {
    return (await client.decrypt(manager, ciphertext as never)).plaintext;
  } catch (error) {
    throw failed(error);
  }
}

function whyNot(error: unknown, name: string): unknown {
  if (error instanceof Refused) return error;
  if (error instanceof Error && /^Incomplete (Header|message)/.test(error.message)) {
    return new Refused('truncated', `the ciphertext at ${name} ends too early; read it again, and do not use what came of it`, error);
  }
  return new Refused('decryption-failed', `the ciphertext at ${name} cannot be decrypted: it was changed, or this key does not open it (see 'cause')`, error);
}

const isStream = (body: unknown): body is ByteStream => typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

function bytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new TypeError(`'body' must be bytes or a stream, got ${body === null ? 'null' : typeof body}; pass a Uint8Array, or a Readable`);
}

import { Refused } from './refused';

/** A keyring of the AWS Encryption SDK: what wraps the data key of each object, and unwraps it. */
export interface Keyring {
  onEncrypt(material: never): Promise<unknown>;
  onDecrypt(material: never, encryptedDataKeys: never): Promise<unknown>;
}

/** What picks the keys for one message; the SDK asks it before it encrypts or decrypts anything. */
export interface MaterialsManager {
  getEncryptionMaterials(request: never): Promise<unknown>;
  decryptMaterials(request: never): Promise<unknown>;
}

/** The module `@aws-crypto/client-node`, version 4 or 5, as far as it is used. */
export interface EncryptionSdk {
  readonly CommitmentPolicy: { readonly REQUIRE_ENCRYPT_REQUIRE_DECRYPT: string };
  readonly RawAesWrappingSuiteIdentifier: { readonly AES256_GCM_IV12_TAG16_NO_PADDING: unknown };
  readonly NodeDefaultCryptographicMaterialsManager: new (keyring: never) => MaterialsManager;
  readonly KmsKeyringNode: new (input: never) => Keyring;
  readonly RawAesKeyringNode: new (input: never) => Keyring;
  buildClient(options: never): EncryptionClient;
}

export interface EncryptionClient {
  encrypt(manager: never, plaintext: never, options: never): Promise<{ readonly result: Uint8Array }>;
  decrypt(manager: never, ciphertext: never): Promise<{ readonly plaintext: Uint8Array }>;
  encryptStream(manager: never, options: never): object;
  decryptStream(manager: never): object;
}

/**
 * Loads `@aws-crypto/client-node`, which users of client-side encryption install themselves. Written so that bundlers find it.
 *
 * @throws Refused, missing-encryption-sdk, where it is not installed
 */
export function encryptionSdk(): EncryptionSdk {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports, import/no-extraneous-dependencies
    return require('@aws-crypto/client-node');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !message.includes('@aws-crypto/client-node')) throw error;
    throw new Refused('missing-encryption-sdk', "client-side encryption needs '@aws-crypto/client-node'; run npm install @aws-crypto/client-node");
  }
}

/** At most this many wrapped data keys in a message: each may cost a request to KMS, and who wrote the message chose how many. */
const MOST_DATA_KEYS = 10;

/** A client that neither writes nor reads messages without key commitment. */
export const committingClient = (sdk: EncryptionSdk): EncryptionClient =>
  sdk.buildClient({ commitmentPolicy: sdk.CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT, maxEncryptedDataKeys: MOST_DATA_KEYS } as never);

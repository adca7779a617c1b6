import { type EncryptionSdk, encryptionSdk, type Keyring } from './encryption-sdk';

/** A client of KMS: `new KMS({ region })` of `@aws-sdk/client-kms` is one. */
export interface KmsClient {
  decrypt(request: never): unknown;
  encrypt(request: never): unknown;
  generateDataKey(request: never): unknown;
}

export interface KmsKeyringOptions {
  /** ARN of the key. An alias may point to another key tomorrow, and decrypts nothing. */
  readonly keyArn: string;
  /** Gives the client for the key's Region. @default - the Encryption SDK makes one with the default credentials */
  readonly clientProvider?: (region: string) => KmsClient;
  /** @default - `@aws-crypto/client-node`, loaded here */
  readonly sdk?: EncryptionSdk;
}

/**
 * Wraps data keys with one KMS key: one request to KMS for each object that is written or read. It decrypts with this key only, whichever the
 * message names.
 *
 * Source: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/use-kms-keyring.html
 */
export function kmsKeyring(options: KmsKeyringOptions): Keyring {
  const { keyArn, clientProvider, sdk = encryptionSdk() } = options;
  if (typeof keyArn !== 'string' || !/^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(keyArn)) {
    throw new RangeError(`'keyArn' must be the ARN of a KMS key, got ${JSON.stringify(keyArn)}; pass arn:aws:kms:...:key/..., no id and no alias`);
  }
  return new sdk.KmsKeyringNode({ generatorKeyId: keyArn, ...clientProvider === undefined ? {} : { clientProvider } } as never);
}

export interface RawAesKeyringOptions {
  /** Which key it is: both names stand in each message, in clear text. */
  readonly name: string;
  readonly namespace: string;
  /** 32 bytes. They stay in memory as long as the keyring does. */
  readonly key: Uint8Array;
  /** @default - `@aws-crypto/client-node`, loaded here */
  readonly sdk?: EncryptionSdk;
}

/** Wraps data keys with an AES-256 key of your own. For tests: nobody rotates this key, audits its use or can take it back. Use `kmsKeyring`. */
export function rawAesKeyring(options: RawAesKeyringOptions): Keyring {
  const { name, namespace, key, sdk = encryptionSdk() } = options;
  for (const [option, value] of Object.entries({ name, namespace })) {
    if (typeof value !== 'string' || value === '') throw new TypeError(`'${option}' must be text, got ${JSON.stringify(value)}; pass what tells the key from others`);
  }
  if (namespace === 'aws-kms') throw new RangeError("'namespace' aws-kms is KMS's own; pass another");
  if (!(key instanceof Uint8Array) || key.length !== 32) {
    throw new RangeError(`'key' must be 32 bytes, got ${key instanceof Uint8Array ? `${key.length} bytes` : typeof key}; pass randomBytes(32)`);
  }
  return new sdk.RawAesKeyringNode({
    keyName: name,
    keyNamespace: namespace,
    unencryptedMasterKey: Uint8Array.from(key), // memory of its own, not a part of a pool
    wrappingSuite: sdk.RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    utf8Sorting: true,
  } as never);
}

import type { EncryptionSdk, Keyring, MaterialsManager } from './encryption-sdk';
import { Refused } from './refused';

/** The object that a ciphertext belongs to, and what else is known of it. */
export interface ObjectIdentity {
  readonly bucket: string;
  /** The object key, as a string and never as a URL. */
  readonly key: string;
  /**
   * More that the ciphertext is bound to. It stands in clear text in the message and in CloudTrail: no secrets, no personal data.
   * When decrypting: entries that must be there.
   *
   * @default - bucket and key only
   */
  readonly context?: Readonly<Record<string, string>>;
}

const BUCKET = 's3-bucket';
const KEY = 's3-key';

/**
 * The encryption context: authenticated with the data key, each frame and the signature.
 *
 * Source: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/concepts.html#encryption-context
 */
export function contextOf({ bucket, key, context = {} }: ObjectIdentity): Record<string, string> {
  if (typeof bucket !== 'string' || bucket === '') throw new TypeError(`'bucket' must be a bucket name, got ${JSON.stringify(bucket)}; pass the object's`);
  if (typeof key !== 'string' || key === '' || /\p{Surrogate}/u.test(key) || Buffer.byteLength(key) > 1024) {
    throw new RangeError(`'key' must be an object key of 1 to 1024 bytes of UTF-8, got ${JSON.stringify(key)}; pass the key that the object has`);
  }
  for (const [name, value] of Object.entries(context)) {
    const says = `'context' holds ${JSON.stringify(name)}, `;
    if (name === BUCKET || name === KEY || name.startsWith('aws-crypto-')) throw new RangeError(`${says}which is reserved; use another name`);
    if (name === '' || typeof value !== 'string' || value === '') throw new RangeError(`${says}and names and values must be text that is not empty; correct it`);
  }
  return { ...context, [BUCKET]: bucket, [KEY]: key };
}

/**
 * Picks keys as the keyring does, and only for this object: what a message says that it is bound to is compared before its data key is unwrapped, so
 * that nothing is asked of KMS and nothing decrypted. That the message says the truth is then proven by its data key and its header.
 */
export function managerFor(sdk: EncryptionSdk, keyring: Keyring, identity: ObjectIdentity): MaterialsManager {
  const expected = contextOf(identity);
  const manager = defaultManager(sdk, keyring);
  return {
    getEncryptionMaterials: async request => manager.getEncryptionMaterials(request),
    decryptMaterials: async (request) => {
      const { encryptionContext } = request as { encryptionContext: Readonly<Record<string, string>> };
      const other = Object.keys(expected).filter(name => encryptionContext[name] !== expected[name]);
      if (other.length > 0) {
        const says = `the ciphertext at ${nameOf(identity)} is bound to another ${other.join(' and ')}`;
        throw new Refused('other-object', `${says}; read it under the bucket, key and context that it was written with`);
      }
      return manager.decryptMaterials(request);
    },
  };
}

function defaultManager(sdk: EncryptionSdk, keyring: Keyring): MaterialsManager {
  try {
    return new sdk.NodeDefaultCryptographicMaterialsManager(keyring as never);
  } catch {
    throw new TypeError("'keyring' is no keyring of the '@aws-crypto/client-node' in use; make it with kmsKeyring, or pass the module it is of as 'sdk'");
  }
}

/** How messages name the object. */
export const nameOf = ({ bucket, key }: ObjectIdentity): string => JSON.stringify(`s3://${bucket}/${key}`);

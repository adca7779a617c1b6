import type * as kms from 'aws-cdk-lib/aws-kms';

/** How the objects of a bucket are encrypted. */
export enum EncryptionMethod {
  /** SSE-S3: S3 holds the keys. */
  S3_MANAGED = 'AES256',

  /** SSE-KMS: one layer of encryption under a KMS key. */
  KMS = 'aws:kms',

  /** DSSE-KMS: two layers of encryption under a KMS key. */
  KMS_DSSE = 'aws:kms:dsse',

  /** The client encrypts before it uploads; S3 adds its own layer of SSE-S3, and no key of the client ever reaches it. */
  CLIENT_SIDE = 'client-side',
}

/** Whether uploads must say how they are encrypted. */
export enum EncryptionHeaders {
  /** An upload without encryption headers gets the bucket's default encryption. Only a wrong header is refused. */
  OPTIONAL = 'optional',

  /** An upload without the header `x-amz-server-side-encryption` is refused as well, although S3 would encrypt it. */
  REQUIRED = 'required',
}

/** The encryption that uploads must have. */
export interface ExpectedEncryption {
  /** How objects are encrypted. */
  readonly method: EncryptionMethod;

  /**
   * The KMS key of the bucket's default encryption. Of an alias its key is taken; an imported alias, whose key nobody knows, is an error.
   * So is a key with a method that uses none.
   *
   * @default - none: an error where the method is KMS or KMS_DSSE
   */
  readonly key?: kms.IKey;

  /**
   * Whether uploads must say how they are encrypted.
   *
   * @default EncryptionHeaders.OPTIONAL
   */
  readonly headers?: EncryptionHeaders;
}

/** How the objects of a bucket are encrypted at rest. */
export enum EncryptionMethod {
  /** SSE-S3: keys that S3 manages, AES-256. No cost, no access control and no record of its own. */
  S3_MANAGED = 'AES256',

  /** SSE-KMS: a KMS key whose policy says who may decrypt, and whose use CloudTrail records. */
  KMS = 'aws:kms',

  /** DSSE-KMS: two layers under a KMS key, for rules that ask for two (CNSSP 15). Knows no bucket key, so KMS bills each request. */
  KMS_DSSE = 'aws:kms:dsse',

  /**
   * Clients encrypt before they upload, with keys that S3 never sees. S3 adds SSE-S3, and refuses the headers of any other key. It cannot see
   * whether a client did encrypt: that stays a matter of attestation.
   */
  CLIENT_SIDE = 'client-side',
}

/** What uploads must say about encryption. */
export enum EncryptionHeaders {
  /** Uploads without encryption headers get the default encryption; only a header that asks for something else is refused. */
  OPTIONAL = 'optional',

  /**
   * Uploads without encryption headers are refused as well: bucket policies are judged before the default encryption is applied. Clients that
   * rely on the default, most of the SDKs, stop working.
   */
  REQUIRED = 'required',
}

import * as s3 from 'aws-cdk-lib/aws-s3';

/** What every bucket of this library has, whatever it is for. No property of a construct changes any of it. */
export const EVERY_BUCKET = {
  blockedEncryptionTypes: [s3.BlockedEncryptionType.SSE_C],
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
} satisfies s3.BucketProps;

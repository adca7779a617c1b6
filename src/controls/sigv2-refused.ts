import type { Control } from './control';
import { refuses } from './questions';
import { signers } from '../policy/witnesses';

/** Signature Version 2 signs little of a request, with the long-term secret itself. */
export const sigv2Refused: Control = {
  id: 'sigv2-refused',
  statement: 'Every request signed with Signature Version 2 is refused',
  why: 'Signature Version 2 signs neither the body nor most headers, uses HMAC-SHA1 with the secret key itself, and its presigned URLs have no longest life.',
  fix: 'Deny `s3:*` for everybody on the bucket and on `bucket/*` where `s3:signatureversion` is `AWS`.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/API/specify-signature-version.html',
  ],
  test: bucket => refuses(bucket, 'with Signature Version 2', policy => ({
    requesters: signers(policy),
    contexts: ['REST-HEADER', 'REST-QUERY-STRING', 'POST'].map(by => (
      { 's3:signatureversion': 'AWS', 's3:signatureAge': '0', 's3:authType': by, 'aws:ViaAWSService': 'false' })),
  })),
};

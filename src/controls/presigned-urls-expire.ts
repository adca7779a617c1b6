import type { Control } from './control';
import { refuses } from './questions';
import { signers } from '../policy/witnesses';

/** A millisecond more than seven days, and an age beyond any limit. */
const TOO_OLD = [7 * 24 * 60 * 60 * 1000 + 1, Number.MAX_SAFE_INTEGER];
const PRESIGNED = { 's3:authType': 'REST-QUERY-STRING', 'aws:ViaAWSService': 'false' };

/** S3 counts the age of a signature in milliseconds, and as 0 in Signature Version 2, whose URLs last as long as the signer likes. */
export const presignedUrlsExpire: Control = {
  id: 'presigned-urls-expire',
  statement: 'A presigned URL is refused at the latest seven days after it was signed',
  why: 'Whoever finds a presigned URL in a log, a mail or a browser history has the access of its signer for as long as the URL lasts.',
  fix: 'Deny `s3:*` for everybody on the bucket and on `bucket/*` where `s3:signatureAge` is `NumericGreaterThan` 604800000 (milliseconds) or less, '
    + 'and where `s3:signatureversion` is `AWS`.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html',
  ],
  test: bucket => refuses(bucket, 'with a presigned URL older than seven days', policy => ({
    requesters: signers(policy),
    contexts: [
      ...TOO_OLD.map(age => ({ ...PRESIGNED, 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': `${age}` })),
      { ...PRESIGNED, 's3:signatureversion': 'AWS', 's3:signatureAge': '0' },
    ],
  })),
};

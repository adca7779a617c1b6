import type { Control } from './control';
import { refuses } from './questions';

/** Plain HTTP shows requests and objects to whoever carries them. */
export const httpRefused: Control = {
  id: 'http-refused',
  statement: 'Every request over plain HTTP is refused, for the bucket and for its objects',
  why: 'Over plain HTTP everybody on the path can read and change what is sent.',
  fix: 'Set `enforceSSL: true`, or add a Deny of `s3:*` for everybody on the bucket and on `bucket/*` where `aws:SecureTransport` is false.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS'],
  test: bucket => refuses(bucket, 'over HTTP', { contexts: [{ 'aws:SecureTransport': 'false', 's3:TlsVersion': null, 'aws:ViaAWSService': 'false' }] }),
};

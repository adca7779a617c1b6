import type { Control } from './control';
import { refuses } from './questions';

/** TLS 1.0 and 1.1 are broken. */
export const oldTlsRefused: Control = {
  id: 'old-tls-refused',
  statement: 'Every request with a TLS version below 1.2 is refused',
  why: 'TLS 1.0 and 1.1 have known attacks and RFC 8996 forbids them.',
  fix: 'Set `minimumTLSVersion: 1.2`, or add a Deny of `s3:*` for everybody where `s3:TlsVersion` is `NumericLessThan` 1.2.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html'],
  test: bucket => refuses(bucket, 'with TLS below 1.2', {
    contexts: ['1.0', '1.1'].map(version => ({ 'aws:SecureTransport': 'true', 's3:TlsVersion': version, 'aws:ViaAWSService': 'false' })),
  }),
};

import type { Duration } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CompliantBucket } from '../compliant-bucket';

/** A bucket for the results of queries, which go when they are old: they can be asked for again. Its access logs go where the others go. */
export function resultBucket(scope: Construct, encryptionKey: kms.IKey, accessLogBucket: s3.IBucket, expiration: Duration): CompliantBucket {
  return new CompliantBucket(scope, 'Results', { encryptionKey, accessLogBucket, expiration, noncurrentVersionExpiration: expiration });
}

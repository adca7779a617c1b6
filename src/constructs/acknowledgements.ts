import { Validations } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';

export function acknowledgeLogBucket(bucket: s3.Bucket): void {
  Validations.of(bucket);
}

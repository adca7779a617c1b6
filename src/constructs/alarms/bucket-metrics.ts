import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/** A bucket, and what its request metrics are asked for by. */
export interface Watched {
  readonly bucket: s3.IBucket;
  readonly filterId: string;
}

/** A metric of the requests to a bucket; S3 measures it each minute. */
export function ofRequests({ bucket, filterId }: Watched, metricName: string, statistic: string, period: Duration): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/S3', metricName, dimensionsMap: { BucketName: bucket.bucketName, FilterId: filterId }, statistic, period });
}

/** A metric of what a bucket holds; S3 measures it once a day. */
export function ofStorage({ bucket }: Watched, metricName: string, storageType: string): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName,
    dimensionsMap: { BucketName: bucket.bucketName, StorageType: storageType },
    statistic: cloudwatch.Stats.AVERAGE,
    period: Duration.days(1),
  });
}

/** The storage types that alarms have room for; One Zone-IA, Reduced Redundancy and the overheads are not among them. */
export const STORAGE_TYPES: readonly string[] = [
  'StandardStorage', 'StandardIAStorage', 'GlacierInstantRetrievalStorage', 'GlacierStorage', 'DeepArchiveStorage', 'IntelligentTieringFAStorage',
  'IntelligentTieringIAStorage', 'IntelligentTieringAIAStorage', 'IntelligentTieringAAStorage', 'IntelligentTieringDAAStorage',
];

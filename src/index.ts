export { AccessLogBucket, type AccessLogBucketProps } from './constructs/access-log-bucket';
export { ComplianceFramework } from './constructs/compliance-framework';
export { CompliantBucket, type CompliantBucketOptions, type CompliantBucketProps } from './constructs/compliant-bucket';
export { HipaaBucket, type HipaaBucketProps } from './constructs/hipaa-bucket';
export { NetworkPerimeter, type NetworkPerimeterOptions } from './constructs/network-perimeter';
export { HipaaS3Checks, type HipaaS3ChecksProps } from './nag/hipaa-s3-checks';

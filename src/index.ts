export { AccessLogBucket, AccessLogBucketProps } from './constructs/access-log-bucket';
export { ComplianceFramework } from './constructs/compliance-framework';
export { CompliantBucket, CompliantBucketOptions, CompliantBucketProps } from './constructs/compliant-bucket';
export { HipaaBucket, HipaaBucketProps } from './constructs/hipaa-bucket';
export { NetworkPerimeter, NetworkPerimeterOptions } from './constructs/network-perimeter';
export { HipaaS3Checks, HipaaS3ChecksProps } from './nag/hipaa-s3-checks';

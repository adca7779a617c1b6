import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CompliantBucketOptions } from './bucket-options';
import { ComplianceFramework } from './compliance-framework';
import { CompliantBucket } from './compliant-bucket';
import type { NetworkPerimeter } from './network-perimeter';

/** Properties of a HIPAA bucket. */
export interface HipaaBucketProps extends CompliantBucketOptions {
  /**
   * Object Lock with a default retention: mode and length, 1 day to 100 years. HIPAA names no length for health records; your state's law
   * and your retention policy do. Can never be taken off the bucket again.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention: s3.ObjectLockRetention;

  /**
   * Where object requests may come from. Each VPC needs an S3 endpoint.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  readonly network: NetworkPerimeter;
}

/**
 * A bucket for protected health information: supports the technical safeguards of the HIPAA Security Rule, 45 CFR Part 164 Subpart C.
 *
 * Adds to a CompliantBucket: SSE-KMS under a customer managed key of its own that rotates, uploads with any other encryption refused,
 * Object Lock with the stated retention, and object requests from named networks only. The key cannot be deleted while its policy stands.
 *
 * Not covered, because a bucket cannot: the Business Associate Agreement, CloudTrail data events, the account's own safeguards. The
 * reports list each as unknown or manual, never as passed.
 *
 * @see https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-C
 */
export class HipaaBucket extends CompliantBucket {
  constructor(scope: Construct, id: string, props: HipaaBucketProps) {
    super(scope, id, { ...props, frameworks: [ComplianceFramework.HIPAA] });
  }
}

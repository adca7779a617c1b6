import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CompliantBucketOptions } from './bucket-options';
import { ComplianceFramework } from './compliance-framework';
import { CompliantBucket } from './compliant-bucket';
import type { NetworkPerimeter } from './network-perimeter';

/** Properties of a SOC 2 bucket. */
export interface Soc2BucketProps extends CompliantBucketOptions {
  /**
   * Object Lock with a default retention. Can never be taken off the bucket again.
   *
   * @default - no lock
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention?: s3.ObjectLockRetention;

  /**
   * Where object requests may come from.
   *
   * @default - anywhere, with valid credentials
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  readonly network?: NetworkPerimeter;
}

/**
 * A bucket for a service under SOC 2: supports the AICPA Trust Services Criteria for security, availability and confidentiality.
 *
 * Adds to a CompliantBucket: no storage class that keeps objects in one zone, and a second factor to delete versions, the bucket or its policy,
 * and to change the policy. The role that deploys the stack is let off the second factor; so are `mfaExemptRoles`.
 *
 * Not covered, because a bucket cannot: CloudTrail management and data events, MFA of every person, regular assessments. The reports list each
 * as unknown or manual, never as passed. No mapping of SOC 2 to AWS is published by AWS or the AICPA: the ids are those of Prowler and Powerpipe.
 *
 * @see https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022
 */
export class Soc2Bucket extends CompliantBucket {
  constructor(scope: Construct, id: string, props: Soc2BucketProps = {}) {
    super(scope, id, { ...props, frameworks: [ComplianceFramework.SOC2] });
  }
}

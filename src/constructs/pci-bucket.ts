import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CompliantBucketOptions } from './bucket-options';
import { ComplianceFramework } from './compliance-framework';
import { CompliantBucket } from './compliant-bucket';
import type { NetworkPerimeter } from './network-perimeter';

/** Properties of a PCI bucket. */
export interface PciBucketProps extends CompliantBucketOptions {
  /**
   * The VPC endpoints that object requests may come through: `NetworkPerimeter.vpcEndpoints(...)`. VPCs as a whole are an error. Only interface
   * endpoints have security groups; with a gateway endpoint the groups of the instances have to do.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
   */
  readonly network: NetworkPerimeter;

  /**
   * Object Lock with a default retention: for audit trails, which PCI DSS 10.5.1 has kept for 12 months. Can never be taken off the bucket again.
   *
   * @default - no lock
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention?: s3.ObjectLockRetention;
}

/**
 * A bucket for cardholder data: supports PCI DSS v4.0.1 (June 2024). Ids of editions 3.2.1 and 4.0 are not mixed in.
 *
 * Adds to a CompliantBucket: SSE-KMS under a customer managed key that no other bucket uses and that rotates, uploads with any other encryption
 * refused, object requests through named VPC endpoints only, other accounts by named roles only, and no changes of permissions by them.
 *
 * Not covered, because a bucket cannot: the account's own public access block, the endpoints' security groups, CloudTrail data events,
 * discovery of card numbers. The reports list each as unknown or manual, never as passed.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html
 */
export class PciBucket extends CompliantBucket {
  constructor(scope: Construct, id: string, props: PciBucketProps) {
    super(scope, id, { ...props, frameworks: [ComplianceFramework.PCI_DSS] });
  }
}

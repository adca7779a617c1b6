import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { CompliantBucketOptions } from './bucket-options';
import type { ComplianceFramework } from './compliance-framework';
import type { NetworkPerimeter } from './network-perimeter';
import type { PersonalDataOptions } from './personal-data-options';

/** Properties of a compliant bucket. */
export interface CompliantBucketProps extends CompliantBucketOptions, PersonalDataOptions {
  /**
   * What the bucket must support: at least one. The strictest of each setting wins; what cannot go together is an error that cites both sides.
   *
   * @default [ComplianceFramework.BASELINE]
   */
  readonly frameworks?: ComplianceFramework[];

  /**
   * Object Lock with a default retention: mode and length, 1 day to 100 years. Can never be taken off the bucket again.
   *
   * @default - no lock; an error where a framework asks for it
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   */
  readonly retention?: s3.ObjectLockRetention;

  /**
   * How long data may be kept, copies and old versions included: whole days, 2 or more, no shorter than the retention. It becomes lifecycle
   * rules for current versions, noncurrent versions and delete markers.
   *
   * @default - no limit; an error where a framework asks for it
   * @see https://gdpr-info.eu/art-5-gdpr/
   */
  readonly retentionLimit?: Duration;

  /**
   * Where object requests may come from. PCI DSS asks for named VPC endpoints.
   *
   * @default - anywhere, with valid credentials; an error where a framework asks for it
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
   */
  readonly network?: NetworkPerimeter;
}

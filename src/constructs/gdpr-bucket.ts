import type { Duration } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { CompliantBucketOptions } from './bucket-options';
import { ComplianceFramework } from './compliance-framework';
import { CompliantBucket } from './compliant-bucket';
import type { NetworkPerimeter } from './network-perimeter';
import type { PersonalDataOptions } from './personal-data-options';

/** Properties of a GDPR bucket. */
export interface GdprBucketProps extends CompliantBucketOptions, PersonalDataOptions {
  /**
   * How long personal data may be kept, copies and old versions included: whole days, 2 or more, no shorter than a retention. It becomes
   * lifecycle rules for current versions, noncurrent versions and delete markers.
   *
   * @see https://gdpr-info.eu/art-5-gdpr/
   */
  readonly retentionLimit: Duration;

  /**
   * Object Lock with a default retention. The erasure role can lift GOVERNANCE; COMPLIANCE, which nobody can lift, is an error unless
   * `retentionLegalBasis` states why retention goes first. Can never be taken off the bucket again.
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
 * A bucket for personal data: supports Regulation (EU) 2016/679, Articles 5, 17, 20, 25, 30, 32 and 44.
 *
 * Adds to a CompliantBucket: a Region out of a list, SSE-KMS under a key that stays there, replication within the list only, an end for every
 * version within the retention limit, a tag that says what the data is, a role that can erase and a role with an inventory that can hand over.
 *
 * Not covered, because a bucket cannot: which person an object is about, the legal ground of the processing, records of processing, breach
 * notices. Erasure has to be asked of replicas as well: S3 copies no deletion of versions.
 *
 * @see https://eur-lex.europa.eu/eli/reg/2016/679/oj
 */
export class GdprBucket extends CompliantBucket {
  constructor(scope: Construct, id: string, props: GdprBucketProps) {
    super(scope, id, { ...props, frameworks: [ComplianceFramework.GDPR] });
  }
}

import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { CompliantBucketProps } from './compliant-bucket-props';
import { S3PolicyStatements } from './s3-policy-statements';

const TEN_YEARS = 3650;

/** In days: the retention, or ten years where that is longer, and never beyond the day on which the data has to go. */
export function longestRetention({ retention, maximumObjectRetention, retentionLimit }: CompliantBucketProps): number {
  const longest = maximumObjectRetention?.toDays() ?? Math.max(TEN_YEARS, retention!.duration.toDays());
  return retentionLimit ? Math.min(longest, retentionLimit.toDays()) : longest;
}

export interface LockLimits {
  /** Who may lift a GOVERNANCE retention. */
  readonly lockAdministrators: iam.IRole[];
  readonly maximumDays: number;
  /** Whether data must be erasable, which a COMPLIANCE retention on one object would prevent. */
  readonly erasable: boolean;
}

/** Who may change a lock, and how long writers may lock single objects. */
export function lockStatements(bucket: s3.IBucket, props: CompliantBucketProps, limits: LockLimits): iam.PolicyStatement[] {
  return [
    S3PolicyStatements.restrictGovernanceBypass(bucket, limits.lockAdministrators),
    ...props.lockAdministrators ? S3PolicyStatements.restrictLegalHold(bucket, props.lockAdministrators) : [],
    ...S3PolicyStatements.limitObjectRetention(bucket, {
      maximum: Duration.days(limits.maximumDays),
      minimum: props.minimumObjectRetention,
      complianceMode: !limits.erasable || props.retentionLegalBasis !== undefined,
    }),
  ];
}

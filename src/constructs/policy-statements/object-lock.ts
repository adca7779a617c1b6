import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, refuse } from './deny';
import { arnsOf, notBy } from './roles';
import { wholeDays } from '../days';

/** Bounds on the retention that a request asks for one object. */
export interface RetentionLimits {
  /**
   * The shortest retention that may be asked for, in whole days, 1 to 36500.
   *
   * @default - no lower limit
   */
  readonly minimum?: Duration;

  /**
   * The longest retention that may be asked for, in whole days, 1 to 36500.
   *
   * @default - no upper limit
   */
  readonly maximum?: Duration;

  /**
   * Whether a request may ask for COMPLIANCE mode, which nobody can lift or shorten.
   *
   * @default true
   */
  readonly complianceMode?: boolean;
}

export const restrictGovernanceBypass = (bucket: s3.IBucket, roles: readonly iam.IRole[]): iam.PolicyStatement => deny('DenyGovernanceBypass', {
  actions: ['s3:BypassGovernanceRetention'],
  resources: [bucket.arnForObjects('*')],
  conditions: notBy(arnsOf(bucket, 'roles', roles)),
});

export function restrictLegalHold(bucket: s3.IBucket, roles: readonly iam.IRole[]): iam.PolicyStatement[] {
  const resources = [bucket.arnForObjects('*')];
  const others = notBy(arnsOf(bucket, 'roles', roles));
  return [
    deny('DenyLegalHold', { actions: ['s3:PutObjectLegalHold'], resources, conditions: others }),
    deny('DenyLegalHoldOnUpload', { actions: ['s3:PutObject'], resources, conditions: { StringEquals: { 's3:object-lock-legal-hold': 'ON' }, ...others } }),
  ];
}

export function limitObjectRetention(bucket: s3.IBucket, { minimum, maximum, complianceMode }: RetentionLimits): iam.PolicyStatement[] {
  const least = daysOf(bucket, 'minimum', minimum);
  const most = daysOf(bucket, 'maximum', maximum);
  if (least !== undefined && most !== undefined && least > most) {
    refuse(bucket, `'minimum' is ${least} days, longer than the 'maximum' of ${most} days`, `pass a maximum of Duration.days(${least}) or more`);
  }
  const bounds: [string, Record<string, unknown> | undefined][] = [
    ['DenyShortRetention', minimum && { NumericLessThan: { 's3:object-lock-remaining-retention-days': minimum.toDays() } }],
    ['DenyLongRetention', maximum && { NumericGreaterThan: { 's3:object-lock-remaining-retention-days': maximum.toDays() } }],
    ['DenyComplianceMode', complianceMode === false ? { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } } : undefined],
  ];
  const statements = bounds.flatMap(([sid, conditions]) => conditions === undefined ? []
    : deny(sid, { actions: ['s3:PutObject', 's3:PutObjectRetention'], resources: [bucket.arnForObjects('*')], conditions }));
  if (statements.length === 0) refuse(bucket, 'the retention of objects is limited by nothing', 'pass a minimum, a maximum, or complianceMode: false');
  return statements;
}

function daysOf(bucket: s3.IBucket, name: string, length: Duration | undefined): number | undefined {
  const days = length && wholeDays(bucket.node.path, name, length);
  if (days !== undefined && days > 36500) refuse(bucket, `'${name}' must be at most 36500 days, got ${days} days`, 'pass Duration.days(36500) or less');
  return days;
}

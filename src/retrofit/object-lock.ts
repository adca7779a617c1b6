import { CfnDeletionPolicy, Duration, Lazy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { objectOf } from './access';
import { refuse } from './refuse';
import { explicit, type Target, write } from './target';
import { longestRetention } from '../constructs/object-lock';
import { deny } from '../constructs/policy-statements/deny';
import { arnsOf } from '../constructs/policy-statements/roles';
import { S3PolicyStatements } from '../constructs/s3-policy-statements';

/** The default retention that a bucket states; undefined where it states none. */
export function statedRetention(target: Target): s3.ObjectLockRetention | undefined {
  const { Rule: rule } = objectOf(target, 'objectLockConfiguration') as { Rule?: { DefaultRetention?: Record<string, unknown> } };
  const { Mode: mode, Days: days, Years: years } = rule?.DefaultRetention ?? {};
  const length = typeof days === 'number' ? days : typeof years === 'number' ? years * 365 : undefined;
  if (mode === undefined || length === undefined) return undefined;
  return mode === 'COMPLIANCE' ? s3.ObjectLockRetention.compliance(Duration.days(length)) : s3.ObjectLockRetention.governance(Duration.days(length));
}

/**
 * Object Lock with a default retention. A bucket that is deployed without the lock cannot get it here: CloudFormation replaces the bucket, or fails.
 *
 * @param retention what was asked for
 */
export function lock(target: Target, retention: s3.ObjectLockRetention): void {
  const { path, resource, state: { options } } = target;
  const stated = statedRetention(target);
  const isOn = explicit(target, 'objectLockEnabled') === true;
  if (!isOn && options.newBuckets !== true) {
    refuse(path, '\'retention\' asks for Object Lock, which the bucket does not have (ObjectLockEnabled), and of a bucket that is deployed '
      + 'CloudFormation would make a new one, without its objects, or fail',
    'set newBuckets: true if it is not deployed yet, or leave retention out and take exceptions from object-lock-enabled and default-retention');
  }
  if (stated && (stated.mode !== retention.mode || stated.duration.toDays() !== retention.duration.toDays())) {
    const [has, asks] = [stated, retention].map(({ mode, duration }) => `${mode}, ${duration.toHumanString()}`);
    refuse(path, `ObjectLockConfiguration has the retention ${has}, and 'retention' is ${asks}`, 'state the same, or leave one of them out');
  }
  if (resource.cfnOptions.deletionPolicy === undefined) {
    resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    resource.cfnOptions.updateReplacePolicy ??= CfnDeletionPolicy.RETAIN;
  }
  if (stated && isOn) return;
  write(target, 'objectLockEnabled', true);
  write(target, 'objectLockConfiguration', {
    objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode: retention.mode, days: retention.duration.toDays() } },
  });
}

/** Who may change a lock, and how long writers may lock single objects. What a later mixin adds is read at the end of synthesis. */
export function limitLocks({ bucket, state }: Target): void {
  const { lockAdministrators, minimumObjectRetention, retentionLegalBasis } = state.options;
  if (lockAdministrators) arnsOf(bucket, 'lockAdministrators', lockAdministrators);
  const roles = (): iam.IRole[] => [...state.options.lockAdministrators ?? [], ...state.erasureRole ? [state.erasureRole] : []];
  const lifters = () => roles().map(role => role.roleArn);
  bucket.addToResourcePolicy(deny('DenyGovernanceBypass', {
    actions: ['s3:BypassGovernanceRetention'],
    resources: [bucket.arnForObjects('*')],
    conditions: { ArnNotEquals: Lazy.uncachedAny({ produce: () => lifters().length > 0 ? { 'aws:PrincipalArn': lifters() } : undefined }) },
  }));
  const longest = Lazy.uncachedNumber({ produce: () => longestRetention(state.options) });
  const statements = [
    ...lockAdministrators ? S3PolicyStatements.restrictLegalHold(bucket, lockAdministrators) : [],
    ...S3PolicyStatements.limitObjectRetention(bucket, { maximum: Duration.days(longest), minimum: minimumObjectRetention }),
    ...state.erasureRole && retentionLegalBasis === undefined ? S3PolicyStatements.limitObjectRetention(bucket, { complianceMode: false }) : [],
  ];
  for (const statement of statements) bucket.addToResourcePolicy(statement);
}


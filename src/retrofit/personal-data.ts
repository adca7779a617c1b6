import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Target } from './target';
import { allowErasure, allowPortability, roleOf } from '../constructs/personal-data';
import { S3PolicyStatements } from '../constructs/s3-policy-statements';

/** Says of a bucket that it holds personal data, and asks it of uploads. */
export function tag({ bucket, resource }: Target, key: string, uploads: boolean): void {
  resource.tags.setTag(key, 'true');
  if (uploads) bucket.addToResourcePolicy(S3PolicyStatements.requireObjectTag(bucket, key));
}

/** A role that deletes versions for good; where objects are locked, it can lift GOVERNANCE first. */
export function letErase({ bucket, state }: Target): void {
  if (!state.erasureRole) {
    state.erasureRole = state.options.erasureRole ?? roleOf(bucket, 'ErasureRole', 'Deletes personal data for good, all versions of it');
    allowErasure(bucket, state.erasureRole, false);
  }
  if (!state.options.retention) return;
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'AllowErasureOfLocked',
    principals: [new iam.ArnPrincipal(state.erasureRole.roleArn)],
    actions: ['s3:BypassGovernanceRetention', 's3:GetObjectRetention', 's3:GetObjectLegalHold'],
    resources: [bucket.arnForObjects('*')],
  }));
}

/** A role that reads everything to hand it over, and a list of what there is. */
export function letHandOver({ bucket, state }: Target, logs: s3.IBucket): void {
  if (state.portable) return;
  state.portable = true;
  allowPortability(bucket, state.options.portabilityRole ?? roleOf(bucket, 'PortabilityRole', 'Reads personal data to hand it over'), logs);
}

import { Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { deny, NO_SERVICE, refuse, whole } from './deny';
import { PERMISSION_ACTIONS } from '../../policy/s3-actions';
import { show } from '../shapes';

export function denyOutsideOrganization(bucket: s3.IBucket, organizationId: string): iam.PolicyStatement {
  if (typeof organizationId !== 'string' || (!Token.isUnresolved(organizationId) && !/^o-[a-z0-9]{10,32}$/.test(organizationId))) {
    refuse(bucket, `'organizationId' cannot be ${show(organizationId)}`, 'pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows');
  }
  return deny('DenyOutsideOrganization', {
    actions: ['s3:*'],
    resources: whole(bucket),
    // The own account is in the organization already: a mistyped id must not lock it out.
    conditions: { StringNotEquals: { 'aws:PrincipalOrgID': [organizationId], 'aws:PrincipalAccount': [bucket.env.account] }, BoolIfExists: NO_SERVICE },
  });
}

export const denyCrossAccountPermissionChanges = (bucket: s3.IBucket): iam.PolicyStatement => deny('DenyCrossAccountPermissionChanges', {
  actions: [...PERMISSION_ACTIONS],
  resources: whole(bucket),
  conditions: { StringNotEquals: { 'aws:PrincipalAccount': [bucket.env.account] }, BoolIfExists: NO_SERVICE },
});

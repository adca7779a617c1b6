import type { Control } from './control';
import { refuses } from './questions';
import { holds, notApplicable } from './verdict';
import { allButNamedRoles } from '../policy/witnesses';

/** A default of COMPLIANCE does not settle it: a writer may ask for GOVERNANCE on an object, and then that object can be unlocked. */
export const governanceBypassRestricted: Control = {
  id: 'governance-bypass-restricted',
  statement: 'Only roles that the bucket policy names may bypass a retention in GOVERNANCE mode',
  why: 'Whoever may bypass GOVERNANCE deletes locked versions, and the S3 console asks for the bypass without being told to.',
  fix: 'Deny `s3:BypassGovernanceRetention` on `bucket/*` to everybody (`ArnNotEquals` of `aws:PrincipalArn` and the full ARNs of the roles that may).',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html'],
  test: bucket => holds(bucket.objectLock, (locks, at) => locks
    ? refuses(bucket, 'by whom the policy names as no role', policy => ({ actions: ['s3:BypassGovernanceRetention'], requesters: allButNamedRoles(policy) }))
    : notApplicable(at, 'is off, so there is no retention to bypass')),
};

import type { Control } from './control';
import { grantsNothing } from './questions';
import { all, any, holds, is, pass, type Verdict } from './verdict';
import { outsiders } from '../policy/outsiders';
import type { BucketPosture } from '../posture/bucket-posture';

/** Public buckets leak. */
export const noPublicGrants: Control = {
  id: 'no-public-grants',
  statement: 'Neither the bucket policy nor the ACL grants anything to the public',
  why: 'What anybody may read will be found and copied; what anybody may write will be filled.',
  fix: 'Name principals, or the VPC, organization or account, in each Allow; serve public content through CloudFront with origin access control.',
  severity: 'high',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status'],
  test: bucket => all(grantsNothing(bucket, 'to the public', outsiders), aclIsPrivate(bucket)),
};

const PUBLIC_ACLS = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead'];

/** A public ACL counts only where ACLs are in force. */
function aclIsPrivate(bucket: BucketPosture): Verdict {
  const acl = holds(bucket.acl, (value, at) => PUBLIC_ACLS.includes(value) ? is(bucket.acl, 'Private') : pass(at, `the ACL is ${value}`));
  return any(acl, is(bucket.ownership, 'BucketOwnerEnforced'), is(bucket.publicAccessBlock.ignorePublicAcls, true));
}

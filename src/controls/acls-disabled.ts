import type { Control } from './control';
import { fail, holds, is } from './verdict';

export const aclsDisabled: Control = {
  id: 'acls-disabled',
  statement: 'ACLs are disabled: the bucket owner owns every object',
  why: 'An ACL can open a single object to another account or to everybody, where neither the policy nor a review of it shows it.',
  fix: 'Set `objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED` (OwnershipControls) and remove AccessControl.',
  severity: 'medium',
  see: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html'],
  test: bucket => holds(bucket.ownership, (ownership, at) => ownership === 'NotStated'
    ? fail(at, 'is not stated, and a bucket made before April 2023 keeps its ACLs then')
    : is(bucket.ownership, 'BucketOwnerEnforced')),
};

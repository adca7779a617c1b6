/**
 * The access control lists that legacy buckets and objects still carry: what their grants really allow, and whether they have any effect.
 *
 * `readAcl` reads an answer of GetBucketAcl or GetObjectAcl, `describeAcl` says what each grant allows, `cannedAcl` expands the name of a
 * canned ACL, and `cannedNameOf` finds the name that grants the same.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
export {
  type Acl, ACL_PERMISSIONS, type AclGrant, type AclGroup, type AclPermission, type Grantee, GROUP_URIS,
} from '../posture/acl/acl';
export { CANNED_ACLS, cannedAcl, type CannedAclName, type CannedAclOptions, cannedNameOf, EC2_BUNDLE_READER } from '../posture/acl/canned';
export { describeAcl, type DescribeAclOptions, type GrantDescription } from '../posture/acl/describe';
export { type AclResource } from '../posture/acl/permissions';
export { readAcl } from '../posture/acl/read-acl';

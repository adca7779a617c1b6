import { type Acl, type AclGrant, type AclGroup, granteeKey } from './acl';

/** The canned ACLs as requests spell them, and as CloudFormation spells those that a bucket may have. */
export const CANNED_ACLS = {
  'private': 'Private',
  'public-read': 'PublicRead',
  'public-read-write': 'PublicReadWrite',
  'authenticated-read': 'AuthenticatedRead',
  'aws-exec-read': 'AwsExecRead',
  'log-delivery-write': 'LogDeliveryWrite',
  'bucket-owner-read': 'BucketOwnerRead',
  'bucket-owner-full-control': 'BucketOwnerFullControl',
} as const;

export type CannedAclName = keyof typeof CANNED_ACLS;

/** The account of Amazon EC2 that reads bundles of machine images, which `aws-exec-read` lets in. */
export const EC2_BUNDLE_READER = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

export interface CannedAclOptions {
  /** The canonical user id of whoever owns the bucket or the object. */
  readonly owner: string;
  /** The canonical user id of the owner of the bucket that an object is in. @default - the owner */
  readonly bucketOwner?: string;
}

/**
 * What a canned ACL stands for. The owner always gets FULL_CONTROL. On a bucket S3 ignores `bucket-owner-read` and
 * `bucket-owner-full-control`: they are for objects, and with the owner of the object as `bucketOwner` they add nothing.
 *
 * @throws where there is no canned ACL of that name
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export function cannedAcl(name: CannedAclName, { owner, bucketOwner = owner }: CannedAclOptions): Acl {
  if (!Object.hasOwn(CANNED_ACLS, name)) {
    throw new Error(`'name' must be a canned acl, got ${JSON.stringify(name)}; use one of ${Object.keys(CANNED_ACLS).join(', ')}`);
  }
  const more = ADDED[name](bucketOwner).filter(({ grantee }) => granteeKey(grantee) !== `id ${owner}`);
  return { owner, grants: [user(owner, 'FULL_CONTROL'), ...more] };
}

const user = (id: string, permission: AclGrant['permission']): AclGrant => ({ grantee: { type: 'CanonicalUser', id }, permission });
const group = (name: AclGroup, permission: AclGrant['permission']): AclGrant => ({ grantee: { type: 'Group', group: name }, permission });

const ADDED: Readonly<Record<CannedAclName, (bucketOwner: string) => readonly AclGrant[]>> = {
  'private': () => [],
  'public-read': () => [group('AllUsers', 'READ')],
  'public-read-write': () => [group('AllUsers', 'READ'), group('AllUsers', 'WRITE')],
  'authenticated-read': () => [group('AuthenticatedUsers', 'READ')],
  'aws-exec-read': () => [user(EC2_BUNDLE_READER, 'READ')],
  'log-delivery-write': () => [group('LogDelivery', 'WRITE'), group('LogDelivery', 'READ_ACP')],
  'bucket-owner-read': bucketOwner => [user(bucketOwner, 'READ')],
  'bucket-owner-full-control': bucketOwner => [user(bucketOwner, 'FULL_CONTROL')],
};

/** The canned ACL that grants the same to the same, whatever the order; undefined where there is none. Of equal ones the first in the table. */
export function cannedNameOf(acl: Acl, bucketOwner: string = acl.owner): CannedAclName | undefined {
  const wanted = grantKeys(acl.grants);
  return (Object.keys(CANNED_ACLS) as CannedAclName[]).find(name => grantKeys(cannedAcl(name, { owner: acl.owner, bucketOwner }).grants) === wanted);
}

/** What a list of grants comes to: FULL_CONTROL takes in all others of the same grantee. */
function grantKeys(grants: readonly AclGrant[]): string {
  const full = new Set(grants.filter(({ permission }) => permission === 'FULL_CONTROL').map(({ grantee }) => granteeKey(grantee)));
  const keys = grants.filter(({ grantee, permission }) => permission === 'FULL_CONTROL' || !full.has(granteeKey(grantee)))
    .map(({ grantee, permission }) => JSON.stringify([granteeKey(grantee), permission]));
  return [...new Set(keys)].sort().join();
}

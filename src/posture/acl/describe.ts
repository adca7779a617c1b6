import { type Acl, type AclGrant, granteeKey, isPublicGrantee } from './acl';
import { EC2_BUNDLE_READER } from './canned';
import { type AclResource, meaningOf } from './permissions';

export interface DescribeAclOptions {
  /** Whether the ACL is that of a bucket or of an object. */
  readonly on: AclResource;
  /** The Object Ownership of the bucket: under `BucketOwnerEnforced` no ACL has any effect. @default - not known */
  readonly ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  /** Whether the public access block of the bucket or of its account has IgnorePublicAcls. @default - not known */
  readonly ignorePublicAcls?: boolean;
}

/** One grant of an ACL, and what it comes to. */
export interface GrantDescription extends AclGrant {
  /** The IAM actions that it allows on the bucket or the object. */
  readonly actions: readonly string[];
  /** Whom it lets do what, as a sentence. */
  readonly says: string;
  readonly public: boolean;
  /** Whether it has any effect; `unknown` where the options do not say enough. */
  readonly effect: 'yes' | 'no' | 'unknown';
  /** Why it has none, or why that is not known. */
  readonly because?: string;
}

/**
 * Says what each grant of an ACL really allows.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
 */
export function describeAcl(acl: Acl, options: DescribeAclOptions): readonly GrantDescription[] {
  return acl.grants.map((grant) => {
    const isOwner = granteeKey(grant.grantee) === `id ${acl.owner}`;
    const { actions, says } = meaningOf(grant, options.on, isOwner);
    const effect = actions.length === 0 ? { effect: 'no' as const, because: 'WRITE means nothing on an object' } : effectOf(grant, isOwner, options);
    return { ...grant, actions, says: `${whoIs(grant, isOwner)} may ${says}`, public: isPublicGrantee(grant.grantee), ...effect };
  });
}

const GROUPS = {
  AllUsers: 'everybody, signed in or not,',
  AuthenticatedUsers: 'everybody who has any AWS account',
  LogDelivery: 'the log delivery group of S3',
} as const;

function whoIs({ grantee }: AclGrant, isOwner: boolean): string {
  if (grantee.type === 'Group') return GROUPS[grantee.group];
  if (grantee.type === 'Email') return `the AWS account of ${grantee.address}`;
  if (isOwner) return 'the owner';
  return grantee.id === EC2_BUNDLE_READER ? 'Amazon EC2, which reads bundles of machine images,' : `the other AWS account with the canonical user id ${grantee.id}`;
}

function effectOf({ grantee }: AclGrant, isOwner: boolean, { ownership, ignorePublicAcls }: DescribeAclOptions): Pick<GrantDescription, 'effect' | 'because'> {
  if (isOwner) return { effect: 'yes' };
  if (ownership === 'BucketOwnerEnforced') return { effect: 'no', because: 'ACLs are disabled: the bucket owner owns every object' };
  const isPublic = isPublicGrantee(grantee);
  if (isPublic && ignorePublicAcls === true) return { effect: 'no', because: 'the public access block ignores public ACLs' };
  if (ownership === undefined) return { effect: 'unknown', because: 'nothing says whether ACLs are disabled' };
  if (isPublic && ignorePublicAcls === undefined) return { effect: 'unknown', because: 'nothing says whether the public access block ignores public ACLs' };
  return { effect: 'yes' };
}

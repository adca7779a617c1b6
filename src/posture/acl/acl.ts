/** Who a grant of an ACL is for. */
export type Grantee =
  /** An AWS account, by its canonical user id. */
  | { readonly type: 'CanonicalUser'; readonly id: string }
  /** An AWS account, by an email address of it. S3 turns it into the canonical user id when it stores the grant. */
  | { readonly type: 'Email'; readonly address: string }
  | { readonly type: 'Group'; readonly group: AclGroup };

/**
 * `AllUsers`: everybody, signed in or not. `AuthenticatedUsers`: everybody who has any AWS account. `LogDelivery`: S3 itself, which writes access logs.
 */
export type AclGroup = 'AllUsers' | 'AuthenticatedUsers' | 'LogDelivery';

export type AclPermission = 'READ' | 'WRITE' | 'READ_ACP' | 'WRITE_ACP' | 'FULL_CONTROL';

export interface AclGrant {
  readonly grantee: Grantee;
  readonly permission: AclPermission;
}

/** The access control list of a bucket or of an object. */
export interface Acl {
  /** The canonical user id of the owner. */
  readonly owner: string;
  readonly grants: readonly AclGrant[];
}

export const ACL_PERMISSIONS: readonly AclPermission[] = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP', 'FULL_CONTROL'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
export const GROUP_URIS: Readonly<Record<AclGroup, string>> = {
  AllUsers: 'http://acs.amazonaws.com/groups/global/AllUsers',
  AuthenticatedUsers: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers',
  LogDelivery: 'http://acs.amazonaws.com/groups/s3/LogDelivery',
};

/** Equal for the same grantee. */
export function granteeKey(grantee: Grantee): string {
  switch (grantee.type) {
    case 'Group': return `group ${grantee.group}`;
    case 'Email': return `email ${grantee.address.toLowerCase()}`;
    default: return `id ${grantee.id}`;
  }
}

/** Whether a grantee is the public in the words of S3: everybody, or everybody who has an AWS account. */
export const isPublicGrantee = (grantee: Grantee): boolean => grantee.type === 'Group' && grantee.group !== 'LogDelivery';

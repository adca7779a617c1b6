import { type AclGrant, type AclPermission } from './acl';

export type AclResource = 'bucket' | 'object';

interface Meaning {
  readonly actions: readonly string[];
  readonly says: string;
}

const NOTHING: Meaning = { actions: [], says: 'nothing: WRITE means nothing on an object' };

/**
 * What each permission allows, as IAM actions and in words.
 *
 * Source: S3 User Guide, "Access control list (ACL) overview", "Mapping of ACL permissions and access policy permissions".
 */
const MEANINGS: Readonly<Record<AclResource, Readonly<Record<Exclude<AclPermission, 'FULL_CONTROL'>, Meaning>>>> = {
  bucket: {
    READ: { actions: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'], says: 'list the objects, their versions and unfinished uploads' },
    WRITE: { actions: ['s3:PutObject'], says: 'create objects, and overwrite and delete the objects that it owns' },
    READ_ACP: { actions: ['s3:GetBucketAcl'], says: 'read the ACL of the bucket' },
    WRITE_ACP: { actions: ['s3:PutBucketAcl'], says: 'change the ACL of the bucket, and so give itself every permission' },
  },
  object: {
    READ: { actions: ['s3:GetObject', 's3:GetObjectVersion'], says: 'read the object and its metadata' },
    WRITE: NOTHING,
    READ_ACP: { actions: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'], says: 'read the ACL of the object' },
    WRITE_ACP: { actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'], says: 'change the ACL of the object, and so give itself every permission' },
  },
};

const PARTS = ['READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;

/** What a grant allows. To the owner of a bucket, WRITE also allows the deletion of any version. */
export function meaningOf({ permission }: AclGrant, on: AclResource, isOwner: boolean): Meaning {
  const parts = permission === 'FULL_CONTROL' ? PARTS.filter(part => MEANINGS[on][part] !== NOTHING) : [permission];
  const meanings = parts.map(part => on === 'bucket' && part === 'WRITE' && isOwner ? OWNERS_WRITE : MEANINGS[on][part]);
  const says = meanings.map(meaning => meaning.says);
  return { actions: meanings.flatMap(({ actions }) => actions), says: says.length > 1 ? `${says.slice(0, -1).join('; ')}; and ${says.at(-1)}` : says[0] };
}

const OWNERS_WRITE: Meaning = { actions: ['s3:PutObject', 's3:DeleteObjectVersion'], says: 'create, overwrite and delete any object' };

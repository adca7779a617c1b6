import { type Acl, ACL_PERMISSIONS, type AclGrant, type AclGroup, type Grantee, GROUP_URIS } from './acl';
import { brief, isMap, own } from '../cloudformation/json-value';

const MOST_GRANTS = 1_000;

/** An answer of GetBucketAcl or GetObjectAcl as an ACL, or the reason why it is none. Never throws. */
export function readAcl(answer: unknown): Acl | { readonly why: string } {
  const owner = own(own(answer, 'Owner'), 'ID');
  const list = own(answer, 'Grants');
  if (typeof owner !== 'string' || owner === '') return { why: 'states no owner' };
  if (!Array.isArray(list) || list.length > MOST_GRANTS) return { why: `${brief(list)} is no list of grants` };
  const grants: AclGrant[] = [];
  for (const item of list as unknown[]) {
    const permission = ACL_PERMISSIONS.find(one => one === own(item, 'Permission'));
    if (permission === undefined) return { why: `${brief(own(item, 'Permission'))} is no permission` };
    const grantee = granteeIn(own(item, 'Grantee'));
    if (grantee === undefined) return { why: `${brief(own(item, 'Grantee'))} is no grantee` };
    grants.push({ grantee, permission });
  }
  return { owner, grants };
}

/** What it is goes by what it holds: not every client says the type. */
function granteeIn(source: unknown): Grantee | undefined {
  if (!isMap(source)) return undefined;
  const [type, id, uri, address] = ['Type', 'ID', 'URI', 'EmailAddress'].map(key => own(source, key));
  if (typeof uri === 'string' && (type === undefined || type === 'Group')) {
    const group = (Object.keys(GROUP_URIS) as AclGroup[]).find(name => GROUP_URIS[name] === uri);
    return group && { type: 'Group', group };
  }
  if (typeof id === 'string' && id !== '' && (type === undefined || type === 'CanonicalUser')) return { type: 'CanonicalUser', id };
  if (typeof address === 'string' && address !== '' && (type === undefined || type === 'AmazonCustomerByEmail')) return { type: 'Email', address };
  return undefined;
}

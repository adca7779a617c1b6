import type { Acl, AclGrant } from '../acl/acl';
import { granteeKey, isPublicGrantee } from '../acl/acl';
import { CANNED_ACLS, cannedNameOf } from '../acl/canned';
import { readAcl } from '../acl/read-acl';
import { type Fact, known, unknown } from '../fact';
import type { Look } from './look';

/**
 * The ACL of a bucket as the name of a canned one, in the spelling of CloudFormation. One that is not canned gets the name of the narrowest
 * public canned ACL where it lets the public in at all; else what it grants to others, in words.
 */
export function aclOf(answer: Look): Fact<string> {
  if (answer.why !== undefined) return unknown(answer.at, answer.why);
  const acl = readAcl(answer.value);
  return 'why' in acl ? unknown(answer.at, `OddAnswer: ${acl.why}`) : known(`${answer.at}/Grants`, nameOf(acl));
}

const CHANGES: readonly string[] = ['WRITE', 'WRITE_ACP', 'FULL_CONTROL'];

function nameOf(acl: Acl): string {
  const canned = cannedNameOf(acl);
  if (canned !== undefined) return CANNED_ACLS[canned];
  const open = acl.grants.filter(({ grantee }) => isPublicGrantee(grantee));
  if (open.some(({ permission }) => CHANGES.includes(permission))) return 'PublicReadWrite';
  if (open.some(({ grantee }) => grantee.type === 'Group' && grantee.group === 'AllUsers')) return 'PublicRead';
  if (open.length > 0) return 'AuthenticatedRead';
  const others = acl.grants.filter(({ grantee }) => granteeKey(grantee) !== `id ${acl.owner}`);
  const delivers = ['WRITE', 'READ_ACP'].every(permission => others.some(grant => isDelivery(grant) && [permission, 'FULL_CONTROL'].includes(grant.permission)));
  const rest = delivers ? others.filter(grant => !isDelivery(grant)) : others;
  const words = [...new Set(rest.map(({ grantee, permission }) => `${permission} to ${shown(granteeKey(grantee))}`))];
  return [...delivers ? ['LogDeliveryWrite'] : [], ...words].join(' and ') || 'Private';
}

const isDelivery = ({ grantee }: AclGrant): boolean => grantee.type === 'Group' && grantee.group === 'LogDelivery';

const shown = (key: string): string => key.slice(0, 200);

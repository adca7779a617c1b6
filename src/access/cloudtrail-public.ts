import { type Fields, fields, list, member, text } from './cloudtrail-fields';

const EVERYBODY = ['public-read', 'public-read-write', 'authenticated-read'];
const GROUPS = ['/groups/global/AllUsers', '/groups/global/AuthenticatedUsers'];

/**
 * Whether a policy lets everybody in: an Allow for `*` without a condition does, one with a condition may. Undefined where the event does not show
 * the policy, or where only its conditions decide.
 */
export function policyIsPublic(value: unknown): boolean | undefined {
  const policy = typeof value === 'string' ? parsed(value) : value;
  const statements = list(member(fields(policy), 'Statement')).map(fields);
  if (statements.length === 0) return undefined;
  const open = statements.filter(s => text(s, 'Effect') === 'Allow' && (member(s, 'NotPrincipal') !== undefined || namesEverybody(member(s, 'Principal'))));
  if (open.length === 0) return false;
  return open.some(s => Object.keys(fields(member(s, 'Condition'))).length === 0) ? true : undefined;
}

function namesEverybody(principal: unknown): boolean {
  return principal === '*' || Object.entries(fields(principal)).some(([kind, names]) => (kind === 'AWS' || kind === '*') && list(names).includes('*'));
}

/** Whether an ACL lets everybody, or everybody with an AWS account, in; undefined where the event shows neither a canned ACL nor grants. */
export function grantsPublic(parameters: Fields): boolean | undefined {
  const canned = text(parameters, 'x-amz-acl') ?? text(parameters, 'cannedACL');
  const headers = Object.keys(parameters).filter(name => name.toLowerCase().startsWith('x-amz-grant-')).map(name => text(parameters, name) ?? '');
  const grants = list(member(fields(member(fields(member(parameters, 'AccessControlPolicy')), 'AccessControlList')), 'Grant')).map(fields);
  const uris = [...headers, ...grants.map(grant => text(fields(member(grant, 'Grantee')), 'URI') ?? '')];
  if (canned !== undefined && EVERYBODY.includes(canned)) return true;
  if (uris.some(uri => GROUPS.some(group => uri.includes(group)))) return true;
  return canned === undefined && uris.length === 0 ? undefined : false;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

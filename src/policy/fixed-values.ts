import type { Condition } from './document';
import { isWide } from './outsiders';
import type { Text } from './text';
import { NO, type Truth, UNKNOWN, YES } from './truth';

/** Whether a condition limits a grant to fixed values that nobody else can have. */
export interface Fixed {
  readonly truth: Truth;
  readonly because: string;
}

/** The keys whose fixed values make a grant not public. */
const KEYS = [
  'aws:sourceip', 'aws:sourcearn', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourceowner', 'aws:sourceaccount', 'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id', 's3:dataaccesspointarn', 's3:dataaccesspointaccount',
  // An AWS principal, user, role or service principal.
  'aws:principalarn', 'aws:principalaccount', 'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalservicename',
  // Later relatives of the above.
  'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourcevpcarn', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths',
];

const POSITIVE = ['stringequals', 'stringequalsignorecase', 'stringlike', 'arnequals', 'arnlike', 'ipaddress'];

/** Whether a condition makes its statement not public; if not, why. @param variables whether `${...}` is a policy variable */
export function fixedBy({ key, operator, qualifier, ifExists, values }: Condition, variables: boolean): Fixed {
  const name = `${qualifier ? `${qualifier}:` : ''}${operator}${ifExists ? 'IfExists' : ''} on ${key}`;
  const open = (because: string): Fixed => ({ truth: NO, because: `${name} ${because}` });
  if (!KEYS.includes(key)) return open('is a condition that anybody may meet');
  if (!POSITIVE.includes(operator.toLowerCase())) return open('says who is not meant, not who is');
  if (ifExists || qualifier === 'ForAllValues') return open('lets in whoever does not have the key');
  const wildcards = /like$|^arn/i.test(operator);
  const wide = values.filter((value): value is string => typeof value === 'string' && !isFixed(key, value, wildcards, variables));
  if (wide.length > 0) return open(`takes in more than fixed values: ${wide.join(', ')}`);
  const opaque = values.find(isOpen);
  if (opaque !== undefined) return { truth: UNKNOWN, because: `${name} is ${typeof opaque === 'string' ? opaque : opaque.opaque}` };
  return { truth: YES, because: `${name} is fixed: ${values.map(value => typeof value === 'string' ? value : value.like).join(', ') || 'nothing'}` };
}

/** What is decided at deployment may hold a wildcard then. */
const isOpen = (value: Text): boolean => typeof value !== 'string';

function isFixed(key: string, value: string, wildcards: boolean, variables: boolean): boolean {
  if (key === 'aws:sourceip') return !isWide(value);
  if (variables && /\$\{(?![*?$]\})/.test(value)) return false;
  if (!wildcards || !/[*?]/.test(value)) return true;
  // The name of an access point may be open where its account is not; so may the session's name behind a role's id.
  if (key === 's3:dataaccesspointarn') return /^arn:[^:*?]+:s3:[^:]*:\d{12}:accesspoint\/[^:]*$/.test(value);
  return key === 'aws:userid' && /^A[A-Z0-9]{10,}:\*$/.test(value);
}

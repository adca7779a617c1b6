import type { Condition, PrincipalElement, Selector } from './document';
import type { Lookup, Requester } from './request';
import type { Text } from './text';

/** What the parts of a statement are held against, in words; whether they match is said elsewhere. */
export const partSays = { selector, principal, condition };

function selector(value: string, { not, patterns }: Selector): string {
  return `${value} against ${not ? 'all but ' : ''}${listed(patterns)}`;
}

function principal({ type, id }: Requester, { not, entries }: PrincipalElement): string {
  const named = entries.map(entry => entry.type === '*' ? 'everybody' : `${entry.type} ${show(entry.id)}`);
  return `${type === 'AWS' || type === 'Anonymous' ? id : `${type} ${id}`} against ${not ? 'all but ' : ''}${named.join(' or ') || 'nobody'}`;
}

/** `the request has 1.1 for s3:tlsversion, asked is NumericLessThan 1.2` */
function condition({ operator, qualifier, ifExists, key, values }: Condition, lookup: Lookup): string {
  const found = lookup.get(key);
  const has = found === undefined ? `the request does not say what ${key} is`
    : found === null ? `the request has no ${key}`
      : `the request has ${found.map(value => value === '' ? '""' : value).join(', ') || 'an empty list'} for ${key}`;
  return `${has}, asked is ${qualifier ? `${qualifier}:` : ''}${operator}${ifExists ? 'IfExists' : ''} ${listed(values)}`;
}

const listed = (texts: readonly Text[]): string => texts.map(show).join(' or ') || 'nothing';
const show = (text: Text): string => typeof text === 'string' ? (text === '' ? '""' : text) : `(${text.opaque})`;

import { byNameThenValue, joinSorted } from './canonical';
import { type Refusal, refuse } from './verification';

/** The parameters of a signature as received, still encoded, and the canonical query that belongs to them. */
export interface ParsedQuery {
  algorithm?: string;
  credential?: string;
  date?: string;
  expires?: string;
  signedHeaders?: string;
  signature?: string;
  token?: string;
  payloadHash?: string;
  /** Whether a parameter of Signature Version 2 is there. */
  version2: boolean;
  /** Sorted, without the signature. */
  canonical: string;
}

const FIELDS: Readonly<Record<string, Exclude<keyof ParsedQuery, 'version2' | 'canonical'>>> = Object.assign(Object.create(null), {
  'X-Amz-Algorithm': 'algorithm',
  'X-Amz-Credential': 'credential',
  'X-Amz-Date': 'date',
  'X-Amz-Expires': 'expires',
  'X-Amz-SignedHeaders': 'signedHeaders',
  'X-Amz-Signature': 'signature',
  'X-Amz-Security-Token': 'token',
  'X-Amz-Content-Sha256': 'payloadHash',
});
const LOOKS_LIKE_ONE = /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i;

/** The first of the required parameters that is not there. */
export const missingName = (query: ParsedQuery): string | undefined =>
  Object.keys(FIELDS).find(name => !['token', 'payloadHash'].includes(FIELDS[name]) && query[FIELDS[name]] === undefined);

/** A name that came from outside, in a message. A signature or token that stands where a name should is longer than any name. */
const quoted = (name: string): string => name.length > 50 ? 'of a long name' : JSON.stringify(name);

/** A value without its encoding; undefined where it is not encoded as UTF-8. */
export function decoded(value: string): string | undefined {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/**
 * Reads a query as received. Signers write it in order, with the signature last: then the canonical query is a slice of it. Anything else is
 * taken apart and sorted.
 */
export function parseQuery(query: string): ParsedQuery | Refusal {
  const found: ParsedQuery = { version2: false, canonical: '' };
  if (query === '') return found;
  let previous = '';
  let ordered = true;
  let signatureAt = -1;
  let equals = query.indexOf('=');
  for (let start = 0; start <= query.length;) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand === -1 ? query.length : ampersand;
    // Looked for once, however many names without a value there are.
    if (equals !== -1 && equals < start) equals = query.indexOf('=', start);
    const nameEnd = equals === -1 || equals > end ? end : equals;
    if (nameEnd === start) return refuse('malformed-url', 'the query has an empty parameter, or one without a name');
    const name = query.slice(start, nameEnd);
    const field = FIELDS[name];
    if (field !== undefined) {
      if (found[field] !== undefined) return refuse('duplicate-parameter', `the parameter ${name} stands more than once`);
      found[field] = query.slice(nameEnd + 1, end);
    } else if (LOOKS_LIKE_ONE.test(name)) {
      return refuse('malformed-parameter', `the parameter ${quoted(name)} must be written as AWS writes it`);
    } else if (name === 'AWSAccessKeyId' || name === 'Signature') {
      found.version2 = true;
    }
    if (field === 'signature') {
      signatureAt = start;
      ordered &&= end === query.length;
    } else {
      ordered &&= previous < name && nameEnd < end;
      previous = name;
    }
    start = end + 1;
  }
  if (ordered) {
    found.canonical = signatureAt === -1 ? query : query.slice(0, Math.max(signatureAt - 1, 0));
    return found;
  }
  return sorted(query, found);
}

function sorted(query: string, found: ParsedQuery): ParsedQuery | Refusal {
  const pairs = query.split('&').map((part): [string, string] => {
    const equals = part.indexOf('=');
    return equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  }).filter(([name]) => name !== 'X-Amz-Signature').sort(byNameThenValue);
  const twice = pairs.find(([name], i) => pairs[i + 1]?.[0] === name);
  if (twice !== undefined) return refuse('duplicate-parameter', `the parameter ${quoted(twice[0])} stands more than once`);
  found.canonical = joinSorted(pairs);
  return found;
}

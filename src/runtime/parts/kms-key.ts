import { kind } from './request-part';
import { show } from '../../sigv4/show';

const ID = '(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const ARN = 'arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:';
const KEY = new RegExp(`^(?:${ARN}key/)?${ID}$`);
const ALIAS = new RegExp(`^(?:${ARN})?alias/[A-Za-z0-9/_-]{1,250}$`);

/** Whether a text names a KMS key by itself: a key id, or the ARN of a key in any partition. */
export const isKey = (text: unknown): text is string => typeof text === 'string' && KEY.test(text);

/** Whether a text names a KMS key by an alias, which can be pointed at another key at any time: `alias/x`, or its ARN. */
export const isAlias = (text: unknown): text is string => typeof text === 'string' && ALIAS.test(text);

/**
 * Checks the name of a KMS key. Key ids are in lower case, as KMS writes them.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function kmsKey(key: unknown): string {
  if (isKey(key) || isAlias(key)) return key;
  // Anything else may be an SSE-C key in the wrong place: not to be shown.
  const given = typeof key !== 'string' ? kind(key) : /^(?:arn:|alias)/.test(key) ? show(key) : `${key.length} characters`;
  throw new RangeError(`'key' must be a KMS key, got ${given}; pass a key id, alias/<name>, or the ARN of a key or an alias`);
}

/** Whether two names mean one key: whole ARNs where both are, else the ids. Meant for keys, not for aliases. */
export const sameKey = (a: string, b: string): boolean => a === b || (!(a.startsWith('arn:') && b.startsWith('arn:')) && idOf(a) === idOf(b));

const idOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

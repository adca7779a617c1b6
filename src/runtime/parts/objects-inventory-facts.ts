import { isRecord } from './objects-ask';
import { momentOf, type ObjectFacts, type Retention, STRANGERS } from './objects-facts';
import type { InventoryRow } from './objects-inventory-rows';
import { type Fact, known, unknown } from '../../posture/fact';
import { show } from '../../sigv4/show';

/** S3's words for the encryption of an object, and ours. */
const ENCRYPTIONS: ReadonlyMap<string, string> = new Map([
  ['SSE-S3', 'AES256'], ['SSE-KMS', 'aws:kms'], ['DSSE-KMS', 'aws:kms:dsse'], ['SSE-C', 'SSE-C'], ['NOT-SSE', 'none'],
]);

const NO_KEY = unknown('', 'an inventory does not name the key; ask for a sample of the objects instead');
const NO_TAGS = unknown('', 'an inventory has no tags; ask for a sample of the objects instead');

/**
 * What a row says of its object. A column that the inventory does not have makes the fact unknown, not absent.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html#storage-inventory-contents
 */
export function factsOf({ columns, lastModified }: InventoryRow, grants: Memo): ObjectFacts {
  const read = <T>(name: string, parse: (text: string) => T | undefined): Fact<T> => {
    const text = columns.get(name);
    if (text === undefined) return unknown(name, `the inventory has no column ${name}; add it to the optional fields of the inventory`);
    const value = parse(text);
    return value === undefined ? unknown(name, `${name} is ${text === '' ? 'empty' : show(text)}`) : known(name, value);
  };
  const eventHold = columns.get('ObjectLockEventHoldStatus')?.toUpperCase() === 'ON';
  return {
    get encryption() { return read('EncryptionStatus', text => ENCRYPTIONS.get(text)); },
    key: NO_KEY,
    get checksums() { return read('ChecksumAlgorithm', text => text === '' ? [] : text.split(/[,|;\s]+/)); },
    get retention() {
      const until = read<number | null>('ObjectLockRetainUntilDate', text => text === '' ? eventHold ? undefined : null : momentOf(text));
      if (until.unknown !== undefined || until.value === null) return until as Fact<null>;
      const at = until.value;
      return read<Retention>('ObjectLockMode', text => ['GOVERNANCE', 'COMPLIANCE'].includes(text.toUpperCase()) ? { mode: text.toUpperCase(), until: at } : undefined);
    },
    get legalHold() { return read('ObjectLockLegalHoldStatus', text => ({ 'ON': true, 'OFF': false, '': false })[text.toUpperCase()]); },
    tags: NO_TAGS,
    get storageClass() { return read('StorageClass', text => text || undefined); },
    get publicGrants() { return read('ObjectAccessControlList', text => remembered(grants, text)); },
    get written() {
      return lastModified === undefined ? unknown('LastModifiedDate', 'the inventory has no LastModifiedDate; add it to the optional fields of the inventory') : known('LastModifiedDate', lastModified);
    },
  };
}

/** The grants of ACLs that were seen: most objects of a bucket have the same. */
export type Memo = Map<string, readonly string[] | undefined>;

const MOST_REMEMBERED = 1000;

function remembered(memo: Memo, text: string): readonly string[] | undefined {
  if (!memo.has(text)) {
    if (memo.size >= MOST_REMEMBERED) memo.clear();
    memo.set(text, grantsOf(text));
  }
  return memo.get(text);
}

/**
 * An ACL is JSON in base64: `{ "version": ..., "status": "AVAILABLE", "grants": [{ "uri": ..., "permission": "READ", "type": "Group" }] }`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/objectacl.html
 */
function grantsOf(text: string): readonly string[] | undefined {
  let acl: unknown;
  try {
    acl = JSON.parse(text.startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isRecord(acl) || acl.status !== 'AVAILABLE' || !Array.isArray(acl.grants) || !acl.grants.every(isRecord)) return undefined;
  return acl.grants.flatMap(({ uri, permission }) => {
    const group = typeof uri === 'string' ? STRANGERS.get(uri) : undefined;
    return group === undefined ? [] : [`${String(permission)} to ${group}`];
  });
}

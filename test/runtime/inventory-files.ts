import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { InventorySource } from '../../src/runtime/audit-objects';

export const COLUMNS = [
  'Bucket', 'Key', 'VersionId', 'IsLatest', 'IsDeleteMarker', 'Size', 'LastModifiedDate', 'ETag', 'StorageClass', 'IsMultipartUploaded', 'ReplicationStatus',
  'EncryptionStatus', 'ObjectLockRetainUntilDate', 'ObjectLockMode', 'ObjectLockLegalHoldStatus', 'IntelligentTieringAccessTier', 'BucketKeyStatus',
  'ChecksumAlgorithm', 'ObjectAccessControlList', 'ObjectOwner', 'LifecycleExpirationDate',
];

const ACL = { version: '2022-11-10', status: 'AVAILABLE', grants: [{ canonicalId: 'me', type: 'CanonicalUser', permission: 'FULL_CONTROL' }] };

export const aclCell = (acl: object): string => Buffer.from(JSON.stringify(acl)).toString('base64');

/** An object that shows all that can be asked for. */
export const GOOD: Readonly<Record<string, string>> = {
  Bucket: 'records',
  Key: 'a',
  VersionId: 'v1',
  IsLatest: 'true',
  IsDeleteMarker: 'false',
  Size: '5',
  LastModifiedDate: '2026-01-01T00:00:00.000Z',
  ETag: 'e',
  StorageClass: 'STANDARD',
  IsMultipartUploaded: 'false',
  EncryptionStatus: 'SSE-KMS',
  ObjectLockRetainUntilDate: '2027-01-01T00:00:00.000Z',
  ObjectLockMode: 'GOVERNANCE',
  ObjectLockLegalHoldStatus: 'ON',
  BucketKeyStatus: 'ENABLED',
  ChecksumAlgorithm: 'CRC64NVME',
  ObjectAccessControlList: aclCell(ACL),
  ObjectOwner: 'me',
};

/** Keys as S3 writes them: encoded, a plus sign for a space. */
export const encoded = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+');

export const csv = (rows: readonly Readonly<Record<string, string>>[], columns: readonly string[] = COLUMNS): string =>
  rows.map(row => `${columns.map(name => `"${(row[name] ?? '').replaceAll('"', '""')}"`).join(',')}\n`).join('');

export interface Made {
  readonly columns?: readonly string[];
  /** Members of the manifest that differ. */
  readonly manifest?: object;
  /** Whether the text is compressed. @default true */
  readonly gz?: boolean;
  readonly checksum?: string | false;
  /** Changes what is read of a file, after its MD5 was taken. */
  readonly damage?: (bytes: Buffer) => Buffer;
  readonly pieces?: number;
}

/** An inventory in memory: one file a text. */
export function inventory(texts: readonly string[], made: Made = {}): InventorySource {
  const { columns = COLUMNS, manifest = {}, gz = true, checksum, damage = (all: Buffer) => all, pieces = 100 } = made;
  const files = texts.map((text, i) => ({ key: `inv/records/daily/data/${i}.csv${gz ? '.gz' : ''}`, bytes: gz ? gzipSync(text) : Buffer.from(text) }));
  const bytes = Buffer.from(JSON.stringify({
    sourceBucket: 'records',
    destinationBucket: 'arn:aws:s3:::inventories',
    version: '2016-11-30',
    creationTimestamp: '1795651200000',
    fileFormat: 'CSV',
    fileSchema: columns.join(', '),
    files: files.map(file => ({ key: file.key, size: file.bytes.length, MD5checksum: createHash('md5').update(file.bytes).digest('hex') })),
    ...manifest,
  }));
  return {
    manifest: async () => ({
      bytes,
      ...checksum !== false && { checksum: Buffer.from(checksum ?? `${createHash('md5').update(bytes).digest('hex')}\n`) },
    }),
    file: async (key) => {
      const found = files.find(file => file.key === key);
      if (!found) throw new Error('it is not there');
      const damaged = damage(found.bytes);
      return (async function* () {
        for (let at = 0; at < damaged.length; at += pieces) yield damaged.subarray(at, at + pieces);
      })();
    },
  };
}

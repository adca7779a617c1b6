import { createHash } from 'node:crypto';
import { isRecord } from './objects-ask';
import { show } from '../../sigv4/show';

/** What an inventory says of itself, in manifest.json. */
export interface Manifest {
  readonly bucket: string;
  /** Milliseconds since 1970, when S3 began to list. */
  readonly made?: number;
  /** Names of the columns, in the order of the files. */
  readonly columns: readonly string[];
  readonly files: readonly InventoryFile[];
}

export interface InventoryFile {
  /** Key in the destination bucket. */
  readonly key: string;
  /** Bytes. */
  readonly size?: number;
  /** MD5 in hex; absent where the manifest names none. */
  readonly md5?: string;
}

/** The inventory cannot be read. Its `code` is stable, its message is not. */
export class InventoryError extends Error {
  public readonly code: 'no-manifest' | 'bad-manifest' | 'bad-checksum' | 'unsupported-format';

  constructor(code: InventoryError['code'], message: string) {
    super(message);
    this.name = 'InventoryError';
    this.code = code;
  }
}

const bad = (message: string): never => {
  throw new InventoryError('bad-manifest', message);
};

/**
 * Reads manifest.json. `checksum` is what manifest.checksum holds: the MD5 of the manifest, in hex.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export function manifestOf(bytes: Uint8Array, checksum?: Uint8Array): Manifest {
  const stated = checksum && new TextDecoder().decode(checksum).trim().toLowerCase();
  if (stated !== undefined && stated !== createHash('md5').update(bytes).digest('hex')) {
    throw new InventoryError('bad-checksum', 'manifest.json has not the MD5 that manifest.checksum states; fetch both again');
  }
  const manifest = parsed(bytes);
  const { sourceBucket, creationTimestamp, fileFormat, fileSchema, files } = manifest;
  if (typeof sourceBucket !== 'string' || sourceBucket === '') return bad('the manifest names no sourceBucket; pass the manifest.json of an S3 Inventory');
  if (fileFormat !== 'CSV') {
    throw new InventoryError('unsupported-format', `the inventory is in the format ${show(fileFormat)}, and only CSV can be read; set the output format of the inventory to CSV`);
  }
  if (typeof fileSchema !== 'string') return bad('the manifest names no fileSchema; pass the manifest.json of an S3 Inventory');
  const columns = fileSchema.split(',').map(name => name.trim());
  const twice = columns.find((name, i) => columns.indexOf(name) !== i);
  if (twice !== undefined) return bad(`the manifest names the column ${show(twice)} twice`);
  if (!columns.includes('Bucket') || !columns.includes('Key')) return bad(`the manifest names no column Bucket or Key, got ${show(fileSchema)}`);
  if (!Array.isArray(files)) return bad('the manifest names no files; pass the manifest.json of an S3 Inventory');
  const made = Number(creationTimestamp);
  return {
    bucket: sourceBucket,
    ...creationTimestamp !== undefined && Math.abs(made) < 8.64e15 && { made },
    columns,
    files: files.map(fileIn),
  };
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return bad('the manifest is no JSON; pass the manifest.json of an S3 Inventory');
  }
  return isRecord(manifest) ? manifest : bad('the manifest is no JSON object; pass the manifest.json of an S3 Inventory');
}

function fileIn(file: unknown, i: number): InventoryFile {
  if (!isRecord(file) || typeof file.key !== 'string' || file.key === '') return bad(`files[${i}] of the manifest has no key`);
  const { key, size, MD5checksum } = file;
  return {
    key,
    ...typeof size === 'number' && { size },
    ...typeof MD5checksum === 'string' && { md5: MD5checksum.toLowerCase() },
  };
}

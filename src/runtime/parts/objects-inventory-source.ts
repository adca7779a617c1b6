import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isRecord, refused } from './objects-ask';
import { InventoryError } from './objects-inventory-manifest';
import type { Port } from '../../posture/live/port';
import { refusalOf } from '../../posture/live/refusal';

/** Where an inventory is read from. */
export interface InventorySource {
  /** manifest.json, and manifest.checksum where it is there. */
  readonly manifest: () => Promise<{ readonly bytes: Uint8Array; readonly checksum?: Uint8Array }>;
  /**
   * The bytes of a file of the inventory, by its key in the destination bucket; `size` is how many the manifest says. Rejects with an Error that
   * says in a clause why it cannot be read.
   */
  readonly file: (key: string, size?: number) => Promise<AsyncIterable<Uint8Array>>;
}

/**
 * An inventory that was copied to this machine, by the path of its manifest.json. Files are looked for beside it, in `data` beside it or
 * beside its directory, and by their whole keys below the directories around it: wherever a copy of the bucket puts them.
 */
export function fileInventory(path: string): InventorySource {
  const directory = dirname(path);
  return {
    async manifest() {
      const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        throw new InventoryError('no-manifest', `cannot read the manifest: ${error.code ?? error.message}; pass the path of a manifest.json`);
      });
      const checksum = await readFile(join(directory, 'manifest.checksum')).catch(() => undefined);
      return checksum ? { bytes, checksum } : { bytes };
    },
    async file(key) {
      for (const place of placesOf(directory, key)) {
        if ((await stat(place).catch(() => undefined))?.isFile()) return createReadStream(place) as AsyncIterable<Uint8Array>;
      }
      throw new Error('it is not there; copy it beside the manifest, or to data');
    },
  };
}

/** Never outside of the directories around the manifest, whatever the key says. */
function placesOf(directory: string, key: string): readonly string[] {
  const segments = key.split('/').filter(segment => segment !== '');
  if (segments.length === 0 || segments.some(segment => segment === '.' || segment === '..' || /[\\\0]/.test(segment))) return [];
  const name = basename(key);
  const around = [directory];
  for (let i = 0; i < segments.length && dirname(around[i]) !== around[i]; i++) around.push(dirname(around[i]));
  return [...around.slice(0, 2).flatMap(one => [join(one, name), join(one, 'data', name)]), ...around.map(one => join(one, ...segments))];
}

/** A manifest.json in the destination bucket of an inventory. */
export interface ManifestPlace {
  /** The account that owns the destination bucket. */
  readonly account: string;
  readonly bucket: string;
  readonly key: string;
  readonly signal?: AbortSignal;
}

/** An inventory in the bucket where S3 puts it. Needs `s3:GetObject` there. */
export function bucketInventory(port: Port, { account, bucket, key, signal }: ManifestPlace): InventorySource {
  const body = async (of: string, more: object = {}): Promise<AsyncIterable<Uint8Array>> => {
    if (!port.GetObject) throw new Error(refused('GetObject', { code: 'NotInstalled' }));
    const answer = await port.GetObject({ Bucket: bucket, Key: of, ExpectedBucketOwner: account, ...more }, { signal });
    return piecesOf(isRecord(answer) ? answer.Body : undefined);
  };
  const sayWhy = (error: unknown): never => {
    signal?.throwIfAborted();
    throw new Error(refused('GetObject', refusalOf(error)));
  };
  return {
    async manifest() {
      const bytes = await body(key).then(whole).catch(sayWhy).catch((error: Error) => {
        signal?.throwIfAborted();
        throw new InventoryError('no-manifest', `cannot read the manifest: ${error.message}; pass s3://<bucket>/<key of manifest.json>`);
      });
      const beside = `${key.slice(0, key.lastIndexOf('/') + 1)}manifest.checksum`;
      const checksum = await body(beside).then(whole).catch(() => undefined);
      return checksum ? { bytes, checksum } : { bytes };
    },
    file: async (of, size) => inRanges(async at => body(of, { Range: `bytes=${at}-${at + RANGE - 1}` }).catch((error: unknown) => {
      return at > 0 && refusalOf(error).code === 'InvalidRange' ? nothing() : sayWhy(error);
    }), size),
  };
}

/** Bytes of a file that are asked for at once, so that a large one needs no memory for all of it. */
const RANGE = 8 * 1024 * 1024;

/** A file in ranges. A port that does not know ranges gives all of it at once. */
async function* inRanges(range: (at: number) => Promise<AsyncIterable<Uint8Array>>, size = Infinity): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size;) {
    let came = 0;
    for await (const piece of await range(at)) {
      came += piece.length;
      yield piece;
    }
    if (came !== RANGE) return;
    at += came;
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function piecesOf(body: unknown): AsyncIterable<Uint8Array> {
  if (ArrayBuffer.isView(body)) return once(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) return body as AsyncIterable<Uint8Array>;
  throw Object.assign(new Error('the answer has no body'), { name: 'OddAnswer' });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** More than a manifest ever has: 10,000 files are 2 MB. */
const LARGEST = 64 * 1024 * 1024;

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > LARGEST) throw new Error(`it has more than ${LARGEST} bytes`);
    parts.push(piece);
  }
  return Buffer.concat(parts);
}

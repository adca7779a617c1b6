import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { InventoryFile } from './objects-inventory-manifest';
import { inventoryRows, type RowOutcome } from './objects-inventory-rows';
import type { InventorySource } from './objects-inventory-source';

/** The bytes of a file are not those that the manifest names, or cannot be read. */
export class FileProblem extends Error {}

/**
 * The rows of one file. Throws a FileProblem, at the end at the latest, where the file is not the one of the manifest: what was
 * given before then counts for nothing.
 */
export async function* rowsOfFile(
  source: InventorySource, file: InventoryFile, columns: readonly string[], signal?: AbortSignal,
): AsyncGenerator<RowOutcome> {
  const digest = createHash('md5');
  let size = 0;
  try {
    const pieces = await source.file(file.key, file.size);
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of pieces) {
        signal?.throwIfAborted();
        digest.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    yield* inventoryRows(file.key.endsWith('.gz') ? unzipped(watched()) : watched(), columns);
  } catch (error) {
    signal?.throwIfAborted();
    const { message } = Object(error) as { message?: unknown };
    throw new FileProblem(typeof message === 'string' && message !== '' ? message : 'it cannot be read');
  }
  if (file.size !== undefined && size !== file.size) throw new FileProblem(`it has ${size} bytes, the manifest says ${file.size}; fetch it again`);
  if (file.md5 !== undefined && digest.digest('hex') !== file.md5) throw new FileProblem('its MD5 is not the one that the manifest names; fetch it again');
}

async function* unzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const input = Readable.from(bytes, { objectMode: false });
  // What breaks the source must end the reading as well.
  input.on('error', error => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const piece of gunzip) yield piece as Uint8Array;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

import { Readable, pipeline } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The same bytes, unpacked where they begin as gzip does; of any number of members. */
export async function* unpacked(pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  let next = await pieces.next();
  for (; next.done !== true && start.length < 2; next = await pieces.next()) {
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  const all = resumed(start, next, pieces);
  if (!isGzip(start)) {
    yield* all;
    return;
  }
  let packed = 0;
  const gunzip = createGunzip();
  const counted = Readable.from(counting(all, (length) => {
    packed += length;
  }));
  pipeline(counted, gunzip, () => undefined); // What fails is thrown by the loop.
  try {
    for await (const piece of gunzip) yield piece as Buffer;
  } catch (error) {
    throw broken(error);
  }
  if (gunzip.bytesWritten < packed) throw broken(new Error(`bytes from ${gunzip.bytesWritten} on are not gzip`));
}

/** The same for bytes that are all there. */
export function unpackedSync(bytes: Uint8Array): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  try {
    const { buffer, engine } = gunzipSync(bytes, { info: true }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (engine.bytesWritten < bytes.length) throw new Error(`bytes from ${engine.bytesWritten} on are not gzip`);
    return buffer;
  } catch (error) {
    throw broken(error);
  }
}

const broken = (cause: unknown): Error =>
  new Error(`the log is not whole gzip data: ${cause instanceof Error ? cause.message : String(cause)}; get it again`, { cause });

async function* resumed(start: Buffer, next: IteratorResult<Buffer>, pieces: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    if (next.done === true) return;
    yield next.value;
    yield* pieces;
  } finally {
    await pieces.return(undefined);
  }
}

async function* counting(pieces: AsyncIterable<Buffer>, count: (length: number) => void): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    count(piece.length);
    yield piece;
  }
}

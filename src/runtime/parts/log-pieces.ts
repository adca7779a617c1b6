import type { ReadableStream } from 'node:stream/web';

/** Where a log comes from: a stream of Node or of the web, anything that gives pieces one by one, or all of it. Text counts as UTF-8. */
export type LogSource = AsyncIterable<Uint8Array | string> | ReadableStream<Uint8Array | string> | Uint8Array | string;

/** Most bytes that are looked at in one go, however large the pieces are that come. */
const MOST = 65_536;

/** The bytes of a log, in pieces of at most 64 KiB. */
export async function* piecesOf(source: LogSource): AsyncGenerator<Buffer> {
  let held = '';
  for await (const piece of each(source)) {
    if (typeof piece === 'string') {
      // A character may be cut in two between pieces of text.
      const text = held + piece;
      const end = /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
      held = text.slice(end);
      yield* parted(Buffer.from(text.slice(0, end)));
    } else {
      if (!(piece instanceof Uint8Array) && Object.prototype.toString.call(piece) !== '[object Uint8Array]') {
        throw new TypeError(`a log must come in pieces of text or Uint8Array, got ${typeof piece}; give the stream no object mode`);
      }
      yield* parted(bufferOf(piece));
    }
  }
  if (held !== '') yield Buffer.from(held);
}

export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The same bytes in parts of at most 64 KiB. */
export function* parted(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += MOST) yield bytes.subarray(start, start + MOST);
}

function each(source: LogSource): AsyncIterable<Uint8Array | string> {
  if (typeof source === 'string' || ArrayBuffer.isView(source)) return once(source);
  if (typeof (source as AsyncIterable<unknown> | undefined)?.[Symbol.asyncIterator] === 'function') return source as AsyncIterable<Uint8Array | string>;
  if (typeof (source as ReadableStream | undefined)?.getReader === 'function') return read(source as ReadableStream<Uint8Array | string>);
  throw new TypeError(`a log must be a stream, a Uint8Array or text, got ${source === null ? 'null' : typeof source}; pass the stream of the object`);
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

async function* read<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

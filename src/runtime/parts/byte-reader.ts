import type { ReadableStream } from 'node:stream/web';
import { ByteRun } from './byte-run';
import { PayloadError } from '../../sigv4/payload-error';
import { show } from '../../sigv4/show';

/**
 * Where the bytes of a body come from: a stream of Node or of the web, anything that gives pieces one by one, or all of them. Text counts as UTF-8.
 */
export type BodySource = AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | Uint8Array | string;

const CR = 0x0d;
const LF = 0x0a;
/** Longer than any line of a chunked body: that of a chunk has at most 94 bytes, that of a trailer 89. */
const LONGEST_LINE = 128;

/** Reads lines and counted bytes from a body, however it is cut into pieces. Every byte is looked at once, and one piece is held. */
export class ByteReader {
  private readonly pieces: AsyncIterator<unknown>;
  private piece: Buffer = Buffer.alloc(0);
  private at = 0;
  private received = 0;
  private ended = false;

  /** @param contentLength bytes that must come, no more and no less, where that is known */
  public constructor(source: BodySource, private readonly contentLength?: number) {
    this.pieces = piecesOf(source);
  }

  /** From one byte to so many, without a copy; undefined at the end. */
  public async some(most: number): Promise<Uint8Array | undefined> {
    if (this.at === this.piece.length && !await this.pull()) return undefined;
    const part = this.piece.subarray(this.at, this.at + most);
    this.at += part.length;
    return part;
  }

  /** So many bytes in one run: of the piece where they lie in it, and otherwise a copy, which nobody can change after it was judged. */
  public async exactly(size: number): Promise<Uint8Array> {
    const first = await this.some(size) ?? incomplete();
    if (first.length === size) return first;
    const run = new ByteRun(size);
    for (let part = first; ; part = await this.some(size - run.length) ?? incomplete()) {
      run.append(part);
      if (run.length === size) return run.bytes();
    }
  }

  /** What stands before the next CR LF, a character a byte. */
  public async line(): Promise<string> {
    let text = '';
    for (;;) {
      if (this.at === this.piece.length && !await this.pull()) incomplete();
      const end = this.piece.indexOf(CR, this.at);
      const stop = Math.min(end < 0 ? this.piece.length : end, this.at + LONGEST_LINE + 1);
      text += this.piece.toString('latin1', this.at, stop);
      this.at = stop;
      if (text.length > LONGEST_LINE) malformed(`a line has more than ${LONGEST_LINE} bytes; it must end in CR LF before that`);
      if (end < 0) continue;
      this.at++;
      const [next] = await this.some(1) ?? incomplete();
      if (next !== LF) malformed('a carriage return is not followed by a line feed; every line must end in CR LF');
      return text;
    }
  }

  /** Nothing may come any more. */
  public async end(): Promise<void> {
    if (await this.some(1) !== undefined) malformed('there are bytes behind the end of the last chunk; the body must end there');
    if (this.contentLength !== undefined && this.received !== this.contentLength) incomplete();
  }

  /** Lets go of the source. A stream of Node is not destroyed, since a server answers on the same connection. */
  public async close(): Promise<void> {
    if (this.ended) return;
    try {
      await this.pieces.return?.();
    } catch {
      // What stopped the reading is told already.
    }
  }

  private async pull(): Promise<boolean> {
    do {
      const next = await this.pieces.next();
      this.ended = next.done === true;
      if (this.ended) return false;
      if (Object.prototype.toString.call(next.value) !== '[object Uint8Array]') {
        throw new TypeError(`a body must come in pieces of Uint8Array, got ${show(next.value)}; give the stream no encoding`);
      }
      this.piece = bufferOf(next.value as Uint8Array);
      this.at = 0;
      this.received += this.piece.length;
      if (this.contentLength !== undefined && this.received > this.contentLength) {
        throw new PayloadError('length-mismatch', 'the body is longer than its Content-Length');
      }
    } while (this.piece.length === 0);
    return true;
  }
}

interface NodeStream extends AsyncIterable<unknown> {
  iterator?(options: { readonly destroyOnReturn: boolean }): AsyncIterator<unknown>;
}

function piecesOf(source: BodySource): AsyncIterator<unknown> {
  if (typeof source === 'string') return once(Buffer.from(source));
  if (ArrayBuffer.isView(source)) return once(source);
  const { iterator, [Symbol.asyncIterator]: pieces } = (source ?? {}) as NodeStream;
  if (typeof pieces !== 'function') throw new TypeError(`a body must be a stream, a Uint8Array or text, got ${show(source)}; pass the request`);
  return typeof iterator === 'function' ? iterator.call(source, { destroyOnReturn: false }) : pieces.call(source);
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function malformed(message: string): never {
  throw new PayloadError('malformed-chunk', message);
}

function incomplete(): never {
  throw new PayloadError('incomplete-body', 'the body ends too early; send all of it');
}

import { unpacked } from './log-gunzip';
import { type LogSource, piecesOf } from './log-pieces';

/** The text of the input as it comes, without a byte order mark. Gzip is unpacked; what is no UTF-8 becomes U+FFFD. */
export async function* textPieces(input: LogSource | Iterable<Uint8Array | string>): AsyncGenerator<string> {
  yield* decoded(unpacked(piecesOf(isStream(input) ? input : one(input))));
}

/** The text of UTF-8 that comes in pieces. */
export async function* decoded(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

const isStream = (input: LogSource | Iterable<Uint8Array | string>): input is LogSource =>
  typeof input !== 'object' || input === null || ArrayBuffer.isView(input) || !(Symbol.iterator in input);

async function* one<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** What is wrong where gzip data end too early, are damaged, or are followed by something else; undefined for other errors, such as those of a stream. */
export function brokenGzip(error: unknown): string | undefined {
  const { message, cause } = error as { message?: unknown; cause?: { code?: unknown; message?: unknown } };
  if (cause === undefined || typeof message !== 'string') return undefined;
  return /^Z_/.test(String(cause.code)) || /^bytes from /.test(String(cause.message)) ? message : undefined;
}

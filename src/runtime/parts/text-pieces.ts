import { createGunzip } from 'node:zlib';

/** Text, bytes, or a stream of either. */
export type ByteInput = string | Uint8Array | AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string> | ReadableStream<Uint8Array | string>;

/** The text of the input as it comes, without a byte order mark. Gzip is told by its first two bytes, and may have several members; what is no UTF-8 becomes U+FFFD. */
export async function* textPieces(input: ByteInput): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of unzipped(chunksOf(input))) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

async function* chunksOf(input: ByteInput): AsyncGenerator<Uint8Array | string> {
  if (typeof input === 'string' || ArrayBuffer.isView(input)) {
    yield input;
  } else if ('getReader' in input) {
    const reader = input.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      await reader.cancel();
    }
  } else {
    yield* input;
  }
}

async function* unzipped(chunks: AsyncGenerator<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  const first: (Uint8Array | string)[] = [];
  let start = new Uint8Array(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    first.push(next.value);
    if (typeof next.value === 'string') break;
    start = Buffer.concat([start, next.value]);
    if (start.length >= 2) break;
  }
  const whole = joined(first, chunks);
  if (start[0] !== 0x1f || start[1] !== 0x8b) yield* whole;
  else yield* gunzipped(whole);
}

async function* gunzipped(chunks: AsyncGenerator<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const fed = feed(chunks, gunzip);
  fed.catch(error => gunzip.destroy(error as Error));
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
    await fed;
  } finally {
    gunzip.destroy();
    void chunks.return(undefined).catch(() => {});
  }
}

async function feed(chunks: AsyncGenerator<Uint8Array | string>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of chunks) {
    if (gunzip.destroyed) return;
    if (!gunzip.write(chunk)) await new Promise<void>(resolve => { gunzip.once('drain', resolve).once('close', resolve); });
  }
  gunzip.end();
}

async function* joined(first: readonly (Uint8Array | string)[], rest: AsyncGenerator<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

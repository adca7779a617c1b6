import { type Duplex, Readable } from 'node:stream';

/** Bytes that come bit by bit: a Readable of Node, the body of a response, an async generator. */
export type ByteStream = AsyncIterable<Uint8Array | string>;

/**
 * Sends bytes through a transform of the Encryption SDK, no faster than they are read. Resolves with the first bytes that come out of it, so that
 * what is wrong at the beginning is a rejection and not a broken stream. An error of the source comes out as it is; any other goes through `explain`.
 *
 * The transform is never destroyed: it is ended, and what still comes out is dropped. The SDK's encrypting stream, destroyed early, throws where
 * nobody can catch it; ended, it also wipes its data key. And only its own 'end' is an end, since its iterator ends as well where it was destroyed.
 */
export async function through(source: ByteStream, transform: Duplex, explain: (error: unknown) => unknown): Promise<Readable> {
  return new Promise((resolve, reject) => {
    let opened = false;
    let over = false;
    let wake = (): void => undefined;

    const stop = (): void => {
      over = true;
      wake();
      (source as Partial<Readable>).destroy?.();
      transform.resume();
    };
    const readable = new Readable({
      read: () => { transform.resume(); },
      destroy: (error, callback) => {
        stop();
        callback(error);
      },
    });
    const open = (): void => {
      opened = true;
      resolve(readable);
    };
    const fail = (error: unknown): void => {
      if (over) return;
      over = true;
      readable.destroy(opened ? error as Error : undefined);
      reject(error); // nothing, once it is open
    };

    transform.pause();
    transform.on('data', (chunk: Uint8Array) => {
      if (over) return;
      if (!readable.push(chunk)) transform.pause();
      open();
    });
    transform.on('end', () => {
      if (over) return;
      over = true;
      readable.push(null);
      open();
    });
    transform.on('error', (error: unknown) => fail(explain(error)));
    transform.on('close', () => setImmediate(() => fail(explain(new Error('the stream was closed before its end')))));
    transform.on('drain', () => wake());
    transform.resume();

    void (async () => {
      try {
        for await (const chunk of source) {
          if (over || transform.destroyed) break;
          if (!transform.write(chunk) && !over) await new Promise<void>((ready) => { wake = ready; });
        }
      } catch (error) {
        fail(error);
      }
      if (!transform.destroyed) transform.end();
    })();
  });
}

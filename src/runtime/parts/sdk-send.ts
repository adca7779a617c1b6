import { setMaxListeners } from 'node:events';
import type { Root } from './sdk-document';
import { answerError, oddAnswer, plainError } from './sdk-error';
import type { SdkClient, Stacked } from './sdk-guard';
import { plain } from './sdk-plain';
import { type Expected, reading } from './sdk-read';

export interface SendOptions {
  /** Milliseconds for all of it: credentials, connection, answer. */
  readonly timeout: number;
  readonly is: Expected['is'];
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** Some members of the answer rather than all of it, from what the SDK gives. */
  readonly pick?: (answer: object) => Promise<object>;
}

/**
 * Sends one command, once.
 *
 * @throws the reason of the signal, a TimeoutError, an OddAnswer, or a plain error named after AWS's code
 */
export async function send(client: SdkClient, command: Stacked, options: SendOptions): Promise<unknown> {
  const { timeout, is, limit, signal, pick = async answer => answer } = options;
  signal?.throwIfAborted();
  const ending = new AbortController();
  const stop = () => ending.abort(signal!.reason);
  const timer = setTimeout(() => ending.abort(answerError('TimeoutError', `no answer in ${timeout} ms`)), timeout);
  if (signal) {
    // one for each call that is on its way
    setMaxListeners(0, signal);
    signal.addEventListener('abort', stop, { once: true });
  }
  let root: Root | undefined;
  command.middlewareStack.add(reading({ is, limit, signal: ending.signal, seen: found => { root = found; } }),
    { step: 'deserialize', priority: 'low', name: 'readOnce' });
  try {
    const sent = client.send(command, { abortSignal: ending.signal }).then(async answer => pick(Object(answer)));
    const answer = plain(await Promise.race([sent, ended(ending.signal)]));
    if (root?.filled && Object.keys(answer as object).length === 0) throw oddAnswer(`nothing in ${root.name} can be read`);
    return answer;
  } catch (error) {
    if (ending.signal.aborted) throw ending.signal.reason;
    throw plainError(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

async function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

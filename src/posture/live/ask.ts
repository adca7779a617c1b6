import type { CallName } from './calls';
import type { Answer, Input, Port, Sending } from './port';
import { isTransient, odd, refusalOf } from './refusal';

/** Answers that many buckets share, and those that are on their way. */
export type SharedAnswers = Map<string, Promise<Answer>>;

/** What is asked once for many buckets of an account: their trails, keys, log buckets and replication targets. */
export const sharedAnswers = (): SharedAnswers => new Map();

/** Asks, and keeps what comes back: an error of AWS is an answer. @throws the reason of the signal, once that is aborted */
export async function ask(port: Port, call: CallName, input: Input, sending: Sending = {}): Promise<Answer> {
  sending.signal?.throwIfAborted();
  const send = port[call];
  if (typeof send !== 'function') return { error: { code: 'NotInstalled' } };
  try {
    return kept(await send(input, sending));
  } catch (error) {
    sending.signal?.throwIfAborted();
    return { error: refusalOf(error) };
  }
}

/** The same, once for all who ask the same of the same Region. What may be answered a moment later is asked again. */
export async function askOnce(shared: SharedAnswers, port: Port, call: CallName, input: Input, sending: Sending = {}): Promise<Answer> {
  const key = JSON.stringify([call, sending.region, input]);
  const asked = shared.get(key) ?? ask(port, call, input, sending);
  shared.set(key, asked);
  const forget = () => {
    if (shared.get(key) === asked) shared.delete(key);
  };
  try {
    const answer = await asked;
    if (answer.error && isTransient(answer.error)) forget();
    return answer;
  } catch (error) {
    forget();
    throw error;
  }
}

const LARGEST = 5_000_000;

/** An answer as plain JSON, whatever it was. */
function kept(answer: unknown): Answer {
  try {
    const text = JSON.stringify(answer);
    if (text === undefined) return { error: odd('it is nothing') };
    return text.length > LARGEST ? { error: odd('it is too large') } : { answer: JSON.parse(text) as unknown };
  } catch {
    return { error: odd('it is no JSON') };
  }
}

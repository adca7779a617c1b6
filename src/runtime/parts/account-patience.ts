import type { Clock } from './audit-clock';

/** An error as the SDK makes it. */
interface Failed {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What may go better the next time. A role that is a few seconds old is refused until IAM has told everybody. */
const PASSING = /Throttl|SlowDown|TooManyRequests|RequestLimit|Timeout|OperationAborted|Conflict|AccessDenied|ServiceUnavailable|InternalError/;

export function mayPass(error: unknown): boolean {
  const { name = '', code = '', $metadata } = Object(error) as Failed;
  const status = $metadata?.httpStatusCode;
  return (status !== undefined && (status >= 500 || status === 429)) || PASSING.test(name) || /^E[A-Z]{3,}$|^UND_ERR/.test(code);
}

const ATTEMPTS = 9;
const FIRST = 500;
const LONGEST = 8_000;

/** Milliseconds before the next attempt: twice as long each time, less up to a half by chance. @param attempt from 0 */
export const pause = (attempt: number, random: number): number => Math.min(LONGEST, FIRST * 2 ** attempt) * (1 - random / 2);

/** Does it again while it fails with what may pass. @throws what it failed with at last */
export async function patiently<T>(clock: Clock, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      signal.throwIfAborted();
      return await work();
    } catch (error) {
      if (signal.aborted || attempt >= ATTEMPTS - 1 || !mayPass(error)) throw error;
      await clock.sleep(pause(attempt, clock.random()), signal);
    }
  }
}

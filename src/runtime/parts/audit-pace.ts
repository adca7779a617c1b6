import type { Clock } from './audit-clock';

/** Who sends through it waits for a turn, and says afterwards how it went. */
export interface Pace {
  turn(signal?: AbortSignal): Promise<void>;
  went(throttled: boolean): void;
}

/** How much of the rate is kept when AWS says that it is too much. */
const KEPT = 0.7;
/** How quickly the rate grows again: requests a second, for the third power of seconds. */
const GROWTH = 0.4;
/** Requests a second at least. */
const LEAST = 0.5;

/**
 * The shared pace of all requests to one service. Nobody waits until AWS throttles one of them; then all share a bucket of tokens, whose rate
 * falls at once to 0.7 of what was sent and grows with time along a cubic curve: slowly near the rate that was too much, then faster.
 *
 * Source: retry mode `adaptive`, https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function paceOf({ now, sleep }: Pick<Clock, 'now' | 'sleep'>): Pace {
  const begin = now();
  let sent = { count: 0, since: begin, rate: 0 };
  let limit: { readonly at: number; readonly most: number; rate: number; tokens: number; filled: number } | undefined;

  const measured = () => Math.max(sent.rate, sent.count / Math.max(0.5, (now() - sent.since) / 1000));
  const count = () => {
    const seconds = (now() - sent.since) / 1000;
    sent = seconds < 1 ? { ...sent, count: sent.count + 1 } : { count: 1, since: now(), rate: 0.8 * sent.count / seconds + 0.2 * sent.rate };
  };
  const refill = () => {
    if (!limit) return;
    limit.tokens = Math.min(Math.max(1, limit.rate), limit.tokens + limit.rate * (now() - limit.filled) / 1000);
    limit.filled = now();
  };

  return {
    async turn(signal) {
      for (refill(); limit && limit.tokens < 1; refill()) await sleep(Math.ceil(1000 * (1 - limit.tokens) / limit.rate), signal);
      if (limit) limit.tokens -= 1;
      count();
    },
    went(throttled) {
      refill();
      if (throttled) {
        const most = limit ? Math.min(limit.rate, measured()) : measured();
        const rate = Math.max(LEAST, most * KEPT);
        limit = { at: now(), most, rate, tokens: Math.min(limit?.tokens ?? 0, rate), filled: now() };
      } else if (limit) {
        const seconds = (now() - limit.at) / 1000 - Math.cbrt(limit.most * (1 - KEPT) / GROWTH);
        limit.rate = Math.max(LEAST, Math.min(GROWTH * seconds ** 3 + limit.most, 2 * Math.max(1, measured())));
      }
    },
  };
}

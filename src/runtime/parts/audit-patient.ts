import { type Clock, clockOf } from './audit-clock';
import { paceOf } from './audit-pace';
import { codeOf, isThrottling, isTransient, ODD_ANSWER } from './audit-transient';
import { CALLS, type CallName } from '../../posture/live/calls';
import type { Port } from '../../posture/live/port';

export interface PatientOptions extends Partial<Clock> {
  /** How often a call is sent at most, at least 1. @default 5 */
  readonly attempts?: number;
  /** For calls that are given none. @default - none */
  readonly signal?: AbortSignal;
}

type Send = NonNullable<Port[CallName]>;

/** Milliseconds that the first wait is shorter than; it doubles with each attempt, up to the longest. */
const WAIT = 100;
const WAIT_THROTTLED = 500;
const LONGEST = 20_000;

/** After how many answers of an odd shape nobody asks again, whatever came between: a cut connection mends itself, another server does not. */
const ODD_ANSWERS = 2;

/**
 * A port that asks again where that may help: after throttling, errors of the server, timeouts and connections that break, and once after an odd
 * answer. AccessDenied and all else is handed on at once. Before each further attempt it waits for a random part (full jitter) of a time that
 * doubles, up to 20 s. All calls to one service share a pace: where one is throttled, all of them slow down.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html,
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @throws RangeError where `attempts` is no whole number from 1 on
 */
export function patient(port: Port, options: PatientOptions = {}): Port {
  const { attempts = 5 } = options;
  if (!Number.isSafeInteger(attempts) || attempts < 1) throw new RangeError(`'attempts' must be a whole number of at least 1, got ${attempts}; 5 is usual`);
  const clock = clockOf(options);
  const paces = new Map(Object.values(CALLS).map(({ service }) => [service, paceOf(clock)]));

  const patiently = (name: CallName, send: Send): Send => async (input, sending) => {
    const pace = paces.get(CALLS[name].service)!;
    const signal = sending?.signal ?? options.signal;
    const how = signal === sending?.signal ? sending : { ...sending, signal };
    let odd = 0;
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      await pace.turn(signal);
      try {
        const answer = await send(input, how);
        pace.went(false);
        return answer;
      } catch (error) {
        const refusal = codeOf(error);
        const throttled = isThrottling(refusal);
        pace.went(throttled);
        const again = isTransient(refusal) || (refusal.code === ODD_ANSWER && ++odd < ODD_ANSWERS);
        if (!again || attempt >= attempts || signal?.aborted) throw named(error, refusal.code);
        const longest = Math.min(LONGEST, (throttled ? WAIT_THROTTLED : WAIT) * 2 ** (attempt - 1));
        await clock.sleep(Math.floor(clock.random() * longest), signal);
      }
    }
  };
  const names = (Object.keys(CALLS) as CallName[]).filter(name => typeof port[name] === 'function');
  return Object.fromEntries(names.map(name => [name, patiently(name, (input, sending) => port[name]!(input, sending))]));
}

/** Node.js puts the code of a broken connection beside the name of the error. */
function named(error: unknown, code: string): unknown {
  if (!(error instanceof Error) || error.name === code) return error;
  return Object.assign(new Error(error.message, { cause: error }), { name: code, $metadata: (error as { readonly $metadata?: unknown }).$metadata });
}

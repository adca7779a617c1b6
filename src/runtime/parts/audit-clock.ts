import { setTimeout } from 'node:timers/promises';

/** Time and chance, so that tests can give others. */
export interface Clock {
  /** Milliseconds. @default Date.now */
  readonly now: () => number;
  /** At least 0, below 1. @default Math.random */
  readonly random: () => number;
  /** Resolves after so many milliseconds, rejects when the signal is aborted. @default - a timer, which an abort clears */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

export const clockOf = ({ now = Date.now, random = Math.random, sleep = timer }: Partial<Clock>): Clock => ({ now, random, sleep });

async function timer(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

import type { Io } from './io';

/** One line about long work, where somebody looks at it. */
export interface Progress {
  /** Says how far the work is; `total` is unknown while it is counted. */
  step(what: string, done: number, total?: number): void;
  /** Takes the line away. */
  end(): void;
}

/** Work of less time shows nothing, unless it is of many things. */
const PATIENCE = 1000;
const MANY = 50;
/** Milliseconds between two changes of the line. */
const PACE = 100;

const NONE: Progress = { step: () => {}, end: () => {} };

/** Progress on standard error: on a terminal only, and neither in CI nor for `--quiet`. */
export function progressOn({ stderr, stderrIsTTY = false, stderrColumns, env, now = Date.now }: Io, quiet = false): Progress {
  const ci = env.CI !== undefined && !['', '0', 'false'].includes(env.CI);
  if (!stderrIsTTY || quiet || ci || env.TERM === 'dumb') return NONE;
  const start = now();
  let last = -Infinity;
  let shown = false;
  return {
    step(what, done, total) {
      const time = now();
      if (time - last < PACE || (time - start < PATIENCE && Math.max(done, total ?? 0) <= MANY)) return;
      last = time;
      shown = true;
      const line = total === undefined ? `${what}: ${done}` : `${what}: ${done} of ${total} (${Math.floor(100 * done / total)} %)`;
      stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, stderrColumns ?? 80) - 1)}`);
    },
    end() {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}

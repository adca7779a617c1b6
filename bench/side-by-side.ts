/** One contestant: something that does `batch` pieces of work in a call. */
export interface Contestant {
  readonly name: string;
  /** Does one piece of work; `i` makes it another one each time. */
  readonly work: (i: number) => unknown;
}

export interface Row {
  readonly name: string;
  /** Pieces a second: the median of the rounds. */
  readonly perSecond: number;
}

const BATCH = 50;
const ROUNDS = 5;

/** Measures contestants in turn, round by round, so that a machine whose speed drifts is unfair to all of them alike. */
export async function sideBySide(contestants: readonly Contestant[], milliseconds = 200): Promise<readonly Row[]> {
  const { Bench } = await import('tinybench'); // an ES module
  const speeds = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    // At least 32 batches a round: the slowest take seconds for the 64 that are the default.
    const bench = new Bench({ time: milliseconds, iterations: 32, warmupTime: round === 0 ? milliseconds : milliseconds / 4 });
    for (const { name, work } of contestants) {
      let i = 0;
      const waits = work(i++) instanceof Promise;
      bench.add(name, waits
        ? async () => { for (let n = 0; n < BATCH; n++) await work(i++); }
        : () => { for (let n = 0; n < BATCH; n++) work(i++); });
    }
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!('throughput' in result)) throw new Error(`${name} did not run: ${JSON.stringify(result)}`);
      speeds.get(name)!.push(result.throughput.p50 * BATCH);
    }
  }
  return contestants.map(({ name }) => ({ name, perSecond: median(speeds.get(name)!) }));
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]; // eslint-disable-line no-bitwise

/** A table, with what the first contestant reaches against each of the others. */
export function table(title: string, rows: readonly Row[]): string {
  const [own] = rows;
  const lines = rows.map(({ name, perSecond }) => `  ${name.padEnd(44)}${Math.round(perSecond).toLocaleString('en').padStart(12)}/s${
    name === own.name ? '' : `   ours is ${(own.perSecond / perSecond).toFixed(2)} x`}`);
  return `${title} (${process.version}, median of ${ROUNDS} rounds)\n${lines.join('\n')}\n`;
}

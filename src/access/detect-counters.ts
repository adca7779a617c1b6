import type { Settings } from './detect-options';
import type { Weight, WindowRow } from './detect-row';

/** One window of one requester. */
export interface Tally {
  amount: number;
  /** Whether it may be more. */
  atLeast: boolean;
  /** Records in it that can be read in more than one way. */
  ambiguous: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/**
 * Counts by requester in windows that begin every half window and overlap, so that what reaches a threshold within half a window is found wherever
 * it falls, in whatever order the records come. Where there are more windows than are kept, the one that was begun first is given up: as `closed` if
 * records have gone on by a whole window behind its end, else as `givenUp`, which leaves it not judged.
 */
export class Counters {
  private readonly tallies = new Map<string, Tally & { readonly row: number }>();
  /** One walk through all of them in the order of their beginning: a new one would step over all that was dropped, each time. */
  private readonly oldest = this.tallies.entries();
  private newest = -Infinity;
  /** By row: no window that ends until then is complete any more. */
  private readonly closedUntil: number[] = [];
  private readonly givenUp: number[] = [];
  private readonly late: number[] = [];
  private most = 0;

  constructor(private readonly settings: Settings) {}

  /** The windows that the record falls into, with what it adds. */
  public add(
    row: number, { window }: WindowRow, requester: string, time: number, { amount, atLeast = false }: Weight, ambiguous = false,
  ): readonly Tally[] {
    const length = this.settings[window] * 1000;
    const half = length / 2;
    this.newest = Math.max(this.newest, time);
    const index = Math.floor(time / half);
    if ((index + 1) * half <= (this.closedUntil[row] ?? -Infinity)) this.late[row] = this.lateIn(row) + 1;
    return [index - 1, index].map((i) => {
      const key = `${row} ${i} ${requester}`;
      const there = this.tallies.get(key);
      const tally = there ?? { row, amount: 0, atLeast: false, ambiguous: 0, start: i * half, end: i * half + length };
      tally.amount += amount;
      tally.atLeast ||= atLeast;
      if (ambiguous) tally.ambiguous++;
      if (there === undefined) this.keep(key, tally);
      return tally;
    });
  }

  /** Windows that were kept at most, at the same time. */
  public keptAtMost = (): number => this.most;
  public givenUpIn = (row: number): number => this.givenUp[row] ?? 0;
  public lateIn = (row: number): number => this.late[row] ?? 0;

  private keep(key: string, tally: Tally & { readonly row: number }): void {
    if (this.tallies.size >= this.settings.maxWindows) this.drop();
    this.tallies.set(key, tally);
    this.most = Math.max(this.most, this.tallies.size);
  }

  private drop(): void {
    const [key, { row, start, end }] = this.oldest.next().value!;
    this.tallies.delete(key);
    if (end + (end - start) <= this.newest) this.closedUntil[row] = Math.max(this.closedUntil[row] ?? -Infinity, end);
    else this.givenUp[row] = this.givenUpIn(row) + 1;
  }
}

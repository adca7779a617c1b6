import { createHash } from 'node:crypto';

const M1 = 2_147_483_563;
const M2 = 2_147_483_399;

/**
 * Numbers between 0 and 1, the same ones for the same seed: L'Ecuyer's two combined generators, begun by a hash, so that neighbouring seeds have
 * nothing in common. Good to draw samples, and for nothing secret.
 *
 * @see https://doi.org/10.1145/62959.62969 L'Ecuyer (1988)
 */
export function seeded(seed: number): () => number {
  const hash = createHash('sha256').update(String(seed)).digest();
  let one = 1 + hash.readUInt32BE(0) % (M1 - 1);
  let two = 1 + hash.readUInt32BE(4) % (M2 - 1);
  return () => {
    one = one * 40_014 % M1;
    two = two * 40_692 % M2;
    const mixed = one - two;
    return (mixed < 1 ? mixed + M1 - 1 : mixed) / M1;
  };
}

/** Keeps so many of the things that it is shown, each with the same chance, whatever their number: reservoir sampling (Vitter's algorithm R). */
export class Reservoir<T> {
  public readonly kept: T[] = [];
  private seen = 0;

  public constructor(private readonly most: number, private readonly random: () => number) {}

  public show(thing: T): void {
    this.seen++;
    if (this.kept.length < this.most) {
      this.kept.push(thing);
      return;
    }
    const place = Math.floor(this.random() * this.seen);
    if (place < this.most) this.kept[place] = thing;
  }
}

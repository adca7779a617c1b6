import * as fc from 'fast-check';
import { upperBound } from '../../src/runtime/audit-objects';
import { Reservoir, seeded } from '../../src/runtime/parts/objects-random';

/** One-sided Clopper-Pearson limits at 95 %, each the p where the binomial sum is 0.05, computed apart from this code. */
test.each([
  [0, 10, 0.258866], [1, 10, 0.394163], [2, 10, 0.506901], [5, 10, 0.777559], [2, 20, 0.282619], [0, 59, 0.049508], [0, 100, 0.029513],
  [1, 100, 0.04656], [5, 100, 0.102253], [0, 299, 0.009969], [10, 1000, 0.016903], [10, 10, 1], [0, 0, 1],
])('%i failures among %i: at most %d', (failures, looked, atMost) => {
  expect(upperBound(failures, looked)).toBeCloseTo(atMost, 6);
});

test('the rule of three is a little above', () => {
  for (const n of [30, 100, 1000, 100_000]) {
    expect(upperBound(0, n)).toBeLessThan(3 / n);
    expect(upperBound(0, n)).toBeGreaterThan(2.85 / n);
  }
});

test('more failures, fewer draws or more confidence raise it; it stays a share above what was seen', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (looked, any) => {
    const failures = any % looked;
    const bound = upperBound(failures, looked);
    expect(bound).toBeGreaterThan(failures / looked);
    expect(bound).toBeLessThanOrEqual(1);
    expect(upperBound(failures + 1, looked)).toBeGreaterThan(bound);
    expect(upperBound(failures, looked + 1)).toBeLessThan(bound);
    expect(upperBound(failures, looked, 0.99)).toBeGreaterThan(bound);
  }), { numRuns: 30, seed: 1 });
});

/** How far counts are from equal ones; its mean is the number of counts less one. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

/** The 99.9 % quantile of chi-square, by Wilson and Hilferty. */
const most = (freedom: number): number => freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;

test.each([[1, 7], [10, 100], [99, 100], [5, 5]])('a reservoir of %i shows each of %i things with the same chance', (size, things) => {
  const counts = Array<number>(things).fill(0);
  for (let seed = 0; seed < 3000; seed++) {
    const reservoir = new Reservoir<number>(size, seeded(seed));
    for (let i = 0; i < things; i++) reservoir.show(i);
    if (new Set(reservoir.kept).size !== size) throw new Error(`seed ${seed} draws a thing twice`);
    for (const kept of reservoir.kept) counts[kept]++;
  }
  expect(chiSquare(counts)).toBeLessThan(most(things - 1));
});

test('a drawing that prefers the first things would be found', () => {
  const counts = Array<number>(100).fill(0);
  for (let seed = 0; seed < 3000; seed++) {
    const random = seeded(seed);
    const reservoir = new Reservoir<number>(10, () => random() ** 0.9);
    for (let i = 0; i < 100; i++) reservoir.show(i);
    for (const kept of reservoir.kept) counts[kept]++;
  }
  expect(chiSquare(counts)).toBeGreaterThan(most(99));
});

test('the numbers of one seed are even as well, and in order independent of each other', () => {
  for (const seed of [0, 1, 2, 4_294_967_295]) {
    const random = seeded(seed);
    const pairs = Array<number>(100).fill(0);
    let outside = false;
    for (let i = 0; i < 20_000; i++) {
      const [one, two] = [random(), random()];
      outside ||= !(one >= 0 && one < 1);
      pairs[Math.floor(one * 10) * 10 + Math.floor(two * 10)]++;
    }
    expect(outside).toBe(false);
    expect(chiSquare(pairs)).toBeLessThan(most(99));
  }
});

test('neighbouring seeds have nothing in common', () => {
  const first = Array.from({ length: 2000 }, (_, seed) => seeded(seed)());
  expect(chiSquare(Array.from({ length: 20 }, (_, i) => first.filter(value => Math.floor(value * 20) === i).length))).toBeLessThan(most(19));
  const rising = first.filter((value, i) => i > 0 && value > first[i - 1]).length;
  expect(Math.abs(rising - 1000)).toBeLessThan(60);
});

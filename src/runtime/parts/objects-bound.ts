/**
 * The upper end of the one-sided Clopper-Pearson interval: the share at which so few failures among `looked` draws would still
 * happen in `1 - confidence` of all cases. Without failures it is `1 - (1 - confidence)^(1/n)`, which the rule of three (3/n at 95 %)
 * comes close to. Drawing without replacement only makes it safer.
 *
 * @see https://doi.org/10.1093/biomet/26.4.404 Clopper and Pearson (1934)
 * @see https://doi.org/10.1001/jama.1983.03330370053031 Hanley and Lippman-Hand (1983), the rule of three
 */
export function upperBound(failures: number, looked: number, confidence = 0.95): number {
  if (looked === 0 || failures >= looked) return 1;
  const rest = 1 - confidence;
  if (failures === 0) return 1 - Math.pow(rest, 1 / looked);
  let [low, high] = [failures / looked, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (atMost(failures, looked, middle) > rest) low = middle;
    else high = middle;
  }
  return high;
}

/** The chance of at most so many failures, each draw failing with this chance: a sum of binomial terms, by their logarithms. */
function atMost(failures: number, looked: number, share: number): number {
  const odds = Math.log(share) - Math.log1p(-share);
  let term = looked * Math.log1p(-share);
  let greatest = term;
  let sum = 1;
  for (let i = 0; i < failures; i++) {
    term += Math.log((looked - i) / (i + 1)) + odds;
    if (term > greatest) {
      sum = sum * Math.exp(greatest - term) + 1;
      greatest = term;
    } else {
      sum += Math.exp(term - greatest);
    }
  }
  return sum * Math.exp(greatest);
}

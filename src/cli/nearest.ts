/** What somebody may have meant: the names with the fewest changes, else those that have the word in them; at most three. */
export function nearest(typed: string, names: readonly string[]): readonly string[] {
  const word = typed.toLowerCase().slice(0, 100);
  const ranked = names.map(name => ({ name, changes: changes(word, name.toLowerCase()) })).sort((one, other) => one.changes - other.changes);
  const least = ranked[0]?.changes ?? Infinity;
  if (least <= Math.max(1, Math.floor(word.length * 0.3))) return ranked.filter(r => r.changes === least).slice(0, 3).map(r => r.name);
  return word.length < 3 ? [] : names.filter(name => name.toLowerCase().includes(word)).slice(0, 3);
}

/** `; did you mean 'http-refused'?`, or what to do where nothing is near. */
export function meant(typed: string, names: readonly string[], otherwise: string): string {
  const near = nearest(typed, names).map(name => `'${name}'`);
  return near.length === 0 ? `; ${otherwise}` : `; did you mean ${near.join(' or ')}?`;
}

/** Letters to add, take away, replace or swap with their neighbour (optimal string alignment). */
function changes(one: string, other: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1), swapped ? beforeLast[j - 2] + 1 : Infinity);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length];
}

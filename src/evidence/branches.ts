/** What must hold for a branch of a template: `['IsProd is true', 'HasLogs is false']`. */
export type Branch = readonly string[];

/** Names branches as short as they can be told apart: `IsProd is true and HasLogs is false, or IsProd is false`. */
export function describeBranches(branches: readonly Branch[]): string {
  const told = simplify(branches).map(branch => branch.join(' and '));
  return told.some(text => text === '') ? 'some branch is taken' : told.join(', or ');
}

/** Two branches that differ in one condition only, true here and false there, do not depend on it. */
function simplify(branches: readonly Branch[]): readonly Branch[] {
  for (const [i, one] of branches.entries()) {
    for (const [j, other] of branches.entries()) {
      const shared = j > i ? sharedPart(one, other) : undefined;
      if (shared) return simplify([...branches.slice(0, i), shared, ...branches.slice(i + 1).filter(b => b !== other)]);
    }
  }
  return branches;
}

function sharedPart(one: Branch, other: Branch): Branch | undefined {
  const here = one.filter(condition => !other.includes(condition));
  const there = other.filter(condition => !one.includes(condition));
  const same = here.length === 0 && there.length === 0;
  const opposite = here.length === 1 && there.length === 1 && here[0] === negation(there[0]);
  return same || opposite ? one.filter(condition => other.includes(condition)) : undefined;
}

function negation(condition: string): string {
  return condition.endsWith(' is true') ? condition.replace(/true$/, 'false') : condition.replace(/ is false$/, ' is true');
}

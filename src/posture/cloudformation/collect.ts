import { type Fact, type Known, type Unknown, isKnown, known } from '../fact';

/** The values of some facts; unknown where one of them is. */
export function collect<T>(at: string, facts: readonly Fact<T>[], assuming: readonly string[] = []): Fact<readonly T[]> {
  const doubtful = facts.find((fact): fact is Unknown => !isKnown(fact));
  if (doubtful) return doubtful;
  const sure = facts as readonly Known<T>[];
  return known(at, sure.map(({ value }) => value), unique([...assuming, ...sure.flatMap(fact => fact.assuming ?? [])]));
}

export const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Whether one of some facts is true: a true one decides, else one that is unknown. */
export function anyOf(at: string, facts: readonly Fact<boolean>[]): Fact<boolean> {
  const decisive = facts.find(fact => isKnown(fact) && fact.value) ?? facts.find(fact => !isKnown(fact));
  return decisive ?? known(at, false, unique(facts.flatMap(fact => isKnown(fact) ? fact.assuming ?? [] : [])));
}

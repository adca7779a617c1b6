/** One observed setting: a value, or the reason why nobody can know it here. Absent is a value; unknown is not. */
export type Fact<T> = Known<T> | Unknown;

export interface Known<T> {
  /** Where it was seen: a template path such as `Resources/Records/Properties/VersioningConfiguration/Status`. */
  readonly at: string;
  readonly value: T;
  /** What had to be taken for granted to know it, such as a parameter that keeps its default. */
  readonly assuming?: readonly string[];
  readonly unknown?: undefined;
}

export interface Unknown {
  readonly at: string;
  /** Why it cannot be known, as a clause: `decided at deploy time by {"Ref":"Stage"}`. */
  readonly unknown: string;
}

export function known<T>(at: string, value: T, assuming?: readonly string[]): Known<T> {
  return assuming?.length ? { at, value, assuming } : { at, value };
}

export const unknown = (at: string, why: string): Unknown => ({ at, unknown: why });

export const isKnown = <T>(fact: Fact<T>): fact is Known<T> => fact.unknown === undefined;

/** The fact that follows from another one; what is unknown stays unknown, what was assumed stays assumed. */
export function map<T, U>(fact: Fact<T>, follow: (value: T) => U): Fact<U> {
  return isKnown(fact) ? known(fact.at, follow(fact.value), fact.assuming) : fact;
}

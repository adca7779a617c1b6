/** Kleene logic as numbers, so that "and" is the smaller, "or" the larger and "not" the mirror. */
export type Truth = 0 | 1 | 2;

export const NO: Truth = 0;
export const UNKNOWN: Truth = 1;
export const YES: Truth = 2;

export const not = (t: Truth): Truth => (2 - t) as Truth;
export const and = (a: Truth, b: Truth): Truth => (a < b ? a : b);
export const or = (a: Truth, b: Truth): Truth => (a > b ? a : b);

/** "and" over a list; YES for an empty one. Stops at the first NO. */
export function every<T>(list: readonly T[], test: (item: T) => Truth): Truth {
  let found: Truth = YES;
  for (const item of list) {
    found = and(found, test(item));
    if (found === NO) return NO;
  }
  return found;
}

/** "or" over a list; NO for an empty one. Stops at the first YES. */
export function some<T>(list: readonly T[], test: (item: T) => Truth): Truth {
  let found: Truth = NO;
  for (const item of list) {
    found = or(found, test(item));
    if (found === YES) return YES;
  }
  return found;
}

import type { Condition } from './document';
import { glob } from './glob';
import { keyName } from './key-name';
import { OPERATORS } from './operators';
import { anyMatch, pattern } from './pattern';
import type { Lookup } from './request';
import { every, NO, not, some, type Truth, UNKNOWN, YES } from './truth';

/** Whether a condition is met, as far as the request is known. `met`: what a hostile requester makes of a key it may pick. */
export type ConditionTest = (lookup: Lookup, hostile: Truth) => Truth;

/**
 * Compiles one condition: one operator over one key. An operator that IAM does not know is never certain.
 * Values of the policy are alternatives ("or"; "nor" for a negated operator).
 */
export function compileCondition(condition: Condition, variables: boolean): ConditionTest {
  const key = keyName(condition.key);
  const isNull = condition.operator.toLowerCase() === 'null' && !condition.ifExists && condition.qualifier === undefined;
  const test = isNull ? nullTest(condition) : valueTest(condition, variables);
  return (lookup, hostile) => {
    const values = lookup.get(key);
    if (values === undefined) return lookup.other === 'hostile' ? hostile : UNKNOWN;
    return test(values, lookup);
  };
}

type Test = (values: readonly string[] | null, lookup: Lookup) => Truth;

/** `Null: true` asks that the key is absent, `Null: false` that it is there. */
function nullTest(condition: Condition): Test {
  return values => some(condition.values, (wanted) => {
    if (typeof wanted !== 'string') return UNKNOWN;
    return (wanted.toLowerCase() === 'true') === (values === null) ? YES : NO;
  });
}

function valueTest(condition: Condition, policyVariables: boolean): Test {
  const name = condition.operator.toLowerCase();
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) return () => UNKNOWN;
  const one = anyMatch(condition.values.map(value => pattern(value, {
    whole: operator.compile,
    like: operator.variables ? globInAnyCase : () => undefined,
    wildcards: operator.wildcards ?? false,
    variables: policyVariables && (operator.variables ?? false),
  })));
  const holds = operator.negated ? (value: string, lookup: Lookup) => not(one(value, lookup)) : one;

  switch (condition.qualifier) {
    case 'ForAllValues':
      return (values, lookup) => every(setOf(values ?? []), value => holds(value, lookup));
    case 'ForAnyValue':
      return (values, lookup) => values === null ? (condition.ifExists ? YES : NO) : some(setOf(values), value => holds(value, lookup));
    default:
      return (values, lookup) => {
        if (values === null) return condition.ifExists || operator.negated ? YES : NO;
        if (values.length === 1) return holds(values[0], lookup);
        return operator.negated ? every(values, value => holds(value, lookup)) : some(values, value => holds(value, lookup));
      };
  }
}

/** AWS: an empty string alone is no set of values. */
const setOf = (values: readonly string[]): readonly string[] => values.every(value => value === '') ? [] : values;

function globInAnyCase(like: string): (value: string) => boolean {
  const test = glob(like.toLowerCase());
  return value => test(value.toLowerCase());
}

import { compileCondition } from './conditions';
import type { Policy, Selector, Statement } from './document';
import { glob } from './glob';
import { pattern } from './pattern';
import { matchesPrincipal } from './principals';
import type { Asked, Lookup } from './request';
import { and, every, NO, not, some, type Truth, UNKNOWN, YES } from './truth';

export interface CompiledStatement {
  readonly source: Statement;
  /** Whether the statement speaks of the request. */
  readonly applies: (asked: Asked) => Truth;
}

export interface CompiledPolicy {
  readonly source: Policy;
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

const cache = new WeakMap<Policy, CompiledPolicy>();

/** The compiled form of a policy, made once for each policy. */
export function compile(policy: Policy): CompiledPolicy {
  let compiled = cache.get(policy);
  if (!compiled) {
    const statements = policy.statements.map(s => compileStatement(s, policy.variables));
    compiled = {
      source: policy,
      allows: statements.filter(s => s.source.effect === 'Allow'),
      denies: statements.filter(s => s.source.effect === 'Deny'),
    };
    cache.set(policy, compiled);
  }
  return compiled;
}

function compileStatement(source: Statement, variables: boolean): CompiledStatement {
  const action = compileSelector(source.actions, false);
  const resource = compileSelector(source.resources, variables);
  const conditions = source.conditions.map(c => compileCondition(c, variables));
  // A hostile requester slips past every Deny and into every Allow that looks at something it may pick.
  const hostile = source.effect === 'Deny' ? NO : YES;
  const most = source.unreadable === undefined ? YES : UNKNOWN;
  return {
    source,
    applies: (asked) => {
      let found = and(most, action(asked.action, asked.lookup));
      if (found !== NO) found = and(found, resource(asked.resource, asked.lookup));
      if (found !== NO) found = and(found, matchesPrincipal(source.principals, asked.requester));
      if (found !== NO) found = and(found, every(conditions, test => test(asked.lookup, hostile)));
      return found;
    },
  };
}

function compileSelector(selector: Selector, variables: boolean): (value: string, lookup: Lookup) => Truth {
  const matches = selector.patterns.map(text => pattern(text, { whole: glob, like: glob, wildcards: true, variables }));
  const one = (value: string, lookup: Lookup): Truth => some(matches, match => match(value, lookup));
  return selector.not ? (value, lookup) => not(one(value, lookup)) : one;
}

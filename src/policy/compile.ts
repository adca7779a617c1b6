import { compileCondition, type ConditionTest } from './conditions';
import type { Policy, Selector, Statement } from './document';
import { glob } from './glob';
import { anyMatch, type Match, pattern } from './pattern';
import { anyEntry, compilePrincipal, namingOf, type PrincipalTest } from './principals';
import type { Asked } from './request';
import { and, NO, not, type Truth, UNKNOWN, YES } from './truth';

export interface CompiledStatement {
  readonly source: Statement;
  /** How decisions name it, as `bucket policy: Sid`. */
  readonly label: string;
  readonly action: Match;
  readonly resource: Match;
  readonly principal: PrincipalTest;
  readonly conditions: readonly ConditionTest[];
  /** Whether the statement speaks of the request: all of its parts do. */
  readonly applies: (asked: Asked) => Truth;
  /** Whether it names the requester as a user or session, whom no boundary and session policy limits. */
  readonly namesAlone: PrincipalTest;
  /** Whether it names the requester in a way that boundary and session policies limit. */
  readonly namesLimited: PrincipalTest;
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
    const statements = policy.statements.map(s => compileStatement(s, policy));
    compiled = {
      source: policy,
      allows: statements.filter(s => s.source.effect === 'Allow'),
      denies: statements.filter(s => s.source.effect === 'Deny'),
    };
    cache.set(policy, compiled);
  }
  return compiled;
}

function compileStatement(source: Statement, { name, variables }: Policy): CompiledStatement {
  const action = compileSelector(source.actions, false);
  const resource = compileSelector(source.resources, variables);
  const principal = compilePrincipal(source.principals);
  const conditions = source.conditions.map(c => compileCondition(c, variables));
  // A hostile requester slips past every Deny and into every Allow that looks at something it may pick.
  const hostile = hostileTo(source);
  const most = source.unreadable === undefined ? YES : UNKNOWN;
  return {
    source,
    label: `${name}: ${source.name}`,
    action,
    resource,
    principal,
    conditions,
    applies: source.effect === 'Deny' ? (asked) => {
      // Most requests meet no condition of a Deny, which is seen sooner than that its resource is meant.
      let found = and(most, action(asked.action, asked.lookup));
      if (found !== NO) found = and(found, principal(asked.requester, asked.account));
      for (let i = 0; i < conditions.length && found !== NO; i++) found = and(found, conditions[i](asked.lookup, hostile));
      if (found !== NO) found = and(found, resource(asked.resource, asked.lookup));
      return found;
    } : (asked) => {
      let found = and(most, action(asked.action, asked.lookup));
      if (found !== NO) found = and(found, principal(asked.requester, asked.account));
      if (found !== NO) found = and(found, resource(asked.resource, asked.lookup));
      for (let i = 0; i < conditions.length && found !== NO; i++) found = and(found, conditions[i](asked.lookup, hostile));
      return found;
    },
    namesAlone: compileNaming(source, ['user', 'session']),
    namesLimited: compileNaming(source, ['everyone', 'role', 'other']),
  };
}

/** What a hostile requester makes of a condition that looks at something it may pick. */
export const hostileTo = ({ effect }: Statement): Truth => effect === 'Deny' ? NO : YES;

/** Whether a grant names the requester in one of these ways. */
function compileNaming({ principals, unreadable }: Statement, namings: readonly string[]): PrincipalTest {
  if (unreadable !== undefined) return () => UNKNOWN;
  if (principals.not) return () => namings.includes('everyone') ? YES : NO;
  return anyEntry(principals.entries.filter(e => typeof e.id !== 'string' || namings.includes(namingOf(e))));
}

function compileSelector(selector: Selector, variables: boolean): Match {
  const matches = selector.patterns.map(text => pattern(text, { whole: glob, like: glob, wildcards: true, variables }));
  const one = anyMatch(matches);
  return selector.not ? (value, lookup) => not(one(value, lookup)) : one;
}

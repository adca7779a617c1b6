import { type CompiledPolicy, type CompiledStatement, hostileTo } from './compile';
import { decide, type Decision, type Policies } from './decide';
import { partSays } from './explain-parts';
import { compilePolicies } from './policies';
import { ask, type Asked, type Request } from './request';
import { NO, type Truth, YES } from './truth';

/** Whether something is so, as far as policy and request are known. */
export type Known = 'yes' | 'no' | 'unknown';

/** One part of a statement, held against the request. */
export interface PartLook {
  readonly part: 'action' | 'resource' | 'principal' | 'condition' | 'text';
  readonly matches: Known;
  /** One clause for people: `s3:GetObject is one of s3:Get*`. */
  readonly says: string;
}

/** One statement, held against the request. */
export interface StatementLook {
  /** As a decision names it: `bucket policy: DenyInsecureTransport`. */
  readonly statement: string;
  /** What the policy is to the request. */
  readonly policy: PolicyKind;
  readonly effect: 'Allow' | 'Deny';
  /** Whether it speaks of the request: all of its parts do. */
  readonly applies: Known;
  /** Action, resource, principal, then each condition. `text`: the statement cannot be read. */
  readonly parts: readonly PartLook[];
  /** Whether the decision rests on it. */
  readonly decided: boolean;
}

export type PolicyKind =
  'resource control policy' | 'service control policy' | 'resource policy' | 'identity policy' | 'permissions boundary' | 'session policy';

export interface Explanation extends Decision {
  /** Every statement that is there for this requester, in the order of evaluation: all Denies, then the Allows. */
  readonly statements: readonly StatementLook[];
}

/**
 * The decision, with every statement and what each of its parts says to the request. Nothing is left out where a statement has failed already,
 * so that one sees all that is in the way. What does not apply to a requester (identity policies to an AWS service) is not listed.
 */
export function explain(policies: Policies, request: Request): Explanation {
  const decision = decide(policies, request);
  const asked = ask(request);
  const kinds = applicable(policies, asked);
  const looks = (['denies', 'allows'] as const).flatMap(side => kinds.flatMap(([kind, list]) => list.flatMap(policy => policy[side].map(s => look(s, kind, asked)))));
  const first = looks.findIndex(each => each.statement === decision.statement && each.applies !== 'no'
    && (decision.step === 'explicit deny') === (each.effect === 'Deny'));
  return { ...decision, statements: looks.map((each, i) => i === first ? { ...each, decided: true } : each) };
}

function applicable(policies: Policies, { requester: { type } }: Asked): readonly (readonly [PolicyKind, readonly CompiledPolicy[]])[] {
  const { rcps, scps, resource, identity, boundary, session } = compilePolicies(policies);
  const hasIdentity = type === 'AWS' || type === 'Federated';
  return [
    ['resource control policy', rcps.flat()],
    ['service control policy', hasIdentity ? scps.flat() : []],
    ['resource policy', resource],
    ['identity policy', hasIdentity ? identity : []],
    ['permissions boundary', hasIdentity ? boundary : []],
    ['session policy', hasIdentity ? session : []],
  ];
}

function look(statement: CompiledStatement, policy: PolicyKind, asked: Asked): StatementLook {
  const { source, label, action, resource, principal, conditions } = statement;
  const { lookup, requester } = asked;
  const part = (name: PartLook['part'], truth: Truth, says: string): PartLook => ({ part: name, matches: known(truth), says });
  return {
    statement: label,
    policy,
    effect: source.effect,
    applies: known(statement.applies(asked)),
    parts: [
      ...source.unreadable === undefined ? [] : [{ part: 'text', matches: 'unknown', says: source.unreadable } as const],
      part('action', action(asked.action, lookup), partSays.selector(asked.name, source.actions)),
      part('resource', resource(asked.resource, lookup), partSays.selector(asked.resource, source.resources)),
      part('principal', principal(requester, asked.account), partSays.principal(requester, source.principals)),
      ...conditions.map((test, i) => part('condition', test(lookup, hostileTo(source)), partSays.condition(source.conditions[i], lookup))),
    ],
    decided: false,
  };
}

export const known = (truth: Truth): Known => truth === YES ? 'yes' : truth === NO ? 'no' : 'unknown';

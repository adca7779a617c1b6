import { compile, type CompiledStatement } from './compile';
import type { Policy } from './document';
import { matchesEntry, namingOf } from './principals';
import { accountOf, ask, type Asked, isRootUser, type Request } from './request';
import { and, every, NO, or, some, type Truth, UNKNOWN, YES } from './truth';

/** The policies that apply to a request. What is left out is not there: no session policy, no boundary, no organization. */
export interface Policies {
  /** Account that owns the resource. */
  readonly owner: string;
  readonly resource?: Policy;
  /** The requester's own policies, those of its groups included. */
  readonly identity?: readonly Policy[];
  readonly boundary?: Policy;
  readonly session?: readonly Policy[];
  /** Service control policies of the requester's account: one list a level, from the root of the organization down to the account. */
  readonly scps?: readonly (readonly Policy[])[];
  /** Resource control policies of the owner's account, in levels as well. */
  readonly rcps?: readonly (readonly Policy[])[];
}

export type Step =
  'explicit deny' | 'resource control policy' | 'service control policy' | 'resource policy' | 'identity policy'
  | 'permissions boundary' | 'session policy' | 'implicit deny';

export interface Decision {
  readonly outcome: 'allowed' | 'denied' | 'unknown';
  /** Where it was decided. */
  readonly step: Step;
  /** The statement that decided, as `bucket policy: DenyInsecureTransport`. */
  readonly statement?: string;
  /** One sentence for people. */
  readonly because: string;
}

/**
 * Decides a request in AWS's order: explicit deny, RCP, SCP, resource policy, identity policy, permissions boundary, session policy,
 * implicit deny. Within one account the resource's or the identity's policy may grant; across accounts both must.
 * A request or policy that is only partly known gives `unknown` where what is missing could change the answer.
 * A policy is compiled at its first use: keep the parsed one to decide many requests.
 *
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access".
 */
export function decide(policies: Policies, request: Request): Decision {
  const asked = ask(request);
  const inAccount = accountOf(asked.requester) === policies.owner;
  const hasIdentity = asked.requester.type === 'AWS' || asked.requester.type === 'Federated';
  const scps = hasIdentity ? policies.scps ?? [] : [];
  const own = hasIdentity ? [...policies.identity ?? [], ...list(policies.boundary), ...policies.session ?? []] : [];
  const applicable = [...(policies.rcps ?? []).flat(), ...scps.flat(), ...list(policies.resource), ...own];

  const deny = strongest(applicable, 'denies', asked);
  if (deny.truth === YES) return denied('explicit deny', `${deny.by} denies ${asked.name}`, deny.by);

  const guards: [Step, Truth][] = [
    ['resource control policy', every(policies.rcps ?? [], level => strongest(level, 'allows', asked).truth)],
    ['service control policy', every(scps, level => strongest(level, 'allows', asked).truth)],
  ];
  const blocked = guards.find(([, truth]) => truth === NO);
  if (blocked) return denied(blocked[0], `no ${blocked[0]} of one level allows ${asked.name}`);
  const guard = every(guards, ([, truth]) => truth);

  const grant = hasIdentity ? granted(policies, asked, inAccount) : resourceOnly(policies, asked);
  const truth = and(guard, grant.truth);
  if (truth === NO) return denied(grant.step, grant.because, grant.by);
  if (truth === YES && deny.truth === NO) return { outcome: 'allowed', step: grant.step, statement: grant.by, because: grant.because };
  const doubt = deny.truth === UNKNOWN ? `${deny.by} may deny ${asked.name}`
    : guard === UNKNOWN ? `a control policy of the organization may allow ${asked.name}` : `${grant.because}, but not for certain`;
  return { outcome: 'unknown', step: deny.truth === UNKNOWN ? 'explicit deny' : grant.step, statement: deny.by ?? grant.by, because: doubt };
}

/** Whether one policy alone denies (or allows) what is asked, and by which statement. */
export const effectOf = (policy: Policy, kind: 'allows' | 'denies', asked: Asked): Effect => strongest([policy], kind, asked);

export interface Effect {
  readonly truth: Truth;
  /** The statement, as `bucket policy: Sid`; undefined where the truth is NO. */
  readonly by?: string;
}

interface Grant {
  readonly truth: Truth;
  readonly step: Step;
  readonly because: string;
  readonly by?: string;
}

function strongest(policies: readonly Policy[], kind: 'allows' | 'denies', asked: Asked, also?: (s: CompiledStatement) => Truth): Effect {
  let found: Effect = { truth: NO };
  for (const policy of policies) {
    for (const statement of compile(policy)[kind]) {
      const truth = and(also?.(statement) ?? YES, statement.applies(asked));
      if (truth > found.truth) found = { truth, by: `${policy.name}: ${statement.source.name}` };
      if (truth === YES) return found;
    }
  }
  return found;
}

function resourceOnly(policies: Policies, asked: Asked): Grant {
  const { truth, by } = strongest(list(policies.resource), 'allows', asked);
  return truth === NO ? none(asked) : { truth, step: 'resource policy', because: `${by} allows ${asked.name}`, by };
}

/** What resource and identity policies grant together to a requester that has policies of its own. */
function granted(policies: Policies, asked: Asked, inAccount: boolean): Grant {
  const boundary = limit(list(policies.boundary), asked);
  const session = limit(policies.session ?? [], asked);
  const identity: Effect = isRootUser(asked.requester) ? { truth: YES, by: 'root user of the account' }
    : strongest(policies.identity ?? [], 'allows', asked);
  const any = strongest(list(policies.resource), 'allows', asked);
  const byIdentity = and(identity.truth, and(boundary, session));

  if (!inAccount) {
    const truth = and(any.truth, byIdentity);
    if (truth !== NO) return { truth, step: 'resource policy', because: `${any.by} and ${identity.by} both allow ${asked.name}`, by: any.by };
    if (any.truth === NO) return { truth, step: 'resource policy', because: `across accounts the resource policy must allow ${asked.name} as well` };
  } else {
    const free = strongest(list(policies.resource), 'allows', asked, s => names(s, asked, ['user', 'session']));
    const limited = strongest(list(policies.resource), 'allows', asked, s => names(s, asked, ['everyone', 'role', 'other']));
    const byResource = or(free.truth, and(limited.truth, and(boundary, session)));
    const by = free.truth >= limited.truth ? free.by : limited.by;
    if (byResource >= byIdentity && byResource !== NO) return { truth: byResource, step: 'resource policy', because: `${by} allows ${asked.name}`, by };
    if (byIdentity !== NO) return { truth: byIdentity, step: 'identity policy', because: `${identity.by} allows ${asked.name}`, by: identity.by };
    if (limited.truth === NO && identity.truth === NO) return none(asked);
  }
  if (identity.truth === NO && !inAccount) return { truth: NO, step: 'identity policy', because: `across accounts an identity policy must allow ${asked.name} as well` };
  const step = boundary === NO ? 'permissions boundary' : 'session policy';
  return { truth: NO, step, because: `the ${step} does not allow ${asked.name}` };
}

/** A boundary or session policy limits only where there is one. */
const limit = (policies: readonly Policy[], asked: Asked): Truth => policies.length === 0 ? YES : strongest(policies, 'allows', asked).truth;

/** Whether a grant names the requester in one of these ways. */
function names(statement: CompiledStatement, asked: Asked, namings: readonly string[]): Truth {
  const { principals, unreadable } = statement.source;
  if (unreadable !== undefined) return UNKNOWN;
  if (principals.not) return namings.includes('everyone') ? YES : NO;
  return some(principals.entries, e => typeof e.id !== 'string' || namings.includes(namingOf(e)) ? matchesEntry(e, asked.requester) : NO);
}

const none = (asked: Asked): Grant => ({ truth: NO, step: 'implicit deny', because: `nothing allows ${asked.name}` });
const denied = (step: Step, because: string, statement?: string): Decision => ({ outcome: 'denied', step, statement, because });
const list = <T>(item: T | undefined): readonly T[] => item === undefined ? [] : [item];

import { compile } from './compile';
import type { Policy } from './document';
import { allowed, denied, everyLevel, granted, NOTHING, resourceOnly, type Step } from './grant';
import { type CompiledPolicies, compilePolicies, narrowed, type Policies } from './policies';
import { ask, type Asked, type Request } from './request';
import { and, NO, type Truth, UNKNOWN, YES } from './truth';

export type { Step } from './grant';
export type { Policies } from './policies';

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
 * A policy is compiled at its first use: keep the parsed one to decide many requests, or make a `decider`.
 *
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access".
 */
export const decide = (policies: Policies, request: Request): Decision => judged(compilePolicies(policies), ask(request));

/** Actions for which a decider remembers which statements speak of them. */
const MOST_ACTIONS = 500;

/** The same for many requests: the policies are compiled once, and for each action the statements that speak of it are picked once. */
export function decider(policies: Policies): (request: Request) => Decision {
  const compiled = compilePolicies(policies);
  const byAction = new Map<string, CompiledPolicies>();
  return (request) => {
    let index = byAction.get(request.action);
    if (index === undefined) {
      index = narrowed(compiled, request.action.toLowerCase());
      if (byAction.size < MOST_ACTIONS) byAction.set(request.action, index);
    }
    return judged(index, ask(request));
  };
}

function judged(policies: CompiledPolicies, asked: Asked): Decision {
  const { type } = asked.requester;
  const hasIdentity = type === 'AWS' || type === 'Federated';
  const { rcps, scps } = policies;

  let deny = NOTHING;
  for (const level of rcps) deny = denied(level, asked, deny);
  if (hasIdentity) for (const level of scps) deny = denied(level, asked, deny);
  deny = denied(policies.resource, asked, deny);
  if (hasIdentity) deny = denied(policies.session, asked, denied(policies.boundary, asked, denied(policies.identity, asked, deny)));
  const denies = deny.by?.label;
  if (deny.truth === YES) return refused('explicit deny', `${denies} denies ${asked.name}`, denies);

  const resourceControl = everyLevel(rcps, asked);
  if (resourceControl === NO) return blocked('resource control policy', asked);
  const serviceControl = hasIdentity ? everyLevel(scps, asked) : YES;
  if (serviceControl === NO) return blocked('service control policy', asked);
  const guard = and(resourceControl, serviceControl);

  const grant = hasIdentity ? granted(policies, asked) : resourceOnly(policies, asked);
  const truth = and(guard, grant.truth);
  if (truth === NO) return refused(grant.step, grant.because, grant.by);
  if (truth === YES && deny.truth === NO) return { outcome: 'allowed', step: grant.step, statement: grant.by, because: grant.because };
  const doubt = deny.truth === UNKNOWN ? `${denies} may deny ${asked.name}`
    : guard === UNKNOWN ? `a control policy of the organization may allow ${asked.name}` : `${grant.because}, but not for certain`;
  return { outcome: 'unknown', step: deny.truth === UNKNOWN ? 'explicit deny' : grant.step, statement: denies ?? grant.by, because: doubt };
}

/** Whether one policy alone denies (or allows) what is asked, and by which statement. */
export function effectOf(policy: Policy, kind: 'allows' | 'denies', asked: Asked): Effect {
  const policies = [compile(policy)];
  const { truth, by } = kind === 'allows' ? allowed(policies, asked) : denied(policies, asked, NOTHING);
  return by === undefined ? { truth } : { truth, by: by.label };
}

export interface Effect {
  readonly truth: Truth;
  /** The statement, as `bucket policy: Sid`; undefined where the truth is NO. */
  readonly by?: string;
}

const refused = (step: Step, because: string, statement?: string): Decision => ({ outcome: 'denied', step, statement, because });
const blocked = (step: Step, asked: Asked): Decision => refused(step, `no ${step} of one level allows ${asked.name}`);

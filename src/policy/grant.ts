import type { CompiledPolicy, CompiledStatement } from './compile';
import type { CompiledPolicies } from './policies';
import { type Asked, isRootUser } from './request';
import { and, every, NO, or, type Truth, YES } from './truth';

export type Step =
  'explicit deny' | 'resource control policy' | 'service control policy' | 'resource policy' | 'identity policy'
  | 'permissions boundary' | 'session policy' | 'implicit deny';

/** What policies say to a request, and by which statement; undefined where the truth is NO. */
export interface Effect {
  readonly truth: Truth;
  readonly by?: CompiledStatement;
}

/** What comes of the grants, before any Deny. */
export interface Grant {
  readonly truth: Truth;
  readonly step: Step;
  readonly because: string;
  /** The statement, or the root user, that grants. */
  readonly by?: string;
}

export const NOTHING: Effect = { truth: NO };

/** The statement that surely allows, or, where none does, one that may. */
export const allowed = (policies: readonly CompiledPolicy[], asked: Asked): Effect => strongest(policies, 'allows', asked, NOTHING);
/** The same for denies. @param before what was found already, which wins where it is as strong */
export const denied = (policies: readonly CompiledPolicy[], asked: Asked, before: Effect): Effect => strongest(policies, 'denies', asked, before);

function strongest(policies: readonly CompiledPolicy[], kind: 'allows' | 'denies', asked: Asked, before: Effect): Effect {
  let { truth, by } = before;
  for (let p = 0; p < policies.length && truth !== YES; p++) {
    const statements = policies[p][kind];
    for (let s = 0; s < statements.length && truth !== YES; s++) {
      const found = statements[s].applies(asked);
      if (found <= truth) continue;
      truth = found;
      by = statements[s];
    }
  }
  return truth === before.truth ? before : { truth, by };
}

/** What a resource policy grants to a requester that has no policies of its own. */
export function resourceOnly({ resource }: CompiledPolicies, asked: Asked): Grant {
  const { truth, by } = allowed(resource, asked);
  return truth === NO ? none(asked) : { truth, step: 'resource policy', because: `${by!.label} allows ${asked.name}`, by: by!.label };
}

/** What resource and identity policies grant together to a requester that has policies of its own. */
export function granted(policies: CompiledPolicies, asked: Asked): Grant {
  const boundary = limit(policies.boundary, asked);
  const session = limit(policies.session, asked);
  const isRoot = isRootUser(asked.requester);
  const identity = isRoot ? NOTHING : allowed(policies.identity, asked);
  const identityTruth = isRoot ? YES : identity.truth;
  const identityBy = isRoot ? 'root user of the account' : identity.by?.label;
  const limits = and(boundary, session);
  const byIdentity = and(identityTruth, limits);

  if (asked.account !== policies.owner) {
    const any = allowed(policies.resource, asked);
    const truth = and(any.truth, byIdentity);
    const by = any.by?.label;
    if (truth !== NO) return { truth, step: 'resource policy', because: `${by} and ${identityBy} both allow ${asked.name}`, by };
    if (any.truth === NO) return { truth, step: 'resource policy', because: `across accounts the resource policy must allow ${asked.name} as well` };
    if (identityTruth === NO) return { truth, step: 'identity policy', because: `across accounts an identity policy must allow ${asked.name} as well` };
  } else {
    const { alone, limited } = byNaming(policies.resource, asked);
    const byResource = or(alone.truth, and(limited.truth, limits));
    if (byResource >= byIdentity && byResource !== NO) {
      const by = (alone.truth >= limited.truth ? alone : limited).by!.label;
      return { truth: byResource, step: 'resource policy', because: `${by} allows ${asked.name}`, by };
    }
    if (byIdentity !== NO) return { truth: byIdentity, step: 'identity policy', because: `${identityBy} allows ${asked.name}`, by: identityBy };
    if (limited.truth === NO && identityTruth === NO) return none(asked);
  }
  const step = boundary === NO ? 'permissions boundary' : 'session policy';
  return { truth: NO, step, because: `the ${step} does not allow ${asked.name}` };
}

/** The grants of the own account's resource policy, in one pass: those that no boundary or session policy limits, and the others. */
function byNaming(policies: readonly CompiledPolicy[], asked: Asked): { readonly alone: Effect; readonly limited: Effect } {
  let alone = NOTHING;
  let limited = NOTHING;
  for (const { allows } of policies) {
    for (const statement of allows) {
      const truth = statement.applies(asked);
      if (truth === NO) continue;
      alone = stronger(alone, and(truth, statement.namesAlone(asked.requester, asked.account)), statement);
      limited = stronger(limited, and(truth, statement.namesLimited(asked.requester, asked.account)), statement);
      if (alone.truth === YES && limited.truth === YES) return { alone, limited };
    }
  }
  return { alone, limited };
}

const stronger = (before: Effect, truth: Truth, by: CompiledStatement): Effect => truth > before.truth ? { truth, by } : before;

/** Whether every level of an organization allows it. */
export const everyLevel = (levels: CompiledPolicies['rcps'], asked: Asked): Truth => every(levels, level => allowed(level, asked).truth);

/** A boundary or session policy limits only where there is one. */
const limit = (policies: readonly CompiledPolicy[], asked: Asked): Truth => policies.length === 0 ? YES : allowed(policies, asked).truth;

const none = (asked: Asked): Grant => ({ truth: NO, step: 'implicit deny', because: `nothing allows ${asked.name}` });

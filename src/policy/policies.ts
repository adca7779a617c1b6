import { compile, type CompiledPolicy, type CompiledStatement } from './compile';
import type { Policy } from './document';
import { ANONYMOUS, lookupOf } from './request';
import { NO } from './truth';

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

/** The same, compiled; lists, so that nothing has to be asked whether it is there. */
export interface CompiledPolicies {
  readonly owner: string;
  readonly resource: readonly CompiledPolicy[];
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: readonly CompiledPolicy[];
  readonly session: readonly CompiledPolicy[];
  readonly scps: readonly (readonly CompiledPolicy[])[];
  readonly rcps: readonly (readonly CompiledPolicy[])[];
}

export function compilePolicies({ owner, resource, identity, boundary, session, scps, rcps }: Policies): CompiledPolicies {
  return {
    owner,
    resource: resource ? [compile(resource)] : NONE,
    identity: identity?.map(compile) ?? NONE,
    boundary: boundary ? [compile(boundary)] : NONE,
    session: session?.map(compile) ?? NONE,
    scps: scps?.map(level => level.map(compile)) ?? NO_LEVELS,
    rcps: rcps?.map(level => level.map(compile)) ?? NO_LEVELS,
  };
}

/** Without the statements that surely do not speak of an action. What levels there are stays, since an empty one refuses. */
export function narrowed(policies: CompiledPolicies, action: string): CompiledPolicies {
  const nothing = lookupOf({ requester: ANONYMOUS });
  const speaks = (statement: CompiledStatement) => statement.action(action, nothing) !== NO;
  const narrow = ({ source, allows, denies }: CompiledPolicy): CompiledPolicy =>
    ({ source, allows: allows.filter(speaks), denies: denies.filter(speaks) });
  const { owner, resource, identity, boundary, session, scps, rcps } = policies;
  return {
    owner,
    resource: resource.map(narrow),
    identity: identity.map(narrow),
    boundary: boundary.map(narrow),
    session: session.map(narrow),
    scps: scps.map(level => level.map(narrow)),
    rcps: rcps.map(level => level.map(narrow)),
  };
}

const NONE: readonly CompiledPolicy[] = [];
const NO_LEVELS: readonly (readonly CompiledPolicy[])[] = [];

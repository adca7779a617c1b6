import { compile, type CompiledPolicy } from './compile';
import type { Policy } from './document';

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

const NONE: readonly CompiledPolicy[] = [];
const NO_LEVELS: readonly (readonly CompiledPolicy[])[] = [];

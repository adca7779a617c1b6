import { type Check, type Control, isManual } from '../controls/control';

/**
 * How good the source of a citation is. `A`: AWS, cdk-nag, the Guard registry or the law's own text; `B`: Prowler or Powerpipe;
 * `C`: one community scanner; `spec`: the project's written security spec, `none`: no published mapping.
 */
export type Tier = 'A' | 'B' | 'C' | 'spec' | 'none';

/** One check that supports a requirement, and who says so. */
export interface Citation {
  readonly check: Check;
  readonly tier: Tier;
  /**
   * Set where the requirement asks for it only of some buckets, as a clause: `for regulated data`. Nobody can tell from
   * the bucket whether it is one of them: the caller says so. Without the clause, it is asked of every bucket.
   */
  readonly onlyIf?: string;
}

/** `P0` before anything else, `P1` before production, `P2` when there is time. */
export type Priority = 'P0' | 'P1' | 'P2';

export interface Requirement {
  /** The requirement's number in the framework's own text; `no published mapping` groups the checks that no source maps. */
  readonly id: string;
  readonly title: string;
  /** Set where the framework itself ranks its requirements. */
  readonly priority?: Priority;
  readonly checks: readonly Citation[];
}

/** A readable document that points at checks: which requirement each of them supports. Never "is compliant". */
export interface Framework {
  /** Short name on the command line: `hipaa`. */
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly source: string;
  readonly requirements: readonly Requirement[];
}

export const cite = (check: Check, tier: Tier, onlyIf?: string): Citation => onlyIf === undefined ? { check, tier } : { check, tier, onlyIf };

export const requirement = (id: string, title: string, ...checks: readonly Citation[]): Requirement => ({ id, title, checks });

/** Each check of the framework once, in the order of its first mention. */
export function checksOf(framework: Framework): readonly Check[] {
  return [...new Set(framework.requirements.flatMap(r => r.checks.map(c => c.check)))];
}

export function controlsOf(framework: Framework): readonly Control[] {
  return checksOf(framework).filter((check): check is Control => !isManual(check));
}

export function requirementsFor(framework: Framework, checkId: string): readonly string[] {
  return framework.requirements.filter(r => r.checks.some(c => c.check.id === checkId)).map(r => r.id);
}

/** Whether some requirement asks for the check of every bucket, and not only of some. */
export function demands(framework: Framework, checkId: string): boolean {
  return framework.requirements.some(r => r.checks.some(c => c.check.id === checkId && c.onlyIf === undefined));
}

/** The same framework with some of its checks only; a requirement that keeps none is left out. */
export function restrictedTo(framework: Framework, checkIds: ReadonlySet<string>): Framework {
  const requirements = framework.requirements.map(r => ({ ...r, checks: r.checks.filter(c => checkIds.has(c.check.id)) }));
  return { ...framework, requirements: requirements.filter(r => r.checks.length > 0) };
}

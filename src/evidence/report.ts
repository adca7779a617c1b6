import type { BaselineEntry } from './baseline';
import type { Waiver } from './waiver';
import type { Severity } from '../controls/control';
import type { Verdict } from '../controls/verdict';
import type { Priority, Tier } from '../frameworks/framework';

export const SCHEMA = 'cdk-s3-compliance/report/1';

export const DISCLAIMER = 'This report supports an assessment of the requirements it names: it says what the configuration of S3 buckets shows. '
  + 'It is not a certification, not an audit opinion and not legal advice.';

/** `manual`: no code can decide it, a person does. `waived`: it fails or is unknown, and the owner declares an exception that holds. */
export type Outcome = Verdict['outcome'] | 'manual' | 'waived';

/** In the order in which reports show them. */
export const OUTCOMES: readonly Outcome[] = ['fail', 'unknown', 'manual', 'waived', 'pass', 'not-applicable'];

/** How often each outcome occurs. What is attested once for the account counts once, as `manual`. */
export type Counts = Readonly<Record<Outcome, number>>;

/** What one framework's checks found on buckets. Plain JSON: the same readings give the same bytes. */
export interface Report {
  readonly schema: typeof SCHEMA;
  readonly disclaimer: string;
  /** ISO 8601; absent unless asked for. */
  readonly generatedAt?: string;
  /** The day on which exceptions were judged, as `YYYY-MM-DD`; absent where no bucket declares one. */
  readonly asOf?: string;
  readonly framework: { readonly id: string; readonly title: string; readonly edition: string; readonly source: string };
  readonly summary: { readonly buckets: number; readonly outcomes: Counts };
  /** Present where the findings were held against a baseline file. */
  readonly baseline?: BaselineReport;
  /** By template, then by logical id. */
  readonly buckets: readonly BucketReport[];
  readonly requirements: readonly RequirementReport[];
  /** What a person attests once, rather than for each bucket. */
  readonly manual: readonly Attestation[];
}

export interface BaselineReport {
  /** Findings that the file records. */
  readonly known: number;
  /** What the file records of the framework's checks and nobody finds any more. */
  readonly gone: readonly BaselineEntry[];
}

export interface BucketReport {
  readonly template: string;
  readonly logicalId: string;
  readonly at: string;
  readonly line?: number;
  readonly constructPath?: string;
  readonly outcomes: Counts;
  /** One for each control of the framework, in the framework's order. */
  readonly findings: readonly Finding[];
  /** What the owner declares beside exceptions, for each branch of the template that differs; absent where nothing is declared. */
  readonly declared?: readonly DeclaredReport[];
  /** All exceptions that the owner declares, those that waive nothing included. */
  readonly exceptions: readonly ExceptionReport[];
}

/** What the owner of a bucket says about it. Nobody here checks that it is true. */
export interface DeclaredReport extends Place {
  /** The branches that it is declared in, where it is not declared in all. */
  readonly when?: string;
  readonly retentionLegalBasis?: string;
  readonly allowedRegions?: readonly string[];
  readonly multiRegionKeyAllowed?: boolean;
  readonly personalDataTag?: string;
  /** What could not be understood, as sentences. */
  readonly unreadable?: readonly string[];
  readonly assuming?: readonly string[];
}

/** What became of an exception. All but `waives` waive nothing. */
export type ExceptionStatus =
  'waives' | 'expired' | 'incomplete' | 'no date given' | 'names no control' | 'not asked' | 'not needed' | 'not in every branch';

export interface ExceptionReport extends Because {
  /** As it was written; there may be no such control. */
  readonly control: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
  /** The branches that it is declared in, where it is not declared in all. */
  readonly when?: string;
  readonly status: ExceptionStatus;
}

export interface Finding {
  readonly check: string;
  readonly statement: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  /** Set where the baseline file records the finding: it was there before, and is to be mended later. */
  readonly known?: true;
  readonly because: readonly Because[];
  /** What the outcome takes for granted, such as parameters that keep their defaults. */
  readonly assuming?: readonly string[];
  /** Present where the check is waived. Where branches have different exceptions: the one that expires first. */
  readonly waiver?: Waiver;
  /** Present unless the check passes or does not apply. */
  readonly why?: string;
  readonly fix?: string;
  /** Ids of the requirements that cite the check. */
  readonly requirements: readonly string[];
}

export interface Place {
  /** Present where it was seen in another template than the bucket's. */
  readonly template?: string;
  /** A path in the template, or as much of it as the template has. */
  readonly at: string;
  readonly line?: number;
}

/** What was seen, and where. */
export interface Because extends Place {
  readonly says: string;
}

export interface RequirementReport {
  readonly id: string;
  readonly title: string;
  readonly priority?: Priority;
  readonly checks: readonly { readonly id: string; readonly tier: Tier; readonly onlyIf?: string }[];
  readonly outcomes: Counts;
}

export interface Attestation {
  readonly check: string;
  readonly statement: string;
  /** What a person must look at. */
  readonly manual: string;
  /** Present where the framework asks for it only of some: `for internal workloads`. */
  readonly onlyIf?: string;
  /** What was seen of the accounts, for the person who attests it: it says and does not judge. Absent where nobody looked. */
  readonly observed?: readonly Observed[];
  readonly requirements: readonly string[];
}

/** Something that was seen of an account as a whole. */
export interface Observed {
  /** Where: `Accounts/123456789012/` and what was asked, or the ARN of a trail. */
  readonly at: string;
  /** A clause. */
  readonly says: string;
}

export function count(outcomes: readonly Outcome[]): Counts {
  const times = (outcome: Outcome) => outcomes.filter(o => o === outcome).length;
  return Object.fromEntries(OUTCOMES.map(outcome => [outcome, times(outcome)])) as Record<Outcome, number>;
}

/** An optional member of a report: absent rather than undefined, so that a report is what its JSON says. */
export function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : { [key]: value } as { readonly [P in K]?: V };
}

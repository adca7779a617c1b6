import { dayOf, isDay } from '../evidence/day';
import { evaluate } from '../evidence/evaluate';
import type { Finding, Report } from '../evidence/report';
import { controlsOf, demands, type Framework, restrictedTo } from '../frameworks/framework';
import { frameworkById } from '../frameworks/index';
import type { BucketReading } from '../posture/cloudformation';

/** The frameworks, by the names that the command line has for them. */
export type FrameworkId = 'baseline' | 'gdpr' | 'hipaa' | 'pci-dss-4-0-1' | 'soc2';

export interface SupportOptions {
  /** Controls that are not asked about, by id: `['vpc-only']`. @default - every control that the framework asks of every bucket */
  readonly except?: readonly string[];
  /**
   * Whether what a template cannot show, such as a trail in another account, is let pass: of all controls, or of those listed.
   *
   * @default false: what nobody can know here fails
   */
  readonly allowUnknown?: boolean | readonly string[];
  /** The day to judge exceptions on, as `YYYY-MM-DD`. @default - today in UTC */
  readonly today?: string;
}

/** Buckets judged by a framework. */
export interface Judged {
  readonly report: Report;
  /** Whether a finding keeps the buckets from supporting the framework. */
  readonly counts: (finding: Finding) => boolean;
}

/** @throws Error where a name is none that the framework has */
export function judged(buckets: readonly BucketReading[], id: FrameworkId, options: SupportOptions, matcher: string): Judged {
  const { except = [], allowUnknown = false, today } = options;
  const framework = namedFramework(id, matcher);
  const asked = controlsOf(framework).filter(control => demands(framework, control.id)).map(control => control.id);
  checkIds(asked, except, 'except', matcher);
  if (typeof allowUnknown !== 'boolean') checkIds(asked, allowUnknown, 'allowUnknown', matcher);
  if (today !== undefined && !isDay(today)) throw new Error(`${matcher}: 'today' is '${today}'; pass a day of the calendar such as '2026-12-31'`);

  const kept = restrictedTo(framework, new Set(asked.filter(control => !except.includes(control))));
  const mayBeUnknown = (check: string): boolean => typeof allowUnknown === 'boolean' ? allowUnknown : allowUnknown.includes(check);
  return {
    report: evaluate(buckets, kept, { today: today ?? dayOf(new Date()) }),
    counts: ({ outcome, check }) => outcome === 'fail' || (outcome === 'unknown' && !mayBeUnknown(check)),
  };
}

function namedFramework(id: FrameworkId, matcher: string): Framework {
  try {
    return frameworkById(id);
  } catch (error) {
    throw new Error(`${matcher}: ${(error as Error).message}`);
  }
}

function checkIds(asked: readonly string[], ids: readonly string[], option: string, matcher: string): void {
  const strange = ids.find(id => !asked.includes(id));
  if (strange === undefined) return;
  throw new Error(`${matcher}: '${option}' names '${strange}', which is no control that the framework asks of every bucket; use one of ${asked.join(', ')}`);
}

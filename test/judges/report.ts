import type { Finding, Judge } from './finding';

interface Violation {
  readonly ruleName: string;
  readonly description: string;
  readonly reason?: string;
  readonly violatingConstructs: readonly { readonly constructPath?: string }[];
}

/** One plugin's part of validation-report.json; one that found nothing has none. */
export interface PluginReport {
  readonly pluginName: string;
  readonly metadata?: { readonly error?: string };
  readonly violations: readonly Violation[];
  readonly suppressedViolations?: readonly Violation[];
}

/** @param locate the place of a construct, by its path */
export function parseReport(judge: Judge, report: PluginReport, locate: (path: string) => string): readonly Finding[] {
  const { violations, suppressedViolations = [] } = report;
  return [...violations, ...suppressedViolations].flatMap(({ ruleName: rule, description: says, reason: answer, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath }): Finding => ({ judge, rule, at: locate(constructPath!), says, answer })));
}

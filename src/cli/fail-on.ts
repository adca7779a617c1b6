import type { Finding, Report } from '../evidence';

/** The least that fails a run: a control of at least that severity that fails; `unknown` fails on all that fails or is unknown. */
export const FAIL_ON = ['none', 'high', 'medium', 'low', 'unknown'] as const;
export type FailOn = typeof FAIL_ON[number];

/** The exit code for reports. What is waived, decided by hand or known from the baseline file fails no run. */
export function exitCode(reports: readonly Report[], failOn: FailOn): 0 | 1 {
  return reports.some(report => report.buckets.some(bucket => bucket.findings.some(finding => fails(finding, failOn)))) ? 1 : 0;
}

function fails({ outcome, severity, known }: Finding, failOn: FailOn): boolean {
  if (known || failOn === 'none') return false;
  if (outcome === 'unknown') return failOn === 'unknown';
  return outcome === 'fail' && (failOn === 'unknown' || FAIL_ON.indexOf(severity) <= FAIL_ON.indexOf(failOn));
}

import { type Finding, templateOf, type Verdict } from './finding';

/** `--skip-download` and no key: nothing is asked of a server. */
export const checkovArguments = (templates: readonly string[]): readonly string[] => [
  '--framework', 'cloudformation', '--compact', '--skip-download', '--output', 'json', ...templates.flatMap(template => ['--file', template]),
];

interface Check {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_abs_path: string;
  /** The type and the logical id, with a point between. */
  readonly resource: string;
}

interface Output {
  readonly summary?: { readonly resource_count: number };
  readonly results?: Record<'passed_checks' | 'failed_checks' | 'skipped_checks', readonly Check[]> & { readonly parsing_errors: readonly string[] };
}

/** Reads what checkov prints; without `results`, as it is where there was nothing to look at, it judged nothing. */
export function parseCheckov(printed: string): Verdict {
  const { results } = JSON.parse(printed) as Output;
  if (!results) return { judge: 'checkov', looked: [], findings: [], problems: [] };
  const { passed_checks: passed, failed_checks: failed, skipped_checks: skipped, parsing_errors: unread } = results;
  return {
    judge: 'checkov',
    looked: [...new Set([...passed, ...failed].map(check => templateOf(check.file_abs_path)))],
    findings: failed.map(findingOf),
    problems: [
      ...unread.map(path => `checkov cannot read ${path}; run it by hand`),
      ...skipped.map(check => `checkov was told to skip ${check.check_id} in ${check.file_abs_path}; acknowledge it in acknowledged.ts instead`),
    ],
  };
}

const findingOf = ({ check_id: rule, check_name: says, file_abs_path: path, resource }: Check): Finding =>
  ({ judge: 'checkov', rule, at: `${templateOf(path)}/${resource.slice(resource.lastIndexOf('.') + 1)}`, says });

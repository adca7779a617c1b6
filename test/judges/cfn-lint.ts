import { type Finding, templateOf, type Verdict } from './finding';

/** Informations count too (`-c I`); a template must do in both Regions. */
export const cfnLintArguments = (templates: readonly string[]): readonly string[] => [
  '--format', 'json', '--include-checks', 'I', '--regions', 'eu-central-1', 'us-east-1', '--', ...templates,
];

interface Match {
  readonly Filename: string | null;
  readonly Message: string;
  readonly Location: { readonly Path: readonly (string | number)[] | null };
  readonly Rule: { readonly Id: string };
}

/**
 * Reads what cfn-lint prints.
 *
 * @param templates what it was given: it names a template only where it finds something, and has E0000 to E0003 for what it could not read
 */
export function parseCfnLint(printed: string, templates: readonly string[]): Verdict {
  const matches = JSON.parse(printed) as readonly Match[];
  const unread = matches.filter(({ Rule }) => Rule.Id.startsWith('E000'));
  return {
    judge: 'cfn-lint',
    looked: templates.filter(template => !unread.some(({ Filename }) => Filename === null || Filename === template)).map(templateOf),
    findings: matches.filter(match => !unread.includes(match)).map(findingOf),
    problems: unread.map(({ Filename, Message }) => `cfn-lint cannot read ${Filename ?? 'its templates'} ('${Message}'); run it by hand`),
  };
}

function findingOf({ Filename, Message: says, Location: { Path: path }, Rule: { Id: rule } }: Match): Finding {
  const logicalId = path?.[0] === 'Resources' ? path[1] ?? '' : '';
  return { judge: 'cfn-lint', rule, at: `${templateOf(Filename!)}/${logicalId}`, says };
}

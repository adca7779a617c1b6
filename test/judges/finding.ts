export const JUDGES = ['checkov', 'cfn-lint', 'cdk-nag', 'CloudFormation Validate'] as const;
export type Judge = typeof JUDGES[number];

/** What a judge says of one resource under one rule. */
export interface Finding {
  readonly judge: Judge;
  readonly rule: string;
  /** Example, stack and logical id, with slashes between; the logical id is empty where the whole template is meant. */
  readonly at: string;
  readonly says: string;
  /** The reason with which the app or a construct acknowledges it. */
  readonly answer?: string;
}

/** What became of one judge. */
export interface Verdict {
  readonly judge: Judge;
  /** The templates that it looked at: example and stack, with a slash between. */
  readonly looked: readonly string[];
  readonly findings: readonly Finding[];
  /** What kept it from judging. */
  readonly problems: readonly string[];
}

export const exampleOf = ({ at }: Pick<Finding, 'at'>): string => at.slice(0, at.indexOf('/'));

/** One finding for each rule and resource: some judges say the same of several properties. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map(finding => [`${finding.judge} ${finding.rule} ${finding.at}`, finding])).values()];
}

/** Example and stack of a template, by its path: the name of the example is that of the folder. */
export function templateOf(path: string): string {
  const [example, file] = path.split('/').slice(-2);
  return `${example}/${file.replace(/\.template\.json$/, '')}`;
}

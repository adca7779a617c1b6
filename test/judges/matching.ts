import { type Finding, type Judge, type Verdict } from './finding';

/** Why findings of a judge are left as they are. */
export interface Acknowledgement {
  readonly judge: Judge;
  /** Rules, where `*` stands for anything. */
  readonly rules: readonly string[];
  /** Example, stack and logical id, with slashes between; `*` stands for anything but a slash. */
  readonly at: readonly string[];
  readonly reason: string;
}

const matches = (pattern: string, text: string, star: string): boolean =>
  new RegExp(`^${pattern.split('*').map(part => part.replace(/[^\w/-]/g, '\\$&')).join(star)}$`, 's').test(text);

const ruleMatches = (pattern: string, { rule }: Finding): boolean => matches(pattern, rule, '.*');
const placeMatches = (pattern: string, { at }: Finding): boolean => matches(pattern, at, '[^/]*');

export function acknowledges({ judge, rules, at }: Acknowledgement, finding: Finding): boolean {
  return judge === finding.judge && rules.some(rule => ruleMatches(rule, finding)) && at.some(place => placeMatches(place, finding));
}

/** What neither the app nor an acknowledgement answers. */
export function left(findings: readonly Finding[], acknowledged: readonly Acknowledgement[]): readonly Finding[] {
  return findings.filter(finding => finding.answer === undefined && !acknowledged.some(one => acknowledges(one, finding)));
}

/** The rules and places of acknowledgements that no finding has any more: a sentence each. */
export function stale(findings: readonly Finding[], acknowledged: readonly Acknowledgement[]): readonly string[] {
  return acknowledged.flatMap((one) => {
    const answered = findings.filter(finding => finding.answer === undefined && acknowledges(one, finding));
    return [
      ...one.rules.filter(rule => !answered.some(finding => ruleMatches(rule, finding))),
      ...one.at.filter(place => !answered.some(finding => placeMatches(place, finding))),
    ].map(unused => `acknowledged.ts answers ${one.judge} for ${unused}, which it no longer finds (${one.rules.join(', ')}); take it out`);
  });
}

/** What a judge must find in the canary. */
export const CANARY_RULES: Readonly<Record<Judge, readonly string[]>> = {
  'checkov': ['CKV_AWS_18', 'CKV_AWS_53'],
  'cfn-lint': ['E3030'],
  'cdk-nag': ['AwsSolutions-S1', ...['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321'].map(pack => `${pack}-S3BucketLoggingEnabled`)],
  'CloudFormation Validate': ['W3030'],
};

/**
 * Whether a judge looked: at each template, and at the canary with open eyes.
 *
 * @param templates all that there are, the canary's included
 * @param canary the place of its bucket
 */
export function blind({ judge, looked, findings }: Verdict, templates: readonly string[], canary: string): readonly string[] {
  const missed = CANARY_RULES[judge].filter(rule => !findings.some(finding => finding.rule === rule && finding.at === canary));
  return [
    ...templates.length === 0 ? [`${judge} was given no template; synthesize the examples first`] : [],
    ...templates.filter(template => !looked.includes(template)).map(template => `${judge} did not look at ${template}; run it by hand`),
    ...missed.map(rule => `${judge} does not find ${rule} at ${canary}, where it is; its other verdicts count for nothing`),
  ];
}

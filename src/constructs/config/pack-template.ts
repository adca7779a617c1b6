import type { PackRule } from './pack-rules';

/** What AWS takes as the body of a template, in bytes. */
export const MOST_TEMPLATE = 51_200;

/**
 * The template of a conformance pack: YAML, which is all that AWS Config takes, each scalar of it quoted as in JSON.
 *
 * @param about comments at its top: what the pack does not judge
 */
export const packTemplate = (about: readonly string[], rules: readonly PackRule[]): string =>
  [...about.map(line => `# ${line}`), 'Resources:', ...rules.flatMap(ruleLines)].join('\n') + '\n';

function ruleLines({ rule, name, description, parameters }: PackRule): string[] {
  const resources = rule.on?.map(type => `          - ${JSON.stringify(type)}`);
  const given = Object.entries(parameters).map(([key, value]) => `        ${key}: ${JSON.stringify(value)}`);
  return [
    `  ${logicalId(rule.identifier)}:`,
    '    Type: "AWS::Config::ConfigRule"',
    '    Properties:',
    `      ConfigRuleName: ${JSON.stringify(name)}`,
    `      Description: ${JSON.stringify(description)}`,
    ...given.length > 0 ? ['      InputParameters:', ...given] : [],
    ...resources ? ['      Scope:', '        ComplianceResourceTypes:', ...resources] : [],
    '      Source:',
    '        Owner: "AWS"',
    `        SourceIdentifier: ${JSON.stringify(rule.identifier)}`,
  ];
}

/** `S3_BUCKET_LOGGING_ENABLED` is `S3BucketLoggingEnabled`. */
const logicalId = (identifier: string): string =>
  identifier.split('_').map(word => word[0] + word.slice(1).toLowerCase()).join('');

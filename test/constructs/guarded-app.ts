import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { BaselineS3Checks, GdprS3Checks, HipaaS3Checks, PciDssS3Checks, Soc2S3Checks } from '../../src';

type Pack = new (scope: App) => IPolicyValidationPlugin;

export const NAG: readonly Pack[] = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];
export const OURS: readonly Pack[] = [BaselineS3Checks, HipaaS3Checks, PciDssS3Checks, GdprS3Checks, Soc2S3Checks];

interface Violation {
  readonly ruleName: string;
  readonly reason?: string;
  readonly description?: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

export interface Outcome {
  /** What synthesis threw; empty where it did not. */
  readonly message: string;
  /** A line a finding: rule, construct. */
  readonly found: readonly string[];
  /** The rules that were answered, without the names of their packs. */
  readonly answered: readonly string[];
  /** The answers that are too short to be a reason. */
  readonly curt: readonly string[];
}

/** Synthesizes an app under packs, and says what they find. */
export function judge(app: App, packs: readonly Pack[] = NAG): Outcome {
  Validations.of(app).addPlugins(...packs.map(Pack => new Pack(app)));
  let message = '';
  const printed = jest.spyOn(console, 'error').mockImplementation();
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  printed.mockRestore();
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as
    { pluginReports: { violations: Violation[]; suppressedViolations?: Violation[] }[] };
  const answers = pluginReports.flatMap(({ suppressedViolations = [] }) => suppressedViolations);
  const bare = (rule: string) => rule.replace(/\[.*/, '').replace(/^(?:HIPAA\.Security|NIST\.800\.53\.R[45]|PCI\.DSS\.321)-/, '');
  return {
    message,
    found: pluginReports.flatMap(({ violations }) => violations.map(v => `${v.ruleName} ${v.violatingConstructs.map(c => c.constructPath).join(', ')}`)),
    answered: [...new Set(answers.map(v => bare(v.ruleName)))].sort(),
    curt: answers.filter(({ reason = '' }) => reason.length < 40).map(({ ruleName }) => ruleName),
  };
}

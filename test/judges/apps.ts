import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CloudFormationValidatePlugin, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { type Judge, templateOf, type Verdict } from './finding';
import { parseReport, type PluginReport } from './report';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];

/** The engine of CloudFormation Validate starts slowly, so all apps have the same. */
const validate = new CloudFormationValidatePlugin();

/**
 * Synthesizes an app under cdk-nag's packs and CloudFormation Validate. Other packs that the app has are not asked.
 *
 * @param example the folder that it is synthesized into has this name
 */
export function judgeApp(example: string, app: App): readonly Verdict[] {
  const packs = PACKS.map(Pack => new Pack(app));
  const plugins: readonly IPolicyValidationPlugin[] = [...packs, validate];
  const looked = new Map(plugins.map(plugin => [plugin, watched(plugin)]));
  Validations.of(app).addPlugins(...plugins);
  const problems = synthesized(example, app);
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as { pluginReports: PluginReport[] };
  const locate = (path: string) => `${example}/${placeOf(app, path)}`;
  const verdict = (judge: Judge, asked: readonly IPolicyValidationPlugin[]): Verdict => {
    const reports = pluginReports.filter(({ pluginName }) => asked.some(({ name }) => name === pluginName));
    // what one of the packs did not see, the judge did not
    const [first, ...others] = asked.map(plugin => looked.get(plugin)!());
    return {
      judge,
      looked: first.filter(template => others.every(other => other.includes(template))),
      findings: reports.flatMap(report => parseReport(judge, report, locate)),
      problems: [...problems, ...reports.flatMap(({ metadata }) => metadata?.error ?? [])],
    };
  };
  return [verdict('cdk-nag', packs), verdict('CloudFormation Validate', [validate])];
}

/** Findings end a synthesis, after the report is written; anything else that does so is a problem. */
function synthesized(example: string, app: App): readonly string[] {
  const printed = console.error;
  console.error = () => undefined;
  try {
    app.synth();
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') return [`${example} cannot be synthesized: ${(error as Error).message}`];
  } finally {
    console.error = printed;
  }
  return [];
}

/** Has a plugin remember the templates that it is shown. */
function watched(plugin: IPolicyValidationPlugin): () => readonly string[] {
  let shown: readonly string[] = [];
  const { validate: own } = Object.getPrototypeOf(plugin) as IPolicyValidationPlugin;
  plugin.validate = (context) => {
    shown = context.stackTemplates.map(({ templatePath }) => templateOf(templatePath));
    return own.call(plugin, context);
  };
  return () => shown;
}

/** Stack and logical id of what a construct makes; of what makes nothing by itself, the stack. */
function placeOf(app: App, path: string): string {
  const construct = path.split('/').reduce<IConstruct>((parent, id) => parent.node.findChild(id), app);
  const stack = Stack.of(construct);
  const { logicalId } = construct as { logicalId?: string };
  return `${stack.templateFile.replace(/\.template\.json$/, '')}/${logicalId === undefined ? '' : String(stack.resolve(logicalId))}`;
}

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACKNOWLEDGED } from './acknowledged';
import { answersOf, outdated, writeAnswers } from './answers';
import { judgeApp } from './apps';
import { CANARY, EXAMPLES, restoreTemplates } from './examples';
import { distinct, exampleOf, JUDGES, templateOf, type Verdict } from './finding';
import { blind, left, stale } from './matching';
import { installed, judgeTemplates } from './programs';
import { line, table } from './table';

/** Has tools that are not ours judge every example; ends with 1 where something is left, or somebody did not look. */
const FOLDER = join(__dirname, '../../.demo/judged');

async function main(): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const appOf = (example: string) => EXAMPLES[example]({ outdir: join(FOLDER, example), analyticsReporting: false });
  const parts = Object.keys(EXAMPLES).flatMap(example => judgeApp(example, appOf(example)));
  restoreTemplates(FOLDER);
  const paths = templatesOf(FOLDER);
  const problems: string[] = [];
  if (installed()) {
    parts.push(...await judgeTemplates(FOLDER, paths));
  } else {
    const missing = 'checkov and cfn-lint are not installed; run test/judges/install.sh, which needs Python 3.10 to 3.14';
    if (process.env.CI === 'true') problems.push(missing);
    else console.log(`skipped: ${missing}`);
  }
  report(parts, paths.map(templateOf), problems);
}

const templatesOf = (folder: string): readonly string[] => readdirSync(folder).sort().flatMap(example =>
  readdirSync(join(folder, example)).filter(file => file.endsWith('.template.json')).sort().map(file => `${example}/${file}`));

function report(parts: readonly Verdict[], templates: readonly string[], problems: string[]): void {
  const verdicts = JUDGES.flatMap(judge => merged(parts.filter(part => part.judge === judge)));
  for (const verdict of verdicts) problems.push(...verdict.problems, ...blind(verdict, templates, `${CANARY}/${CANARY}/Canary`));
  const findings = verdicts.flatMap(verdict => verdict.findings).filter(finding => exampleOf(finding) !== CANARY);
  const acknowledged = ACKNOWLEDGED.filter(({ judge }) => verdicts.some(verdict => verdict.judge === judge));
  if (process.argv.includes('--update')) writeAnswers(answersOf(findings));
  problems.push(...stale(findings, acknowledged), ...outdated(answersOf(findings)));
  const open = left(findings, acknowledged);
  console.log(table(verdicts, Object.keys(EXAMPLES).filter(example => example !== CANARY), acknowledged));
  for (const finding of open) console.error(`left: ${line(finding)}`);
  for (const problem of problems) console.error(`problem: ${problem}`);
  if (open.length + problems.length > 0) process.exitCode = 1;
}

/** What a judge said of each app, as one. */
function merged(parts: readonly Verdict[]): readonly Verdict[] {
  if (parts.length === 0) return [];
  return [{
    judge: parts[0].judge,
    looked: parts.flatMap(part => part.looked),
    findings: distinct(parts.flatMap(part => part.findings)),
    problems: [...new Set(parts.flatMap(part => part.problems))],
  }];
}

void main();

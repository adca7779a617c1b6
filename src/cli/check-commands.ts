import { Argument, type Command, Option } from 'commander';
import { baseline, type BaselineOptions } from './baseline';
import { check, type CheckOptions } from './check';
import type { Io } from './io';
import { addJudgeOptions, addReportOptions } from './options';
import { report, type SavedReportOptions } from './report';

const templates = (): Argument => new Argument('<template...>', 'template files, directories such as cdk.out, or - for standard input');

/** `check`, `baseline` and `report`: thin over the rooms of the frameworks and of the evidence. */
export function addCheckCommands(commands: Command, io: Io, done: (code: number) => void): void {
  addReportOptions(addJudgeOptions(commands.command('check')
    .description('Judge the buckets of CloudFormation templates and cloud assemblies. Nothing leaves this machine.')
    .addArgument(templates())))
    .option('-b, --baseline <file>', 'let pass what a baseline file records')
    .addHelpText('after', CHECK_HELP)
    .action(async (names: string[], options: CheckOptions) => done(await check(names, options, io)));

  addJudgeOptions(commands.command('baseline')
    .summary('Record what fails today, so that check fails on what is new.')
    .description('Record what fails or is unknown today, so that check --baseline fails on what is new only.')
    .addArgument(templates()))
    .requiredOption('-o, --output <file>', 'the baseline file; - is standard output')
    .option('--update', 'replace the baseline file that is there, and say what changes')
    .option('--force', 'replace whatever file is there')
    .addHelpText('after', BASELINE_HELP)
    .action(async (names: string[], options: BaselineOptions) => done(await baseline(names, options, io)));

  addReportOptions(commands.command('report')
    .summary('Write saved reports in other formats. Judges nothing again.')
    .description('Write reports that check --format json saved in other formats. Judges nothing again.')
    .addArgument(new Argument('<report...>', 'saved reports, or - for standard input')))
    .addOption(new Option('--at <day>', 'the date of an OSCAL document, YYYY-MM-DD (default: now)'))
    .option('-q, --quiet', 'no notes')
    .addHelpText('after', REPORT_HELP)
    .action(async (names: string[], options: SavedReportOptions) => done(await report(names, options, io)));
}

const CHECK_HELP = `
Names that tell a format: .txt .md .json .csv .sarif .xml (JUnit) .oscal.json .html

Exit codes:
  0  nothing fails that --fail-on asks for (waived and known findings fail nothing)
  1  something does
  2  bad input, nothing was judged

Examples:
  $ cdk-s3-compliance check cdk.out --framework hipaa,soc2
  $ cdk-s3-compliance check cdk.out --output - --output s3.sarif --output s3.html
  $ cdk-s3-compliance check cdk.out --baseline s3-baseline.json --fail-on high
  $ cat template.yaml | cdk-s3-compliance check - --control http-refused
`;

const BASELINE_HELP = `
Exit codes:
  0  recorded
  2  bad input, nothing was recorded

Examples:
  $ cdk-s3-compliance baseline cdk.out --framework all --output s3-baseline.json
  $ cdk-s3-compliance check cdk.out --framework all --baseline s3-baseline.json
  $ cdk-s3-compliance baseline cdk.out --framework all --output s3-baseline.json --update
`;

const REPORT_HELP = `
Reports on one framework become one report; they must be by the same controls.

Exit codes:
  0  nothing fails that --fail-on asks for
  1  something does
  2  bad input, nothing was written

Examples:
  $ cdk-s3-compliance report report.json --format markdown
  $ cdk-s3-compliance report team-*.json --output all.html --output all.csv --fail-on none
`;

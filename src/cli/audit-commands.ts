import { Argument, type Command, Option } from 'commander';
import { audit, type AuditCommand } from './audit';
import { addAwsOptions } from './audit-options';
import { drift, type DriftCommand } from './drift';
import type { Io } from './io';
import { addFrameworkOptions, addReportOptions, repeatable } from './options';

/** `audit` and `drift`: what runs, by the same controls as templates. */
export function addAuditCommands(commands: Command, io: Io, done: (code: number) => void): void {
  addReportOptions(addAwsOptions(addFrameworkOptions(commands.command('audit')
    .summary('Judge buckets that run. Reads only.')
    .description('Judge buckets that run. Reads only; nothing is sent but questions to AWS.')
    .addArgument(new Argument('[bucket...]', 'names of buckets (default: all of the account)')))))
    .option('--organization', 'audit every account of the organization; needs --role-name')
    .option('--role-name <name>', 'the role to take on in each account of the organization')
    .option('--record <file>', 'keep what is read')
    .option('--declarations <file>', 'JSON: what the owners declare, by the name of the bucket')
    .addOption(repeatable(new Option('--template <file>', 'take what this template declares of buckets that it names; may be repeated')))
    .option('-b, --baseline <file>', 'let pass what a baseline file records')
    .option('--print-policy', 'print the IAM policy that an audit needs, and ask nobody')
    .addHelpText('after', AUDIT_HELP)
    .action(async (buckets: string[], options: AuditCommand) => done(await audit(buckets, options, io)));

  addAwsOptions(commands.command('drift')
    .summary('Say where buckets that run are not as templates say.')
    .description('Say where buckets that run are not as their templates say. Reads only.')
    .addArgument(new Argument('<template...>', 'template files, directories such as cdk.out, or - for standard input')))
    .addOption(repeatable(new Option('--map <id=bucket>', 'the name of a bucket that CloudFormation made up, by its logical id; may be repeated')))
    .addOption(repeatable(new Option('--resources <file>', 'what aws cloudformation describe-stack-resources prints; may be repeated')))
    .option('--all', 'name the buckets of the account that no template has, too')
    .addOption(new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text'))
    .option('-q, --quiet', 'no notes and no progress')
    .addHelpText('after', DRIFT_HELP)
    .action(async (names: string[], options: DriftCommand) => done(await drift(names, options, io)));
}

const AUDIT_HELP = `
Needs @aws-sdk/client-s3. What -s3-control, -kms, -cloudtrail, -cloudwatch and -macie2 would show
is unknown where they are not installed.

Exit codes:
  0  nothing fails that --fail-on asks for (waived and known findings fail nothing)
  1  something does
  2  bad input, or AWS lets nobody in; nothing was judged

Examples:
  $ cdk-s3-compliance audit --framework hipaa
  $ cdk-s3-compliance audit acme-records acme-logs --output - --output s3.html
  $ cdk-s3-compliance audit --organization --role-name Audit --resume audit.jsonl --output org.sarif
  $ cdk-s3-compliance audit --print-policy --account 123456789012 > policy.json
`;

const DRIFT_HELP = `
Exit codes:
  0  what was compared is as the templates say
  1  something differs, or a bucket is missing
  2  bad input, nothing was compared

Examples:
  $ cdk-s3-compliance drift cdk.out --account 123456789012
  $ aws cloudformation describe-stack-resources --stack-name records > resources.json
  $ cdk-s3-compliance drift records.template.json --resources resources.json --format json
  $ cdk-s3-compliance drift template.yaml --map Records=acme-records-1x2y3z
`;

import { Argument, type Command } from 'commander';
import type { Io } from './io';
import { logs } from './logs';
import { addLogsOptions, type LogsOptions } from './logs-options';

/** `logs`: thin over `detect` and the two readers. */
export function addLogsCommands(commands: Command, io: Io, done: (code: number) => void): void {
  addLogsOptions(commands.command('logs')
    .description('Find what access logs and CloudTrail should not show.')
    .addArgument(new Argument('<log...>', 'access logs or CloudTrail, gzip too; directories; - for standard input')))
    .addHelpText('after', HELP)
    .action(async (names: string[], options: LogsOptions) => done(await logs(names, options, io)));
}

const HELP = `
Exit codes:
  0  nothing is found that --fail-on asks for (unknown: or could not be read)
  1  something is
  2  bad input

Examples:
  $ cdk-s3-compliance logs AWSLogs/ --vpc-endpoint vpce-0123456789abcdef0 --fail-on high
  $ zcat *.gz | cdk-s3-compliance logs - --parse | jq .operation
`;

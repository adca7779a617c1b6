import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command, CommanderError, Option } from 'commander';
import { check, type CheckOptions, FORMATS } from './check';
import { type Io } from './io';
import { Problem } from './problem';
import { addSigningCommands } from './signing-commands';
import { clean } from '../evidence';
import { FRAMEWORKS } from '../frameworks';

export { processIo } from './io';

const NAME = 'cdk-s3-compliance';

/**
 * Runs the command line; `argv` holds the arguments of the user only. Resolves to the exit code: 0 where nothing failed,
 * 1 where something did, 2 where the question itself was wrong.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const complain = (sentence: string) => io.stderr.write(`${NAME}: ${clean(sentence)}\n`);
  try {
    await program(io, done => { code = done; }).parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help and --version
    const sentences = error instanceof Problem ? error.sentences : [error instanceof CommanderError ? usage(error) : bug(error)];
    sentences.forEach(complain);
    return 2;
  }
  return code;
}

function program(io: Io, done: (code: number) => void): Command {
  const commands = new Command(NAME)
    .description('Checks S3 buckets against compliance frameworks, and says what supports which requirement. Signs and verifies S3 requests.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: text => io.stdout.write(text), outputError: () => {}, getOutHelpWidth: () => io.columns ?? 100 })
    .action((_, command: Command) => command.error(command.args.length > 0
      ? `error: unknown command '${command.args[0]}'`
      : `error: no command given; try ${NAME} check cdk.out`))
    .allowExcessArguments();

  commands.command('check')
    .description('Judge the buckets of CloudFormation templates and cloud assemblies. Nothing leaves this machine.')
    .addArgument(new Argument('<template...>', 'template files, directories such as cdk.out, or - for standard input'))
    .option('-f, --framework <id>', `what to check against: ${FRAMEWORKS.map(f => f.id).join(', ')}`, 'baseline')
    .addOption(new Option('--format <format>', 'how to report').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write the report to a file')
    .option('--account <id>', 'account that the templates go to, where they do not say')
    .option('--region <region>', 'region that the templates go to, where they do not say')
    .option('--at <day>', 'judge exceptions as of a day, YYYY-MM-DD (default: today in UTC)')
    .addHelpText('after', HELP)
    .action(async (names: string[], options: CheckOptions) => done(await check(names, options, io)));
  addSigningCommands(commands, io, done);
  return commands;
}

const HELP = `
Exit codes:
  0  nothing failed (read what is unknown, and what is waived)
  1  a check failed
  2  bad input, nothing was judged

Examples:
  $ ${NAME} check cdk.out
  $ ${NAME} check template.yaml --framework hipaa --format markdown --output evidence.md
  $ cat template.yaml | ${NAME} check -
`;

/** Commander's message as one sentence. */
function usage({ message }: CommanderError): string {
  return `${message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ').replace('. Allowed', '; allowed').replace(/\.$/, '')}; see ${NAME} check --help`;
}

function bug(error: unknown): string {
  return `this is a bug, please report it: ${error instanceof Error ? error.message : String(error)}`;
}

function version(): string {
  const { version: number } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  return number;
}

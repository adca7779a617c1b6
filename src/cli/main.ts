import { Command, CommanderError } from 'commander';
import { addAuditCommands } from './audit-commands';
import { addCatalogueCommands } from './catalogue-commands';
import { addCheckCommands } from './check-commands';
import { type Io } from './io';
import { addLogsCommands } from './logs-commands';
import { meant } from './nearest';
import { addObjectsCommands } from './objects-commands';
import { addPolicyCommands } from './policy-commands';
import { Problem } from './problem';
import { addSigningCommands } from './signing-commands';
import { version } from './version';
import { clean } from '../evidence';

export { processIo } from './io';

const NAME = 'cdk-s3-compliance';

/**
 * Runs the command line; `argv` holds the arguments of the user only. Resolves to the exit code: 0 where nothing failed,
 * 1 where something did, 2 where the question itself was wrong.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0;
  const complain = (sentence: string) => io.stderr.write(`${NAME}: ${clean(sentence)}\n`);
  const commands = program(io, done => { code = done; });
  try {
    await commands.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help and --version
    const sentences = error instanceof Problem ? error.sentences : [error instanceof CommanderError ? usage(error, commands, argv) : bug(error)];
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
    .action((_, command: Command) => command.error(command.args.length > 0 ? unknown(command) : `error: no command given; try ${NAME} check cdk.out`))
    .allowExcessArguments()
    .addHelpText('after', HELP);
  addCheckCommands(commands, io, done);
  addAuditCommands(commands, io, done);
  addObjectsCommands(commands, io, done);
  addLogsCommands(commands, io, done);
  addCatalogueCommands(commands, io, done);
  addSigningCommands(commands, io, done);
  addPolicyCommands(commands, io, done);
  return commands;
}

const HELP = `
Exit codes:
  0  nothing failed
  1  something did
  2  bad input

Examples:
  $ ${NAME} check cdk.out
  $ ${NAME} controls show http-refused
`;

function unknown({ args: [word], commands }: Command): string {
  return `error: unknown command '${word}'${meant(word, commands.map(command => command.name()), 'there is none of this name')}`;
}

/** Commander's message as one sentence. */
function usage({ message }: CommanderError, commands: Command, argv: readonly string[]): string {
  const said = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ').replace(/\. ([A-Z])/g, (_, letter: string) => `; ${letter.toLowerCase()}`).replace(/\.$/, '');
  return `${said}; see ${named(commands, argv)} --help`;
}

/** The command that the words name, as far as they do. */
function named(command: Command, [word, ...rest]: readonly string[]): string {
  const next = command.commands.find(one => one.name() === word);
  return next ? `${command.name()} ${named(next, rest)}` : command.name();
}

function bug(error: unknown): string {
  return `this is a bug, please report it: ${error instanceof Error ? error.message : String(error)}`;
}

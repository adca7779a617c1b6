import { type Command, Option } from 'commander';
import { completion, SHELLS } from './completion';
import { fixControl, listControls, type ListOptions, showControl, whyControl } from './controls';
import { FRAMEWORK_FORMATS, type FrameworkOptions, listFrameworks, showFramework } from './frameworks';
import type { Io } from './io';
import { meant } from './nearest';
import { repeatable } from './options';
import { Problem } from './problem';

const SHOWN = ['text', 'markdown', 'json'] as const;
const formats = (...choices: readonly string[]): Option => new Option('--format <format>', 'how to print').choices(choices).default('text');
const at = (): Option => new Option('--at <day>', 'the date of an OSCAL document, YYYY-MM-DD (default: now)');

/** `controls`, `frameworks` and `completion`: what there is to ask for. */
export function addCatalogueCommands(commands: Command, io: Io, done: (code: number) => void): void {
  const controls = commands.command('controls')
    .summary('List the controls, or show one.')
    .description('List the controls, or show one: what it asks for, why, how to mend it, and what it supports.')
    .addHelpText('after', CONTROLS_HELP);
  controls.command('list', { isDefault: true })
    .description('List the controls.')
    .addOption(repeatable(new Option('-f, --framework <framework>', 'only what a framework asks for'), { commas: true }))
    .addOption(repeatable(new Option('-s, --severity <severity>', 'only of a severity').choices(['high', 'medium', 'low']), { commas: true }))
    .addOption(formats('text', 'markdown', 'json', 'csv'))
    .allowExcessArguments()
    .action((options: ListOptions, command: Command) => done(orUnknown(controls, command) ?? listControls(options, io)));
  controls.command('show').argument('<control>', 'name of a control')
    .description('Show all of one control.')
    .addOption(formats(...SHOWN))
    .action((id: string, options: { format: typeof SHOWN[number] }) => done(showControl(id, options, io)));
  controls.command('why').argument('<control>', 'name of a control')
    .description('Say why a control matters.')
    .action((id: string) => done(whyControl(id, io)));
  controls.command('fix').argument('<control>', 'name of a control')
    .description('Say how to mend what a control finds.')
    .action((id: string) => done(fixControl(id, io)));

  const frameworks = commands.command('frameworks')
    .summary('List the frameworks, or show one.')
    .description('List the frameworks, or show the requirements of one, and the controls that support each.')
    .addHelpText('after', FRAMEWORKS_HELP);
  frameworks.command('list', { isDefault: true })
    .description('List the frameworks.')
    .addOption(formats(...FRAMEWORK_FORMATS))
    .addOption(at())
    .allowExcessArguments()
    .action((options: FrameworkOptions, command: Command) => done(orUnknown(frameworks, command) ?? listFrameworks(options, io)));
  frameworks.command('show').argument('<framework>', 'name of a framework')
    .description('Show the requirements of a framework.')
    .addOption(formats(...FRAMEWORK_FORMATS))
    .addOption(at())
    .action((id: string, options: FrameworkOptions) => done(showFramework(id, options, io)));

  commands.command('completion').argument('<shell>', SHELLS.join(', '))
    .summary('Print a script that completes what is typed in a shell.')
    .description('Print a script that completes commands, options and names in a shell.')
    .addHelpText('after', COMPLETION_HELP)
    .action((shell: string) => done(completion(shell, commands, io)));
}

/** A word behind a group of commands that is none of them. */
function orUnknown(group: Command, { args: [word] }: Command): undefined {
  if (word === undefined) return undefined;
  const names = group.commands.map(command => command.name());
  throw new Problem(`there is no command '${group.name()} ${word}'${meant(word, names, `to see one, pass '${group.name()} show ${word}'`)}`);
}

const CONTROLS_HELP = `
Examples:
  $ cdk-s3-compliance controls --framework hipaa --severity high
  $ cdk-s3-compliance controls show http-refused
  $ cdk-s3-compliance controls fix http-refused
`;

const FRAMEWORKS_HELP = `
Examples:
  $ cdk-s3-compliance frameworks
  $ cdk-s3-compliance frameworks show hipaa
  $ cdk-s3-compliance frameworks show hipaa --format oscal     (a component-definition)
`;

const COMPLETION_HELP = `
In ~/.bashrc, or in ~/.zshrc behind compinit:
  eval "$(cdk-s3-compliance completion bash)"

For fish, once:
  $ cdk-s3-compliance completion fish > ~/.config/fish/completions/cdk-s3-compliance.fish
`;

import { Command, Option } from 'commander';
import type { Io } from './io';
import { repeatable } from './options';
import { type DecideCommand, decideCommand, explainCommand } from './policy-decide';
import { diffCommand, type DiffCommand } from './policy-diff';
import { type FormatCommand, publicCommand, validateCommand } from './policy-public';
import { simulateCommand, type SimulateCommand } from './policy-simulate';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const format = (): Option => new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text');
const POLICY = ['<policy>', 'a policy document, an answer of get-bucket-policy, or a template with one bucket policy, in JSON; - for standard input'] as const;

/** `policy`: what a bucket policy says, decided here, without asking AWS. */
export function addPolicyCommands(commands: Command, io: Io, done: (code: number) => void): void {
  const policy = commands.command('policy').description('Decide, explain and compare bucket policies. Asks nobody.');

  for (const [name, what, run] of [
    ['decide', 'Say whether a request is allowed, and which statement decides.', decideCommand],
    ['explain', 'The same, with every statement and what each part of it says.', explainCommand],
  ] as const) {
    circumstances(policy.command(name).description(what).argument(...POLICY))
      .requiredOption('--action <action>', 'such as s3:GetObject')
      .requiredOption('--principal <principal>', "the requester's ARN, an AWS service, or anonymous")
      .requiredOption('--resource <arn>', 'the bucket or object')
      .option('--context <key=value>', 'a condition key of the request; may be repeated', collect, [])
      .addOption(new Option('--other-keys <what>', 'what condition keys are that are not given').choices(['absent', 'unknown']).default('absent'))
      .addOption(format())
      .addHelpText('after', DECIDE_HELP)
      .action(async (file: string, options: DecideCommand) => done(await run(file, options, io)));
  }

  circumstances(policy.command('simulate').description('Decide a table of requests, and compare with what is expected.').argument(...POLICY))
    .option('--table <file>', 'principals, actions, resources, contexts and expected outcomes, in JSON')
    .addOption(repeatable(new Option('--principal <principal>', 'a requester; may be repeated')))
    .addOption(repeatable(new Option('--action <action>', 'an action; may be repeated')))
    .addOption(repeatable(new Option('--resource <arn>', 'a bucket or object; may be repeated')))
    .option('--context <key=value>', 'a condition key of all requests; may be repeated', collect, [])
    .addOption(format())
    .addHelpText('after', SIMULATE_HELP)
    .action(async (file: string, options: SimulateCommand) => done(await simulateCommand(file, options, io)));

  policy.command('public').description('Say whether a bucket policy is public, by which statement, and what block public access does with it.')
    .argument(...POLICY).addOption(format()).addHelpText('after', PUBLIC_HELP)
    .action(async (file: string, options: FormatCommand) => done(await publicCommand(file, options, io)));

  policy.command('diff').description('Say what a change of a bucket policy allows that was refused, and refuses that was allowed.')
    .argument('<old>', 'the policy before').argument('<new>', 'the policy after')
    .option('--owner <account>', "the bucket's account (default: none of those that the policies name)")
    .addOption(repeatable(new Option('--action <action>', 'ask about this action only; may be repeated')))
    .addOption(format())
    .addHelpText('after', DIFF_HELP)
    .action(async (before: string, after: string, options: DiffCommand) => done(await diffCommand(before, after, options, io)));

  policy.command('validate').description('Look a policy through for what AWS refuses and for what never holds.')
    .argument(...POLICY)
    .addOption(new Option('--kind <kind>', 'what the policy is').choices(['bucket', 'identity']).default('bucket'))
    .addOption(format())
    .addHelpText('after', VALIDATE_HELP)
    .action(async (file: string, options: FormatCommand & { kind: 'bucket' | 'identity' }) => done(await validateCommand(file, options, io)));
}

/** The other policies that a request meets. */
function circumstances(command: Command): Command {
  return command
    .option('--owner <account>', "the bucket's account (default: the requester's)")
    .addOption(repeatable(new Option('--identity <file>', "a policy of the requester's own; may be repeated")))
    .option('--boundary <file>', "the requester's permissions boundary")
    .addOption(repeatable(new Option('--session <file>', 'a session policy; may be repeated')))
    .addOption(repeatable(new Option('--scp <file>', 'a service control policy, one for each level; may be repeated')))
    .addOption(repeatable(new Option('--rcp <file>', 'a resource control policy, one for each level; may be repeated')));
}

const DECIDE_HELP = `
Exit codes:
  0  allowed
  1  denied, or not known
  2  bad input

Examples:
  $ cdk-s3-compliance policy decide policy.json --action s3:GetObject --principal anonymous --resource arn:aws:s3:::records/a.txt
  $ aws s3api get-bucket-policy --bucket records | cdk-s3-compliance policy explain - --action s3:PutObject \\
      --principal arn:aws:iam::111122223333:role/ci --resource arn:aws:s3:::records/a.txt --context aws:SecureTransport=true --identity ci.json
`;

const SIMULATE_HELP = `
Exit codes:
  0  every decision is as expected, or nothing is
  1  one is not, or the table expects something of a request that it does not hold
  2  bad input

Examples:
  $ cdk-s3-compliance policy simulate policy.json --principal anonymous --action s3:GetObject --action s3:PutObject --resource arn:aws:s3:::records/a.txt
  $ cdk-s3-compliance policy simulate policy.json --table table.json

A table:
  { "principals": ["anonymous"], "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::records/a.txt"],
    "contexts": [{ "label": "over HTTP", "keys": { "aws:SecureTransport": "false" } }],
    "expected": [{ "context": "over HTTP", "outcome": "denied" }] }
`;

const PUBLIC_HELP = `
Exit codes:
  0  not public, and nobody outside is reached
  1  public or perhaps, or somebody outside may be reached
  2  bad input

Examples:
  $ aws s3api get-bucket-policy --bucket records | cdk-s3-compliance policy public -
`;

const DIFF_HELP = `
Exit codes:
  0  nothing more is allowed
  1  something more is, or may be, allowed
  2  bad input

Examples:
  $ cdk-s3-compliance policy diff before.json after.json --owner 111122223333
`;

const VALIDATE_HELP = `
Exit codes:
  0  no error was found; there may be warnings
  1  there are errors
  2  bad input

Examples:
  $ cdk-s3-compliance policy validate policy.json
`;

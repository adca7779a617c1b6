import { type Command, InvalidArgumentError, Option } from 'commander';
import { repeatable } from './options';

const between = (least: number, most: number) => (text: string): number => {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  return number;
};

/** Which accounts to ask, as whom, and how patiently. */
export function addAwsOptions(command: Command): Command {
  return command
    .option('--account <id>', 'account of the buckets (default: the one of the credentials)')
    .option('--region <region>', 'Region to ask first (default: as the AWS SDK finds it)')
    .option('--profile <name>', 'profile of the shared AWS config files')
    .option('--endpoint <url>', 'another S3 service')
    .addOption(repeatable(new Option('--role-arn <arn>', 'audit the account of this role, and take it on; may be repeated')))
    .addOption(new Option('--concurrency <number>', 'buckets that are read at once, 1 to 100 (default: 8)').argParser(between(1, 100)))
    .addOption(new Option('--attempts <number>', 'how often a call is sent at most, 1 to 20 (default: 5)').argParser(between(1, 20)))
    .option('--resume <journal>', 'keep what is read in a journal, and go on where it ends')
    .option('--replay <file>', 'judge what --record or --resume kept, and ask nobody');
}

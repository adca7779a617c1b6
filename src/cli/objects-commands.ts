import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from './io';
import { objects, OBJECTS_FAIL_ON, type ObjectsCommand } from './objects';
import { repeatable } from './options';
import { FRAMEWORKS } from '../frameworks';

const whole = (least: number, most: number) => (text: string): number => {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (!(number >= least && number <= most)) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  return number;
};

const ENCRYPTIONS = ['AES256', 'aws:kms', 'aws:kms:dsse'];

/** `objects`: a sample of the objects of a bucket, or all that an S3 Inventory lists. */
export function addObjectsCommands(commands: Command, io: Io, done: (code: number) => void): void {
  const ids = [...FRAMEWORKS.map(framework => framework.id), 'all'].join(', ');
  commands.command('objects')
    .description('Judge the objects of a bucket: a sample, or all that an S3 Inventory lists. Reads only.')
    .addArgument(new Argument('[bucket]', 'name of the bucket; may be left out for an inventory'))
    .option('--inventory <manifest>', 'the manifest.json of an S3 Inventory: a file, or s3://<bucket>/<key>')
    .option('--inventory-account <id>', 'account of the bucket that the inventory is in (default: --account)')
    .addOption(new Option('--sample <number>', 'objects to look at, 1 to 100000 (default: 100)').argParser(whole(1, 100_000)))
    .addOption(new Option('--seed <number>', 'draws the same objects again (default: a random one, which the report names)').argParser(whole(0, 4_294_967_295)))
    .option('--prefix <prefix>', 'only objects whose keys begin so')
    .addOption(new Option('--limit <number>', 'objects to list at most (default: 1000000)').argParser(whole(1, 9_999_999_999)))
    .option('--start-keys', 'draw from pages behind random keys, without listing the bucket; such a sample is biased')
    .addOption(repeatable(new Option('--encryption <algorithm>', 'expect this encryption; may be repeated (default: that of the bucket)').choices(ENCRYPTIONS)))
    .option('--key <arn>', 'expect this KMS key (default: that of the bucket)')
    .option('--checksum [algorithm]', 'expect a checksum, by one of these algorithms with commas between them (default: any)')
    .addOption(new Option('--retention-mode <mode>', 'expect a retention in this mode (default: the retention of the bucket)').choices(['GOVERNANCE', 'COMPLIANCE']))
    .addOption(new Option('--min-days <days>', 'expect a retention of so many days from when the object was written').argParser(whole(1, 36_500)))
    .addOption(new Option('--min-days-left <days>', 'expect a retention with so many days left').argParser(whole(0, 36_500)))
    .option('--legal-hold', 'expect a legal hold')
    .addOption(repeatable(new Option('--tag <key[=value]>', 'expect a tag; may be repeated')))
    .addOption(repeatable(new Option('--storage-class <class>', 'expect this storage class; may be repeated'), { commas: true }))
    .addOption(repeatable(new Option('-f, --framework <framework>', `name requirements of: ${ids} (default: all)`), { commas: true }))
    .option('--account <id>', 'account of the bucket (default: the one of the credentials)')
    .option('--region <region>', 'Region of the bucket (default: as the AWS SDK finds it)')
    .option('--profile <name>', 'profile of the shared AWS config files')
    .option('--endpoint <url>', 'another S3 service')
    .addOption(repeatable(new Option('--role-arn <arn>', 'take on this role')))
    .addOption(new Option('--concurrency <number>', 'objects that are looked at at once, 1 to 100 (default: 8)').argParser(whole(1, 100)))
    .addOption(new Option('--attempts <number>', 'how often a call is sent at most, 1 to 20 (default: 5)').argParser(whole(1, 20)))
    .option('--at <day>', 'count retention as of a day, YYYY-MM-DD (default: now)')
    .addOption(new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text'))
    .addOption(new Option('--fail-on <what>', 'exit with 1 where that, or worse, is found').choices(OBJECTS_FAIL_ON).default('fail'))
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', HELP)
    .action(async (bucket: string | undefined, options: ObjectsCommand) => done(await objects(bucket, options, io)));
}

const HELP = `
Needs @aws-sdk/client-s3, and @aws-sdk/client-kms where the key of the bucket is an alias; an inventory in files needs neither.

Exit codes:
  0  nothing fails that --fail-on asks for
  1  something does
  2  bad input, or AWS lets nobody in; nothing was judged

Examples:
  $ cdk-s3-compliance objects acme-records --sample 300 --seed 1
  $ cdk-s3-compliance objects acme-records --min-days 2190 --retention-mode COMPLIANCE --checksum --tag personal-data
  $ cdk-s3-compliance objects --inventory inventory/2026-11-26T01-00Z/manifest.json --encryption aws:kms
  $ cdk-s3-compliance objects acme-records --inventory s3://acme-inventories/acme-records/daily/2026-11-26T01-00Z/manifest.json
`;

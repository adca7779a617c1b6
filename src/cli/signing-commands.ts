import { Command, Option } from 'commander';
import { inspect, type InspectCommand } from './inspect';
import type { Io } from './io';
import { presign, type PresignCommand } from './presign';
import { verify, type VerifyCommand } from './verify';

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const format = (): Option => new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text');
const at = ['--at <moment>', 'judge as of a moment such as 2026-12-31T00:00:00Z (default: now)'] as const;

/** `presign`, `verify` and `inspect`: thin over the runtime module. */
export function addSigningCommands(commands: Command, io: Io, done: (code: number) => void): void {
  commands.command('presign')
    .description('Sign a URL for one S3 request, with the credentials in the environment. Asks nobody.')
    .argument('<target>', 's3://bucket/key, or s3://<access point ARN>/key')
    .option('-X, --method <method>', 'GET, HEAD, PUT, DELETE or POST', 'GET')
    .option('--region <region>', 'Region of the bucket (default: AWS_REGION)')
    .option('--expires-in <seconds>', 'how long it works, 1 to 604800 (default: 900)')
    .option('--max-expires-in <seconds>', 'refuse to sign for longer (default: 604800)')
    .option('-H, --header <name: value>', 'a header that must be sent with it; may be repeated', collect, [])
    .option('--query <name=value>', 'a further parameter; may be repeated', collect, [])
    .option('--version-id <id>', 'a version of the object')
    .option('--endpoint <url>', 'another S3 service')
    .option('--path-style', 'the bucket in the path')
    .option('--dual-stack', 'IPv6 as well as IPv4')
    .option('--fips', 'a FIPS 140 endpoint')
    .option('--allow-http', 'let an --endpoint be plain HTTP')
    .option('--require-temporary', 'refuse credentials that live long')
    .option('--fail-early-end', 'fail where the credentials end before the URL would')
    .option(at[0], 'sign as of a moment such as 2026-12-31T00:00:00Z (default: now)')
    .addOption(format())
    .addHelpText('after', PRESIGN_HELP)
    .action((target: string, options: PresignCommand) => done(presign(target, options, io)));

  commands.command('verify')
    .description('Verify the signature of a presigned URL or a signed request, with the secret in the environment.')
    .argument('<url>', 'the URL exactly as it was received, or - for standard input')
    .option('-X, --method <method>', 'the method that it was used with', 'GET')
    .option('--region <region>', 'the Region that it must be for (default: the one that it names)')
    .option('-H, --header <name: value>', 'a header of the request; may be repeated', collect, [])
    .option('--body <file>', 'the body of the request')
    .option('--max-expires-in <seconds>', 'the longest expiry that is let in (default: 604800)')
    .option('--max-age <seconds>', 'the oldest signature that is let in')
    .option('--allow-http', 'let in plain HTTP')
    .option(...at)
    .addOption(format())
    .addHelpText('after', VERIFY_HELP)
    .action(async (url: string, options: VerifyCommand) => done(await verify(url, options, io)));

  commands.command('inspect')
    .description('Say what a presigned URL grants, to whom, until when, and what is risky about it. Needs no secret.')
    .argument('<url>', 'a presigned URL, or - for standard input')
    .option('-X, --method <method>', 'the method that it is for (default: not known)')
    .option('--long-life <seconds>', 'from when on a life counts as long (default: 3600)')
    .addOption(new Option('--fail-on <severity>', 'exit with 1 where a risk is at least that').choices(['high', 'medium', 'low']))
    .option(...at)
    .addOption(format())
    .addHelpText('after', INSPECT_HELP)
    .action(async (url: string, options: InspectCommand) => done(await inspect(url, options, io)));
}

const PRESIGN_HELP = `
Exit codes:
  0  signed; the URL is on standard output, what to know besides on standard error
  2  bad input, nothing was signed

Examples:
  $ eval "$(aws configure export-credentials --format env)"
  $ cdk-s3-compliance presign s3://records/scans/2026.pdf --region eu-central-1 --expires-in 300
  $ cdk-s3-compliance presign s3://records/in.csv -X PUT -H 'content-type: text/csv' --format json
`;

const VERIFY_HELP = `
Exit codes:
  0  the signature holds
  1  refused, with the reason and its code
  2  bad input, nothing was verified

Examples:
  $ pbpaste | cdk-s3-compliance verify -
  $ cdk-s3-compliance verify "$URL" -X PUT -H 'content-type: text/csv' --at 2026-12-31T00:00:00Z
`;

const INSPECT_HELP = `
Exit codes:
  0  it is a presigned URL, without a risk that --fail-on names
  1  it is none, or has such a risk
  2  bad input

Examples:
  $ cdk-s3-compliance inspect "$URL" -X GET
  $ cdk-s3-compliance inspect - --fail-on high < url.txt
`;

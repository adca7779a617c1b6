import type { Io } from './io';
import { Problem } from './problem';
import type { Port } from '../posture/live';
import type { AuditTarget } from '../runtime/audit';

/** What the adapter over the AWS SDK takes. */
export interface AwsOptions {
  /** @default - as the SDK finds it: AWS_REGION, or the profile */
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** @default - as the SDK finds them */
  readonly credentials?: unknown;
}

/** The way to AWS: the adapter over its SDK, or what a test puts in its place. */
export interface Aws {
  awsPort(options: AwsOptions): Promise<Port>;
  callerAccount(options: AwsOptions): Promise<string>;
  organizationAccounts(options: AwsOptions): Promise<readonly string[]>;
  assumedCredentials(options: AwsOptions, roleArn: string): unknown;
}

/** Which accounts to ask, and as whom. */
export interface AwsCommand {
  readonly account?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  /** Roles to take on, one an account. */
  readonly roleArn?: readonly string[];
  /** Every account of the organization. @default false */
  readonly organization?: boolean;
  /** The role to take on in each account of the organization. */
  readonly roleName?: string;
}

/** The accounts that a command asks for, with what asks each. */
export async function targetsOf(command: AwsCommand, buckets: readonly string[], io: Io): Promise<readonly AuditTarget[]> {
  const { account, profile, roleArn = [], organization = false, roleName } = command;
  if (account !== undefined && !/^\d{12}$/.test(account)) throw new Problem(`'--account' must be 12 digits, got '${account}'`);
  if (organization && roleName === undefined) throw new Problem('\'--organization\' needs the role to take on in each account; pass \'--role-name\' as well');
  if (roleName !== undefined && !organization) throw new Problem('\'--role-name\' is for \'--organization\'; pass \'--role-arn\' for one account');
  if (roleName !== undefined && !/^[\w+=,.@/-]{1,512}$/.test(roleName)) throw new Problem(`'--role-name' must be the name of an IAM role, got '${roleName}'`);
  if (organization && roleArn.length > 0) throw new Problem('\'--organization\' and \'--role-arn\' exclude each other; pass one of them');
  if ((organization || roleArn.length > 1) && buckets.length > 0) throw new Problem('buckets can be named of one account only; leave them out to audit all');

  if (command.endpoint !== undefined && (organization || (account === undefined && roleArn.length === 0))) {
    throw new Problem('\'--endpoint\' is another S3 service, which cannot say whose accounts there are; pass \'--account\' as well');
  }

  const region = command.region ?? io.env.AWS_REGION ?? io.env.AWS_DEFAULT_REGION;
  const endpoint = endpointOf(command.endpoint);
  const options: AwsOptions = {
    ...region !== undefined && { region },
    ...profile !== undefined && { profile },
    ...endpoint !== undefined && { endpoint },
  };
  const aws = await reach(io);
  const target = async (id: string, given: AwsOptions): Promise<AuditTarget> =>
    ({ account: id, port: await asked(aws.awsPort(given)), ...region !== undefined && { region }, ...buckets.length > 0 && { buckets } });
  const taking = async (arn: string) => {
    const id = accountOf(arn);
    return target(id, { ...options, credentials: await asked(Promise.resolve(aws.assumedCredentials(options, arn))) });
  };

  if (roleArn.length > 0) return inTurn(roleArn, taking);
  const caller = organization || account === undefined ? await callerOf(aws, options) : account;
  if (!organization) return [await target(caller, options)];
  const accounts = await asked(aws.organizationAccounts(options));
  return inTurn(accounts, id => id === caller ? target(id, options) : taking(`arn:${partitionOf(region)}:iam::${id}:role/${roleName}`));
}

async function callerOf(aws: Aws, options: AwsOptions): Promise<string> {
  try {
    return await aws.callerAccount(options);
  } catch (error) {
    throw new Problem(`cannot tell which account this is: ${wordsOf(error)}; pass '--account'`);
  }
}

/** One after the other: making a port of an account is quick, and errors come in order. */
async function inTurn<T, R>(list: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (const item of list) done.push(await work(item));
  return done;
}

function accountOf(arn: string): string {
  const [, account] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
  if (account === undefined) throw new Problem(`'--role-arn' must be the ARN of a role such as arn:aws:iam::123456789012:role/Audit, got '${arn}'`);
  return account;
}

export const partitionOf = (region = ''): string => region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

function endpointOf(text: string | undefined): string | undefined {
  if (text !== undefined && !/^https?:\/\/[^\s/@]+\/?$/.test(text)) throw new Problem(`'--endpoint' must be a URL such as https://s3.example.com, got '${text}'`);
  return text;
}

/** Loads the adapter only where a command asks AWS. */
async function reach(io: Io): Promise<Aws> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return io.aws ? io.aws() : require('../runtime/aws-sdk') as Aws;
}

/** What went wrong on the way to AWS is a sentence, not a bug. */
async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(wordsOf(error));
  }
}

export function wordsOf(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const words = (message || name).replace(/\s+/g, ' ').replace(/\.$/, '');
  return name === 'Error' || name === 'RangeError' || words.includes(name) ? words : `${name}: ${words}`;
}

import { CALLS, type CallName, type Input, type Port, type Sending } from '../posture/live';
import { clientOf, clientsOf, type Clients, commandOf } from './parts/sdk-clients';
import { operationOf } from './parts/sdk-guard';
import { load, loadIfThere, type Sdk, type SdkService } from './parts/sdk-load';
import { type AwsOptions, endpointOf, timeoutOf } from './parts/sdk-options';
import { expectedOf } from './parts/sdk-read';
import { send } from './parts/sdk-send';

export type { SdkService } from './parts/sdk-load';
export type { AwsOptions } from './parts/sdk-options';

/** A port over the AWS SDK. It may be used until it is closed. */
export type AwsPort = Port & {
  /** Closes the connections. */
  close(): void;
};

/** In bytes. */
const LARGEST_ANSWER = 16 * 1024 * 1024;
const LARGEST_OBJECT = 64 * 1024 * 1024;

const SERVICES = ['s3', 's3-control', 'kms', 'cloudtrail', 'cloudwatch', 'macie2'] as const;

/**
 * The port of an audit over the AWS SDK for JavaScript, version 3. `@aws-sdk/client-s3` must be installed; the calls of other services are there
 * where `@aws-sdk/client-s3-control`, `-kms`, `-cloudtrail`, `-cloudwatch` and `-macie2` are.
 *
 * It reads and cannot write: what is no call of the audit is refused before it is sent. It asks once, follows no redirect, and takes no other
 * document for the answer: an error named `OddAnswer` says what came instead. Answers are plain data with instants as ISO 8601.
 * GetObject answers `{ Body: Uint8Array }` of at most `MaxBytes`, which is 64 MiB by default.
 *
 * @throws Error where @aws-sdk/client-s3 is not installed; RangeError for options that cannot be
 */
export async function awsPort(options: AwsOptions = {}): Promise<AwsPort> {
  timeoutOf(options);
  const asked = SERVICES.filter(service => endpointOf(service, options) !== undefined);
  const sdks: Partial<Record<SdkService, Sdk>> = Object.fromEntries(
    asked.map(service => [service, service === 's3' ? load('s3', 'an audit') : loadIfThere(service)] as const));
  const clients = clientsOf(sdks, options);
  const calls = (Object.keys(CALLS) as CallName[]).filter(call => sdks[CALLS[call].service] !== undefined);
  const port = Object.fromEntries(calls.map(call => [call, asking(call, sdks[CALLS[call].service]!, clients, options)]));
  // beside the calls, for those who list them
  return Object.defineProperty(port, 'close', { value: () => clients.close() }) as unknown as AwsPort;
}

function asking(call: CallName, sdk: Sdk, clients: Clients, options: AwsOptions): NonNullable<Port[CallName]> {
  const timeout = timeoutOf(options);
  const is = expectedOf(call);
  const operation = operationOf(call);
  return async ({ MaxBytes, ...input }: Input, { region, signal }: Sending = {}) => {
    const limit = typeof MaxBytes === 'number' ? MaxBytes : call === 'GetObject' ? LARGEST_OBJECT : LARGEST_ANSWER;
    const client = clients.of(CALLS[call].service, region);
    return send(client, commandOf(sdk, operation, input), { timeout, is, limit, signal, ...call === 'GetObject' && { pick: bodyOf } });
  };
}

async function bodyOf(answer: object): Promise<object> {
  const { Body } = answer as { readonly Body?: { transformToByteArray(): Promise<Uint8Array> } };
  return { Body: await Body?.transformToByteArray() ?? new Uint8Array() };
}

/**
 * The account of the credentials, as twelve digits. Needs no permission, and `@aws-sdk/client-sts`.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function callerAccount(options: AwsOptions = {}): Promise<string> {
  const { Account } = await once('sts', 'GetCallerIdentity', {}, options);
  if (typeof Account !== 'string' || !/^\d{12}$/.test(Account)) throw new Error('AWS did not say which account the credentials are of; name the account');
  return Account;
}

/**
 * The accounts of the organization that are active, in order. Needs `organizations:ListAccounts`, which only the management account and
 * delegated administrators have, and `@aws-sdk/client-organizations`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export async function organizationAccounts(options: AwsOptions = {}): Promise<string[]> {
  const accounts: string[] = [];
  let NextToken: unknown;
  do {
    const page: Answered = await once('organizations', 'ListAccounts', { NextToken }, options);
    if (!Array.isArray(page.Accounts)) throw new Error('AWS did not list the accounts of the organization; name the roles to take on');
    for (const { Id, State, Status } of page.Accounts as Answered[]) {
      if (typeof Id !== 'string' || !/^\d{12}$/.test(Id)) throw new Error('AWS listed an account of the organization without its number');
      if ((State ?? Status) === 'ACTIVE') accounts.push(Id);
    }
    if (page.NextToken !== undefined && page.NextToken === NextToken) throw new Error('AWS lists the same accounts of the organization again and again');
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return [...new Set(accounts)].sort();
}

/** What credentials are by the SDK. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

const HOUR = 3_600;

/**
 * A provider of the credentials of a role, for `awsPort`; the SDK asks it again when they expire. Needs `sts:AssumeRole` on the role, and
 * `@aws-sdk/client-sts`. The role must trust the credentials that `options` have.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumedCredentials(options: AwsOptions, roleArn: string): () => Promise<RoleCredentials> {
  return async () => {
    const { Credentials } = await once('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'cdk-s3-compliance-audit', DurationSeconds: HOUR }, options);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Object(Credentials) as Readonly<Record<string, unknown>>;
    if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string' || typeof SessionToken !== 'string' || typeof Expiration !== 'string') {
      throw new Error(`AWS gave no credentials of the role ${roleArn}; look at its trust policy`);
    }
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration: new Date(Expiration) };
  };
}

type Answered = Readonly<Record<string, unknown>>;

async function once(service: 'sts' | 'organizations', operation: string, input: Answered, options: AwsOptions): Promise<Answered> {
  if (endpointOf(service, options) === undefined) throw new Error(`${operation} has nobody to ask at another S3 service; pass 'endpoints.${service}'`);
  const sdk = load(service, operation);
  const client = clientOf(sdk, service, options);
  try {
    const is = service === 'sts' ? { root: `${operation}Response` } : 'json';
    return await send(client, commandOf(sdk, operation, input), { timeout: timeoutOf(options), is, limit: LARGEST_ANSWER }) as Answered;
  } finally {
    client.destroy();
  }
}

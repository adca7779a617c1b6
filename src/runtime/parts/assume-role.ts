import { assumeRoleInput, type AssumeRoleInput, type RoleOptions } from './assume-role-input';
import { Refused } from './refused';

export type { AssumeRoleInput, RoleOptions } from './assume-role-input';

/** What `send` answers: the part of STS's answer that is used. */
export interface AssumeRoleAnswer {
  readonly Credentials?: {
    readonly AccessKeyId?: string | undefined;
    readonly SecretAccessKey?: string | undefined;
    readonly SessionToken?: string | undefined;
    readonly Expiration?: Date | undefined;
  } | undefined;
}

export interface AssumeRoleOptions extends RoleOptions {
  /** Asks STS: `input => sts.send(new AssumeRoleCommand(input))`. */
  readonly send: (input: AssumeRoleInput) => Promise<AssumeRoleAnswer>;
  /** Seconds before they expire from which on new credentials are asked for. Credentials that live shorter are renewed halfway. @default 300 */
  readonly refreshBeforeSeconds?: number;
  /** Told why a refresh failed while the old credentials were still good: for a log or an alarm. @default - nobody is told */
  readonly onRefreshFailure?: (reason: Refused) => void;
  /** The clock. @default - that of the system */
  readonly now?: () => Date;
}

/** What a provider gives. A fresh object for each caller. */
export interface TemporaryCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
}

/** After a refresh that failed, the next is tried after 1 second, then 2, 4, ... up to this many. */
const LONGEST_PAUSE = 60;

/**
 * A credential provider for the AWS SDK and for anything that signs. It asks STS when it is first called and again before the credentials expire;
 * who calls meanwhile shares one request. Where a refresh fails, credentials that still live are given out and the refresh is tried later; expired
 * ones are never given out.
 *
 * ```ts
 * const sts = new STSClient({});
 * const credentials = assumeRole({ roleArn, sessionName: 'reports', send: input => sts.send(new AssumeRoleCommand(input)) });
 * new S3Client({ credentials });
 * ```
 *
 * Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 *
 * @throws at once RangeError for options that STS would refuse; when called Refused: assume-role-failed with the error of `send` as its `cause`, or
 * unusable-sts-answer for an answer that cannot be used
 */
export function assumeRole(options: AssumeRoleOptions): () => Promise<TemporaryCredentials> {
  const { send, refreshBeforeSeconds = 300, onRefreshFailure, now = () => new Date() } = options;
  if (typeof send !== 'function') throw new TypeError(`'send' must be a function, got ${typeof send}; pass input => sts.send(new AssumeRoleCommand(input))`);
  if (!Number.isInteger(refreshBeforeSeconds) || refreshBeforeSeconds < 0) {
    throw new RangeError(`'refreshBeforeSeconds' must be whole seconds from 0, got ${String(refreshBeforeSeconds)}; 300 is usual`);
  }
  const input = assumeRoleInput(options);
  let held: Held | undefined;
  let asking: Promise<TemporaryCredentials> | undefined;

  const refresh = async (): Promise<TemporaryCredentials> => {
    let failure: Refused | undefined;
    try {
      held = holding(await ask(send, input, now), now().getTime(), refreshBeforeSeconds);
    } catch (error) {
      failure = error as Refused;
    }
    const time = now().getTime();
    if (failure && held && time < held.expires) {
      held = { ...held, failures: held.failures + 1, refreshAt: time + 1000 * Math.min(2 ** held.failures, LONGEST_PAUSE) };
      onRefreshFailure?.(failure);
    } else if (failure) {
      throw failure;
    }
    return copy(held!.credentials);
  };

  return async () => {
    const time = now().getTime();
    if (held && time < held.refreshAt && time < held.expires) return copy(held.credentials);
    asking ??= refresh().finally(() => { asking = undefined; });
    return copy(await asking);
  };
}

interface Held {
  readonly credentials: TemporaryCredentials;
  /** Milliseconds since 1970, as the next. */
  readonly expires: number;
  readonly refreshAt: number;
  /** How many refreshes have failed one after the other. */
  readonly failures: number;
}

function holding(credentials: TemporaryCredentials, time: number, refreshBeforeSeconds: number): Held {
  const expires = credentials.expiration.getTime();
  return { credentials, expires, refreshAt: expires - Math.min(1000 * refreshBeforeSeconds, (expires - time) / 2), failures: 0 };
}

async function ask(send: AssumeRoleOptions['send'], input: AssumeRoleInput, now: () => Date): Promise<TemporaryCredentials> {
  let answer: AssumeRoleAnswer;
  try {
    answer = await send({ ...input });
  } catch (error) {
    throw new Refused('assume-role-failed', `role ${input.RoleArn} could not be assumed (${reasonOf(error)}); check the role's trust policy and the caller's rights`, error);
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer?.Credentials ?? {};
  const missing = Object.entries({ AccessKeyId, SecretAccessKey, SessionToken }).find(([, value]) => typeof value !== 'string' || value === '')?.[0];
  if (missing !== undefined) throw odd(input, answer?.Credentials ? `without ${missing}` : 'without Credentials');
  const expires = Expiration instanceof Date || isDate(Expiration) ? Expiration.getTime() : NaN;
  if (Number.isNaN(expires)) throw odd(input, 'without a valid Expiration');
  if (expires <= now().getTime()) throw odd(input, `whose credentials expired at ${new Date(expires).toISOString()}; check the clock of this machine`);
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken!, expiration: new Date(expires) };
}

const odd = (input: AssumeRoleInput, how: string): Refused =>
  new Refused('unusable-sts-answer', `sts answered AssumeRole of ${input.RoleArn} ${how}${how.includes(';') ? '' : "; pass a 'send' that returns its answer whole"}`);

/** A date of another realm, as in tests and in worker contexts. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

/** The error's name; its message as well where it is an answer of AWS's, since a message of anything else may quote what was sent. */
function reasonOf(error: unknown): string {
  if (!(typeof error === 'object' && error !== null)) return typeof error;
  const { name, code, message } = error as { name?: unknown; code?: unknown; message?: unknown };
  const title = [name, code].filter(part => typeof part === 'string' && part !== 'Error').join(' ') || 'Error';
  return '$fault' in error && typeof message === 'string' ? `${title}: ${message.split('\n', 1)[0]}` : title;
}

const copy = (credentials: TemporaryCredentials): TemporaryCredentials => ({ ...credentials, expiration: new Date(credentials.expiration) });

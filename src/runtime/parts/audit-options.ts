import type { Clock } from './audit-clock';
import { ASKED, type Asked, type Journal } from './audit-journal';
import type { Declarations } from '../../posture/declarations';
import { CALLS, type CallName } from '../../posture/live/calls';
import type { Port, Recording } from '../../posture/live/port';

/** An account, and what asks it. */
export interface AuditTarget {
  /** 12 digits. Buckets of other accounts are refused by AWS, and judged unknown. */
  readonly account: string;
  /** Reads the account: see `awsPort` of `cdk-s3-compliance/runtime/aws-sdk`. */
  readonly port: Port;
  /** The Region of the port. @default - the port knows */
  readonly region?: string;
  /** Names of buckets. @default - all that ListBuckets names */
  readonly buckets?: readonly string[];
}

export interface ReadOptions extends Partial<Clock> {
  /** Each account once. Its buckets are read after those of the account before, as far as there is room. */
  readonly targets: readonly AuditTarget[];
  /** Buckets that are read at once, over all accounts: 1 to 100. @default 8 */
  readonly concurrency?: number;
  /** How often each call is sent at most, see `patient`. @default 5 */
  readonly attempts?: number;
  /** Where to keep what was read, so that an audit can be resumed. @default - nowhere */
  readonly journal?: Journal;
  /** Ends the audit with its reason. What is in the journal by then stays. @default - none */
  readonly signal?: AbortSignal;
  /** Is told after each bucket. It must not throw. @default - nobody */
  readonly onProgress?: (progress: AuditProgress) => void;
}

export interface AuditProgress {
  /** Buckets that were read, those of the journal included. */
  readonly done: number;
  /** Buckets that there are; undefined until all accounts were listed. */
  readonly total?: number;
  readonly account: string;
  readonly bucket: string;
}

export interface JudgingOptions {
  /** Ids of frameworks. @default ['baseline'] */
  readonly frameworks?: readonly string[];
  /** What the owners declare, by the name of the bucket. @default - nothing */
  readonly declarations?: Readonly<Record<string, Declarations>>;
  /** The day to judge exceptions on, as `YYYY-MM-DD`. @default - none, and no exception waives anything */
  readonly today?: string;
  /** When the report was made, as ISO 8601. @default - not stated, so that the same recordings give the same bytes */
  readonly generatedAt?: string;
}

export interface AuditOptions extends ReadOptions, JudgingOptions {}

/** Names that S3 ever gave out, in us-east-1 before March 2018: nothing else is sent. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;

/**
 * What the audit asks, in an order that does not depend on how it was put.
 *
 * @throws RangeError where an account or a bucket can be none, or the numbers are out of their ranges
 */
export function askedOf({ targets, concurrency = 8 }: ReadOptions): Asked {
  if (!Number.isSafeInteger(concurrency) || concurrency < 1 || concurrency > 100) {
    throw new RangeError(`'concurrency' must be a whole number from 1 to 100, got ${concurrency}; 8 is usual`);
  }
  if (targets.length === 0) throw new RangeError('\'targets\' is empty, so there is nothing to audit; pass an account and its port');
  const asked = targets.map(({ account, region, buckets, port }) => {
    if (!/^\d{12}$/.test(account)) throw new RangeError(`'account' must be 12 digits, got '${account}'`);
    const wrong = buckets?.find(name => !NAME.test(name));
    if (wrong !== undefined) throw new RangeError(`'${wrong}' can be no bucket's name; pass the name alone, without s3:// or an ARN`);
    if (buckets?.length === 0) throw new RangeError(`'buckets' of account ${account} is empty; leave it out to audit all buckets`);
    return {
      account,
      ...region !== undefined && { region },
      buckets: buckets ? [...new Set(buckets)].sort() : 'all' as const,
      calls: (Object.keys(CALLS) as CallName[]).filter(name => typeof port[name] === 'function').sort(),
    };
  }).sort((one, other) => one.account < other.account ? -1 : 1);
  const twice = asked.find(({ account }, i) => account === asked[i - 1]?.account);
  if (twice) throw new RangeError(`account ${twice.account} is there twice; put its buckets into one target`);
  return { schema: ASKED, targets: asked };
}

export const byPlace = (one: Recording, other: Recording): number => order(one.account, other.account) || order(one.bucket, other.bucket);

/** By code units: no locale, so that every machine sorts alike. */
const order = (one: string, other: string): number => one < other ? -1 : one > other ? 1 : 0;

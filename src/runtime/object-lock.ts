import { type RequestPart } from './parts/request-part';
import { show } from '../sigv4/show';

export interface ObjectLockOptions {
  /**
   * GOVERNANCE: who has `s3:BypassGovernanceRetention` can lift it. COMPLIANCE: nobody can, the root user included; it needs `acknowledgeIrreversible`.
   *
   * @default - no retention but the bucket's default one
   */
  readonly mode?: 'GOVERNANCE' | 'COMPLIANCE';

  /** When the retention ends: in the future, and at most 100 years (36500 days) away. Goes with `mode`. @default - as `mode` */
  readonly retainUntil?: Date;

  /** Whether to hold the version until the hold is taken off again, whatever the retention. @default - nothing is said, so there is no hold */
  readonly legalHold?: boolean;

  /** Says that COMPLIANCE is meant: until then nobody can delete the version, and it is paid for. @default false */
  readonly acknowledgeIrreversible?: boolean;

  /** The moment that counts as now. @default new Date() */
  readonly at?: Date;
}

export interface ObjectLockParams {
  readonly ObjectLockMode?: 'GOVERNANCE' | 'COMPLIANCE';
  readonly ObjectLockRetainUntilDate?: Date;
  readonly ObjectLockLegalHoldStatus?: 'ON' | 'OFF';
}

/** What S3 takes as the longest retention, in days. */
const LONGEST = 36500;

/**
 * Locks the version that an upload makes. S3 refuses such an upload without Content-MD5 or a checksum: the AWS SDK sends one by itself, a plain request
 * adds `checksumHeaders(...)`. The caller needs `s3:PutObjectRetention` and `s3:PutObjectLegalHold`, and the bucket Object Lock.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
 */
export function objectLock(options: ObjectLockOptions): RequestPart<ObjectLockParams> {
  const { mode, retainUntil, legalHold } = options;
  if (mode === undefined && retainUntil === undefined && legalHold === undefined) {
    throw new TypeError("nothing is to be locked; pass 'mode' and 'retainUntil', or 'legalHold'");
  }
  if (legalHold !== undefined && typeof legalHold !== 'boolean') throw new TypeError(`'legalHold' must be true or false, got ${show(legalHold)}; pass true to hold`);
  const retention = mode === undefined && retainUntil === undefined ? undefined : retentionOf(options);
  const hold = legalHold === undefined ? undefined : legalHold ? 'ON' : 'OFF';
  return {
    headers: {
      ...retention && { 'x-amz-object-lock-mode': retention.mode, 'x-amz-object-lock-retain-until-date': dateTime(retention.until) },
      ...hold && { 'x-amz-object-lock-legal-hold': hold },
    },
    params: {
      ...retention && { ObjectLockMode: retention.mode, ObjectLockRetainUntilDate: retention.until },
      ...hold && { ObjectLockLegalHoldStatus: hold },
    },
  };
}

function retentionOf({ mode, retainUntil, acknowledgeIrreversible, at = new Date() }: ObjectLockOptions) {
  if (mode === undefined) throw new TypeError("'retainUntil' needs a 'mode'; pass 'GOVERNANCE', which named roles can lift");
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw new RangeError(`'mode' must be 'GOVERNANCE' or 'COMPLIANCE', got ${show(mode)}; pass one of them`);
  if (retainUntil === undefined) throw new TypeError(`'mode' ${mode} needs an end; pass 'retainUntil' as a Date`);
  const until = moment('retainUntil', retainUntil);
  const now = moment('at', at);
  if (until <= now) throw new RangeError(`'retainUntil' must be in the future, got ${until.toISOString()}; pass a later date`);
  const last = new Date(now.getTime() + LONGEST * 86_400_000);
  if (until > last) throw new RangeError(`'retainUntil' must be within ${LONGEST} days, got ${until.toISOString()}; pass ${last.toISOString()} or earlier`);
  if (mode === 'COMPLIANCE' && acknowledgeIrreversible !== true) {
    throw new RangeError(`'mode' COMPLIANCE cannot be undone by anybody before ${until.toISOString()}; pass acknowledgeIrreversible: true, or mode: 'GOVERNANCE'`);
  }
  return { mode, until };
}

/** A copy of a date, so that nobody changes it later. */
function moment(name: string, date: unknown): Date {
  const time = Object.prototype.toString.call(date) === '[object Date]' ? (date as Date).getTime() : undefined;
  if (time === undefined) throw new TypeError(`'${name}' must be a Date, got ${show(date)}; pass new Date('2030-01-01T00:00:00Z')`);
  if (Number.isNaN(time)) throw new RangeError(`'${name}' is a Date without a time; pass a valid one such as new Date('2030-01-01T00:00:00Z')`);
  return new Date(time);
}

/** ISO 8601 in UTC, as the AWS SDK writes it: milliseconds only where there are some. */
const dateTime = (date: Date): string => date.toISOString().replace('.000Z', 'Z');

import type { Fact } from '../../posture/fact';

/** What is known of one object. */
export interface ObjectFacts {
  /** `AES256`, `aws:kms`, `aws:kms:dsse`, `SSE-C`, or `none`. */
  readonly encryption: Fact<string>;
  /** ARN of the KMS key; undefined where there is none. */
  readonly key: Fact<string | undefined>;
  /** Algorithms, as S3 names them: `CRC64NVME`. */
  readonly checksums: Fact<readonly string[]>;
  readonly retention: Fact<Retention | null>;
  readonly legalHold: Fact<boolean>;
  readonly tags: Fact<ReadonlyMap<string, string>>;
  readonly storageClass: Fact<string>;
  /** The groups of strangers that its ACL names, with what they may: `AllUsers READ`. */
  readonly publicGrants: Fact<readonly string[]>;
  /** Milliseconds since 1970. */
  readonly written: Fact<number>;
}

export interface Retention {
  readonly mode: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Groups of an ACL that take in everybody, or everybody who has an AWS account. */
export const STRANGERS: ReadonlyMap<string, string> = new Map([
  ['http://acs.amazonaws.com/groups/global/AllUsers', 'AllUsers'],
  ['http://acs.amazonaws.com/groups/global/AuthenticatedUsers', 'AuthenticatedUsers'],
]);

/** Milliseconds since 1970 of a moment in ISO 8601, or of a Date; undefined for anything else. */
export function momentOf(value: unknown): number | undefined {
  const time = value instanceof Date ? value.getTime() : typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

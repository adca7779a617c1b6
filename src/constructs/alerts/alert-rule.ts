import type { AccessAlert } from './access-alert';
import type { Severity } from '../../controls/control';

/** What a pattern may depend on. */
export interface Surroundings {
  /** The account of the stack. */
  readonly account: string;
  readonly trustedAccounts: readonly string[];
  readonly vpcEndpoints: readonly string[];
  /** Whether requests for data that S3 refused count as well. */
  readonly refused: boolean;
}

/** Fields of an event and the values that match: of an object all, of a list any. */
export interface Pattern {
  readonly [field: string]: Pattern | readonly unknown[];
}

/** One alert: what matches, and what a person is told. */
export interface AlertRule {
  readonly id: AccessAlert;
  readonly severity: Severity;
  /** What happened, as a sentence without its full stop. */
  readonly title: string;
  /** Why it matters, in a sentence. */
  readonly why: string;
  /** What to do next, in a sentence or two. */
  readonly next: string;
  /** Ids of the rows of the table of detections that find the same in a record. */
  readonly detections: readonly string[];
  /** `management`: a trail of management events is enough. `data`: only a trail of data events sends them. `both`: with data events it sees more. */
  readonly events: 'management' | 'data' | 'both';
  /** The services whose events match: `s3`, `kms`, `cloudtrail`. */
  readonly services: readonly string[];
  /** Whether the event names a bucket in requestParameters.bucketName. */
  readonly ofBucket: boolean;
  /** The pattern of `detail`, without the service and the bucket. */
  readonly detail: (around: Surroundings) => Pattern;
}

/** Nothing went wrong: CloudTrail names an error wherever there was one. */
export const DONE: Pattern = { errorCode: [{ exists: false }] };

/** Refused for want of permission. */
export const REFUSED: Pattern = {
  errorCode: [{ prefix: 'AccessDenied' }, { suffix: '.AccessDenied' }, 'AllAccessDisabled', 'Client.UnauthorizedOperation', 'UnauthorizedAccess', 'VpceAccessDenied'],
};

export const done = (...eventName: readonly string[]): (() => Pattern) => () => ({ eventName, ...DONE });

/** What was let in, or with `refused` all that was asked for. */
export const asked = ({ refused }: Surroundings): Pattern => refused ? {} : DONE;

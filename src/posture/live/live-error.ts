import { CALLS, type CallName } from './calls';
import type { Refusal } from './port';
import { isDenied, whyRefused } from './refusal';

/** AWS did not answer a question without whose answer nothing can go on. */
export class LiveError extends Error {
  readonly call: CallName;
  /** AWS's error code, or what went wrong on the way. */
  readonly code: string;
  /** The IAM actions that the call needs. */
  readonly permissions: readonly string[];

  constructor(call: CallName, refusal: Refusal) {
    super(`${whyRefused(call, refusal)}; ${cureOf(refusal)}`);
    this.name = 'LiveError';
    this.call = call;
    this.code = refusal.code;
    this.permissions = CALLS[call].permissions;
  }
}

/** Codes about who asks, rather than about what is asked. */
const IDENTITY = /credential|token|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClient/i;

function cureOf(refusal: Refusal): string {
  if (isDenied(refusal)) return 'allow it, or name the buckets';
  return IDENTITY.test(refusal.code) ? 'see to the credentials: none were found, or they hold no more' : 'try again, or name the buckets';
}

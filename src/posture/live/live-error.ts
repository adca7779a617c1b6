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
    const cure = isDenied(refusal) ? '; allow it, or name the buckets' : '; try again, or name the buckets';
    super(`${whyRefused(call, refusal)}${cure}`);
    this.name = 'LiveError';
    this.call = call;
    this.code = refusal.code;
    this.permissions = CALLS[call].permissions;
  }
}

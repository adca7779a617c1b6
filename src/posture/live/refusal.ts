import { CALLS, type Call, type CallName } from './calls';
import type { Refusal } from './port';

const LONGEST = 200;

/** What an error says, as plain data. An error can be anything: nothing of it is believed to have a shape. */
export function refusalOf(error: unknown): Refusal {
  try {
    const { name, message, $metadata: metadata } = Object(error) as { name?: unknown; message?: unknown; $metadata?: { httpStatusCode?: unknown } };
    const status = metadata?.httpStatusCode;
    return {
      code: typeof name === 'string' && name !== '' ? name.slice(0, LONGEST) : 'Error',
      ...typeof status === 'number' && { status },
      ...typeof message === 'string' && message !== '' && { says: message.slice(0, LONGEST) },
    };
  } catch {
    return { code: 'Error' };
  }
}

export const odd = (says: string): Refusal => ({ code: 'OddAnswer', says });

/** Whether AWS says by it that the thing is not configured. */
export function saysAbsent(call: CallName, { code, status }: Refusal): boolean {
  const { absent = [] }: Call = CALLS[call];
  return absent.includes(code) && (status === undefined || status === 404);
}

const DENIED: readonly string[] = ['AccessDenied', 'AccessDeniedException', 'Forbidden', 'UnauthorizedAccess', 'UnauthorizedOperation', 'AllAccessDisabled'];

export const isDenied = ({ code }: Refusal): boolean => DENIED.includes(code);

const PASSING = /slow ?down|throttl|toomanyrequests|requestlimit|timeout|timedout|internal|unavailable|network|econn|epipe|eai_again|abort/i;

/** Whether the same question may be answered a moment later. */
export const isTransient = ({ code, status = 0 }: Refusal): boolean => status === 429 || status >= 500 || PASSING.test(code);

/** Why nothing is known after a refusal, as a clause. */
export function whyRefused(call: CallName, refusal: Refusal): string {
  const { code, status } = refusal;
  if (isDenied(refusal)) return `${code}: not allowed to call ${CALLS[call].permissions.join(' and ')}`;
  if (code === 'NotInstalled') return `NotInstalled: ${call} was not asked, since no client of ${CALLS[call].service} is there`;
  if (code === 'OddAnswer') return `OddAnswer: ${call} brought no answer that can be read${refusal.says === undefined ? '' : `: ${refusal.says}`}`;
  return `${code}${status === undefined ? '' : ` (${status})`}: ${call} was not answered`;
}

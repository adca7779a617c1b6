import { type Fact, known, unknown } from '../../posture/fact';
import type { CallName } from '../../posture/live/calls';
import type { Answer, Refusal } from '../../posture/live/port';
import { saysAbsent, whyRefused } from '../../posture/live/refusal';
import { show } from '../../sigv4/show';

/** What an answer without a body is called, such as each error of HeadObject: its status is all that AWS says. */
const NAMELESS = ['', 'Error', 'Unknown', 'UnknownError', 'NotFound', 'Forbidden', 'BadRequest', 'MethodNotAllowed', '400', '403', '404', '405'];

/** Why nothing is known, as a clause that names the permission where one is missing. */
export const refused = (call: CallName, refusal: Refusal): string =>
  whyRefused(call, refusal.status === 403 && NAMELESS.includes(refusal.code) ? { ...refusal, code: 'AccessDenied' } : refusal);

/** Whether S3 says that the object is not there any more: deleted, or a delete marker. */
export function isGone(call: CallName, { code, status }: Refusal): boolean {
  if (code === 'NoSuchKey' || code === 'NoSuchVersion') return status === undefined || status === 404;
  if (code === 'MethodNotAllowed') return status === undefined || status === 405;
  return call === 'HeadObject' && (status === 404 || status === 405) && NAMELESS.includes(code);
}

/** What an answer lacks, in words. */
export class Odd {
  public constructor(public readonly lacks: string) {}
}

type Json = Readonly<Record<string, unknown>>;

/** The fact that an answer shows; `absent` is what it is where S3 says that nothing is configured. */
export function factOf<T>(call: CallName, answer: Answer, read: (answer: Json) => T | Odd, ...absent: readonly [T?]): Fact<T> {
  if (answer.error !== undefined) {
    return absent.length > 0 && saysAbsent(call, answer.error) ? known(call, absent[0] as T) : unknown(call, refused(call, answer.error));
  }
  if (!isRecord(answer.answer)) return unknown(call, `OddAnswer: ${call} brought ${show(answer.answer)}`);
  const value = read(answer.answer);
  return value instanceof Odd ? unknown(call, `OddAnswer: ${call} brought no ${value.lacks}`) : known(call, value);
}

export const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

import { clean, shorten } from './clean';
import { isDay } from './day';
import { type Exception, saysSomething } from '../posture/declarations';

/** An exception that is complete, and whose day has not come. */
export interface Waiver {
  readonly reason: string;
  readonly owner: string;
  /** The first day on which it waives nothing any more: `2027-03-31`. */
  readonly expires: string;
  readonly at: string;
}

/** Why an exception waives nothing, whatever the control finds. */
export interface Flaw {
  readonly status: 'incomplete' | 'no date given' | 'expired';
  /** As a sentence. */
  readonly says: string;
}

export const isWaiver = (found: Waiver | Flaw): found is Waiver => !('status' in found);

/** What an exception is worth on a day; without a day that can be read it is worth nothing. */
export function waiverOf({ at, reason, owner, expires }: Exception, today: string | undefined): Waiver | Flaw {
  if (isBlank(reason) || isBlank(owner) || isBlank(expires)) {
    const missing = [...isBlank(reason) ? ['reason'] : [], ...isBlank(owner) ? ['owner'] : [], ...isBlank(expires) ? ['expiry date'] : []];
    return { status: 'incomplete', says: `the exception has no ${missing.join(' and no ')}, so it waives nothing` };
  }
  if (!isDay(expires)) {
    return { status: 'incomplete', says: `${named(owner)} expires on ${quoted(expires)}, which is no day written as YYYY-MM-DD, so it waives nothing` };
  }
  if (today === undefined || !isDay(today)) return { status: 'no date given', says: `no date was given, so ${named(owner)} waives nothing` };
  if (today >= expires) return { status: 'expired', says: `${named(owner)} expired on ${expires}` };
  return { reason, owner, expires, at };
}

/** How a sentence names the exception of an owner, however long the name is. */
export const named = (owner: string): string => `the exception of ${shorten(clean(owner).trim(), 80)}`;

const quoted = (text: string): string => JSON.stringify(shorten(clean(text), 40));

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || !saysSomething(clean(text));
}

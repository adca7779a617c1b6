import type { PrincipalElement, PrincipalEntry } from './document';
import { glob } from './glob';
import { accountOf, isRootUser, type Requester } from './request';
import { NO, not, some, type Truth, UNKNOWN, YES } from './truth';

/**
 * How a principal entry names a requester. AWS treats grants differently by it: an `account` grant only delegates to the account's
 * own policies; a `user` or `session` grant holds whatever the permissions boundary and session policy leave out; a `role` or
 * `everyone` grant is limited by both.
 */
export type Naming = 'everyone' | 'account' | 'user' | 'role' | 'session' | 'other';

export function namingOf(entry: PrincipalEntry): Naming {
  if (entry.type === '*') return 'everyone';
  if (entry.type !== 'AWS' || typeof entry.id !== 'string') return 'other';
  if (accountNamed(entry.id) !== undefined) return 'account';
  const kind = /^arn:[^:]*:(iam|sts)::[^:]*:([a-z-]+)\//.exec(entry.id)?.[2];
  return kind === 'user' ? 'user' : kind === 'role' ? 'role' : kind ? 'session' : 'other';
}

/** Whether a Principal (or NotPrincipal) element speaks of the requester. */
export function matchesPrincipal(element: PrincipalElement, requester: Requester): Truth {
  if (!element.not) return some(element.entries, entry => matchesEntry(entry, requester));
  return notPrincipal(element.entries, requester);
}

/**
 * NotPrincipal leaves a requester out for certain only where it names both the identity and its account: naming the identity alone
 * may still refuse the account, naming the account alone may still refuse the identity.
 */
function notPrincipal(entries: readonly PrincipalEntry[], requester: Requester): Truth {
  const isAccount = (entry: PrincipalEntry) => namingOf(entry) === 'account';
  const byName = some(entries, entry => isAccount(entry) ? NO : matchesEntry(entry, requester));
  if (requester.type !== 'AWS' || entries.some(entry => entry.type === '*')) return not(byName);
  const byAccount = some(entries, entry => isAccount(entry) ? matchesEntry(entry, requester) : NO);
  if (byName === NO && byAccount === NO) return YES;
  const leftOut = byAccount === YES && (byName === YES || isRootUser(requester));
  return leftOut ? NO : UNKNOWN;
}

export function matchesEntry(entry: PrincipalEntry, requester: Requester): Truth {
  if (entry.type === '*') return YES;
  if (entry.type !== requester.type) return NO;
  if (typeof entry.id !== 'string') return couldBe(entry.id.like, requester);
  if (entry.type !== 'AWS') return entry.id === requester.id ? YES : NO;
  const account = accountNamed(entry.id);
  if (account !== undefined) return account === accountOf(requester) ? YES : NO;
  return sameIdentity(entry.id, requester.id) ? YES : NO;
}

function couldBe(like: string, requester: Requester): Truth {
  const test = glob(like);
  const names = [requester.id, accountOf(requester) ?? '', `arn:aws:iam::${accountOf(requester)}:root`, roleOf(requester.id) ?? ''];
  return names.some(test) ? UNKNOWN : NO;
}

/** The account that an entry names as a whole: `111122223333` or `arn:aws:iam::111122223333:root`. */
function accountNamed(id: string): string | undefined {
  return /^(?:\d{12}|<account>)$/.test(id) ? id : /^arn:[^:]*:iam::([^:]+):root$/.exec(id)?.[1];
}

/** Equal ARNs, or a role and one of its sessions. A session's ARN shows the role's name without its path. */
function sameIdentity(entry: string, requester: string): boolean {
  if (entry === requester) return true;
  const role = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(entry);
  return role !== null && roleOf(requester) === `arn:${role[1]}:iam::${role[2]}:role/${role[3]}`;
}

function roleOf(arn: string): string | undefined {
  const session = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\//.exec(arn);
  return session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : undefined;
}

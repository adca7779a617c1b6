import type { PrincipalElement, PrincipalEntry } from './document';
import { glob } from './glob';
import { accountOf, isRootUser, type Requester } from './request';
import { isNobodys } from './text';
import { and, NO, not, some, type Truth, UNKNOWN, YES } from './truth';

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
 * NotPrincipal leaves a requester out for certain only where it names both the identity (of a session: the session) and its account:
 * naming the identity alone may still refuse the account, naming the account alone may still refuse the identity.
 * Where it names the account and others in it, it surely speaks of the rest of the account.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
function notPrincipal(entries: readonly PrincipalEntry[], requester: Requester): Truth {
  const isAccount = (entry: PrincipalEntry) => namingOf(entry) === 'account';
  const identities = entries.filter(entry => !isAccount(entry));
  const byName = some(identities, entry => entry.id === requester.id || entry.type === '*' ? matchesEntry(entry, requester)
    : and(matchesEntry(entry, requester), UNKNOWN));
  if (requester.type !== 'AWS' || entries.some(entry => entry.type === '*')) return not(byName);
  const byAccount = some(entries, entry => isAccount(entry) ? matchesEntry(entry, requester) : NO);
  if (byName === NO && byAccount === NO) return YES;
  if (byAccount === YES && (byName === YES || isRootUser(requester))) return NO;
  const named = identities.some(({ type, id }) => type === 'AWS' && typeof id === 'string' && accountOf({ type, id }) === accountOf(requester));
  return byName === NO && byAccount === YES && named ? YES : UNKNOWN;
}

export function matchesEntry(entry: PrincipalEntry, requester: Requester): Truth {
  if (entry.type === '*') return YES;
  if (typeof entry.id !== 'string') return couldBe(entry.type, entry.id.like, requester);
  // A canonical user stands for an account, and nothing says for which.
  if (entry.type === 'CanonicalUser' && requester.type === 'AWS') return isNobodys(accountOf(requester) ?? '') ? NO : UNKNOWN;
  if (entry.type !== requester.type) return NO;
  if (entry.type !== 'AWS') return entry.id === requester.id ? YES : NO;
  const account = accountNamed(entry.id);
  if (account !== undefined) return account === accountOf(requester) ? YES : NO;
  return sameIdentity(entry.id, requester.id) ? YES : NO;
}

function couldBe(type: PrincipalEntry['type'], like: string, requester: Requester): Truth {
  const test = glob(like);
  if (type === 'AWS' && test('*')) return UNKNOWN;
  if (type !== requester.type) return NO;
  const names = [requester.id, accountOf(requester) ?? '', `arn:aws:iam::${accountOf(requester)}:root`, roleOf(requester.id) ?? ''];
  return names.some(name => !isNobodys(name) && test(name)) ? UNKNOWN : NO;
}

/** The account that an entry names as a whole: `111122223333` or `arn:aws:iam::111122223333:root`. */
export function accountNamed(id: string): string | undefined {
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

import type { PrincipalElement, PrincipalEntry } from './document';
import { glob } from './glob';
import { accountOf, isRootUser, type Requester } from './request';
import { isNobodys } from './text';
import { and, NO, not, or, some, type Truth, UNKNOWN, YES } from './truth';

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

/** Whether a Principal (or NotPrincipal) element, or one entry of it, speaks of a requester. `account`: the requester's. */
export type PrincipalTest = (requester: Requester, account: string | undefined) => Truth;

export const matchesPrincipal = (element: PrincipalElement, requester: Requester): Truth =>
  compilePrincipal(element)(requester, accountOf(requester));

export function compilePrincipal({ not: isNot, entries }: PrincipalElement): PrincipalTest {
  return isNot ? notPrincipal(entries) : anyEntry(entries);
}

/** Whether one of the entries speaks of the requester. */
export function anyEntry(entries: readonly PrincipalEntry[]): PrincipalTest {
  if (entries.some(({ type }) => type === '*')) return () => YES;
  const tests = entries.map(compileEntry);
  return (requester, account) => {
    let found: Truth = NO;
    for (const test of tests) {
      found = or(found, test(requester, account));
      if (found === YES) return YES;
    }
    return found;
  };
}

/**
 * NotPrincipal leaves a requester out for certain only where it names both the identity (of a session: the session) and its account:
 * naming the identity alone may still refuse the account, naming the account alone may still refuse the identity.
 * Where it names the account and others in it, it surely speaks of the rest of the account.
 *
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
function notPrincipal(entries: readonly PrincipalEntry[]): PrincipalTest {
  const tested = entries.map(entry => ({ ...entry, isAccount: namingOf(entry) === 'account', test: compileEntry(entry) }));
  const identities = tested.filter(({ isAccount }) => !isAccount);
  const accounts = tested.filter(({ isAccount }) => isAccount);
  const everybody = entries.some(({ type }) => type === '*');
  const accountsOfNamed = new Set(identities.flatMap(({ type, id }) => type === 'AWS' && typeof id === 'string' ? [accountOf({ type, id })] : []));
  return (requester, account) => {
    const byName = some(identities, ({ id, type, test }) => {
      const matches = test(requester, account);
      return id === requester.id || type === '*' ? matches : and(matches, UNKNOWN);
    });
    if (requester.type !== 'AWS' || everybody) return not(byName);
    const byAccount = some(accounts, ({ test }) => test(requester, account));
    if (byName === NO && byAccount === NO) return YES;
    if (byAccount === YES && (byName === YES || isRootUser(requester))) return NO;
    return byName === NO && byAccount === YES && accountsOfNamed.has(account) ? YES : UNKNOWN;
  };
}

function compileEntry({ type, id }: PrincipalEntry): PrincipalTest {
  if (type === '*') return () => YES;
  if (typeof id !== 'string') return requester => couldBe(type, id.like, requester);
  // A canonical user stands for an account, and nothing says for which.
  if (type === 'CanonicalUser') {
    return (requester, account) => requester.type === 'AWS' ? (isNobodys(account ?? '') ? NO : UNKNOWN)
      : requester.type === type && requester.id === id ? YES : NO;
  }
  if (type !== 'AWS') return requester => requester.type === type && requester.id === id ? YES : NO;
  const named = accountNamed(id);
  if (named !== undefined) return (requester, account) => requester.type === 'AWS' && account === named ? YES : NO;
  const sessions = sessionsOf(id);
  return requester => requester.type === 'AWS' && (requester.id === id || (sessions !== undefined && requester.id.startsWith(sessions))) ? YES : NO;
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

/** How the ARNs of a role's sessions begin; they show the role's name without its path. */
function sessionsOf(id: string): string | undefined {
  const role = /^arn:([^:]*):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(id);
  return role ? `arn:${role[1]}:sts::${role[2]}:assumed-role/${role[3]}/` : undefined;
}

function roleOf(arn: string): string | undefined {
  const session = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\//.exec(arn);
  return session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : undefined;
}

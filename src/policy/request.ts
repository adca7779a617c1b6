import { keyName } from './key-name';
import { THIS_ACCOUNT } from './text';

/**
 * Who asks. `AWS`: a root user, IAM user, role, role session or federated user, by ARN. `Anonymous` has neither id nor account.
 */
export interface Requester {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'Anonymous';
  /** ARN, service principal, identity provider or canonical user id. */
  readonly id: string;
  /** The requester's account. @default - taken from the ARN */
  readonly account?: string;
}

/** The values of one condition key; null: the request certainly does not have the key. */
export type ContextValue = string | readonly string[] | null;

export interface Request {
  /** Service and operation: `s3:GetObject`. */
  readonly action: string;
  /** ARN of what is asked for. */
  readonly resource: string;
  readonly requester: Requester;
  /** Condition keys (any case) and their values. Keys that follow from the requester, such as `aws:PrincipalArn`, are added. */
  readonly context?: Readonly<Record<string, ContextValue>>;
  /**
   * What the keys not listed in the context are. `absent`: the context is complete. `unknown`: they may be anything.
   * `hostile`: the requester picks them, so that no Deny that looks at one surely applies, and every Allow that looks at one can be met.
   * @default 'unknown'
   */
  readonly otherKeys?: 'absent' | 'unknown' | 'hostile';
}

export const ANONYMOUS: Requester = { type: 'Anonymous', id: 'anonymous' };

export const awsRequester = (arn: string): Requester => ({ type: 'AWS', id: arn });
export const service = (name: string): Requester => ({ type: 'Service', id: name });

/** A role of an account, by name. @param account default: the bucket's own */
export const role = (name: string, account: string = THIS_ACCOUNT): Requester => awsRequester(`arn:aws:iam::${account}:role/${name}`);

export function accountOf({ account, id }: Requester): string | undefined {
  if (account !== undefined && account !== null) return account;
  if (!id.startsWith('arn:')) return undefined;
  let from = 4;
  for (let colons = 1; colons < 4; colons++) {
    const colon = id.indexOf(':', from);
    if (colon < 0) return undefined;
    from = colon + 1;
  }
  const end = id.indexOf(':', from);
  return end < 0 ? id.slice(from) : id.slice(from, end);
}

export const isRootUser = (requester: Requester): boolean => requester.type === 'AWS' && requester.id.endsWith(':root') && /^arn:[^:]*:iam::[^:]*:root$/.test(requester.id);

/** A request's context in the form that conditions are judged by: keys in lower case, values as lists. */
export interface Lookup {
  readonly other: 'absent' | 'unknown' | 'hostile';
  /** The key's values, null where it is absent, undefined where it is not listed. */
  get(key: string): readonly string[] | null | undefined;
}

export function lookupOf({ requester, context, otherKeys: other = 'unknown' }: Omit<Request, 'action' | 'resource'>): Lookup {
  // Nothing is done that no policy asks for: names are brought to lower case at the first question, what follows from the requester is made for it alone.
  let written: readonly string[] | undefined;
  let names: string[] = [];
  const get = (key: string): readonly string[] | null | undefined => {
    if (written === undefined) names = lowered(written = Object.keys(context ?? {}));
    for (let i = names.length - 1; i >= 0; i--) { // of a name that stands there twice, the last one
      if (names[i] !== key) continue;
      const value = context![written[i]];
      return typeof value === 'string' ? [value] : value ?? null;
    }
    const implied = impliedBy(requester, key);
    return implied === undefined && other === 'absent' ? null : implied;
  };
  return { other, get };
}

function lowered(names: readonly string[]): string[] {
  const lower: string[] = [];
  for (const name of names) lower.push(keyName(name));
  return lower;
}

/** A request ready to be asked many policies. */
export interface Asked {
  /** As asked, for messages. */
  readonly name: string;
  /** In lower case, for matching. */
  readonly action: string;
  readonly resource: string;
  readonly requester: Requester;
  /** Of the requester, where it has one. */
  readonly account: string | undefined;
  readonly lookup: Lookup;
}

/** @param lookup of the request, where it is already made */
export function ask(request: Request, lookup: Lookup = lookupOf(request)): Asked {
  const { action, resource, requester } = request;
  return { name: action, action: action.toLowerCase(), resource, requester, account: accountOf(requester), lookup };
}

/** What the requester says about a key: undefined where nothing. */
function impliedBy(requester: Requester, key: string): readonly string[] | null | undefined {
  if (!key.startsWith('aws:')) return undefined;
  switch (requester.type) {
    case 'AWS':
      if (key === 'aws:principalarn') return [principalArn(requester.id)];
      if (key === 'aws:principalaccount') return listOf(accountOf(requester));
      if (key === 'aws:principalisawsservice') return ['false'];
      return key === 'aws:principalservicename' || key === 'aws:principalservicenameslist' ? null : undefined;
    case 'Service':
      if (key === 'aws:principalisawsservice') return ['true'];
      if (key === 'aws:principalservicename') return [requester.id];
      return ['aws:principalarn', 'aws:principalaccount', 'aws:principalorgid'].includes(key) ? null : undefined;
    case 'Anonymous':
      if (key === 'aws:principalaccount') return ['anonymous'];
      if (key === 'aws:principaltype') return ['Anonymous'];
      return NOT_ANONYMOUS.includes(key) ? null : undefined;
    default:
      return undefined;
  }
}

const NOT_ANONYMOUS = [
  ...['arn', 'orgid', 'orgpaths', 'isawsservice', 'servicename', 'servicenameslist'].map(name => `aws:principal${name}`), 'aws:userid', 'aws:username',
];
const listOf = (value: string | undefined): readonly string[] | undefined => value === undefined ? undefined : [value];

/** For a role session AWS puts the role's ARN into aws:PrincipalArn (without a path, which the session's ARN does not show). */
function principalArn(arn: string): string {
  if (!arn.includes(':assumed-role/')) return arn;
  const session = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\//.exec(arn);
  return session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : arn;
}

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

export function accountOf(requester: Requester): string | undefined {
  return requester.account ?? (requester.id.startsWith('arn:') ? requester.id.split(':')[4] : undefined);
}

export const isRootUser = (requester: Requester): boolean => requester.type === 'AWS' && /^arn:[^:]*:iam::[^:]*:root$/.test(requester.id);

/** A request's context in the form that conditions are judged by: keys in lower case, values as lists. */
export interface Lookup {
  readonly other: 'absent' | 'unknown' | 'hostile';
  /** The key's values, null where it is absent, undefined where it is not listed. */
  get(key: string): readonly string[] | null | undefined;
}

export function lookupOf(request: Omit<Request, 'action' | 'resource'>): Lookup {
  const keys = new Map<string, readonly string[] | null>(impliedBy(request.requester));
  for (const [key, value] of Object.entries(request.context ?? {})) {
    keys.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  const other = request.otherKeys ?? 'unknown';
  return { other, get: key => keys.get(key) ?? (keys.has(key) || other === 'absent' ? null : undefined) };
}

/** A request ready to be asked many policies. */
export interface Asked {
  /** As asked, for messages. */
  readonly name: string;
  /** In lower case, for matching. */
  readonly action: string;
  readonly resource: string;
  readonly requester: Requester;
  readonly lookup: Lookup;
}

/** @param lookup of the request, where it is already made */
export function ask(request: Request, lookup: Lookup = lookupOf(request)): Asked {
  const { action, resource, requester } = request;
  return { name: action, action: action.toLowerCase(), resource, requester, lookup };
}

function impliedBy(requester: Requester): [string, readonly string[] | null][] {
  switch (requester.type) {
    case 'AWS': {
      const account = accountOf(requester);
      return [
        ['aws:principalarn', [principalArn(requester.id)]],
        ...(account === undefined ? [] : [['aws:principalaccount', [account]] as [string, string[]]]),
        ['aws:principalisawsservice', ['false']],
        ['aws:principalservicename', null],
        ['aws:principalservicenameslist', null],
      ];
    }
    case 'Service':
      return [
        ['aws:principalisawsservice', ['true']],
        ['aws:principalservicename', [requester.id]],
        ['aws:principalarn', null],
        ['aws:principalaccount', null],
        ['aws:principalorgid', null],
      ];
    case 'Anonymous':
      return [
        ['aws:principalaccount', ['anonymous']],
        ['aws:principaltype', ['Anonymous']],
        ...['arn', 'orgid', 'orgpaths', 'isawsservice', 'servicename', 'servicenameslist'].map((name): [string, null] => [`aws:principal${name}`, null]),
        ['aws:userid', null],
        ['aws:username', null],
      ];
    default:
      return [];
  }
}

/** For a role session AWS puts the role's ARN into aws:PrincipalArn (without a path, which the session's ARN does not show). */
function principalArn(arn: string): string {
  const session = /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\//.exec(arn);
  return session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : arn;
}

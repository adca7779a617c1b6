import { compileCondition } from './conditions';
import type { Condition, Policy, Statement } from './document';
import { ipRange, lastAddress, prefixLength } from './ip';
import { matchesPrincipal } from './principals';
import { accountOf, ANONYMOUS, awsRequester, type Requester, role } from './request';
import { THIS_ACCOUNT } from './text';
import { every, NO, YES } from './truth';
import { instance, isRole, namedBy, OTHER_ACCOUNT, type Question, somebodyOf } from './witnesses';

type Value = string | null;

/** Who asks, as far as condition keys tell: signed in somewhere else, or not at all. */
const SIGNED: Readonly<Record<string, readonly Value[]>> = {
  'aws:principalarn': [`arn:aws:iam::${OTHER_ACCOUNT}:role/outsider`],
  'aws:principalaccount': [OTHER_ACCOUNT],
  'aws:principalorgid': ['o-<another>', null],
  'aws:principalorgpaths': ['o-<another>/r-outsider/ou-outsider/', null],
  'aws:principaltype': ['AssumedRole', 'User', 'FederatedUser', 'Account'],
  'aws:userid': ['<another>:outsider'],
  'kms:calleraccount': [OTHER_ACCOUNT],
};
const NOT_SIGNED: typeof SIGNED = {
  'aws:principalarn': [null],
  'aws:principalaccount': ['anonymous'],
  'aws:principalorgid': [null],
  'aws:principalorgpaths': [null],
  'aws:principaltype': ['Anonymous'],
  'aws:userid': [null, 'anonymous'],
  'kms:calleraccount': [null],
};

/**
 * The other condition keys that a requester cannot choose, each with values that an outsider can have. A request may also lack the key.
 *
 * Source: S3 User Guide, "Blocking public access", "The meaning of public": a policy that grants only to fixed values of these keys is not public.
 */
const NETWORK: typeof SIGNED = {
  'aws:sourcearn': [null, `arn:aws:sns:xx-none-1:${OTHER_ACCOUNT}:outsider`],
  'aws:sourceaccount': [null, OTHER_ACCOUNT],
  'aws:sourceowner': [null, OTHER_ACCOUNT],
  'aws:sourceorgid': [null, 'o-<another>'],
  'aws:sourceorgpaths': [null, 'o-<another>/r-outsider/ou-outsider/'],
  'aws:sourcevpc': [null, 'vpc-<another>'],
  'aws:sourcevpce': [null, 'vpce-<another>'],
  'aws:sourcevpcarn': [null, `arn:aws:ec2:xx-none-1:${OTHER_ACCOUNT}:vpc/vpc-outsider`],
  'aws:vpceaccount': [null, OTHER_ACCOUNT],
  'aws:vpceorgid': [null, 'o-<another>'],
  'aws:vpceorgpaths': [null, 'o-<another>/r-outsider/ou-outsider/'],
  's3:dataaccesspointarn': [null, `arn:aws:s3:xx-none-1:${OTHER_ACCOUNT}:accesspoint/outsider`],
  's3:dataaccesspointaccount': [null, OTHER_ACCOUNT],
  's3:x-amz-server-side-encryption-aws-kms-key-id': [null, `arn:aws:kms:xx-none-1:${OTHER_ACCOUNT}:key/outsider`],
};

/** What is true of the bucket, and so of every request. */
const OWNER = { 'aws:resourceaccount': THIS_ACCOUNT, 's3:resourceaccount': THIS_ACCOUNT, 'aws:resourceorgid': 'o-<owner>' };

const ADDRESSES = ['198.18.77.77', '198.19.99.99', '203.0.113.211', '192.0.2.211', '198.51.100.211'];

/**
 * The question whether a policy is public: what can people get who are neither named by it nor inside a network, account or organization
 * that it names? For each Allow that is open to them, outsiders take the values that meet its conditions and slip past the Denies.
 * A wildcard in such a value is taken up by the outsider: `vpc-*` lets everybody's VPC in.
 */
export function outsiders(policy: Policy): Question {
  const requesters = [ANONYMOUS, role('outsider', OTHER_ACCOUNT), ...namedBy(policy).filter(named => named.type === 'Federated')];
  const open = policy.statements.filter(s => s.effect === 'Allow' && requesters.some(r => matchesPrincipal(s.principals, r) !== NO));
  const contexts = open.flatMap(allow => [SIGNED, NOT_SIGNED].map(who => JSON.stringify(chosen(policy, allow, who))));
  return { requesters, contexts: [...new Set(contexts)].map(text => JSON.parse(text) as Record<string, Value>) };
}

function chosen(policy: Policy, allow: Statement, who: typeof SIGNED): Record<string, Value> {
  const everywhere = policy.statements.flatMap(s => s.conditions);
  const denies = policy.statements.filter(s => s.effect === 'Deny').flatMap(s => s.conditions);
  const pick = (key: string, values: readonly Value[]): [string, Value] => {
    const met = (condition: Condition, value: Value) =>
      compileCondition(condition, policy.variables)({ other: 'hostile', get: k => k !== key ? undefined : value === null ? null : [value] }, YES);
    const wanted = allow.conditions.filter(c => c.key === key);
    const avoided = denies.filter(c => c.key === key);
    const worth = (value: Value) => every(wanted, c => met(c, value)) - avoided.filter(c => met(c, value) === YES).length / (avoided.length + 1);
    return [key, values.reduce((best, value) => worth(value) > worth(best) ? value : best)];
  };
  const wide = (key: string) => wildcardsOf(everywhere, key);
  return Object.fromEntries([
    ...Object.entries(who).map(([key, values]) => pick(key, values[0] === null ? values : [...values, ...wide(key)])),
    ...Object.entries(NETWORK).map(([key, values]) => pick(key, [...values, ...wide(key)])),
    ...Object.entries(OWNER).map(([key, value]) => pick(key, [value, ...valuesOf(everywhere, key).map(v => instance(v))])),
    pick('aws:sourceip', [...addressesOutside(everywhere), null]),
  ]);
}

/** What an outsider makes of the values of a key that have a wildcard and no account or organization of their own. */
export function wildcardsOf(conditions: readonly Condition[], key: string): string[] {
  const patterns = valuesOf(conditions.filter(c => /like|^arn/i.test(c.operator)), key).filter(v => /[*?]|\$\{/.test(v));
  return [...new Set(patterns)].filter(p => !/^arn:[^:]*:[^:]*:[^:]*:(\d{12}|<account>):|^o-[a-z0-9]{10,32}\//.test(p)).map(p => instance(p));
}

const valuesOf = (conditions: readonly Condition[], key: string): string[] =>
  conditions.filter(c => c.key === key).flatMap(c => c.values).map(v => typeof v === 'string' ? v : v.like);

/** An address outside every range that the conditions name, and one of each that is as wide as the Internet. */
export function addressesOutside(conditions: readonly Condition[]): [string, ...string[]] {
  const ranges = conditions.filter(c => c.key === 'aws:sourceip').flatMap(c => c.values).filter(v => typeof v === 'string');
  return [outsideOf(ranges.filter(r => !isWide(r))), ...ranges.filter(isWide).flatMap(r => lastAddress(r) ?? [])];
}

/** AWS counts a range broader than /8 (IPv4) or /32 (IPv6) as public. */
export function isWide(range: string): boolean {
  const length = prefixLength(range);
  return length !== undefined && length.prefix < (length.bits === 32 ? 8 : 32);
}

function outsideOf(ranges: readonly string[]): string {
  const tests = ranges.flatMap(r => ipRange(r) ?? []);
  return ADDRESSES.find(address => !tests.some(test => test(address))) ?? ADDRESSES[0];
}

/**
 * Requesters of other accounts whom no grant to a named role reaches: the account itself, users, federated users, whom a pattern takes in.
 * @param own one more account that counts as the bucket's own
 */
export function othersThanRoles(policy: Policy, own: string): Requester[] {
  const statements = policy.statements;
  // A principal is one identity, known or not; a condition may take in many.
  const byPrincipal = namedBy({ ...policy, statements: statements.map(s => ({ ...s, conditions: [] })) })
    .filter(({ id }) => !/^arn:[^:]*:(iam::[^:]*:role|sts::[^:]*:assumed-role)\//.test(id));
  const byCondition = namedBy({ ...policy, statements: statements.map(s => ({ ...s, principals: { not: false, entries: [] } })) })
    .filter(named => !isRole(named));
  const named = [...byPrincipal, ...byCondition];
  const federated = [...new Set(named.flatMap(one => accountOf(one) ?? []))].map(account => awsRequester(`arn:aws:sts::${account}:federated-user/<anybody>`));
  // Somebody who may be meant where a name is not known.
  const unknown = awsRequester('arn:aws:iam::any:user/any');
  const others = [...named, ...federated].filter(one => ![THIS_ACCOUNT, own].includes(accountOf(one) ?? ''));
  return [ANONYMOUS, ...somebodyOf(OTHER_ACCOUNT), ...others, unknown];
}

import type { Condition, Policy } from './document';
import { ipRange, lastAddress, prefixLength } from './ip';
import { ANONYMOUS, role } from './request';
import { instance, namedBy, OTHER_ACCOUNT, type Question } from './witnesses';

/**
 * The condition keys that a requester cannot choose, each with a value that belongs to an outsider.
 *
 * Source: S3 User Guide, "Blocking public access", "The meaning of public": a policy that grants only to fixed values of these keys is not public.
 */
const OUTSIDER: Readonly<Record<string, string | null>> = {
  'aws:principalarn': `arn:aws:iam::${OTHER_ACCOUNT}:role/outsider`,
  'aws:principalaccount': OTHER_ACCOUNT,
  'aws:principalorgid': 'o-outsider',
  'aws:principalorgpaths': 'o-outsider/r-outsider/ou-outsider/',
  'aws:principaltype': 'AssumedRole',
  'aws:sourcearn': `arn:aws:sns:xx-none-1:${OTHER_ACCOUNT}:outsider`,
  'aws:sourceaccount': OTHER_ACCOUNT,
  'aws:sourceowner': OTHER_ACCOUNT,
  'aws:sourceorgid': 'o-outsider',
  'aws:sourcevpc': 'vpc-outsider',
  'aws:sourcevpce': 'vpce-outsider',
  'aws:sourcevpcarn': `arn:aws:ec2:xx-none-1:${OTHER_ACCOUNT}:vpc/vpc-outsider`,
  'aws:userid': 'AROAOUTSIDER:outsider',
  's3:dataaccesspointarn': `arn:aws:s3:xx-none-1:${OTHER_ACCOUNT}:accesspoint/outsider`,
  's3:dataaccesspointaccount': OTHER_ACCOUNT,
  's3:x-amz-server-side-encryption-aws-kms-key-id': `arn:aws:kms:xx-none-1:${OTHER_ACCOUNT}:key/outsider`,
};

const ADDRESSES = ['198.18.77.77', '198.19.99.99', '203.0.113.211', '192.0.2.211', '198.51.100.211'];

/**
 * The question whether a policy is public: what can people get who are neither named by it nor inside a network, account or organization
 * that it names? A wildcard in such a value is taken up by the outsider: `vpc-*` lets everybody's VPC in.
 */
export function outsiders(policy: Policy): Question {
  const conditions = policy.statements.flatMap(s => s.conditions);
  const wide = new Map(Object.keys(OUTSIDER).map(key => [key, wildcardsOf(conditions, key)]));
  const ranges = conditions.filter(c => c.key === 'aws:sourceip').flatMap(c => c.values).filter(v => typeof v === 'string');
  const addresses = [outsideOf(ranges.filter(r => !isWide(r))), ...ranges.filter(isWide).flatMap(r => lastAddress(r) ?? [])];
  const variants = 1 + Math.max(0, ...[...wide.values()].map(list => list.length));
  const contexts = Array.from({ length: variants }, (_, i) => Object.fromEntries(
    Object.entries(OUTSIDER).map(([key, value]) => [key, i === 0 ? value : wide.get(key)?.[i - 1] ?? value])));
  const strangers = namedBy(policy).filter(named => named.type === 'Federated');
  return {
    requesters: [ANONYMOUS, role('outsider', OTHER_ACCOUNT), ...strangers],
    contexts: contexts.flatMap(context => addresses.map(address => ({ ...context, 'aws:sourceip': address }))),
  };
}

/** What an outsider makes of the values of a key that have a wildcard and no account of their own. */
function wildcardsOf(conditions: readonly Condition[], key: string): string[] {
  const values = conditions.filter(c => c.key === key && /like|^arn/i.test(c.operator)).flatMap(c => c.values);
  const patterns = values.map(v => typeof v === 'string' ? v : v.like).filter(v => /[*?]|\$\{/.test(v));
  return [...new Set(patterns)].filter(p => !/^arn:[^:]*:[^:]*:[^:]*:(\d{12}|<account>):/.test(p)).map(instance).slice(0, 16);
}

/** AWS counts a range broader than /8 (IPv4) or /32 (IPv6) as public. */
function isWide(range: string): boolean {
  const length = prefixLength(range);
  return length !== undefined && length.prefix < (length.bits === 32 ? 8 : 32);
}

function outsideOf(ranges: readonly string[]): string {
  const tests = ranges.flatMap(r => ipRange(r) ?? []);
  return ADDRESSES.find(address => !tests.some(test => test(address))) ?? ADDRESSES[0];
}

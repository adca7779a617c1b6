import { type Call, CALLS } from './calls';

export interface AuditPolicyOptions {
  /** The account that is audited, as twelve digits. */
  readonly account: string;
  /** @default 'aws' */
  readonly partition?: string;
  /** Whether objects are looked at as well. @default false */
  readonly objects?: boolean;
  /** The services that are asked. @default - all */
  readonly services?: readonly Call['service'][];
}

/** A group of permissions: what it is called, what it is on, and whether only in the account that is audited. */
interface Group {
  readonly sid: string;
  readonly resource: string;
  readonly isOwn: boolean;
}

/**
 * The least IAM policy with which an audit can ask all that it asks, generated from the calls. It lets nobody write. Keys, trails of an organization and
 * the Region of a replication target may be looked up in other accounts, buckets in that of the audit only.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function auditPolicy({ account, partition = 'aws', objects = false, services }: AuditPolicyOptions): object {
  const arn = (rest: string): string => `arn:${partition}:${rest}`;
  const groups: Readonly<Record<Place, Group>> = {
    'everything': { sid: 'ReadAccount', resource: '*', isOwn: false },
    'account': { sid: 'ReadAccountSettings', resource: '*', isOwn: false },
    'any-bucket': { sid: 'FindBuckets', resource: arn('s3:::*'), isOwn: false },
    'bucket': { sid: 'ReadBuckets', resource: arn('s3:::*'), isOwn: true },
    'object': { sid: 'ReadObjects', resource: arn('s3:::*/*'), isOwn: true },
    'access-point': { sid: 'ReadAccessPoints', resource: arn(`s3:*:${account}:accesspoint/*`), isOwn: false },
    'key': { sid: 'ReadKeys', resource: arn('kms:*:*:key/*'), isOwn: false },
    'trail': { sid: 'ReadTrails', resource: arn('cloudtrail:*:*:trail/*'), isOwn: false },
  };
  const calls = Object.entries(CALLS as Readonly<Record<string, Call>>)
    .filter(([name, { service, on }]) => (services?.includes(service) ?? true) && (objects || (name !== 'ListObjectsV2' && on !== 'object')));
  const statements = (Object.keys(groups) as Place[]).map((place) => {
    const { sid, resource, isOwn } = groups[place];
    const actions = [...new Set(calls.filter(call => placeOf(call) === place).flatMap(([, { permissions }]) => permissions))].sort();
    const condition = isOwn ? { Condition: { StringEquals: { 'aws:ResourceAccount': account } } } : {};
    return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resource, ...condition };
  });
  return { Version: '2012-10-17', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

type Place = Call['on'] | 'any-bucket';

/** Where a replication target is, is asked in other accounts as well. */
const placeOf = ([name, { on }]: readonly [string, Call]): Place => name === 'GetBucketLocation' ? 'any-bucket' : on;

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

/** What each group of permissions is called, in the order in which they stand. */
const SIDS: Readonly<Record<Call['on'], string>> = {
  'everything': 'ReadAccount',
  'bucket': 'ReadBuckets',
  'object': 'ReadObjects',
  'access-point': 'ReadAccessPoints',
  'key': 'ReadKeys',
  'trail': 'ReadTrails',
  'account': 'ReadAccountSettings',
};

/**
 * The least IAM policy with which an audit can ask all that it asks, generated from the calls. It lets nobody write. Log buckets, keys and replication
 * targets that a bucket names may be anywhere, so buckets and keys are not narrowed.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function auditPolicy({ account, partition = 'aws', objects = false, services }: AuditPolicyOptions): object {
  const arn = (rest: string): string => `arn:${partition}:${rest}`;
  const resources: Readonly<Record<Call['on'], string>> = {
    'everything': '*',
    'bucket': arn('s3:::*'),
    'object': arn('s3:::*/*'),
    'access-point': arn(`s3:*:${account}:accesspoint/*`),
    'key': arn('kms:*:*:key/*'),
    'trail': arn('cloudtrail:*:*:trail/*'),
    'account': '*',
  };
  const calls = Object.entries(CALLS as Readonly<Record<string, Call>>)
    .filter(([name, { service, on }]) => (services?.includes(service) ?? true) && (objects || !OF_OBJECTS.includes(name) && on !== 'object'))
    .map(([, call]) => call);
  const statements = (Object.keys(SIDS) as Call['on'][]).map((on) => {
    const actions = [...new Set(calls.filter(call => call.on === on).flatMap(call => call.permissions))].sort();
    return { Sid: SIDS[on], Effect: 'Allow', Action: actions, Resource: resources[on] };
  });
  return { Version: '2012-10-17', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

/** Lists objects, and so is asked only where objects are. */
const OF_OBJECTS: readonly string[] = ['ListObjectsV2'];

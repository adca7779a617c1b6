import type { CallName } from '../../src/posture/live/calls';
import type { Input, Port, Sending } from '../../src/posture/live/port';

export const ACCOUNT = '123456789012';

/** An error as a client throws it. */
export const refusal = (name: string, status?: number): Error =>
  Object.assign(new Error(`${name} happened`), { name, ...status !== undefined && { $metadata: { httpStatusCode: status } } });

export interface Asking {
  readonly call: CallName;
  readonly input: Input;
  readonly sending?: Sending;
}

/** What is said instead of an answer: throws, or brings something else than the answer. @default - the answer */
export type Fault = (asking: Asking, nth: number) => unknown;

const absent = (code: string) => () => { throw refusal(code, 404); };

const ANSWERS: { readonly [name in CallName]?: (input: Input, names: readonly string[]) => unknown } = {
  ListBuckets: (_, names) => ({ Buckets: names.map(Name => ({ Name })), Owner: { ID: 'owner' } }),
  GetBucketLocation: () => ({ LocationConstraint: 'eu-central-1' }),
  GetPublicAccessBlock: () => ({
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  }),
  GetBucketOwnershipControls: () => ({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }),
  GetBucketAcl: () => ({ Owner: { ID: 'owner' }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID: 'owner' }, Permission: 'FULL_CONTROL' }] }),
  GetBucketPolicy: ({ Bucket }) => ({
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Sid: 'HttpRefused',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        Resource: [`arn:aws:s3:::${String(Bucket)}`, `arn:aws:s3:::${String(Bucket)}/*`],
      }],
    }),
  }),
  GetBucketEncryption: () => ({
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }] },
  }),
  GetBucketVersioning: ({ Bucket }) => String(Bucket).endsWith('0') ? {} : { Status: 'Enabled' },
  GetObjectLockConfiguration: absent('ObjectLockConfigurationNotFoundError'),
  GetBucketLifecycleConfiguration: absent('NoSuchLifecycleConfiguration'),
  GetBucketReplication: absent('ReplicationConfigurationNotFoundError'),
  GetBucketLogging: ({ Bucket }, names) => Bucket === names[0] ? {} : { LoggingEnabled: { TargetBucket: names[0], TargetPrefix: '' } },
  GetBucketWebsite: absent('NoSuchWebsiteConfiguration'),
  GetBucketTagging: absent('NoSuchTagSet'),
  GetBucketNotificationConfiguration: () => ({}),
  ListBucketInventoryConfigurations: () => ({ IsTruncated: false }),
  GetAccountPublicAccessBlock: absent('NoSuchPublicAccessBlockConfiguration'),
  ListAccessPoints: () => ({ AccessPointList: [] }),
  DescribeTrails: () => ({ trailList: [] }),
};

/** The buckets `bucket-00` and on. */
export const bucketNames = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `bucket-${String(i).padStart(2, '0')}`);

export interface FakePort {
  readonly port: Port;
  /** What was asked, in its order. */
  readonly asked: readonly Asking[];
}

/** An account in memory, with faults. */
export function fakePort(names: readonly string[], fault: Fault = () => undefined, pause: () => Promise<void> = async () => {}): FakePort {
  const asked: Asking[] = [];
  const times = new Map<string, number>();
  const send = (call: CallName, answer: (input: Input, names: readonly string[]) => unknown) => async (input: Input, sending?: Sending) => {
    const key = JSON.stringify([call, input]);
    const nth = times.get(key) ?? 0;
    times.set(key, nth + 1);
    asked.push({ call, input, ...sending && { sending } });
    await pause();
    const instead = fault({ call, input }, nth);
    if (instead !== undefined) return instead;
    if (typeof input.Bucket === 'string' && !names.includes(input.Bucket) && call !== 'ListAccessPoints') throw refusal('NoSuchBucket', 404);
    return answer(input, names);
  };
  const port = Object.fromEntries(Object.entries(ANSWERS).map(([call, answer]) => [call, send(call as CallName, answer)]));
  return { port, asked };
}

/** A clock that moves only when somebody sleeps. */
export function fakeClock(random: () => number = () => 0.5) {
  let time = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    random,
    sleep: async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      time += milliseconds;
    },
    pass: (milliseconds: number) => { time += milliseconds; },
  };
}

/** A sequence of numbers between 0 and 1 that a seed decides. */
export function seeded(seed: number): () => number {
  let state = seed % 2_147_483_646 + 1;
  return () => {
    state = state * 48_271 % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

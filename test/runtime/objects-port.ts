import type { CallName } from '../../src/posture/live/calls';
import type { Input, Port } from '../../src/posture/live/port';

/** An error as the SDK makes it. */
export function refusal(name: string, httpStatusCode?: number, message = name): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

/** What a bucket of these tests answers: a value, an Error, or a function of the input that gives one of them. */
export type Answers = { readonly [name in CallName]?: unknown };

export interface FakePort {
  readonly port: Port;
  readonly asked: { readonly call: CallName; readonly input: Input }[];
}

export function portOf(answers: Answers): FakePort {
  const asked: FakePort['asked'] = [];
  const port = Object.fromEntries(Object.entries(answers).map(([call, answer]) => [call, async (input: Input) => {
    asked.push({ call: call as CallName, input });
    const value: unknown = await (typeof answer === 'function' ? (answer as (input: Input) => unknown)(input) : answer);
    if (value instanceof Error) throw value;
    return value;
  }]));
  return { port, asked };
}

export const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
export const OTHER_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/00000000-12ab-34cd-56ef-1234567890ab';

const WRITTEN = '2026-01-01T00:00:00.000Z';

export const object = (key: string, more: object = {}): object => ({ Key: key, LastModified: WRITTEN, ETag: '"e"', Size: 1, StorageClass: 'STANDARD', ...more });

export const listing = (keys: readonly string[]): object => ({ IsTruncated: false, KeyCount: keys.length, Contents: keys.map(key => object(key)) });

/** Pages of 1,000 keys as S3 gives them, in their order. */
export const listed = (keys: readonly string[]) => ({ StartAfter, ContinuationToken, MaxKeys = 1000, Prefix = '' }: Input): object => {
  const after = (ContinuationToken ?? StartAfter) as string | undefined;
  const rest = keys.filter(key => key.startsWith(Prefix as string) && (after === undefined || key > after));
  const page = rest.slice(0, MaxKeys as number);
  return {
    Contents: page.map(key => object(key)),
    KeyCount: page.length,
    IsTruncated: rest.length > page.length,
    ...rest.length > page.length && { NextContinuationToken: page.at(-1) },
  };
};

/** A bucket whose objects have all that a bucket of this library asks for. */
export const HARDENED: Answers = {
  GetBucketEncryption: {
    ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY }, BucketKeyEnabled: true }] },
  },
  GetObjectLockConfiguration: {
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 365 } } },
  },
  GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
  GetPublicAccessBlock: { PublicAccessBlockConfiguration: { IgnorePublicAcls: false } },
  ListObjectsV2: listing(['a']),
  HeadObject: { ETag: '"e"', ContentLength: 1, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY },
  GetObjectAttributes: { ETag: 'e', Checksum: { ChecksumCRC64NVME: 'AAAAAAAAAAA=', ChecksumType: 'FULL_OBJECT' } },
  GetObjectRetention: { Retention: { Mode: 'GOVERNANCE', RetainUntilDate: '2027-01-01T00:00:00.000Z' } },
  GetObjectLegalHold: { LegalHold: { Status: 'ON' } },
  GetObjectTagging: { TagSet: [{ Key: 'personal-data', Value: 'true' }] },
  GetObjectAcl: {
    Owner: { ID: 'me' },
    Grants: [{ Grantee: { Type: 'CanonicalUser', ID: 'me' }, Permission: 'FULL_CONTROL' }],
  },
};

import { CreateBucketCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { describeWith, RADOSGW } from './installed';
import { alice, type Radosgw, REGION, startRadosgw } from './radosgw';
import type { Sent } from './raw';
import { presign, type PresignOptions } from '../../src/runtime/presign';

export const BODY = 'the quick brown fox jumps over the lazy dog';

/** A running gateway with the buckets `plain` and `locked` (versions, Object Lock), both of alice's. */
export interface World {
  readonly gateway: Radosgw;
  /** The SDK, as alice: to prepare, and to look at what came of a request. */
  readonly s3: S3Client;
}

/** What is presigned, and where: all but the key has a default. */
export type Asked = Omit<PresignOptions, 'region' | 'credentials' | 'bucket' | 'key'> & Partial<PresignOptions>;

/** Tests with a gateway of their own. The world is there once a test runs. */
export function describeAtRadosgw(title: string, tests: (world: World) => void): void {
  describeWith(RADOSGW, title, () => {
    const world = {} as { -readonly [K in keyof World]: World[K] };
    beforeAll(async () => {
      world.gateway = await startRadosgw();
      world.s3 = new S3Client({
        region: REGION,
        endpoint: world.gateway.http,
        forcePathStyle: true,
        credentials: alice,
        maxAttempts: 1,
        // radosgw 16 knows no checksums, so what the SDK adds by itself would be stored as part of the body
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      await world.s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
      await world.s3.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
    }, 120_000);
    afterAll(async () => {
      world.s3?.destroy();
      await world.gateway?.stop();
    });
    tests(world);
  });
}

/** A presigned request of alice's for `plain/old`, with path style over HTTPS, unless it is asked for otherwise. */
export function presigned({ gateway }: World, asked: Asked, body: string | undefined = asked.method === 'PUT' ? BODY : undefined): Sent {
  const { method, url, headers } = presign({ bucket: 'plain', key: 'old', region: REGION, credentials: alice, ...asked, ...asked.endpoint === undefined && { endpoint: gateway.https, pathStyle: true } });
  return { method, url, headers, body, ca: gateway.ca };
}

/** Every version in a bucket, so that a refusal can be seen to have changed nothing. */
export async function versions({ s3 }: World, bucket: string): Promise<readonly string[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 1000 }));
  return [...Versions, ...DeleteMarkers].map(v => `${v.Key} ${v.VersionId} ${v.LastModified!.getTime()} ${'ETag' in v ? v.ETag : 'deleted'}`);
}

/* eslint-disable @stylistic/max-len -- a table */
import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import * as Kms from '@aws-sdk/client-kms';
import * as S3 from '@aws-sdk/client-s3';
import type { Recording } from '../../src/posture/live';

export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

type Json = Readonly<Record<string, any>>;

interface Deployed {
  readonly bucket: string;
  readonly answers: Readonly<Record<string, { readonly answer?: Json }>>;
}

/** By what S3 answers of a bucket, what sets it. The answers of test/agreement are those of deployed templates, so this deploys them. */
const PUTS: Readonly<Record<string, (Bucket: string, answer: Json) => object | undefined>> = {
  GetBucketVersioning: (Bucket, { Status }) => Status && new S3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } } as never),
  GetBucketOwnershipControls: (Bucket, { OwnershipControls }) => new S3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls } as never),
  GetBucketEncryption: (Bucket, answer) => new S3.PutBucketEncryptionCommand({ Bucket, ...answer } as never),
  GetObjectLockConfiguration: (Bucket, answer) => new S3.PutObjectLockConfigurationCommand({ Bucket, ...answer } as never),
  GetBucketLifecycleConfiguration: (Bucket, { Rules }) => new S3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } } as never),
  GetBucketTagging: (Bucket, { TagSet }) => {
    const own = (TagSet as { Key: string; Value: string }[]).filter(({ Key }) => !Key.startsWith('aws:'));
    return own.length > 0 ? new S3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: own } }) : undefined;
  },
  GetBucketWebsite: (Bucket, answer) => new S3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: answer as never }),
  GetBucketNotificationConfiguration: (Bucket, answer) => Object.keys(answer).length > 0
    ? new S3.PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration: answer, SkipDestinationValidation: true } as never) : undefined,
  GetBucketReplication: (Bucket, answer) => new S3.PutBucketReplicationCommand({ Bucket, ...answer } as never),
  GetBucketLogging: (Bucket, { LoggingEnabled }) => LoggingEnabled && new S3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }),
  GetPublicAccessBlock: (Bucket, answer) => new S3.PutPublicAccessBlockCommand({ Bucket, ...answer } as never),
};

const delivery = (bucket: string): string => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: `arn:aws:s3:::${bucket}/*` }],
});

/** Puts the buckets, keys and trails of recordings into moto. Says what moto did not take: the call and the bucket, and the error. */
export async function deploy(url: string, region: string, recordings: readonly Recording[]): Promise<readonly string[]> {
  const options = { region, endpoint: url, credentials, maxAttempts: 1 };
  const s3 = new S3.S3Client({ ...options, forcePathStyle: true });
  const kms = new Kms.KMSClient(options);
  const trails = new CloudTrail.CloudTrailClient(options);
  const refused: string[] = [];
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => work().then(() => undefined, (error: Error) => {
    refused.push(`${what}: ${error.name}`);
  });

  const text = JSON.stringify(recordings);
  const keys = new Map<string, string>();
  for (const { answers } of recordings as unknown as readonly Deployed[]) {
    for (const [name, { answer }] of Object.entries(answers)) {
      const metadata = (answer as Json | undefined)?.KeyMetadata as Json | undefined;
      if (!name.startsWith('DescribeKey ') || metadata === undefined || metadata.KeyManager !== 'CUSTOMER' || keys.has(metadata.KeyId)) continue;
      await attempt(name, async () => {
        const { KeyMetadata } = await kms.send(new Kms.CreateKeyCommand({ MultiRegion: metadata.MultiRegion, Description: metadata.KeyId }));
        keys.set(metadata.KeyId, KeyMetadata!.KeyId!);
      });
    }
  }
  const renamed = JSON.parse([...keys].reduce((all, [old, made]) => all.replaceAll(old, made), text)) as readonly Deployed[];
  const once = new Set<string>();
  for (const { bucket, answers } of renamed) {
    const locked = answers.GetObjectLockConfiguration?.answer !== undefined;
    const where = (answers.GetBucketLocation?.answer as Json | undefined)?.LocationConstraint ?? region;
    await attempt(`CreateBucket ${bucket}`, async () => s3.send(new S3.CreateBucketCommand(
      { Bucket: bucket, ObjectLockEnabledForBucket: locked, CreateBucketConfiguration: { LocationConstraint: where as never } })));
  }
  for (const { bucket, answers } of renamed) {
    // moto takes a log bucket for one only by a statement that it can read; the real policies come last
    const target = (answers.GetBucketLogging?.answer as Json | undefined)?.LoggingEnabled?.TargetBucket;
    if (target !== undefined) await attempt(`policy ${target}`, async () => s3.send(new S3.PutBucketPolicyCommand({ Bucket: target, Policy: delivery(target) })));
    for (const [call, put] of Object.entries(PUTS)) {
      const command = answers[call]?.answer === undefined ? undefined : put(bucket, answers[call].answer as Json);
      if (command) await attempt(`${call} ${bucket}`, async () => s3.send(command as never));
    }
    for (const one of (answers.ListBucketInventoryConfigurations?.answer?.InventoryConfigurationList ?? []) as Json[]) {
      await attempt(`inventory ${bucket}`, async () => s3.send(new S3.PutBucketInventoryConfigurationCommand({ Bucket: bucket, Id: one.Id, InventoryConfiguration: one as never })));
    }
    for (const [name, { answer }] of Object.entries(answers)) {
      const [call, of] = name.split(' ');
      if (of === undefined || once.has(name) || answer === undefined) continue;
      once.add(name);
      if (call === 'GetKeyPolicy') await attempt(name, async () => kms.send(new Kms.PutKeyPolicyCommand({ KeyId: of, PolicyName: 'default', Policy: (answer as Json).Policy })));
      if (call === 'GetKeyRotationStatus' && (answer as Json).KeyRotationEnabled) await attempt(name, async () => kms.send(new Kms.EnableKeyRotationCommand({ KeyId: of })));
    }
    for (const trail of ((answers.DescribeTrails?.answer as Json | undefined)?.trailList ?? []) as Json[]) {
      if (once.has(trail.TrailARN)) continue;
      once.add(trail.TrailARN);
      const { Name, S3BucketName, IsMultiRegionTrail } = trail;
      await s3.send(new S3.CreateBucketCommand({ Bucket: S3BucketName, CreateBucketConfiguration: { LocationConstraint: region as never } })).catch(() => undefined);
      await attempt(`CreateTrail ${Name}`, async () => {
        await trails.send(new CloudTrail.CreateTrailCommand({ Name, S3BucketName, IsMultiRegionTrail }));
        await trails.send(new CloudTrail.StartLoggingCommand({ Name }));
        const { EventSelectors, AdvancedEventSelectors } = (answers[`GetEventSelectors ${trail.TrailARN}`]?.answer ?? {}) as Json;
        await trails.send(new CloudTrail.PutEventSelectorsCommand({ TrailName: Name, ...EventSelectors?.length > 0 ? { EventSelectors } : { AdvancedEventSelectors } }));
      });
    }
  }
  for (const { bucket: Bucket, answers } of renamed) {
    const { Policy } = (answers.GetBucketPolicy?.answer ?? {}) as Json;
    await attempt(`GetBucketPolicy ${Bucket}`, async () => Policy === undefined
      ? s3.send(new S3.DeleteBucketPolicyCommand({ Bucket })) : s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy })));
  }
  for (const client of [s3, kms, trails]) client.destroy();
  return refused;
}

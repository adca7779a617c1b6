import * as S3 from '@aws-sdk/client-s3';

/** Something that somebody changes on a bucket behind the back of its template. */
export interface Break {
  readonly name: string;
  /** Does it, and answers what undoes it; nothing where the bucket is so by its template. */
  readonly change: (s3: S3.S3Client, Bucket: string) => Promise<(() => Promise<unknown>) | undefined>;
  /** The controls that must fail then, where the bucket passed them. */
  readonly controls: readonly string[];
  /** The facts that `drift` must name. */
  readonly facts: readonly string[];
  /** The error of an AWS that does not let it happen, which is as good. */
  readonly refused?: string;
}

const OPEN = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };

export const BREAKS: readonly Break[] = [
  {
    name: 'suspend versioning',
    change: async (s3, Bucket) => {
      const put = async (Status: 'Enabled' | 'Suspended') => s3.send(new S3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
      await put('Suspended');
      return async () => put('Enabled');
    },
    controls: ['versioning-enabled'],
    facts: ['versioning'],
    refused: 'InvalidBucketState',
  },
  {
    name: 'delete policy',
    change: async (s3, Bucket) => {
      const { Policy } = await s3.send(new S3.GetBucketPolicyCommand({ Bucket }));
      await s3.send(new S3.DeleteBucketPolicyCommand({ Bucket }));
      return async () => s3.send(new S3.PutBucketPolicyCommand({ Bucket, Policy }));
    },
    controls: ['http-refused', 'old-tls-refused', 'wrong-encryption-refused', 'vpc-only'],
    facts: ['policy'],
  },
  {
    name: 'open the public access block',
    change: async (s3, Bucket) => {
      const { PublicAccessBlockConfiguration } = await s3.send(new S3.GetPublicAccessBlockCommand({ Bucket }));
      await s3.send(new S3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: OPEN }));
      return async () => s3.send(new S3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    },
    controls: ['public-access-blocked'],
    facts: ['publicAccessBlock.blockPublicAcls', 'publicAccessBlock.restrictPublicBuckets'],
  },
  {
    name: 'delete the public access block',
    change: async (s3, Bucket) => {
      const { PublicAccessBlockConfiguration } = await s3.send(new S3.GetPublicAccessBlockCommand({ Bucket }));
      await s3.send(new S3.DeletePublicAccessBlockCommand({ Bucket }));
      return async () => s3.send(new S3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    },
    controls: ['public-access-blocked'],
    facts: ['publicAccessBlock.blockPublicPolicy'],
  },
  {
    name: 'remove logging',
    change: async (s3, Bucket) => {
      const { LoggingEnabled } = await s3.send(new S3.GetBucketLoggingCommand({ Bucket }));
      await s3.send(new S3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
      return async () => s3.send(new S3.PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    },
    controls: ['access-logging-enabled'],
    facts: ['accessLogs'],
  },
  {
    name: 'change encryption to SSE-S3',
    change: async (s3, Bucket) => {
      const { ServerSideEncryptionConfiguration } = await s3.send(new S3.GetBucketEncryptionCommand({ Bucket }));
      if (ServerSideEncryptionConfiguration!.Rules![0].ApplyServerSideEncryptionByDefault!.SSEAlgorithm === 'AES256') return undefined;
      await s3.send(new S3.PutBucketEncryptionCommand({
        Bucket, ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      }));
      return async () => s3.send(new S3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },
    controls: ['encrypted-with-kms', 'encrypted-with-customer-key'],
    facts: ['encryption'],
  },
  {
    name: 'let SSE-C in',
    change: async (s3, Bucket) => {
      const { ServerSideEncryptionConfiguration } = await s3.send(new S3.GetBucketEncryptionCommand({ Bucket }));
      const put = async (rules: S3.ServerSideEncryptionRule[]) =>
        s3.send(new S3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: rules } }));
      const Rules = ServerSideEncryptionConfiguration!.Rules!;
      await put(Rules.map(rule => ({ ...rule, BlockedEncryptionTypes: { EncryptionType: ['NONE'] } })));
      return async () => put(Rules);
    },
    controls: ['sse-c-blocked'],
    facts: ['blockedEncryption'],
  },
  {
    name: 'weaken lifecycle',
    change: async (s3, Bucket) => {
      const { Rules, TransitionDefaultMinimumObjectSize } = await s3.send(new S3.GetBucketLifecycleConfigurationCommand({ Bucket }));
      const put = async (rules: S3.LifecycleRule[] | undefined) => s3.send(new S3.PutBucketLifecycleConfigurationCommand(
        { Bucket, LifecycleConfiguration: { Rules: rules }, TransitionDefaultMinimumObjectSize }));
      await put(Rules!.map(rule => ({ ...rule, Status: 'Disabled' })));
      return async () => put(Rules);
    },
    controls: ['incomplete-uploads-aborted', 'noncurrent-versions-expire', 'lifecycle-limits'],
    facts: ['lifecycle'],
  },
];

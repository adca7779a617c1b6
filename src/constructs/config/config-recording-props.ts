import type { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { AlreadyProvided } from '../already-provided';

/** Properties of a recording. */
export interface ConfigRecordingProps {
  /**
   * Records every type of resource, those of IAM as well: turn it on in one Region only, else IAM is recorded, and billed, in each of them.
   *
   * @default false - buckets and what stands around them: access points, keys, trails, alarms
   */
  readonly allResources?: boolean;

  /**
   * Gets the history and the snapshots, under `AWSLogs/`. Its policy is made to let AWS Config in; that of an imported bucket has to do so already.
   *
   * @default - a CompliantBucket
   */
  readonly bucket?: s3.IBucket;

  /**
   * Encrypts what is delivered; the policy of the key is made to let AWS Config use it, that of an imported key has to do so already.
   *
   * @default - the key of the given bucket, where it has one; else SSE-S3
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Gets the access logs of the bucket that is made here.
   *
   * @default - an AccessLogBucket
   */
  readonly accessLogBucket?: s3.IBucket;

  /**
   * How long the bucket that is made here keeps history: whole days, 2 or more.
   *
   * @default - for ever
   */
  readonly retentionLimit?: Duration;

  /**
   * Uses the service-linked role AWSServiceRoleForConfig, which AWS recommends and Security Hub (Config.1) asks for. It must be there:
   * `aws iam create-service-linked-role --aws-service-name config.amazonaws.com` makes it, once for the account.
   *
   * @default false - a role of its own, with the managed policy AWS_ConfigRole; it needs nothing that is there before
   */
  readonly serviceLinkedRole?: boolean;

  /**
   * Says that the account and Region have a recorder already: nothing is made. The reference is its name or ARN.
   *
   * @default - the recorder is made
   */
  readonly alreadyProvided?: AlreadyProvided;

  /**
   * The role that records, where you have your own.
   *
   * @default - see `serviceLinkedRole`
   */
  readonly role?: iam.IRole;
}

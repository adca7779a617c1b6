import { Annotations, Duration, Lazy, type RemovalPolicy, Names, Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeLogBucket } from './acknowledgements';
import { ComplianceFramework } from './compliance-framework';
import { wholeDays } from './days';
import { mfaExempt } from './deployment';
import { differ } from './environment';
import { checkEveryBucket, EVERY_BUCKET } from './every-bucket';
import { guard } from './guard';
import { checkPolicySize } from './policy-size';
import { allowDelivery } from './policy-statements/delivery';
import { S3PolicyStatements } from './s3-policy-statements';
import { checkShapes } from './shapes';
import { accessLoggingEnabled } from '../controls';

/** Where this library puts access logs, each source under its own name. */
const ROOT = 'access-logs/';

/** And inventories, where a bucket has one. */
export const INVENTORY = 'inventory/';

/** Properties of an access log bucket. */
export interface AccessLogBucketProps {
  /**
   * How long the logs are kept, at least 1 day: else an error. Replaced versions are kept 90 days.
   *
   * @default Duration.days(2192) - six years, what 45 CFR 164.316(b)(2)(i) asks of HIPAA documentation
   */
  readonly retention?: Duration;

  /**
   * The bucket's name.
   *
   * @default - a name made by CloudFormation
   */
  readonly bucketName?: string;

  /**
   * Asks for a second factor to delete versions, the bucket and its policy, and to change the policy, as SOC 2 does; these roles, and the one
   * that deploys the stack, are let off it. An empty list lets off that one alone.
   *
   * @default - no second factor
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
   */
  readonly mfaExemptRoles?: iam.IRole[];

  /**
   * What becomes of the bucket when it leaves the stack.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A bucket that can receive the server access logs of others.
 *
 * Log delivery has needs of its own, which this bucket meets: SSE-S3 (S3 cannot deliver logs under SSE-KMS that you can read), no
 * Object Lock (it blocks the delivery), no access logs of its own (they would never end). There are no ACLs, whatever the feature
 * flags of the app: delivery is allowed by the bucket policy, for the source buckets and their account only.
 *
 * It does not cover: replication of the logs to a locked bucket, where logs must be immutable.
 *
 * Costs: S3 storage of the logs for as long as they are kept; delivery is free.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export class AccessLogBucket extends s3.Bucket {
  private readonly delivery = new Map<string, Set<string>>();

  constructor(scope: Construct, id: string, props: AccessLogBucketProps = {}) {
    const retention = props.retention ?? Duration.days(2192);
    const path = `${scope.node.path}/${id}`;
    checkShapes(path, { bucketName: props.bucketName, mfaExemptRoles: props.mfaExemptRoles });
    checkEveryBucket(path, props);
    wholeDays(path, 'retention', retention);
    super(scope, id, {
      ...EVERY_BUCKET,
      bucketName: props.bucketName,
      removalPolicy: props.removalPolicy,
      encryption: s3.BucketEncryption.S3_MANAGED,
      lifecycleRules: [{
        id: 'Retention',
        expiration: retention,
        noncurrentVersionExpiration: Duration.days(90),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
    });
    this.addToResourcePolicy(S3PolicyStatements.denyOneZone(this));
    if (props.mfaExemptRoles) this.addToResourcePolicy(S3PolicyStatements.requireMfa(this, mfaExempt(this, props.mfaExemptRoles)));
    this.addToResourcePolicy(S3PolicyStatements.denySigV2(this));
    this.addToResourcePolicy(S3PolicyStatements.limitPresignedUrlAge(this, Duration.days(7)));
    // CDK calls this private method when another bucket names this one as its `serverAccessLogsBucket`, and would set an ACL.
    Object.assign(this, { allowLogDelivery: (source: s3.Bucket, prefix?: string) => this.allowLogsFrom(source, prefix ?? '') });
    acknowledgeLogBucket(this);
    // Those who send their logs may be in another stage or app, where nobody here sees them.
    checkPolicySize(this);
    guard(this, [ComplianceFramework.BASELINE], { spared: [accessLoggingEnabled] });
  }

  /**
   * Lets S3 deliver the access logs of a bucket under a prefix.
   *
   * In one stack the permission is for that very bucket. Across stacks naming it would tie the stacks in a circle: there it is for its
   * physical name where it has one, and for every bucket of its account otherwise.
   */
  public allowLogsFrom(source: s3.IBucket, prefix: string): void {
    this.allowFrom('logging.s3.amazonaws.com', source, prefix.startsWith(ROOT) ? ROOT : prefix);
  }

  /**
   * Lets S3 deliver the inventories of a bucket under `inventory/`.
   *
   * @internal
   */
  public _allowInventoryOf(source: s3.IBucket): void {
    this.allowFrom('s3.amazonaws.com', source, INVENTORY);
  }

  private allowFrom(service: string, source: s3.IBucket, prefix: string): void {
    const arn = sourceArn(this, source);
    const allowed = this.delivery.get(`${service} ${prefix}`);
    if (allowed) {
      allowed.add(arn);
      return;
    }
    const arns = new Set([arn]);
    this.delivery.set(`${service} ${prefix}`, arns);
    // One statement for all sources: a policy has 20 KB. It can be read, and so frozen, before the last of them is made.
    const sources = Lazy.uncachedAny({ produce: () => arns.size > 1 ? [...arns] : arn });
    this.addToResourcePolicy(allowDelivery(this, service, prefix, sources));
  }
}

/** Sends the access logs of a bucket to another one, under `access-logs/<bucket>/`, in partitions by the day of the event. */
export function sendAccessLogs(source: s3.Bucket, logs: s3.IBucket): void {
  const name = source.node.defaultChild as s3.CfnBucket;
  const prefix = `${ROOT}${ownName(source)}/`;
  if (differ(source.env.account, logs.env.account) || differ(source.env.region, logs.env.region)) {
    throw new Error(`${source.node.path}: access logs cannot go to ${logs.node.path} in ${logs.env.account}/${logs.env.region}; `
      + `S3 delivers them only within one account and Region, pass an AccessLogBucket in ${source.env.account}/${source.env.region}`);
  }
  name.loggingConfiguration = {
    destinationBucketName: logs.bucketName,
    logFilePrefix: prefix,
    targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
  };
  if (logs instanceof AccessLogBucket) {
    logs.allowLogsFrom(source, prefix);
  } else if (!logs.addToResourcePolicy(allowDelivery(logs, 'logging.s3.amazonaws.com', prefix, sourceArn(logs, source))).statementAdded) {
    Annotations.of(source).addWarningV2('cdk-s3-compliance:logDeliveryNotAllowed',
      `the policy of the imported bucket ${logs.node.path} cannot be changed here; let logging.s3.amazonaws.com put objects under ${prefix} there`);
  }
}

/** The bucket's name where it is stated; CloudFormation's own names are not known inside the bucket itself. */
export function ownName(source: s3.Bucket): string {
  const resource = source.node.defaultChild as s3.CfnBucket;
  const { bucketName } = resource;
  if (bucketName !== undefined && !Token.isUnresolved(bucketName)) return bucketName;
  const owner = resource.node.scope?.node === source.node ? source : resource;
  return Names.uniqueResourceName(owner, { maxLength: 60 }).toLowerCase();
}

export function sourceArn(logs: s3.IBucket, source: s3.IBucket): string {
  const stack = Stack.of(logs);
  if (stack === Stack.of(source)) return source.bucketArn;
  const named = (source.node.defaultChild as s3.CfnBucket | undefined)?.bucketName;
  return stack.formatArn({ service: 's3', region: '', account: '', resource: named !== undefined && !Token.isUnresolved(named) ? named : '*' });
}

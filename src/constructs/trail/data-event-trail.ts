import { Annotations, ArnFormat, Fn, type IResolveContext, Lazy, Names, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { provided } from '../already-provided';
import { acknowledgeRule, PACKS } from '../nag-answers';
import { checkTrail } from './checks';
import { needs } from './circles';
import type { DataEventTrailProps, IDataEventTrail, RecordedObjects, TrailExclusion } from './data-event-trail-props';
import { accessLogsOf, letTrailEncrypt, letTrailWrite, trailLogBucket } from './log-bucket';
import { trailLogGroup, trailLogRole } from './log-group';
import { MOST_VALUES, selectorsFor, valuesOf } from './selectors';
import { dataReadsRecorded, dataWritesRecorded } from '../../controls';
import {
  auditLogRetention, cloudtrailLogBucketProtected, cloudtrailLogEncryption, cloudtrailLogFileValidation, cloudtrailMultiRegionManagementEvents,
} from '../../controls/manual';

const CHECKS = [
  dataReadsRecorded, dataWritesRecorded, cloudtrailMultiRegionManagementEvents, cloudtrailLogEncryption, cloudtrailLogFileValidation,
  cloudtrailLogBucketProtected, auditLogRetention,
];

/** Written into the template, so that an auditor sees what nobody records. */
const EXCLUSIONS = 'cdk-s3-compliance:exclusions';

/**
 * One trail of all Regions that records management events, and every read and write of the objects in S3: with log file validation, encrypted
 * with a KMS key, into a bucket of its own whose objects are locked.
 *
 * It supports the controls data-reads-recorded and data-writes-recorded, and the checks cloudtrail-multi-region-management-events,
 * cloudtrail-log-encryption, cloudtrail-log-file-validation, cloudtrail-log-bucket-protected and audit-log-retention.
 *
 * What it leaves out stands in `exclusions` and in the template: its own log buckets, since a trail that records the delivery of its own log
 * files never comes to an end. It does not cover: who runs the validation of the log files; and buckets of other accounts, of which it records
 * the requests of this account (of an organization: its accounts) and no others, so that their owners need a trail too.
 *
 * Costs: data events, by the 100,000, which is most of it where buckets are busy: name `buckets` to record only those. The first copy of
 * management events is free. A KMS key a month, storage for as long as log files are locked; `insights` and `logGroupRetention` bill by events
 * and by gigabytes, and are off.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class DataEventTrail extends Construct implements IDataEventTrail {
  /** ARN of the trail, made here or not. */
  public readonly trailArn: string;

  /** Its name. */
  public readonly trailName: string;

  /** Gets the log files; none where the trail is there already and nobody names its bucket. */
  public readonly logBucket?: s3.IBucket;

  /** What the keys of the log files begin with, before `AWSLogs/`; empty where nothing is. */
  public readonly logPrefix: string;

  /** Encrypts the log files. */
  public readonly encryptionKey?: kms.IKey;

  /** The log group, where there is one. */
  public readonly logGroup?: logs.LogGroup;

  private readonly provided: boolean;
  private readonly only?: Set<string>;
  private readonly referred = new Set<s3.IBucket>();
  private readonly left = new Map<string, string>();

  constructor(scope: Construct, id: string, props: DataEventTrailProps = {}) {
    super(scope, id);
    checkTrail(this.node.path, props);
    this.logPrefix = props.logPrefix ?? '';
    this.only = props.buckets && new Set();
    this.provided = props.alreadyProvided !== undefined;
    if (props.alreadyProvided) {
      this.trailArn = provided(this, 'alreadyProvided', props.alreadyProvided, CHECKS,
        [/^arn:[a-z-]+:cloudtrail:[a-z0-9-]+:\d{12}:trail\/.+$/, 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/organization']);
      this.trailName = Fn.select(1, Fn.split('/', this.trailArn, 2));
      this.logBucket = props.logBucket;
      this.encryptionKey = props.encryptionKey;
      return;
    }
    const stack = Stack.of(this);
    const trailName = this.trailName = props.trailName ?? Names.uniqueResourceName(this, { maxLength: 120 });
    this.trailArn = stack.formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    this.encryptionKey = props.encryptionKey ?? props.logBucket?.encryptionKey
      ?? new kms.Key(this, 'Key', { enableKeyRotation: true, description: `Log files of the trail ${trailName}`, removalPolicy: RemovalPolicy.RETAIN });
    this.logBucket = props.logBucket ?? trailLogBucket(this, props.retention);

    const folder = `${this.logPrefix === '' ? '' : `${this.logPrefix}/`}AWSLogs`;
    const folders = [`${folder}/${stack.account}`, ...props.organizationId === undefined ? [] : [`${folder}/${props.organizationId}`]];
    this.permit(letTrailWrite(this.logBucket, this.trailArn, folders), `bucket ${this.logBucket.node.path}`, 'write log files');
    this.permit(letTrailEncrypt(this.encryptionKey, this.trailArn, props.organizationId === undefined ? stack.account : '*'), `key ${this.encryptionKey.node.path}`, 'encrypt log files');

    this.leaveOut(this.logBucket, 'the trail writes its log files here, and recording that would never end');
    const accessLogs = accessLogsOf(this.logBucket);
    if (accessLogs !== undefined) this.left.set(accessLogs, 'gets the access logs of the bucket with the log files, one for each of them');
    for (const bucket of props.excludedBuckets ?? []) this.leaveOut(bucket, 'left out by its owner');
    for (const bucket of props.buckets ?? []) this.addBucket(bucket);

    this.logGroup = props.logGroupRetention === undefined ? undefined : trailLogGroup(this, trailName, props.logGroupRetention, this.encryptionKey);
    const role = this.logGroup && trailLogRole(this, this.logGroup);
    const trail = new cloudtrail.CfnTrail(this, 'Resource', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      isOrganizationTrail: props.organizationId !== undefined || undefined,
      kmsKeyId: this.encryptionKey.keyArn,
      s3BucketName: this.logBucket.bucketName,
      s3KeyPrefix: this.logPrefix === '' ? undefined : this.logPrefix,
      advancedEventSelectors: Lazy.uncachedAny({ produce: context => this.selectors(context) }),
      insightSelectors: props.insights ? [{ insightType: 'ApiCallRateInsight' }, { insightType: 'ApiErrorRateInsight' }] : undefined,
      cloudWatchLogsLogGroupArn: this.logGroup?.logGroupArn,
      cloudWatchLogsRoleArn: role?.roleArn,
    });
    trail.node.addDependency(this.logBucket, this.encryptionKey, ...role ? [role] : []);
    trail.addMetadata(EXCLUSIONS, Lazy.uncachedAny({ produce: () => this.only ? undefined : this.exclusions }));
    if (!this.logGroup) {
      acknowledgeRule(trail, PACKS, 'CloudTrailCloudWatchLogsEnabled',
        'Events reach people through EventBridge, and analysts through Athena; a second copy in CloudWatch Logs bills by the gigabyte. Pass logGroupRetention for one.');
    }
    this.node.addValidation({ validate: () => this.tooMuch() });
  }

  /** What is left out where every bucket is recorded. */
  public get exclusions(): TrailExclusion[] {
    return [...this.left].map(([arn, reason]) => ({ arn, reason }));
  }

  /**
   * Records the objects of one more bucket, of this stack or another one. A trail of every bucket records it already.
   *
   * In another stack a bucket with a name of its own is named; any other is referred to, so that the trail's stack is deployed after its own.
   *
   * @param bucket whose objects are recorded
   * @param objects which of them. Default: all
   */
  public addBucket(bucket: s3.IBucket, objects: RecordedObjects = {}): void {
    if (this.provided) {
      Annotations.of(this).addWarningV2(`cdk-s3-compliance:trailNotOurs:${bucket.node.path}`,
        `the trail ${this.trailArn} is provided already and cannot be changed here; see that it records ${bucket.node.path}`);
      return;
    }
    const arn = this.objectsOf(bucket);
    if (this.left.has(arn)) throw new Error(`${this.node.path}: ${bucket.node.path} cannot be recorded: ${this.left.get(arn)}; leave it out`);
    this.only?.add(`${arn}${objects.prefix ?? ''}`);
  }

  private permit(added: boolean, what: string, purpose: string): void {
    if (!added) Annotations.of(this).addWarningV2('cdk-s3-compliance:trailNotAllowed', `the policy of the imported ${what} cannot be changed here; let cloudtrail.amazonaws.com ${purpose} for ${this.trailArn} there`);
  }

  private leaveOut(bucket: s3.IBucket, reason: string): void {
    this.left.set(this.objectsOf(bucket), reason);
  }

  /** Beginning of the ARNs of the objects. A name that is known ties no stacks together. */
  private objectsOf(bucket: s3.IBucket): string {
    const stack = Stack.of(this);
    const made = bucket.node.defaultChild as Partial<s3.CfnBucket> | undefined;
    const name = Stack.of(bucket) === stack ? undefined : made?.bucketName;
    if (name !== undefined && !Token.isUnresolved(name)) return `${stack.formatArn({ service: 's3', region: '', account: '', resource: name })}/`;
    if (made && Stack.of(bucket) !== stack) this.referred.add(bucket);
    return `${bucket.bucketArn}/`;
  }

  private recorded() {
    return { only: this.only && [...this.only], except: [...this.left.keys()] };
  }

  /** While references are found, all stacks are complete: there a circle can be told, before CDK stumbles over it. */
  private selectors({ preparing }: IResolveContext) {
    const stack = Stack.of(this);
    const circle = preparing ? [...this.referred].find(bucket => needs(Stack.of(bucket), stack)) : undefined;
    if (circle) {
      throw new Error(`${this.node.path}: a reference to ${circle.node.path} would make a circle, since the stack ${Stack.of(circle).node.path} needs `
        + `${stack.node.path}; give the bucket a 'bucketName', or put the trail into a stack that it does not need`);
    }
    return selectorsFor(this.recorded());
  }

  private tooMuch(): string[] {
    const count = valuesOf(this.recorded());
    return count <= MOST_VALUES ? [] : [`the event selectors of ${this.node.path} have ${count} values, and CloudTrail takes ${MOST_VALUES}; `
      + `${this.only ? 'leave \'buckets\' out to record every bucket, or' : 'exclude fewer buckets, or'} give some of them a trail of their own`];
  }
}

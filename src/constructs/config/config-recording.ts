import { Annotations, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ConfigRecordingProps } from './config-recording-props';
import { configDelivery, letConfigUse } from './delivery-statements';
import { recordingRole } from './recording-role';
import { awsConfigRecording } from '../../controls/manual';
import { provided } from '../already-provided';
import { CompliantBucket } from '../compliant-bucket';

/** What is recorded beside the buckets: the types whose changes start the rules of our packs, and what their reader wants to see beside them. */
export const RECORDED_TYPES: readonly string[] = [
  'AWS::S3::Bucket',
  'AWS::S3::AccountPublicAccessBlock',
  'AWS::S3::AccessPoint',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::KMS::Key',
  'AWS::CloudTrail::Trail',
  'AWS::CloudWatch::Alarm',
  'AWS::EC2::VPCEndpoint',
];

/**
 * AWS Config in the account and Region of the stack: a recorder, a delivery channel and a protected bucket. It supports the check
 * `aws-config-recording`.
 *
 * An account has one recorder in each Region, and a second one cannot be made: where there is one, as under Control Tower, pass
 * `alreadyProvided`. Recorder and channel stay when the stack goes (RemovalPolicy.RETAIN), since deleting them would stop the recording: a
 * new stack then needs `alreadyProvided`, or an import of the two.
 *
 * It does not cover: other Regions and accounts, which need a stack each; rules, which `FrameworkConformancePack` has; an aggregator.
 *
 * Costs: each configuration item that is recorded, KMS where there is a key, and the storage of the history. Cheaper: leave `allResources` off.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export class ConfigRecording extends Construct {
  /** The name of the recorder, or what stands for it where somebody else provides it. */
  public readonly recorderName: string;

  /** Gets history and snapshots; none where somebody else provides the recorder. */
  public readonly bucket?: s3.IBucket;

  /** The role that records; none where somebody else provides the recorder. */
  public readonly role?: iam.IRole;

  constructor(scope: Construct, id: string, props: ConfigRecordingProps = {}) {
    super(scope, id);
    if (props.alreadyProvided) {
      this.recorderName = provided(this, 'alreadyProvided', props.alreadyProvided, [awsConfigRecording],
        [/^(arn:[a-z-]+:config:\S+|[A-Za-z0-9._-]{1,256})$/, 'default']);
      return;
    }
    checkRecording(this.node.path, props);
    const { allResources = false } = props;
    const { account } = Stack.of(this);
    const bucket = props.bucket ?? new CompliantBucket(this, 'History', {
      encryptionKey: props.encryptionKey, accessLogBucket: props.accessLogBucket, retentionLimit: props.retentionLimit,
    });
    const key = props.encryptionKey ?? bucket.encryptionKey;
    const allowed = configDelivery(bucket, account).map(statement => bucket.addToResourcePolicy(statement).statementAdded);
    if (allowed.includes(false)) {
      Annotations.of(this).addWarningV2('cdk-s3-compliance:configDeliveryNotAllowed',
        `the policy of the imported bucket ${bucket.node.path} cannot be changed here; let config.amazonaws.com deliver to it there`);
    }
    if (key) letConfigUse(key, account);
    this.bucket = bucket;
    this.role = recordingRole(this, props, bucket, key);

    const recorder = new config.CfnConfigurationRecorder(this, 'Recorder', {
      roleArn: this.role.roleArn,
      recordingGroup: allResources
        ? { allSupported: true, includeGlobalResourceTypes: true }
        : { allSupported: false, resourceTypes: [...RECORDED_TYPES] },
    });
    // Neither depends on the other: CloudFormation starts the recorder as soon as both are there.
    const channel = new config.CfnDeliveryChannel(this, 'Channel', { s3BucketName: bucket.bucketName, s3KmsKeyArn: key?.keyArn });
    if (bucket.policy) channel.node.addDependency(bucket.policy);
    recorder.node.addDependency(this.role);
    for (const resource of [recorder, channel]) resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.recorderName = recorder.ref;
  }
}

function checkRecording(path: string, props: ConfigRecordingProps): void {
  const refuse = (what: string): never => {
    throw new Error(`${path}: ${what}`);
  };
  if (props.bucket && props.accessLogBucket) refuse("'accessLogBucket' is for the bucket that is made here; leave it out beside 'bucket'");
  if (props.bucket && props.retentionLimit) refuse("'retentionLimit' is for the bucket that is made here; leave it out beside 'bucket'");
  if (props.role && props.serviceLinkedRole) refuse("'role' cannot go with 'serviceLinkedRole'; pass one of them");
}

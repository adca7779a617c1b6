import { App, type AppProps, Duration, Size, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  AccessAlerts, AccessLogAnalytics, AccessLogBucket, AccountGuardrails, BaselineS3Checks, BucketAccess,
  BucketAlarms, BucketDashboard, ComplianceFramework, CrossAccountRole, DataEventTrail, HipaaBucket,
  NetworkPerimeter, PciBucket, S3EndpointType, S3VpcEndpoint, TemporaryAccessRole,
} from 'cdk-s3-compliance';

const { BASELINE, HIPAA, PCI_DSS } = ComplianceFramework;

/** What one account has once: its guardrails, the trail, the alerts, the log bucket, and what analysts ask it with. */
export class PlatformStack extends Stack {
  readonly trail: DataEventTrail;
  readonly alerts: AccessAlerts;
  readonly accessLogs: AccessLogBucket;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.alerts = new AccessAlerts(this, 'Alerts');
    this.trail = new DataEventTrail(this, 'Trail', { retention: s3.ObjectLockRetention.governance(Duration.days(2192)) });
    this.accessLogs = new AccessLogBucket(this, 'AccessLogs');
    new AccountGuardrails(this, 'Account', { frameworks: [BASELINE, HIPAA, PCI_DSS], findingsTopic: this.alerts.topic, accessLogBucket: this.accessLogs });
    new AccessLogAnalytics(this, 'Analytics', {
      accessLogBucket: this.accessLogs,
      trailLogBucket: this.trail.logBucket,
      trailEncryptionKey: this.trail.encryptionKey,
      encryptionKey: new kms.Key(this, 'ResultKey', { enableKeyRotation: true, description: 'Answers of Athena' }),
    });
  }
}

/** A VPC without a way out, and its way to S3, which leads to the account's own buckets only. */
class PrivateNetwork {
  readonly endpoint: S3VpcEndpoint;

  constructor(scope: Construct) {
    const vpc = new ec2.Vpc(scope, 'Vpc', {
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const encryptionKey = new kms.Key(scope, 'FlowKey', { enableKeyRotation: true, description: 'Flow logs' });
    encryptionKey.grantEncryptDecrypt(new iam.ServicePrincipal(`logs.${Stack.of(scope).region}.amazonaws.com`));
    const logGroup = new logs.LogGroup(scope, 'Flows', { encryptionKey, retention: logs.RetentionDays.ONE_YEAR });
    vpc.addFlowLog('All', { destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup) });
    this.endpoint = new S3VpcEndpoint(scope, 'S3', { vpc, type: S3EndpointType.BOTH });
    for (const pack of ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321']) {
      Validations.of(vpc).acknowledge(
        { id: `${pack}::${pack}-VPCDefaultSecurityGroupClosed`, reason: 'nothing is in the default security group; CloudFormation cannot close it' },
        { id: `${pack}::${pack}-IAMNoInlinePolicy`, reason: 'the policy belongs to the one role that writes the flow logs, and goes with it' },
      );
    }
  }
}

/** Protected health information, watched. */
export class HealthStack extends Stack {
  constructor(scope: Construct, id: string, { accessLogs, alerts }: PlatformStack, props?: StackProps) {
    super(scope, id, props);
    const { endpoint } = new PrivateNetwork(this);
    const records = new HipaaBucket(this, 'Records', {
      retention: s3.ObjectLockRetention.governance(Duration.days(2190)),
      network: endpoint.perimeter(),
      accessLogBucket: accessLogs,
    });
    const buckets = [records];
    const { alarms } = new BucketAlarms(this, 'Alarms', { buckets, topic: alerts.topic, maximumSize: Size.tebibytes(5), maximumObjects: 100_000_000 });
    new BucketDashboard(this, 'Dashboard', { buckets, alarms });
  }
}

/** Cardholder data. A processor in another account fetches what is under one prefix; people repair things for an hour. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, { accessLogs, alerts }: PlatformStack, props?: StackProps) {
    super(scope, id, props);
    const { endpoint } = new PrivateNetwork(this);
    const settlements = new PciBucket(this, 'Settlements', { network: endpoint.perimeter(), accessLogBucket: accessLogs });
    const buckets = [settlements];
    new BucketAlarms(this, 'Alarms', { buckets, topic: alerts.topic });
    new CrossAccountRole(this, 'Processor', {
      buckets, prefixes: ['outgoing/'], access: [BucketAccess.READ], trustedAccount: '999999999999', externalId: 'settlements-7f3c9a',
    });
    new TemporaryAccessRole(this, 'Repair', { buckets, prefixes: ['outgoing/'], access: [BucketAccess.READ, BucketAccess.WRITE], trustedRoleArns: [`arn:aws:iam::${this.account}:role/on-call`] });
  }
}

/**
 * Many buckets in one stack: they share a key, the log bucket of the platform, and a few alarms. A hundred of them have a template of more than
 * the 1 MB that CloudFormation takes, unless it is written without indentation.
 */
export class ManyStack extends Stack {
  constructor(scope: Construct, id: string, count: number, { accessLogs, alerts }: PlatformStack, props?: StackProps) {
    super(scope, id, { suppressTemplateIndentation: true, ...props });
    const encryptionKey = new kms.Key(this, 'Key', { enableKeyRotation: true });
    const network = NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']);
    const buckets = Array.from({ length: count }, (_, i) => new HipaaBucket(this, `Records${i}`, {
      retention: s3.ObjectLockRetention.governance(Duration.days(2190)), network, encryptionKey, accessLogBucket: accessLogs,
    }));
    new BucketAlarms(this, 'Alarms', { buckets, topic: alerts.topic });
  }
}

export interface PlatformAccountOptions {
  /** How many buckets a further stack has. @default - there is none */
  readonly many?: number;
}

export function platformAccount(props?: AppProps, { many }: PlatformAccountOptions = {}): App {
  const app = new App(props);
  const env = { account: '111122223333', region: 'eu-central-1' };
  const platform = new PlatformStack(app, 'Platform', { env });
  new HealthStack(app, 'Health', platform, { env });
  new PaymentsStack(app, 'Payments', platform, { env });
  if (many !== undefined) new ManyStack(app, 'Many', many, platform, { env });
  Validations.of(app).addPlugins(new BaselineS3Checks(app));
  return app;
}

if (require.main === module) platformAccount().synth();

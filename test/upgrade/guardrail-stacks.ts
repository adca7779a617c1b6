import { App, type AppProps, Duration, Size, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccessAlerts, AccessLogAnalytics, AccessLogBucket, AccountGuardrails, AccountPublicAccessBlock, BucketAccess, BucketAlarms, BucketDashboard,
  ComplianceFramework, CompliantBucket, ConfigRecording, CrossAccountRole, DataEventTrail, ExternalAccessAnalyzer, FrameworkConformancePack,
  OrganizationGuardrails, PublicContent, S3EndpointType, S3VpcEndpoint, ScheduledAudit, SensitiveDataDiscovery, TemporaryAccessRole, ThreatDetection,
} from 'cdk-s3-compliance';

const ACCOUNT = '111122223333';
const retention = s3.ObjectLockRetention.governance(Duration.days(2192));
const rotating = (stack: Stack, grantee?: string) => {
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  if (grantee) key.grantEncryptDecrypt(new iam.ServicePrincipal(grantee));
  return key;
};

/** The guardrails, by themselves and in their variants. What stands here was deployed: add stacks and constructs, change none. */
export function guardrails(props?: AppProps): App {
  const app = new App(props);
  const stack = (id: string, region = 'eu-central-1') => new Stack(app, id, { env: { account: ACCOUNT, region } });

  new DataEventTrail(stack('Trail'), 'Trail');
  const ownTrail = stack('OwnTrail');
  const trail = new DataEventTrail(ownTrail, 'Trail', { trailName: 'upgrade', retention, encryptionKey: rotating(ownTrail), insights: true });

  new AccessAlerts(stack('Alerts'), 'Alerts');
  const ownAlerts = stack('OwnAlerts');
  new AccessAlerts(ownAlerts, 'Alerts', { encryptionKey: rotating(ownAlerts), emails: ['security@example.com'], trustedAccounts: [ACCOUNT] });

  new AccountGuardrails(stack('Account'), 'Account');
  const parts = stack('Parts');
  new AccountPublicAccessBlock(parts, 'Block');
  new ExternalAccessAnalyzer(parts, 'Analyzer');
  new SensitiveDataDiscovery(parts, 'Discovery');
  new ThreatDetection(parts, 'Threats');

  const recording = new ConfigRecording(stack('Recording'), 'Recording');
  new FrameworkConformancePack(Stack.of(recording), 'Pack', { framework: ComplianceFramework.SOC2, recording });
  const ownRecording = stack('OwnRecording');
  new ConfigRecording(ownRecording, 'Recording', { encryptionKey: rotating(ownRecording), serviceLinkedRole: true });

  new ScheduledAudit(stack('Audit'), 'Audit');
  const ownAudit = stack('OwnAudit');
  new ScheduledAudit(ownAudit, 'Audit', { reportBucket: new CompliantBucket(ownAudit, 'Reports'), encryptionKey: rotating(ownAudit) });

  const network = stack('Network');
  const vpc = new ec2.Vpc(network, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  for (const type of [S3EndpointType.GATEWAY, S3EndpointType.INTERFACE, S3EndpointType.BOTH]) new S3VpcEndpoint(network, `S3${type}`, { vpc, type });

  const analytics = stack('Analytics');
  const accessLogBucket = new AccessLogBucket(analytics, 'Logs');
  new AccessLogAnalytics(analytics, 'Analytics', { accessLogBucket });
  new AccessLogAnalytics(analytics, 'Both', {
    accessLogBucket, trailLogBucket: trail.logBucket, trailEncryptionKey: trail.encryptionKey, encryptionKey: rotating(analytics), databaseName: 'upgrade',
  });

  const access = stack('Access');
  const bucket = new CompliantBucket(access, 'Data', { accessLogBucket });
  new CrossAccountRole(access, 'Partner', { buckets: [bucket], prefixes: ['out/'], access: [BucketAccess.READ], trustedAccount: '999999999999', externalId: 'upgrade-7f3c9a' });
  new TemporaryAccessRole(access, 'Repair', {
    buckets: [bucket], prefixes: ['out/'], access: [BucketAccess.READ, BucketAccess.WRITE], trustedRoleArns: [`arn:aws:iam::${ACCOUNT}:role/on-call`],
  });
  new BucketAlarms(access, 'Alarms', { buckets: [bucket], maximumSize: Size.tebibytes(1), maximumObjects: 1000 });
  new BucketDashboard(access, 'Dashboard', { buckets: [bucket], dashboardName: 'upgrade' });

  const site = stack('Site', 'us-east-1');
  const certificate = acm.Certificate.fromCertificateArn(site, 'Certificate', `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/0123`);
  new PublicContent(site, 'Site', { domainNames: ['www.example.com'], certificate });

  new OrganizationGuardrails(stack('Organization'), 'Organization', { organizationalUnits: ['ou-ab12-34567890'], regions: ['eu-central-1', 'eu-west-1'] });
  return app;
}

import { App, type AppProps, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  AccessLogBucket, BucketReplication, ComplianceFramework, CompliantBucket, EncryptionHeaders, EncryptionMethod, GdprBucket, HipaaBucket,
  NetworkPerimeter, PciBucket, Soc2Bucket,
} from 'cdk-s3-compliance';

const { BASELINE, GDPR, HIPAA, PCI_DSS, SOC2 } = ComplianceFramework;
const ACCOUNT = '111122223333';
const retention = s3.ObjectLockRetention.governance(Duration.days(2190));

function endpoint(stack: Stack): NetworkPerimeter {
  return NetworkPerimeter.vpcEndpoints([ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 })]);
}

/** Each bucket in its variants, one stack a kind. What stands here was deployed: add stacks and buckets, change none. */
export function buckets(props?: AppProps): App {
  const app = new App(props);
  const env = { account: ACCOUNT, region: 'eu-central-1' };
  const stack = (id: string) => new Stack(app, id, { env });
  const network = NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']);

  const baseline = stack('Baseline');
  new CompliantBucket(baseline, 'Plain');
  new CompliantBucket(baseline, 'Named', { bucketName: 'upgrade-named', eventBridgeEnabled: true, frameworks: [BASELINE] });
  new CompliantBucket(baseline, 'Locked', { retention });
  new CompliantBucket(baseline, 'Dsse', { encryption: EncryptionMethod.KMS_DSSE });
  new CompliantBucket(baseline, 'ClientSide', { encryption: EncryptionMethod.CLIENT_SIDE });
  new CompliantBucket(baseline, 'Scratch', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });

  const hipaa = stack('Hipaa');
  new HipaaBucket(hipaa, 'Records', { retention, network });
  const key = new kms.Key(hipaa, 'Key', { enableKeyRotation: true, alias: 'upgrade/records' });
  const accessLogBucket = new AccessLogBucket(hipaa, 'Logs');
  new HipaaBucket(hipaa, 'OwnKey', { retention, network, encryptionKey: key, accessLogBucket, encryptionHeaders: EncryptionHeaders.REQUIRED });
  new HipaaBucket(hipaa, 'SharedKey', { retention, network, encryptionKey: key, accessLogBucket });
  new HipaaBucket(hipaa, 'Imported', {
    retention,
    network,
    encryptionKey: kms.Key.fromKeyArn(hipaa, 'TheirKey', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/0123`),
    accessLogBucket: s3.Bucket.fromBucketAttributes(hipaa, 'TheirLogs', { bucketName: 'their-logs', region: 'eu-central-1', account: ACCOUNT }),
  });

  const pci = stack('Pci');
  const administrator = new iam.Role(pci, 'Administrator', { assumedBy: new iam.AccountRootPrincipal() });
  const endpoints = endpoint(pci);
  new PciBucket(pci, 'Settlements', { network: endpoints, keyAdministrators: [administrator] });
  new PciBucket(pci, 'Trail', { network: endpoints, retention });

  const gdpr = stack('Gdpr');
  new GdprBucket(gdpr, 'Customers', { retentionLimit: Duration.days(730) });
  const role = (id: string) => new iam.Role(gdpr, id, { assumedBy: new iam.AccountRootPrincipal() });
  new GdprBucket(gdpr, 'OwnRoles', { retentionLimit: Duration.days(4000), retention, erasureRole: role('Eraser'), portabilityRole: role('Porter') });

  const soc2 = stack('Soc2');
  new Soc2Bucket(soc2, 'Uploads');
  new Soc2Bucket(soc2, 'Locked', { retention, network, encryption: EncryptionMethod.KMS });

  const two = stack('Two');
  new CompliantBucket(two, 'Claims', { frameworks: [HIPAA, PCI_DSS], retention, network: endpoint(two) });
  new CompliantBucket(two, 'Profiles', { frameworks: [GDPR, SOC2], retentionLimit: Duration.days(365) });

  const logs = stack('Logs');
  new AccessLogBucket(logs, 'Plain');
  new AccessLogBucket(logs, 'Named', { bucketName: 'upgrade-logs', retention: Duration.days(365), mfaExemptRoles: [] });

  const source = stack('Source');
  const copies = new Stack(app, 'Copies', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const destination = new HipaaBucket(copies, 'Copies', { retention, network, bucketName: 'upgrade-copies' });
  new BucketReplication(source, 'Replication', { source: new HipaaBucket(source, 'Records', { retention, network }), destination });
  return app;
}

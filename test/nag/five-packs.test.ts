import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CloudFormationValidatePlugin, Duration, type IPolicyValidationPlugin, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import {
  AccessLogBucket, BucketReplication, ComplianceFramework, CompliantBucket, EncryptionMethod, GdprBucket, HipaaBucket, NetworkPerimeter, PciBucket,
  Soc2Bucket,
} from '../../src';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];
const RETENTION = s3.ObjectLockRetention.governance(Duration.days(365));

interface Violation { ruleName: string; description?: string; reason?: string; violatingConstructs: { constructPath: string }[] }
interface Report { pluginName: string; conclusion: string; violations: Violation[]; suppressedViolations?: Violation[] }

/** Every bucket of this library in one stack. */
function everyBucket(): App {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'All', { env: { account: '111122223333', region: 'eu-central-1' } });
  const vpcs = NetworkPerimeter.vpcIds(['vpc-0123456789abcdef0']);
  const endpoints = NetworkPerimeter.vpcEndpoints([
    ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(stack, 'Endpoint', { vpcEndpointId: 'vpce-0123456789abcdef0', port: 443 }),
  ]);
  const keyAdministrators = [new iam.Role(stack, 'KeyAdministrator', { assumedBy: new iam.AccountRootPrincipal() })];
  const accessLogBucket = new AccessLogBucket(stack, 'Logs');

  const health = new HipaaBucket(stack, 'Health', { retention: RETENTION, network: vpcs, accessLogBucket, keyAdministrators, eventBridgeEnabled: true });
  new PciBucket(stack, 'Cards', { network: endpoints });
  new GdprBucket(stack, 'Persons', { retentionLimit: Duration.days(730), retention: RETENTION, accessLogBucket });
  new Soc2Bucket(stack, 'Service', { encryption: EncryptionMethod.KMS_DSSE });
  new CompliantBucket(stack, 'Baseline');
  new CompliantBucket(stack, 'HipaaAndPci', {
    frameworks: [ComplianceFramework.HIPAA, ComplianceFramework.PCI_DSS], retention: RETENTION, network: endpoints, accessLogBucket,
  });
  new CompliantBucket(stack, 'GdprAndSoc2', {
    frameworks: [ComplianceFramework.GDPR, ComplianceFramework.SOC2], retentionLimit: Duration.days(365), accessLogBucket,
  });
  const copy = new HipaaBucket(stack, 'Copy', { retention: RETENTION, network: vpcs, accessLogBucket });
  new BucketReplication(stack, 'Replication', { source: health, destination: copy });
  return app;
}

function synthesized(app: App, ...plugins: IPolicyValidationPlugin[]): Report[] {
  const printed = jest.spyOn(console, 'error').mockImplementation();
  Validations.of(app).addPlugins(...plugins);
  try {
    app.synth();
  } catch {
    // What the plugins found stands in the report.
  }
  printed.mockRestore();
  return JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).pluginReports;
}

describe('cdk-nag and CloudFormation over every bucket of this library', () => {
  const app = everyBucket();
  let reports: Report[];

  beforeAll(() => {
    reports = synthesized(app, ...PACKS.map(Pack => new Pack(app)), new CloudFormationValidatePlugin());
  });

  test('all five packs looked', () => {
    expect(reports.map(r => r.pluginName)).toEqual(['AwsSolutions', 'HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5', 'PCI.DSS.321']);
  });

  test('CloudFormation Validate, which reports nothing where it finds nothing, would have found a fault', () => {
    const faulty = everyBucket();
    const bucket = faulty.node.findChild('All').node.findChild('Baseline').node.defaultChild as s3.CfnBucket;
    bucket.tags.setTag('circle', bucket.attrArn);
    expect(synthesized(faulty, new CloudFormationValidatePlugin()).map(r => r.pluginName)).toContain('CloudFormation Validate');
  });

  test('nothing is left', () => {
    expect(reports.flatMap(r => r.violations.map(v => `${v.ruleName} ${v.violatingConstructs.map(c => c.constructPath).join(', ')}: ${v.description}`))).toEqual([]);
  });

  test('what is acknowledged, and where', () => {
    const found = new Map<string, Set<string>>();
    for (const { ruleName, violatingConstructs } of reports.flatMap(r => r.suppressedViolations ?? [])) {
      const rule = ruleName.replace(/^(HIPAA|NIST|PCI)[^-]*-/, '');
      violatingConstructs.forEach(c => found.set(rule, (found.get(rule) ?? new Set()).add(c.constructPath.replace('All/', '').replace('/Resource', ''))));
    }
    const logs = ['Baseline/AccessLogs', 'Cards/AccessLogs', 'Logs', 'Service/AccessLogs'];
    expect(Object.fromEntries([...found].map(([rule, paths]) => [rule, [...paths].sort()]))).toEqual({
      'AwsSolutions-IAM5[Resource::<Copy1ED8A51E.Arn>/*]': ['Health/ReplicationPolicy'],
      'AwsSolutions-IAM5[Resource::<Health02A586CD.Arn>/*]': ['Health/ReplicationPolicy'],
      'S3BucketReplicationEnabled': [...logs, 'Baseline', 'Cards', 'Copy', 'GdprAndSoc2', 'HipaaAndPci', 'Persons', 'Service'].sort(),
      'S3BucketDefaultLockEnabled': [...logs, 'Baseline', 'Cards', 'GdprAndSoc2', 'Service'].sort(),
      'S3DefaultEncryptionKMS': [...logs, 'Baseline', 'Service'].sort(),
    });
  });

  test('each with a reason', () => {
    for (const { reason } of reports.flatMap(r => r.suppressedViolations ?? [])) expect(reason?.length).toBeGreaterThan(40);
  });
});

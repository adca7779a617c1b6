import { App, type AppProps, Duration, Mixins, PropertyInjectors, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IMixin } from 'constructs';
import {
  AccessLogging, BaselineCompliance, ComplianceFramework, CompliantBucketInjector, type CompliantBucketInjectorProps, CompliantKeyInjector,
  EncryptionEnforced, GdprCompliance, HipaaCompliance, NetworkPerimeter, PciCompliance, Soc2Compliance,
} from 'cdk-s3-compliance';

const { BASELINE, GDPR, HIPAA, PCI_DSS, SOC2 } = ComplianceFramework;
const retention = s3.ObjectLockRetention.governance(Duration.days(300));
const network = () => NetworkPerimeter.vpcEndpoints([{ vpcEndpointId: 'vpce-0123456789abcdef0' } as ec2.IVpcEndpoint]);

const INJECTED: Readonly<Record<string, CompliantBucketInjectorProps>> = {
  Baseline: { frameworks: [BASELINE] },
  Hipaa: { frameworks: [HIPAA], retention, newBuckets: true, network: network() },
  Pci: { frameworks: [PCI_DSS], network: network() },
  Gdpr: { frameworks: [GDPR], retentionLimit: Duration.days(365) },
  Soc2: { frameworks: [SOC2] },
};

const MIXED: Readonly<Record<string, readonly IMixin[]>> = {
  Baseline: [new BaselineCompliance()],
  Hipaa: [new HipaaCompliance({ retention, network: network(), newBuckets: true })],
  Pci: [new PciCompliance({ network: network() })],
  Gdpr: [new GdprCompliance({ retentionLimit: Duration.days(365) })],
  Soc2: [new Soc2Compliance()],
  Steps: [new AccessLogging(), new EncryptionEnforced()],
};

/** Buckets that others write, hardened by injectors and mixins. What stands here was deployed: add stacks and buckets, change none. */
export function retrofit(props?: AppProps): App {
  const app = new App(props);
  const stack = (id: string) => new Stack(app, id, { env: { account: '111122223333', region: 'eu-central-1' } });
  for (const [id, options] of Object.entries(INJECTED)) {
    const born = stack(`Injected${id}`);
    PropertyInjectors.of(born).add(new CompliantBucketInjector(options), new CompliantKeyInjector());
    new s3.Bucket(born, 'Data');
    new s3.Bucket(born, 'OwnKey', { encryption: s3.BucketEncryption.KMS, encryptionKey: new kms.Key(born, 'Key') });
  }
  for (const [id, mixins] of Object.entries(MIXED)) {
    const plain = stack(`Mixed${id}`);
    new s3.Bucket(plain, 'Data');
    new s3.CfnBucket(plain, 'Raw');
    Mixins.of(plain).apply(...mixins);
  }
  return app;
}

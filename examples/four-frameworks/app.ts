import { App, type AppProps, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  AccessLogBucket, ComplianceFramework, CompliantBucket, GdprBucket, HipaaBucket, NetworkPerimeter, PciBucket, S3PolicyStatements, Soc2Bucket,
} from 'cdk-s3-compliance';

/** A VPC without a way out, and the interface endpoint through which its applications reach S3. */
class PrivateNetwork {
  readonly vpc: ec2.Vpc;
  readonly endpoint: ec2.InterfaceVpcEndpoint;

  constructor(scope: Construct) {
    this.vpc = new ec2.Vpc(scope, 'Vpc', {
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });
    this.endpoint = this.vpc.addInterfaceEndpoint('S3Interface', { service: ec2.InterfaceVpcEndpointAwsService.S3, privateDnsEnabled: false });
  }
}

/** Protected health information. */
export class HealthStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new HipaaBucket(this, 'Records', {
      retention: s3.ObjectLockRetention.governance(Duration.days(2190)),
      network: NetworkPerimeter.vpcs([new PrivateNetwork(this).vpc]),
    });
  }
}

/** Cardholder data, which a processor in another account may fetch with one role. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const settlements = new PciBucket(this, 'Settlements', { network: NetworkPerimeter.vpcEndpoints([new PrivateNetwork(this).endpoint]) });
    for (const statement of S3PolicyStatements.allowRole(settlements, 'arn:aws:iam::999999999999:role/processor', ['s3:GetObject'], { prefix: 'outgoing/' })) {
      settlements.addToResourcePolicy(statement);
    }
  }
}

/** Personal data of customers, kept for two years and erased on request. */
export class CustomersStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new GdprBucket(this, 'Customers', { retentionLimit: Duration.days(730) });
  }
}

/** What the customers of a service upload. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new Soc2Bucket(this, 'Uploads');
  }
}

/** Claims, with both the health and the card of a person: two frameworks for one bucket. */
export class ClaimsStack extends Stack {
  readonly claims: CompliantBucket;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.claims = new CompliantBucket(this, 'Claims', {
      frameworks: [ComplianceFramework.HIPAA, ComplianceFramework.PCI_DSS],
      retention: s3.ObjectLockRetention.governance(Duration.days(2190)),
      network: NetworkPerimeter.vpcEndpoints([new PrivateNetwork(this).endpoint]),
    });
  }
}

/** Personal data that a service keeps for its customers. Its log bucket can be shared by other buckets of the stack. */
export class ProfilesStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new CompliantBucket(this, 'Profiles', {
      frameworks: [ComplianceFramework.GDPR, ComplianceFramework.SOC2],
      retentionLimit: Duration.days(365),
      accessLogBucket: new AccessLogBucket(this, 'AccessLogs', { retention: Duration.days(365), mfaExemptRoles: [] }),
    });
  }
}

export function fourFrameworks(props?: AppProps): App {
  const app = new App(props);
  const env = { region: 'eu-central-1' };
  new HealthStack(app, 'Health', { env });
  new PaymentsStack(app, 'Payments', { env });
  new CustomersStack(app, 'Customers', { env });
  new ServiceStack(app, 'Service', { env });
  new ClaimsStack(app, 'Claims', { env });
  new ProfilesStack(app, 'Profiles', { env });
  return app;
}

if (require.main === module) fourFrameworks().synth();

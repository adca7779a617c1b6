import { App, type AppProps, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HipaaBucket, HipaaS3Checks, NetworkPerimeter } from 'cdk-s3-compliance';

/** Health records in a HipaaBucket, and beside it the bucket that somebody made in a hurry. */
export class RecordsStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id);

    const vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [{ name: 'records', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });

    new HipaaBucket(this, 'Records', {
      retention: s3.ObjectLockRetention.governance(Duration.days(2190)),
      network: NetworkPerimeter.vpcs([vpc]),
    });

    new s3.Bucket(this, 'Careless');
  }
}

export function records(props?: AppProps): App {
  const app = new App(props);
  new RecordsStack(app, 'Records');
  Validations.of(app).addPlugins(new HipaaS3Checks(app));
  return app;
}

if (require.main === module) records().synth();

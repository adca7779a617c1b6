import { App, type AppProps, Duration, Mixins, PropertyInjectors, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ComplianceFramework, CompliantBucketInjector, CompliantKeyInjector, Soc2Compliance, Soc2S3Checks } from 'cdk-s3-compliance';

/** The buckets of a document service, written as everybody writes them. */
class StorageStack extends Stack {
  readonly reports: s3.Bucket;
  readonly imported: s3.CfnBucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new s3.Bucket(this, 'Uploads', {
      eventBridgeEnabled: true,
      cors: [{ allowedMethods: [s3.HttpMethods.PUT], allowedOrigins: ['https://documents.example.com'], allowedHeaders: ['*'] }],
    });
    new s3.Bucket(this, 'Archive', {
      encryption: s3.BucketEncryption.KMS,
      lifecycleRules: [{ id: 'Cold', prefix: 'closed/', transitions: [{ storageClass: s3.StorageClass.GLACIER, transitionAfter: Duration.days(90) }] }],
    });
    this.reports = new s3.Bucket(this, 'Reports');
    this.imported = new s3.CfnBucket(this, 'Imported', { tags: [{ key: 'origin', value: 'a template of 2019' }] });
  }
}

/** Who may read the reports: another team's stack, which holds the bucket's policy. */
class AnalysisStack extends Stack {
  constructor(scope: Construct, id: string, reports: s3.Bucket) {
    super(scope, id);
    const analyst = new iam.Role(this, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    const policy = new s3.BucketPolicy(this, 'ReportsPolicy', { bucket: reports });
    policy.document.addStatements(new iam.PolicyStatement({
      sid: 'AllowAnalyst', principals: [analyst], actions: ['s3:GetObject'], resources: [reports.arnForObjects('*')],
    }));
  }
}

/** @param guarded whether the platform team's lines are there */
export function goldenPath({ guarded }: { guarded: boolean }, props?: AppProps): App {
  const app = new App(props);
  if (guarded) {
    PropertyInjectors.of(app).add(new CompliantBucketInjector({ frameworks: [ComplianceFramework.SOC2] }), new CompliantKeyInjector());
  }
  const { reports, imported } = new StorageStack(app, 'Storage');
  new AnalysisStack(app, 'Analysis', reports);
  if (guarded) Mixins.of(imported).apply(new Soc2Compliance());

  Validations.of(app).addPlugins(new Soc2S3Checks(app));
  const reason = 'the trail of the organization records the data events of every bucket';
  Validations.of(app).acknowledge(
    { id: 'SOC2.S3::SOC2.S3-data-reads-recorded[unknown]', reason },
    { id: 'SOC2.S3::SOC2.S3-data-writes-recorded[unknown]', reason },
  );
  return app;
}

if (require.main === module) goldenPath({ guarded: true }).synth();

import { App, type AppProps, Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ComplianceFramework, ScheduledAudit, Soc2Bucket, Soc2S3Checks } from 'cdk-s3-compliance';

/** Every night all buckets of the account are judged; findings go to Security Hub, reports to a bucket, alarms to a topic. */
export class AuditStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id);
    const encryptionKey = new kms.Key(this, 'Key', { enableKeyRotation: true, description: 'Logs, queue and alarms of the audit' });
    encryptionKey.grant(new iam.ServicePrincipal('cloudwatch.amazonaws.com'), 'kms:Decrypt', 'kms:GenerateDataKey*');

    new ScheduledAudit(this, 'Audit', {
      frameworks: [ComplianceFramework.BASELINE, ComplianceFramework.PCI_DSS],
      schedule: ScheduleExpression.cron({ minute: '30', hour: '2', timeZone: TimeZone.EUROPE_BERLIN }),
      reportBucket: new Soc2Bucket(this, 'Reports'),
      encryptionKey,
      timeout: Duration.minutes(15),
      alarmTopic: new sns.Topic(this, 'Alarms', { enforceSSL: true, masterKey: encryptionKey }),
    });
  }
}

export function scheduledAudit(props?: AppProps): App {
  const app = new App(props);
  new AuditStack(app, 'Audit');
  Validations.of(app).addPlugins(new Soc2S3Checks(app));
  const reason = 'the trail of the organization records the data events of every bucket';
  Validations.of(app).acknowledge(
    { id: 'SOC2.S3::SOC2.S3-data-reads-recorded[unknown]', reason },
    { id: 'SOC2.S3::SOC2.S3-data-writes-recorded[unknown]', reason },
  );
  return app;
}

if (require.main === module) scheduledAudit().synth();

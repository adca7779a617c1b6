import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { letAlarmsIn } from './alarm-topic';
import { ComplianceFramework } from './compliance-framework';
import { acknowledgeRule, acknowledgeWildcards, PACKS } from './nag-answers';
import { auditCode } from './scheduled-audit-code';
import type { ScheduledAuditProps } from './scheduled-audit-props';
import { auditRole } from './scheduled-audit-role';
import { checkAudit, encryptionOf, inputOf, prefixOf } from './scheduled-audit-settings';

/**
 * Audits the buckets of the account on a schedule, and sends what it finds to Security Hub: a Lambda function, a schedule of EventBridge Scheduler,
 * a dead-letter queue, alarms, and a role that can read configurations and send findings, no more. The function reads no objects.
 *
 * One stack covers one account with all its Regions; findings go to the Security Hub of the stack's Region. For an organization, deploy it to each
 * account, as a stack set does, and let Security Hub gather the findings.
 *
 * It does not cover: what people attest by hand, such as an agreement with AWS, which the reports list; and an alarm for a schedule that somebody
 * switched off.
 *
 * Costs: each invocation of Lambda, the requests to S3 (some 20 for each bucket), and the findings that Security Hub ingests.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchimportfindings.html
 */
export class ScheduledAudit extends Construct {
  /** The function. Invoke it with `{}` for an audit now. */
  public readonly handler: lambda.Function;

  /** Has the events of runs that failed, and of those that could not be started. */
  public readonly deadLetterQueue: sqs.Queue;

  /** The lines of the runs: counts only. */
  public readonly logGroup: logs.LogGroup;

  /** On runs that fail, and on events in the dead-letter queue. */
  public readonly alarms: cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: ScheduledAuditProps = {}) {
    super(scope, id);
    checkAudit(this.node.path, props);
    acknowledgeRule(this, PACKS, 'IAMNoInlinePolicy', 'Each policy belongs to one role of this construct, is used by nothing else, and goes with it.');
    const { reportBucket, securityHub = true, encryptionKey } = props;
    const reports = reportBucket && { bucket: reportBucket, prefix: prefixOf(props.reportPrefix) };

    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetention ?? logs.RetentionDays.ONE_YEAR, encryptionKey, removalPolicy: RemovalPolicy.RETAIN,
    });
    if (encryptionKey) letLogsUse(encryptionKey, Stack.of(this));
    this.deadLetterQueue = new sqs.Queue(this, 'Failed', {
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...encryptionKey ? { encryptionMasterKey: encryptionKey } : { encryption: sqs.QueueEncryption.SQS_MANAGED },
    });
    this.handler = this.functionOf(props, auditRole(this, { logGroup: this.logGroup, securityHub, queueKey: encryptionKey, reports }), {
      FRAMEWORKS: (props.frameworks ?? [ComplianceFramework.BASELINE]).join(','),
      ACCOUNT: Stack.of(this).account,
      PARTITION: Stack.of(this).partition,
      CONCURRENCY: String(props.concurrency ?? 16),
      HAND_OVERS: String(props.maxHandOvers ?? 12),
      SECURITY_HUB: securityHub ? 'on' : 'off',
      ...reports && { REPORT_BUCKET: reports.bucket.bucketName, REPORT_PREFIX: reports.prefix },
      ...reports && encryptionOf(reports.bucket),
    });
    this.invokeItself();
    this.schedule(props);
    this.alarms = this.alarmsTo(props.alarmTopic);
  }

  private functionOf(props: ScheduledAuditProps, role: iam.IRole, environment: Record<string, string>): lambda.Function {
    const handler = new lambda.Function(this, 'Function', {
      description: 'Audits the S3 buckets of the account',
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: auditCode(this.node.path),
      role,
      environment,
      memorySize: props.memorySize ?? 1769,
      timeout: props.timeout ?? Duration.minutes(15),
      // One run at a time: the next invocation waits until this one has ended.
      reservedConcurrentExecutions: 1,
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      deadLetterQueue: this.deadLetterQueue,
      logGroup: this.logGroup,
    });
    acknowledgeRule(handler, ['AwsSolutions'], 'L1', 'Node.js 22 is supported until April 2027 and there in every Region; the code runs on later ones as well.');
    acknowledgeRule(handler, PACKS, 'LambdaInsideVPC',
      'The function talks to the APIs of AWS only, over TLS, and nothing can reach it but the schedule and itself.');
    return handler;
  }

  /** In a policy of its own: one of the role would be needed by the function that it names. */
  private invokeItself(): void {
    new iam.Policy(this, 'HandOn', {
      roles: [this.handler.role!],
      statements: [new iam.PolicyStatement({ sid: 'InvokeItself', actions: ['lambda:InvokeFunction'], resources: [this.handler.functionArn] })],
    });
  }

  private schedule(props: ScheduledAuditProps): void {
    const role = new iam.Role(this, 'ScheduleRole', {
      description: 'Starts the audit',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } } }),
    });
    role.addToPolicy(new iam.PolicyStatement({ sid: 'StartAudit', actions: ['lambda:InvokeFunction'], resources: [this.handler.functionArn] }));
    this.deadLetterQueue.grantSendMessages(role);
    acknowledgeWildcards(role, 'The actions on the key are those that its grant in the CDK consists of.');
    new scheduler.Schedule(this, 'Schedule', {
      description: 'Audits the S3 buckets of the account',
      schedule: props.schedule ?? scheduler.ScheduleExpression.cron({ minute: '0', hour: '3', timeZone: TimeZone.ETC_UTC }),
      key: props.encryptionKey,
      target: {
        bind: () => ({
          arn: this.handler.functionArn,
          role,
          input: scheduler.ScheduleTargetInput.fromObject(inputOf(props)),
          deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        }),
      },
    });
  }

  private alarmsTo(topic: sns.ITopic | undefined): cloudwatch.Alarm[] {
    const of = (id: string, alarmDescription: string, metric: cloudwatch.IMetric) => new cloudwatch.Alarm(this, id, {
      alarmDescription,
      metric,
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    const period = Duration.minutes(15);
    const alarms = [
      of('RunFailed', 'A scheduled audit of S3 buckets failed', this.handler.metricErrors({ period })),
      of('RunLost', 'A scheduled audit of S3 buckets failed for good, or could not be started',
        this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ period, statistic: cloudwatch.Stats.MAXIMUM })),
    ];
    if (topic) {
      for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
      letAlarmsIn(topic, alarms, 'PublishAuditAlarms');
    }
    return alarms;
  }
}

/** CloudFormation names the log group after the stack; its own ARN would tie key and log group in a circle. */
function letLogsUse(key: kms.IKey, { account, partition, region, stackName }: Stack): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'EncryptAuditLogs',
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${stackName}-*` } },
  }));
}

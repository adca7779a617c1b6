import { Annotations, Aws, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledgeRule } from '../nag-answers';

const EVENTS = () => new iam.ServicePrincipal('events.amazonaws.com');
const ALARMS = () => new iam.ServicePrincipal('cloudwatch.amazonaws.com');

/** The key of the topic: EventBridge and CloudWatch publish in their own names. */
export function alertKey(scope: Construct): kms.Key {
  return new kms.Key(scope, 'Key', { enableKeyRotation: true, description: 'Alerts on access to S3', removalPolicy: RemovalPolicy.RETAIN });
}

/**
 * Lets the services use the key. AWS says that its requests for EventBridge carry no source, so a condition on one would keep every message away.
 *
 * @returns whether the key's policy could be changed
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function letServicesUse(key: kms.IKey): boolean {
  const { account } = Stack.of(key);
  const actions = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  const events = key.addToResourcePolicy(new iam.PolicyStatement({ sid: 'PublishEvents', principals: [EVENTS()], actions, resources: ['*'] }));
  const alarms = key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'PublishAlarms', principals: [ALARMS()], actions, resources: ['*'], conditions: { StringEquals: { 'aws:SourceAccount': account } },
  }));
  return events.statementAdded && alarms.statementAdded;
}

/** Lets rules publish, and every alarm of the account and Region, so that the alarms of other stacks tie no stacks together. */
export function letPublish(topic: sns.ITopic, alarmsToo: boolean): void {
  const { statementAdded } = topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'PublishEvents', principals: [EVENTS()], actions: ['sns:Publish'], resources: [topic.topicArn],
  }));
  if (!statementAdded) {
    Annotations.of(topic).addWarningV2('cdk-s3-compliance:topicNotAllowed', `the policy of the imported topic ${topic.node.path} cannot be changed here; let events.amazonaws.com publish there`);
  }
  if (!alarmsToo) return;
  const { account, partition, region } = Stack.of(topic);
  const known = (value: string, otherwise: string) => Token.isUnresolved(value) ? otherwise : value;
  // The same statement as that of letAlarmsIn for alarms of other stacks, so that the policy has it once.
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'PublishAlarms',
    principals: [ALARMS()],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudwatch:${known(region, Aws.REGION)}:${known(account, Aws.ACCOUNT_ID)}:alarm:*` } },
  }));
}

/** Keeps what could not be delivered; rules of the account may send to it. */
export function undelivered(scope: Construct, encryptionMasterKey: kms.IKey | undefined): sqs.Queue {
  const queue = new sqs.Queue(scope, 'Undelivered', {
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...encryptionMasterKey ? { encryptionMasterKey } : { encryption: sqs.QueueEncryption.SQS_MANAGED },
  });
  acknowledgeRule(queue, ['AwsSolutions'], 'SQS3', 'This is a dead-letter queue: that of the targets of the rules. The rule of the pack knows queues of other resources only.');
  const { account, partition, region } = Stack.of(scope);
  queue.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'KeepUndelivered',
    principals: [EVENTS()],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:${partition}:events:${region}:${account}:rule/*` } },
  }));
  return queue;
}

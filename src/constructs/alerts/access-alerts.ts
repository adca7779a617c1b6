import { Annotations, Duration, Names, Stack, Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AccessAlert } from './access-alert';
import { checkAlerts, mustFit } from './access-alerts-checks';
import type { AccessAlertsProps } from './access-alerts-props';
import { messageOf } from './alert-message';
import type { AlertRule } from './alert-rule';
import { alertKey, letPublish, letServicesUse, undelivered } from './alert-topic';
import { bucketRules } from './bucket-rules';
import { dataRules } from './data-rules';
import { patternsOf } from './event-pattern';
import { guardRules } from './guard-rules';
import { bucketPolicyChangeMonitoring } from '../../controls/manual';
import { letAlarmsIn } from '../alarm-topic';
import { provided } from '../already-provided';

/**
 * Tells people, within minutes, of changes that take protection from buckets, keys and trails, and of suspicious requests: rules of EventBridge
 * over the events of CloudTrail, and an encrypted topic. Each message says what happened, to which bucket, who did it, when and from where, why
 * it matters and what to do.
 *
 * It supports the check bucket-policy-change-monitoring. It is not what guardduty-s3-protection asks for: a rule sees one event, and knows no
 * usual behaviour.
 *
 * Management events reach EventBridge where a trail of the account records them. Alerts on requests for objects need a trail of data events,
 * such as `DataEventTrail`; without one pass `dataEvents: false`, so that nobody waits for them. Events come in the Region of the bucket: make
 * the alerts in each Region that has buckets, keys or trails. Read-only management events, such as the root user listing buckets, do not reach
 * rules like these.
 *
 * It does not cover: counting, such as many deletes by single requests or many refusals, which is for `BucketAlarms` and for the command
 * `logs detect`; requests over plain HTTP, with Signature Version 2 or old TLS, which policies refuse; a grant on a key, which services make all
 * day; who turns these rules off, beyond the trail that records it. Delivery of events by CloudTrail is best effort. No rule compares two
 * fields: another account is one that is neither the own nor trusted, which is right for the buckets of this account. Object keys, user agents
 * and error texts are left out of the messages, since callers write them as they please; the event id finds them.
 *
 * Costs: nothing for rules on events of AWS services; a KMS key a month, and messages of SNS by number and protocol. The data events that some
 * alerts need are what is dear: see `DataEventTrail`. Cheaper: `dataEvents: false`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export class AccessAlerts extends Construct {
  /** Gets the messages; alarms of the account may publish as well. None where somebody else alerts and no topic is given. */
  public readonly topic?: sns.ITopic;

  /** Encrypts the topic, where it is made here. */
  public readonly encryptionKey?: kms.IKey;

  /** Has the events whose messages could not be delivered. */
  public readonly deadLetterQueue?: sqs.Queue;

  /** On events in the dead-letter queue. */
  public readonly alarm?: cloudwatch.Alarm;

  /** What is alerted on. */
  public readonly alerts: AccessAlert[] = [];

  /** What somebody else provides. */
  public readonly reference?: string;

  constructor(scope: Construct, id: string, props: AccessAlertsProps = {}) {
    super(scope, id);
    checkAlerts(this.node.path, props);
    if (props.alreadyProvided) {
      this.reference = provided(this, 'alreadyProvided', props.alreadyProvided, [bucketPolicyChangeMonitoring]);
      this.topic = props.topic;
      return;
    }
    const buckets = (props.buckets ?? []).map(bucket => this.nameOf(bucket));
    const around = {
      account: Stack.of(this).account,
      trustedAccounts: props.trustedAccounts ?? [],
      vpcEndpoints: props.vpcEndpointIds ?? [],
      refused: props.refusedRequests ?? false,
    };
    const rules = wanted(props).map(rule => ({ rule, patterns: patternsOf(rule, around, buckets, text => Token.isUnresolved(text)) }));
    mustFit(this.node.path, rules.reduce((sum, { patterns }) => sum + patterns.length, 0));

    this.encryptionKey = props.topic ? undefined : this.keyFor(props.encryptionKey);
    const topic = props.topic ?? new sns.Topic(this, 'Topic', { masterKey: this.encryptionKey, enforceSSL: true, displayName: 'Access to S3' });
    this.topic = topic;
    letPublish(topic, !props.topic);
    for (const email of props.emails ?? []) topic.addSubscription(new EmailSubscription(email));
    this.deadLetterQueue = undelivered(this, this.encryptionKey);
    for (const { rule, patterns } of rules) {
      this.alerts.push(rule.id);
      for (const [i, pattern] of patterns.entries()) this.rule(rule, i === 0 ? rule.id : `${rule.id}-${i + 1}`, pattern, topic, this.deadLetterQueue);
    }
    this.alarm = this.alarmOn(this.deadLetterQueue, props.alarmTopic ?? topic);
  }

  private rule(rule: AlertRule, id: string, eventPattern: object, topic: sns.ITopic, queue: sqs.IQueue): void {
    new events.CfnRule(this, id, {
      description: `S3 alert ${rule.id}: ${rule.title}`,
      eventPattern,
      state: 'ENABLED',
      targets: [{
        id: 'Topic',
        arn: topic.topicArn,
        inputTransformer: messageOf(rule),
        deadLetterConfig: { arn: queue.queueArn },
        retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
      }],
    });
  }

  private keyFor(given: kms.IKey | undefined): kms.IKey {
    const key = given ?? alertKey(this);
    if (!letServicesUse(key)) {
      Annotations.of(this).addWarningV2('cdk-s3-compliance:alertKeyNotAllowed',
        `the policy of the imported key ${key.node.path} cannot be changed here; let events.amazonaws.com and cloudwatch.amazonaws.com use it for kms:Decrypt and kms:GenerateDataKey* there`);
    }
    return key;
  }

  private alarmOn(queue: sqs.IQueue, topic: sns.ITopic): cloudwatch.Alarm {
    const alarm = new cloudwatch.Alarm(this, 'Lost', {
      alarmDescription: 'Alerts on access to S3 could not be delivered. Read the events in the dead-letter queue, then look at the policies of the topic and of its key.',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: cloudwatch.Stats.MAXIMUM }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    letAlarmsIn(topic, [alarm], `PublishLost${Names.uniqueResourceName(this, { maxLength: 60, allowedSpecialCharacters: '' })}`);
    return alarm;
  }

  /** A name that is known ties no stacks together. */
  private nameOf(bucket: s3.IBucket): string {
    const made = bucket.node.defaultChild as Partial<s3.CfnBucket> | undefined;
    const name = Stack.of(bucket) === Stack.of(this) ? undefined : made?.bucketName;
    return name !== undefined && !Token.isUnresolved(name) ? name : bucket.bucketName;
  }
}

/** The alerts that the properties leave. */
function wanted({ without = [], dataEvents = true, vpcEndpointIds, refusedChanges = true }: AccessAlertsProps): readonly AlertRule[] {
  const off = new Set([
    ...without,
    ...vpcEndpointIds ? [] : [AccessAlert.OUTSIDE_VPC],
    ...refusedChanges ? [] : [AccessAlert.REFUSED_BUCKET_CHANGE, AccessAlert.REFUSED_KEY_OR_TRAIL_CHANGE],
  ]);
  return [...bucketRules(), ...guardRules(), ...dataRules()].filter(rule => !off.has(rule.id) && (dataEvents || rule.events !== 'data'));
}

import { Aws, Stack, Token } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { differ } from './environment';

/** A policy of SNS has 30 KB at most; more alarms than this are let in as those of their account. */
const MOST_NAMED = 10;

/**
 * Lets alarms publish to a topic: one with a policy of its own has lost the default one, which lets the services of its account in. Nothing can
 * be done for an imported topic.
 *
 * Few alarms of the topic's own stack are named. Those of another stack are not, since stack and stack would then wait for each other: the
 * alarms of their account and Region are let in.
 *
 * @param sid of the statement that names them; two that name alarms must differ
 */
export function letAlarmsIn(topic: sns.ITopic, alarms: readonly cloudwatch.IAlarm[], sid: string): void {
  if (alarms.length === 0) return;
  const home = Stack.of(topic);
  const named = alarms.length <= MOST_NAMED && alarms.every(alarm => Stack.of(alarm) === home);
  const { account, region } = Stack.of(alarms[0]);
  const all = `arn:${home.partition}:cloudwatch:${known(region, Aws.REGION)}:${known(account, Aws.ACCOUNT_ID)}:alarm:*`;
  // SNS refuses a policy in which two statements have one id.
  const theirs = differ(account, home.account) || differ(region, home.region) ? `${account}${region}`.replace(/\W/g, '') : '';
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: named ? sid : `PublishAlarms${theirs}`,
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnLike: { 'aws:SourceArn': named ? alarms.map(alarm => alarm.alarmArn) : all } },
  }));
}

/** What only deployment decides is then that of the topic's own stack. */
const known = (value: string, otherwise: string): string => Token.isUnresolved(value) ? otherwise : value;

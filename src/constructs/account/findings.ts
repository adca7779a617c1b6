import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

const at = (path: string): string => events.EventField.fromPath(`$.${path}`);

/** GuardDuty calls 4 and more medium. */
const MEDIUM = 4;

/** Tells a topic of the findings of GuardDuty and Macie that are medium or worse, and of each new one of Access Analyzer, which has no severity. */
export function tellFindings(scope: Construct, topic: sns.ITopic): events.Rule[] {
  const { region } = Stack.of(scope);
  if (Token.compareStrings(topic.env.region, region) === TokenComparison.DIFFERENT) {
    throw new Error(`${scope.node.path}: 'findingsTopic' is in ${topic.env.region}, and rules reach topics of ${region} only; pass one of that Region`);
  }
  const rule = (id: string, description: string, eventPattern: events.EventPattern, message: string) => new events.Rule(scope, id, {
    description,
    eventPattern,
    targets: [{ bind: () => ({ arn: topic.topicArn, input: events.RuleTargetInput.fromText(message) }) }],
  });
  const where = `Account ${at('account')}, ${at('region')}, ${at('time')}.`;
  const rules = [
    rule('ThreatFindings', 'Findings of GuardDuty that are medium or worse',
      { source: ['aws.guardduty'], detailType: ['GuardDuty Finding'], detail: { severity: [{ numeric: ['>=', MEDIUM] }] } },
      `GuardDuty found, severity ${at('detail.severity')}: ${at('detail.title')} (${at('detail.type')}). ${where} `
      + `${at('detail.description')} Look at finding ${at('detail.id')} in GuardDuty, stop what should not be, then archive it.`),
    rule('SensitiveDataFindings', 'Findings of Macie that are medium or worse',
      { source: ['aws.macie'], detailType: ['Macie Finding'], detail: { severity: { description: ['Medium', 'High'] } } },
      `Macie found, severity ${at('detail.severity.description')}: ${at('detail.title')} (${at('detail.type')}) in bucket ${at('detail.resourcesAffected.s3Bucket.name')}. `
      + `${where} ${at('detail.description')} Look at finding ${at('detail.id')} in Macie: should the data be there, and who may read it?`),
    rule('ExternalAccessFindings', 'Findings of Access Analyzer that are new or changed',
      { source: ['aws.access-analyzer'], detailType: ['Access Analyzer Finding'], detail: { status: ['ACTIVE'] } },
      `Access Analyzer found that somebody outside may reach ${at('detail.resourceType')} ${at('detail.resource')}; public: ${at('detail.isPublic')}. ${where} `
      + `Look at finding ${at('detail.id')} in IAM: change the policy, or archive it where the access is meant.`),
  ];
  letRulesIn(topic);
  return rules;
}

/**
 * Nothing changes where the topic is imported. AWS takes no conditions in the policy of a topic for EventBridge, and one on a source would keep every
 * message away.
 */
function letRulesIn(topic: sns.ITopic): void {
  const principals = [new iam.ServicePrincipal('events.amazonaws.com')];
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'PublishAccountFindings', principals, actions: ['sns:Publish'], resources: [topic.topicArn],
  }));
  // What SNS asks of a key for EventBridge carries no source either.
  topic.masterKey?.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'EncryptAccountFindings', principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey*'], resources: ['*'],
  }));
}

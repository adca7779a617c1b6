import { Annotations, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeRule, acknowledgeWildcards, PACKS } from '../nag-answers';

/** A log group for the events of a trail, encrypted with the trail's key. */
export function trailLogGroup(scope: Construct, trailName: string, retention: logs.RetentionDays, encryptionKey: kms.IKey): logs.LogGroup {
  const { account, partition, region } = Stack.of(scope);
  const logGroupName = `/aws/cloudtrail/${trailName}`;
  const { statementAdded } = encryptionKey.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'EncryptTrailEvents',
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}` } },
  }));
  if (!statementAdded) {
    Annotations.of(scope).addWarningV2('cdk-s3-compliance:trailLogsNotAllowed', `the policy of the imported key ${encryptionKey.node.path} cannot be changed here; `
      + `let logs.${region}.amazonaws.com encrypt the log group ${logGroupName} there, or the deployment fails`);
  }
  const group = new logs.LogGroup(scope, 'Logs', { logGroupName, retention, encryptionKey, removalPolicy: RemovalPolicy.RETAIN });
  group.node.addDependency(encryptionKey);
  return group;
}

/**
 * The role with which CloudTrail writes there. Its trust has no `aws:SourceArn`: AWS writes that the role for CloudWatch Logs does not support it.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailLogRole(scope: Construct, group: logs.ILogGroup): iam.Role {
  const role = new iam.Role(scope, 'LogsRole', {
    description: 'Writes the events of a trail to CloudWatch Logs',
    assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
  });
  role.addToPolicy(new iam.PolicyStatement({ sid: 'WriteEvents', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [group.logGroupArn] }));
  acknowledgeRule(scope, PACKS, 'IAMNoInlinePolicy', 'The policy belongs to one role of this construct, is used by nothing else, and goes with it.');
  acknowledgeWildcards(role, 'CloudTrail writes the streams of its own log group.');
  return role;
}

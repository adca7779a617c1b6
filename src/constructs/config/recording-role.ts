import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { ConfigRecordingProps } from './config-recording-props';
import { deliveryArn } from './delivery-statements';
import { acknowledgeRule, acknowledgeWildcards, PACKS } from '../nag-answers';

/** The role that records: the one given, the service-linked one, or one of its own. */
export function recordingRole(scope: Construct, props: ConfigRecordingProps, bucket: s3.IBucket, key?: kms.IKey): iam.IRole {
  if (props.role) return props.role;
  const stack = Stack.of(scope);
  if (props.serviceLinkedRole) {
    const arn = stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig' });
    return iam.Role.fromRoleArn(scope, 'Role', arn, { mutable: false });
  }
  const role = new iam.Role(scope, 'Role', {
    description: 'Records the configuration of resources for AWS Config',
    assumedBy: new iam.ServicePrincipal('config.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
  });
  role.addToPolicy(new iam.PolicyStatement({ sid: 'FindBucket', actions: ['s3:GetBucketAcl', 's3:ListBucket'], resources: [bucket.bucketArn] }));
  role.addToPolicy(new iam.PolicyStatement({
    sid: 'Deliver',
    actions: ['s3:PutObject'],
    resources: [deliveryArn(bucket, stack.account)],
    conditions: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
  if (key) role.addToPolicy(new iam.PolicyStatement({ sid: 'Encrypt', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key.keyArn] }));
  acknowledgeWildcards(role, 'AWS Config writes many objects, whose names nobody knows before, under the one prefix that it has for this account.');
  acknowledgeRule(role, PACKS, 'IAMNoInlinePolicy', 'The policy belongs to this role alone, is used by nothing else, and goes with it.');
  Validations.of(role).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole]',
    reason: 'AWS keeps this policy to what AWS Config reads, and adds the types of resources that it learns to record; a copy would fall behind.',
  });
  return role;
}

import { App, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { decide, type Policies } from '../../../src/policy/decide';
import type { ContextValue, Requester } from '../../../src/policy/request';
import { deploy, type Deployed, only, policyFrom } from '../deployed';

export const ACCOUNT = '111122223333';
export const PARTNERS = '444455556666';
export const STRANGERS = '999999999999';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const env = { account: ACCOUNT, region: 'eu-central-1' };

export const stackIn = (app: App = new App({ analyticsReporting: false }), id = 'Stack'): Stack => new Stack(app, id, { env });
export const appOf = (stack: Stack): App => stack.node.root as App;

export const everything = policyFrom({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, 'everything');

/** A trust policy asks about no resource; the evaluator wants one. */
export function trustOf(resources: readonly Deployed[], id: RegExp = /Role/): ReturnType<typeof policyFrom> {
  const { properties } = only(resources, 'AWS::IAM::Role', role => id.test(role.id) && 'MaxSessionDuration' in role.properties);
  const { Statement } = properties.AssumeRolePolicyDocument as { Statement: object[] };
  return policyFrom({ Version: '2012-10-17', Statement: Statement.map(statement => ({ ...statement, Resource: '*' })) }, 'trust policy');
}

/** Whether somebody whose own policies allow everything may assume the role. Even in one account these are not enough: the trust policy has to allow it. */
export function assumed(trust: ReturnType<typeof policyFrom>, requester: Requester, context: Record<string, ContextValue>, action = 'sts:AssumeRole'): string {
  return decide({ owner: ACCOUNT, resource: trust, identity: [everything], rcps: [[trust]] },
    { action, resource: `arn:aws:iam::${ACCOUNT}:role/Reader`, requester, context, otherKeys: 'absent' }).outcome;
}

/** The policies that a role meets at a bucket: its own, and the bucket's. */
export function policiesOf(resources: readonly Deployed[], own: boolean = true, bucket: RegExp = /^(?!.*AccessLogs)/): Policies {
  const { properties } = only(resources, 'AWS::S3::BucketPolicy', ({ id }) => bucket.test(id));
  const identity = own ? [policyFrom(only(resources, 'AWS::IAM::ManagedPolicy').properties.PolicyDocument, 'role policy')] : [everything];
  return { owner: ACCOUNT, resource: policyFrom(properties.PolicyDocument, 'bucket policy'), identity };
}

export const bucketArn = (resources: readonly Deployed[]): string =>
  `arn:aws:s3:::${only(resources, 'AWS::S3::BucketPolicy', ({ id }) => !id.includes('AccessLogs')).properties.Bucket as string}`;

export const importedIn = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketName(stack, 'Imported', 'imported');

export { deploy, only };

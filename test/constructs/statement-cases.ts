import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { stackOf } from './apps';
import { decide, type Decision } from '../../src/policy/decide';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { accountOf, type ContextValue, type Requester, role, service } from '../../src/policy/request';
import { THIS_ACCOUNT } from '../../src/policy/text';
import { readTemplates } from '../../src/posture/cloudformation';
import { isKnown } from '../../src/posture/fact';

export const OWNER = '111122223333';
export const OTHER = '999999999999';

export type Statements = iam.PolicyStatement | readonly iam.PolicyStatement[];

/** A bucket in the account of its template. */
export function plainBucket(stack: Stack = stackOf({ env: { account: OWNER, region: 'us-east-1' } })): s3.Bucket {
  return new s3.Bucket(stack, 'Records');
}

/** What a bucket policy with these statements says, as the reader sees it. */
export function policyWith(make: (bucket: s3.Bucket) => Statements, bucket = plainBucket()): Policy {
  for (const statement of [make(bucket)].flat()) bucket.addToResourcePolicy(statement);
  return policyIn(bucket);
}

export function policyIn(bucket: s3.Bucket): Policy {
  const body = Template.fromStack(bucket.stack).toJSON();
  const fact = readTemplates([{ name: 't', body, account: OWNER, region: 'us-east-1' }])[0].alternatives[0].posture.policy;
  if (!isKnown(fact) || !fact.value) throw new Error('the policy of the bucket cannot be read');
  return fact.value;
}

/** The statements as they are deployed. */
export function deployed(bucket: s3.Bucket): any[] {
  const policies = Object.values(Template.fromStack(bucket.stack).findResources('AWS::S3::BucketPolicy'));
  return policies[0].Properties.PolicyDocument.Statement;
}

export const APP = role('app');
export const OUTSIDER = role('app', OTHER);
export const LOGS = service('logging.s3.amazonaws.com');
export const roleArn = (name: string, account = OWNER) => `arn:aws:iam::${account}:role/${name}`;

export interface Asking {
  readonly action: string;
  /** @default - APP */
  readonly by?: Requester;
  readonly context?: Record<string, ContextValue>;
  readonly key?: string;
}

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }] };
const everything = parsePolicy(ALL, { name: 'everything' });

/** What becomes of a request that all other policies allow: what is denied, the policy denies. */
export function denying(policy: Policy, asking: Asking): Decision {
  return decision({ ...policy, statements: [...policy.statements, ...everything.statements] }, asking, true);
}

/** What becomes of a request that only the policy can allow; across accounts the requester's own policies do their part. */
export function allowing(policy: Policy, asking: Asking): Decision {
  return decision(policy, asking, accountOf(asking.by ?? APP) !== THIS_ACCOUNT);
}

function decision(resource: Policy, { action, by = APP, context, key = 'a' }: Asking, own: boolean): Decision {
  const of = /Object|Upload|Bypass/.test(action) && action !== 's3:ListBucketMultipartUploads' ? `arn:aws:s3:::<bucket>/${key}` : 'arn:aws:s3:::<bucket>';
  return decide({ owner: THIS_ACCOUNT, resource, identity: own ? [everything] : [] }, {
    action, resource: of, requester: by, context: { 'aws:ViaAWSService': 'false', ...context }, otherKeys: 'absent',
  });
}

import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { refuse } from './deny';
import { notOneRole } from './roles';
import { sidFor } from './sid';
import { BUCKET_ACTIONS, isObjectAction, PERMISSION_ACTIONS } from '../../policy/s3-actions';
import { show } from '../shapes';

/** What a grant is limited to. */
export interface GrantLimits {
  /**
   * The beginning of the object keys that the grant is for, such as `incoming/`. A wildcard in it is an error.
   *
   * @default - every object
   */
  readonly prefix?: string;
}

export function allowUploads(bucket: s3.IBucket, principals: readonly iam.IPrincipal[], { prefix }: GrantLimits): iam.PolicyStatement {
  if (!Array.isArray(principals) || principals.length === 0) {
    refuse(bucket, `'principals' cannot be ${Array.isArray(principals) ? 'an empty list' : show(principals)}`, 'name the roles that upload');
  }
  for (const principal of principals) {
    const why = notNamed(bucket, principal);
    if (why !== undefined) refuse(bucket, `'principals' cannot hold ${why}`, 'pass a role, or an AWS service with a condition on aws:SourceArn');
  }
  const start = checkedPrefix(bucket, prefix);
  return new iam.PolicyStatement({
    sid: sidFor(bucket, 'AllowUploads', start, principals.map(p => p.policyFragment)),
    principals: [...principals],
    actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    resources: [bucket.arnForObjects(`${start}*`)],
    conditions: { StringEqualsIfExists: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
  });
}

export function allowRole(bucket: s3.IBucket, roleArn: string, actions: readonly string[], { prefix }: GrantLimits): iam.PolicyStatement[] {
  const why = notOneRole(bucket, roleArn);
  if (why !== undefined) refuse(bucket, `'roleArn' is ${show(roleArn)}, which ${why}`, 'pass the ARN of one role');
  checkActions(bucket, actions, prefix);
  const start = checkedPrefix(bucket, prefix);
  const objects = actions.filter(isObjectAction);
  const others = actions.filter(action => !isObjectAction(action));
  const allow = (what: string, props: iam.PolicyStatementProps) => new iam.PolicyStatement({
    sid: sidFor(bucket, what, start, roleArn, props.actions), principals: [new iam.ArnPrincipal(roleArn)], ...props,
  });
  return [
    ...objects.length > 0 ? [allow('AllowRoleObjects', { actions: objects, resources: [bucket.arnForObjects(`${start}*`)] })] : [],
    ...others.length > 0 ? [allow('AllowRoleBucket', {
      actions: others, resources: [bucket.bucketArn], ...start !== '' && { conditions: { StringLike: { 's3:prefix': [`${start}*`] } } },
    })] : [],
  ];
}

/** The actions that a condition on the prefix can narrow. */
const LISTS = ['s3:ListBucket', 's3:ListBucketVersions'];

function checkActions(bucket: s3.IBucket, actions: readonly string[], prefix: string | undefined): void {
  if (!Array.isArray(actions) || actions.length === 0) {
    refuse(bucket, `'actions' cannot be ${Array.isArray(actions) ? 'an empty list' : show(actions)}`, 'name what the role does, such as s3:GetObject');
  }
  for (const action of actions as unknown[]) {
    const said = `'actions' cannot hold ${show(action)}`;
    if (typeof action !== 'string' || /[*?]/.test(action)) refuse(bucket, said, 'name each action by itself, such as s3:GetObject');
    if (PERMISSION_ACTIONS.includes(action)) refuse(bucket, `${said}, which changes who may do what`, 'leave it to roles of the bucket\'s own account');
    if (!isObjectAction(action) && !BUCKET_ACTIONS.includes(action)) refuse(bucket, `${said}, which is no action on a bucket`, 'write it as AWS does, such as s3:GetObject');
    if (prefix && !isObjectAction(action) && !LISTS.includes(action)) refuse(bucket, `${said} together with a prefix: it is about the whole bucket`, 'grant it without a prefix');
  }
}

function checkedPrefix(bucket: s3.IBucket, prefix = ''): string {
  const isPattern = typeof prefix !== 'string' || (!Token.isUnresolved(prefix) && /[*?]|\$\{/.test(prefix));
  return isPattern ? refuse(bucket, `'prefix' cannot be ${show(prefix)}`, 'pass how the keys begin, without wildcards or variables') : prefix;
}

/** Why a principal is not named well enough for a grant; undefined where it is, or where only deployment decides. */
function notNamed(bucket: s3.IBucket, principal: iam.IPrincipal): string | undefined {
  const { policyFragment: fragment } = principal ?? {};
  if (!fragment) return `${show(principal)}, which is no principal`;
  if ('userName' in principal) return 'an IAM user, whose credentials do not expire';
  if ('groupName' in principal) return 'an IAM group, which is no principal of a bucket policy';
  const named = Object.entries(fragment.principalJson).flatMap(([type, ids]) => ids.map(id => [type, id] as const));
  for (const [type, id] of named) {
    if (type === 'Service' && namesItsSource(fragment.conditions)) continue;
    const why = type === 'AWS' || id === '*' ? notOneRole(bucket, id) : type === 'Service' ? 'acts for every customer of AWS' : `is a principal of type ${type}`;
    if (why !== undefined) return `${show(Stack.of(bucket).resolve(id))}, which ${why}`;
  }
  return undefined;
}

/** Whether the conditions say for which resource or account a service must act. */
const namesItsSource = (conditions: Record<string, unknown>): boolean => Object.entries(conditions).some(([operator, keys]) =>
  !/not|ifexists|null/i.test(operator) && Object.keys(keys as object).some(key => /^aws:source(arn|account)$/i.test(key)));

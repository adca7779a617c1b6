import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { AccessRoleProps } from './access-role-props';
import { keyActions, listActions, objectActions, throughS3 } from './access-role-statements';
import type { Conditions } from './trust';
import { CompliantBucket } from '../compliant-bucket';
import { targetOf } from '../encryption-key';
import { sidFor } from '../policy-statements/sid';
import { S3PolicyStatements } from '../s3-policy-statements';

/** What the buckets and their keys allow a role that is there already. */
export function grantThere(scope: Construct, roleArn: string, props: AccessRoleProps, conditions: Conditions = {}): void {
  for (const bucket of props.buckets) {
    for (const statement of bucketStatements(bucket, roleArn, props)) {
      statement.addConditions(conditions);
      if (!bucket.addToResourcePolicy(statement).statementAdded) {
        throw new Error(`${scope.node.path}: the policy of ${bucket.node.path} cannot be changed here, since the bucket is imported; grant the role its access where the bucket is made`);
      }
    }
    grantKey(scope, bucket, roleArn, props, conditions);
  }
}

function bucketStatements(bucket: s3.IBucket, roleArn: string, { prefixes, access }: AccessRoleProps): iam.PolicyStatement[] {
  const [objects, lists] = [objectActions(access), listActions(access)];
  return prefixes.flatMap(prefix => S3PolicyStatements.allowRole(bucket, roleArn, [...objects, ...lists], prefix === '' ? {} : { prefix }));
}

function grantKey(scope: Construct, bucket: s3.IBucket, roleArn: string, { prefixes, access }: AccessRoleProps, conditions: Conditions): void {
  const key = bucket.encryptionKey && targetOf(bucket.encryptionKey);
  const actions = keyActions(access);
  if (!key || actions.length === 0) return;
  const added = key.addToResourcePolicy(new iam.PolicyStatement({
    sid: sidFor(bucket, 'AllowRole', roleArn, actions, prefixes),
    principals: [new iam.ArnPrincipal(roleArn)],
    actions,
    resources: ['*'],
    // The bucket refers to the key, which can refer to the bucket by its name only.
    conditions: { ...conditions, ...throughS3(bucket, prefixes, plainArn(bucket)) },
  }), true);
  if (!added.statementAdded) {
    Annotations.of(scope).addWarningV2('cdk-s3-compliance:keyNotUsable',
      `the policy of ${key.node.path} cannot be changed here; let ${roleArn} use it for ${actions.join(' and ')} through S3`);
  }
}

/** The ARN of a bucket whose name is written down. */
function plainArn(bucket: s3.IBucket): string | undefined {
  const made = bucket.node.defaultChild;
  const name = CfnResource.isCfnResource(made) ? (made as s3.CfnBucket).bucketName : bucket.bucketName;
  return name === undefined || Token.isUnresolved(name) ? undefined : `arn:${Stack.of(bucket).partition}:s3:::${name}`;
}

/** Lets the role through the perimeters of the buckets. @param named whether the ARN is made of a name, so that it ties no stacks */
export function exempt(scope: Construct, role: iam.IRole, buckets: readonly s3.IBucket[], named: boolean): void {
  for (const bucket of buckets) {
    const refuse = (what: string, cure: string): never => {
      throw new Error(`${scope.node.path}: 'exemptFromPerimeter' ${what}; ${cure}`);
    };
    if (!(bucket instanceof CompliantBucket)) {
      return refuse(`cannot change the perimeter of ${bucket.node.path}, which is no bucket of this library`, 'name the role in the exemptRoles of its NetworkPerimeter');
    }
    if (!named && Stack.of(bucket) !== Stack.of(scope)) {
      refuse(`would tie the stack of ${bucket.node.path} and that of the role in a circle`, 'pass a roleName, or make the role in the stack of the bucket');
    }
    bucket._exemptRole(role);
  }
}

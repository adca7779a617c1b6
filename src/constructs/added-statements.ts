import { type CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { leastPrivilegePolicy } from '../controls';
import { judge } from '../evidence/judge';
import { readTemplates } from '../posture/cloudformation';

/**
 * Refuses an Allow that is wider than what it names, before it is in the policy. The control that judges the whole policy judges the
 * statement alone; what only deployment decides passes.
 */
export function checkStatement(bucket: s3.IBucket, statement: iam.PolicyStatement): void {
  if (statement.effect !== iam.Effect.ALLOW) return;
  const stack = Stack.of(bucket);
  const name = statement.sid ?? `statement ${(bucket.policy?.document.statementCount ?? 0) + 1}`;
  const said = stack.resolve({ ...statement.toStatementJson(), Sid: name }) as object;
  const verdict = judge(leastPrivilegePolicy, reading(bucket, stack, said));
  if (verdict.outcome !== 'fail') return;
  const fix = leastPrivilegePolicy.fix.replace(/\.$/, '');
  throw new Error(`${bucket.node.path}: ${verdict.because.map(b => b.says).join(', ')}; ${fix[0].toLowerCase()}${fix.slice(1)}`);
}

/** The statement as the only one of a template, read as every other template. */
function reading(bucket: s3.IBucket, stack: Stack, statement: object) {
  const made = bucket.node.defaultChild as CfnResource | undefined;
  const id = made ? stack.resolve(made.logicalId) as string : 'Bucket';
  const named = (made as s3.CfnBucket | undefined)?.bucketName ?? (made ? undefined : bucket.bucketName);
  const body = {
    Resources: {
      [id]: { Type: 'AWS::S3::Bucket', Properties: named === undefined ? {} : { BucketName: stack.resolve(named) as unknown } },
      [`${id}AddedStatement`]: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: id }, PolicyDocument: { Version: '2012-10-17', Statement: [statement] } } },
    },
  };
  return readTemplates([{ name: stack.templateFile, body }])[0];
}

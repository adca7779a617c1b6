import { Stack, Token } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { ownName } from '../access-log-bucket';

/**
 * The folder of a bucket's logs below `access-logs/`: its name or id, then account, Region and bucket, as S3 writes them. Logs stay within one account
 * and Region, so these are those of the log bucket. A bucket of another stack is told by its stated name: a reference could tie the stacks in a circle.
 */
export function sourceOf(scope: IConstruct, bucket: s3.IBucket, logs: s3.IBucket): string {
  const { account, region } = logs.env;
  const stated = bucket instanceof s3.Bucket ? (bucket.node.defaultChild as s3.CfnBucket).bucketName : bucket.bucketName;
  const foreign = Stack.of(bucket) !== Stack.of(scope);
  if (foreign && (stated === undefined || Token.isUnresolved(stated))) {
    throw new Error(`${scope.node.path}: 'buckets' has ${bucket.node.path} of another stack, whose name is not stated; give it a 'bucketName', or leave 'buckets' out`);
  }
  const folder = bucket instanceof s3.Bucket ? ownName(bucket) : bucket.bucketName;
  return `${folder}/${account}/${region}/${foreign ? stated : bucket.bucketName}`;
}

import { Reference, Stage, Token, Tokenization } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** What the app around a bucket says of it. */
export interface Survey {
  /** The policies that name it, in whichever stack of the stage. */
  readonly policies: readonly s3.CfnBucketPolicy[];
  /** Whether another bucket sends its access logs here. */
  readonly receivesLogs: boolean;
}

/** Looks through the whole stage: a policy or a source of logs may be anywhere in it. */
export function survey(resource: s3.CfnBucket): Survey {
  const policies: s3.CfnBucketPolicy[] = [];
  let receivesLogs = false;
  const visit = (node: IConstruct): void => {
    if (s3.CfnBucketPolicy.isCfnBucketPolicy(node) && names(node.bucket, resource)) policies.push(node);
    if (!receivesLogs && node !== resource && s3.CfnBucket.isCfnBucket(node)) receivesLogs = logsTo(node, resource);
    node.node.children.forEach(visit);
  };
  visit(Stage.of(resource) ?? resource.node.root);
  return { policies, receivesLogs };
}

function logsTo({ loggingConfiguration: logs }: s3.CfnBucket, resource: s3.CfnBucket): boolean {
  return logs !== undefined && 'destinationBucketName' in logs && names(logs.destinationBucketName, resource);
}

/** Whether a name is that of the bucket: by reference, or as the same text. */
function names(name: unknown, resource: s3.CfnBucket): boolean {
  if (!Token.isUnresolved(name)) return name !== undefined && name === resource.bucketName;
  const token = Tokenization.reverse(name);
  return token !== undefined && Reference.isReference(token) && token.target === resource;
}

import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';

/** What an analyst may reach. */
export interface Reach {
  readonly workGroup: string;
  readonly database: string;
  readonly tables: readonly string[];
  readonly logs: readonly { readonly bucket: s3.IBucket; readonly prefix: string; readonly key?: kms.IKey }[];
  readonly results?: { readonly bucket: s3.IBucket; readonly key: kms.IKey };
}

/** What a role needs to ask questions in one workgroup about some tables: Athena reads and writes as its caller. */
export function analystStatements(scope: IConstruct, { workGroup, database, tables, logs, results }: Reach): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const glue = (resource: string) => stack.formatArn({ service: 'glue', resource });
  const allow = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    new iam.PolicyStatement({ sid, actions, resources, conditions: conditions as Record<string, Record<string, unknown>> });
  return [
    allow('AskQuestions', [
      'athena:StartQueryExecution', 'athena:StopQueryExecution', 'athena:GetQueryExecution', 'athena:BatchGetQueryExecution', 'athena:ListQueryExecutions',
      'athena:GetQueryResults', 'athena:GetQueryResultsStream', 'athena:GetWorkGroup', 'athena:GetNamedQuery', 'athena:BatchGetNamedQuery', 'athena:ListNamedQueries',
    ], [stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: workGroup })]),
    allow('ReadTables', ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
      [glue('catalog'), glue(`database/${database}`), ...tables.map(table => glue(`table/${database}/${table}`))]),
    allow('FindLogs', ['s3:GetBucketLocation'], logs.map(({ bucket }) => bucket.bucketArn)),
    ...logs.flatMap(({ bucket, prefix }, i) => [
      allow(`ListLogs${i + 1}`, ['s3:ListBucket'], [bucket.bucketArn], { StringLike: { 's3:prefix': `${prefix}*` } }),
      allow(`ReadLogs${i + 1}`, ['s3:GetObject'], [bucket.arnForObjects(`${prefix}*`)]),
    ]),
    ...logs.flatMap(({ key }) => key ? [allow('DecryptLogs', ['kms:Decrypt'], [key.keyArn])] : []),
    ...results ? [
      allow('FindResults', ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], [results.bucket.bucketArn]),
      allow('KeepResults', ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], [results.bucket.arnForObjects('*')]),
      allow('EncryptResults', ['kms:Decrypt', 'kms:GenerateDataKey'], [results.key.keyArn]),
    ] : [],
  ];
}

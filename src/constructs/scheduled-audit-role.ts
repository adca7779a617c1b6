import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledgeWildcards } from './nag-answers';
import { auditPolicy } from '../posture/live';

interface Needs {
  readonly logGroup: logs.ILogGroup;
  readonly securityHub: boolean;
  /** Of the dead-letter queue. */
  readonly queueKey?: kms.IKey;
  readonly reports?: { readonly bucket: s3.IBucket; readonly prefix: string };
}

/** The role of the function: it reads the configuration of buckets and keys, and writes findings, reports and log lines. */
export function auditRole(scope: Construct, { logGroup, securityHub, queueKey, reports }: Needs): iam.Role {
  const { account, partition, region } = Stack.of(scope);
  const role = new iam.Role(scope, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    description: 'Reads the configuration of S3 buckets, and writes what was found',
  });
  const { Statement } = auditPolicy({ account, partition }) as { readonly Statement: readonly object[] };
  const reading = new iam.ManagedPolicy(scope, 'Reading', {
    description: 'The calls of the audit, all of which read',
    roles: [role],
    statements: Statement.map(statement => iam.PolicyStatement.fromJson(statement)),
  });
  acknowledgeWildcards(reading, 'The audit reads the configuration of every bucket, key and trail, whose names nobody knows before. It cannot write.');

  const allow = (sid: string, actions: string[], resource: string) =>
    role.addToPolicy(new iam.PolicyStatement({ sid, actions, resources: [resource] }));
  allow('WriteLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
  if (securityHub) {
    allow('SendFindings', ['securityhub:BatchImportFindings'], `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`);
  }
  // Lambda sends what failed in the name of the role.
  queueKey?.grant(role, 'kms:GenerateDataKey', 'kms:Decrypt');
  if (reports) {
    const { bucket, prefix } = reports;
    allow('WriteReports', ['s3:PutObject'], bucket.arnForObjects(`${prefix}*`));
    allow('ReadState', ['s3:GetObject'], bucket.arnForObjects(`${prefix}state/*`));
    // Without it S3 says AccessDenied of what is not there.
    allow('TellWhatIsThere', ['s3:ListBucket'], bucket.bucketArn);
    bucket.encryptionKey?.grant(role, 'kms:GenerateDataKey', 'kms:Decrypt');
  }
  acknowledgeWildcards(role, 'The function writes the streams of its own log group, and objects under its own prefix.');
  return role;
}

import { Aws, Fn, Names, Stack, Token } from 'aws-cdk-lib';
import type * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { HOME } from './checks';
import { SECRET_HEADERS } from './web-acl';
import { AccessLogBucket } from '../access-log-bucket';

/** What the name of a bucket must begin with, or AWS WAF does not take it. */
const WAF_LOGS = 'aws-waf-logs-';

/** The fields of CloudFront's log lines, without the cookies. */
const FIELDS: readonly string[] = [
  'date', 'time', 'x-edge-location', 'sc-bytes', 'c-ip', 'cs-method', 'cs(Host)', 'cs-uri-stem', 'sc-status', 'cs(Referer)', 'cs(User-Agent)',
  'cs-uri-query', 'x-edge-result-type', 'x-edge-request-id', 'x-host-header', 'cs-protocol', 'cs-bytes', 'time-taken', 'x-forwarded-for',
  'ssl-protocol', 'ssl-cipher', 'x-edge-response-result-type', 'cs-protocol-version', 'c-port', 'time-to-first-byte',
  'x-edge-detailed-result-type', 'sc-content-type', 'sc-content-len', 'sc-range-start', 'sc-range-end',
];

/** A bucket for logs. The name has the id of the stack, so that a stack that is made anew finds it free. */
export function edgeLogBucket(scope: Construct): AccessLogBucket {
  const stack = Fn.select(2, Fn.split('/', Aws.STACK_ID));
  return new AccessLogBucket(scope, 'Logs', { bucketName: `${WAF_LOGS}${stack}-${scope.node.addr.slice(2, 14)}` });
}

/** Why AWS WAF does not take a bucket; undefined where it does, or where nobody knows. */
export function notForWaf(bucket: s3.IBucket): string | undefined {
  const made = bucket.node.defaultChild as s3.CfnBucket | undefined;
  const name = made ? made.bucketName : bucket.bucketName;
  if (name === undefined || Stack.of(bucket).resolve(name) === undefined) return 'has a name made by CloudFormation';
  const start = /^[^$]*/.exec(name)![0];
  return start.startsWith(WAF_LOGS) || (Token.isUnresolved(name) && WAF_LOGS.startsWith(start)) ? undefined : `is named ${name}`;
}

/**
 * Lets AWS deliver logs of this account to a bucket, in the form that AWS documents: with another one the services add their own.
 *
 * @returns whether the policies could be changed here
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export function letLogsIn(bucket: s3.IBucket, scope: Construct): boolean {
  const { account, partition } = Stack.of(scope);
  const principals = [new iam.ServicePrincipal('delivery.logs.amazonaws.com')];
  const conditions = { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${HOME}:${account}:*` } };
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  const added = [
    bucket.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn], conditions })),
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals,
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
      conditions: { ...conditions, StringEquals: { ...conditions.StringEquals, ...acl } },
    })),
    ...bucket.encryptionKey ? [bucket.encryptionKey.addToResourcePolicy(new iam.PolicyStatement({
      principals, actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], resources: ['*'], conditions,
    }))] : [],
  ];
  return added.every(({ statementAdded }) => statementAdded);
}

/** Sends the log lines of a distribution to a bucket: standard logging v2, which needs no ACLs. */
export function deliverDistributionLogs(scope: Construct, distribution: cloudfront.IDistribution, bucket: s3.IBucket): void {
  const nameOf = (kind: string) => `${Names.uniqueResourceName(scope, { maxLength: 45, separator: '-' })}-${kind}`;
  const source = new logs.CfnDeliverySource(scope, 'LogSource', {
    name: nameOf('source'), logType: 'ACCESS_LOGS', resourceArn: distribution.distributionArn,
  });
  const destination = new logs.CfnDeliveryDestination(scope, 'LogDestination', {
    name: nameOf('bucket'), deliveryDestinationType: 'S3', destinationResourceArn: bucket.bucketArn, outputFormat: 'json',
  });
  const delivery = new logs.CfnDelivery(scope, 'LogDelivery', {
    deliverySourceName: source.name, deliveryDestinationArn: destination.attrArn, recordFields: [...FIELDS],
  });
  delivery.addResourceDependency(source);
  if (bucket.policy) delivery.node.addDependency(bucket.policy);
}

/** Sends what the web ACL sees to a bucket, without the headers that tell who asks. */
export function logWebAcl(scope: Construct, webAcl: wafv2.CfnWebACL, bucket: s3.IBucket): void {
  const logging = new wafv2.CfnLoggingConfiguration(scope, 'WebAclLogs', {
    resourceArn: webAcl.attrArn,
    logDestinationConfigs: [bucket.bucketArn],
    // The property is typed as JSON, in which the names are CloudFormation's.
    redactedFields: SECRET_HEADERS.map(header => ({ singleHeader: { Name: header } })),
  });
  if (bucket.policy) logging.node.addDependency(bucket.policy);
}

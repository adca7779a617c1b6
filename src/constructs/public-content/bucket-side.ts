import { Annotations, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { httpRefused, noPublicGrants, publicAccessBlocked } from '../../controls';
import { CompliantBucket } from '../compliant-bucket';
import { guard } from '../guard';

const CLOUDFRONT = new iam.ServicePrincipal('cloudfront.amazonaws.com');

/** Condition keys that tell where a request comes from. */
const PLACES = /^aws:(?:SourceVpc|SourceVpce|VpcSourceIp|SourceIp|SourceVpcArn|VpceAccount|VpceOrgID|VpceOrgPaths)$/i;

/** Why a bucket cannot have public content; undefined where it can. */
export function notForThePublic(bucket: s3.IBucket): string | undefined {
  const stack = Stack.of(bucket);
  const made = bucket.node.defaultChild;
  const is = s3.CfnBucket.isCfnBucket(made) ? made : undefined;
  if (is?.websiteConfiguration !== undefined) return 'is a website, which answers everybody over HTTP; take the website configuration out, CloudFront has a root object and an error page';
  const { Statement: statements = [] } = (stack.resolve(bucket.policy?.document) ?? {}) as { Statement?: readonly Written[] };
  const fenced = statements.find(({ Effect, Condition = {} }) => Effect === 'Deny' && Object.values(Condition).some(keys => Object.keys(keys).some(key => PLACES.test(key))));
  return fenced && `is for named networks only (${fenced.Sid ?? 'a statement'} of its policy), and CloudFront would give its objects to everybody; pass a bucket without a network perimeter`;
}

interface Written {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, object>>;
}

/** Refuses a bucket that is not private now or at the end of synthesis. */
export function checkBucket(scope: Construct, bucket: s3.IBucket): void {
  const wrong = () => {
    const why = notForThePublic(bucket);
    return why === undefined ? [] : [`${scope.node.path}: 'bucket' ${bucket.node.path} ${why}`];
  };
  const [now] = wrong();
  if (now !== undefined) throw new Error(now);
  scope.node.addValidation({ validate: wrong });
  if (bucket instanceof s3.Bucket && !(bucket instanceof CompliantBucket)) {
    guard(bucket, [], { promised: () => [publicAccessBlocked, noPublicGrants, httpRefused] });
  }
}

/** Where CloudFront finds a bucket. A name that is known ties no stacks together. */
export function originOf(scope: Construct, bucket: s3.IBucket): string {
  if (Stack.of(bucket) === Stack.of(scope) || !(bucket instanceof s3.Bucket)) return bucket.bucketRegionalDomainName;
  const { bucketName } = bucket.node.defaultChild as s3.CfnBucket;
  if (bucketName === undefined || Token.isUnresolved(bucketName)) {
    throw new Error(`${scope.node.path}: 'bucket' ${bucket.node.path} is in another stack and has no name of its own, so that the stacks would need each other; `
      + 'give it a bucketName, or make both in one stack');
  }
  const region = Stack.of(bucket).region;
  return `${bucketName}.s3.${Token.isUnresolved(region) ? Stack.of(scope).region : region}.${Stack.of(scope).urlSuffix}`;
}

/**
 * Lets one distribution read the objects, and no more: without s3:ListBucket nobody learns what is there.
 *
 * A key of the same stack cannot name the distribution: the distribution needs the bucket, the bucket its key. There every distribution of the
 * account may decrypt, and the bucket still gives its objects to one alone.
 */
export function letDistributionRead(scope: Construct, bucket: s3.IBucket, distributionArn: string, exact: boolean): void {
  const { account, partition } = Stack.of(scope);
  const added = bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: `AllowCloudFront${scope.node.addr.slice(2, 10).toUpperCase()}`,
    principals: [CLOUDFRONT],
    actions: ['s3:GetObject'],
    resources: [bucket.arnForObjects('*')],
    conditions: { StringEquals: { 'aws:SourceArn': distributionArn } },
  })).statementAdded;
  if (!added) warn(scope, `bucket ${bucket.node.path}`, 's3:GetObject');
  const key = bucket.encryptionKey;
  if (!key) return;
  const conditions = exact ? { StringEquals: { 'aws:SourceArn': distributionArn } }
    : { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${account}:distribution/*` } };
  const may = key.addToResourcePolicy(new iam.PolicyStatement({ principals: [CLOUDFRONT], actions: ['kms:Decrypt'], resources: ['*'], conditions })).statementAdded;
  if (!may) warn(scope, `key ${key.node.path}`, 'kms:Decrypt');
}

const warn = (scope: Construct, what: string, action: string): void => Annotations.of(scope).addWarningV2('cdk-s3-compliance:cloudFrontNotAllowed',
  `the policy of the imported ${what} cannot be changed here; let cloudfront.amazonaws.com do ${action} there, with the ARN of the distribution as aws:SourceArn`);

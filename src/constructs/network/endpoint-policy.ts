import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { S3VpcEndpointProps } from './s3-vpc-endpoint-props';
import { serviceStatements } from './service-buckets';
import { differ } from '../environment';

/**
 * What an endpoint leads to: identities of this account (or organization) to the listed buckets, or to the account's own. A foreign identity
 * inside the VPC gets nothing through it, and neither does anybody get to a foreign bucket.
 *
 * The owner of a listed bucket is asked as well: whoever takes its name after it was deleted gets nothing.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicy(scope: IConstruct, props: S3VpcEndpointProps, buckets: readonly s3.IBucket[]): iam.PolicyDocument {
  const { organizationId, allowServiceBuckets = [] } = props;
  const { account } = Stack.of(scope);
  const listed = buckets.length > 0;
  const identities = organizationId === undefined ? { 'aws:PrincipalAccount': account } : { 'aws:PrincipalOrgID': organizationId };
  const owners = listed ? { 'aws:ResourceAccount': [...new Set(buckets.map(bucket => ownerOf(scope, bucket)))] }
    : organizationId === undefined ? { 'aws:ResourceAccount': account } : { 'aws:ResourceOrgID': organizationId };
  const statements = [
    new iam.PolicyStatement({
      sid: 'AllowOwnIdentitiesToOwnBuckets',
      principals: [new iam.AnyPrincipal()],
      actions: ['s3:*'],
      resources: listed ? buckets.map(bucket => arnOf(scope, bucket)).flatMap(arn => [arn, `${arn}/*`]) : ['*'],
      conditions: { StringEquals: { ...identities, ...owners } },
    }),
    ...serviceStatements(scope, allowServiceBuckets),
  ];
  return new iam.PolicyDocument({ statements });
}

/** Two stacks that do not say their account are of the same one, as far as anybody knows. */
const ownerOf = (scope: IConstruct, { env }: s3.IBucket): string => Token.isUnresolved(env.account) ? Stack.of(scope).account : env.account;

/** The ARN of a bucket: by reference within the stack, else by name; an error where it has none. */
export function arnOf(scope: IConstruct, bucket: s3.IBucket): string {
  const made = bucket.node.defaultChild;
  if (!CfnResource.isCfnResource(made) || Stack.of(made) === Stack.of(scope)) return bucket.bucketArn;
  const name = (made as s3.CfnBucket).bucketName;
  if (name !== undefined && means(scope, made, name)) return `arn:${Stack.of(scope).partition}:s3:::${name}`;
  throw new Error(`${scope.node.path}: the endpoint cannot lead to ${bucket.node.path}, whose name only the deployment of its stack decides, and a reference to it would tie the stacks `
    + 'in a circle once its policy names the endpoint; give the bucket a bucketName, make the endpoint in the stack of the bucket, or lead to every bucket of the account');
}

/** Whether a name means the same in both stacks: it is plain, or made of the account and the Region that both are in. */
function means(scope: IConstruct, made: CfnResource, name: string): boolean {
  if (!Token.isUnresolved(name)) return true;
  const [here, there] = [Stack.of(scope), Stack.of(made)];
  const said: unknown = there.resolve(name);
  if (said === undefined) return false;
  const refs = [...JSON.stringify(said).matchAll(/"(Ref|Fn::GetAtt|Fn::ImportValue|Fn::Sub)":"?([^"]*)/g)];
  return refs.every(([, kind, of]) => kind === 'Ref' && ['AWS::AccountId', 'AWS::Region', 'AWS::Partition'].includes(of))
    && !differ(here.account, there.account) && !differ(here.region, there.region);
}

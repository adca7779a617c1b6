import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { S3EndpointType, S3PrivateDns, type S3VpcEndpointProps, ServiceBuckets } from './s3-vpc-endpoint-props';
import { policySize } from '../policy-size';
import { show } from '../shapes';

/** Refuses what AWS would refuse, or what would be open. */
export function checkEndpoint(scope: IConstruct, props: S3VpcEndpointProps): void {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${scope.node.path}: ${what}; ${cure}`);
  };
  const { vpc, type = S3EndpointType.INTERFACE, privateDns, organizationId } = props;
  if (!vpc) return refuse('\'vpc\' is missing', 'pass the VPC that reaches S3, or say that its endpoint is already provided');
  if (!Object.values(S3EndpointType).includes(type)) refuse(`'type' cannot be ${show(type)}`, 'pass a member of S3EndpointType');
  for (const name of ['buckets', 'securityGroups', 'clientSecurityGroups', 'clientCidrs', 'allowServiceBuckets', 'gatewaySubnets'] as const) {
    const list: unknown = props[name];
    if (list !== undefined && !Array.isArray(list)) refuse(`'${name}' cannot be ${show(list)}`, 'pass a list');
    if (Array.isArray(list) && list.length === 0) refuse(`'${name}' is empty`, 'name at least one, or leave it out');
  }
  const ofInterface = ['subnets', 'securityGroups', 'clientSecurityGroups', 'clientCidrs', 'privateDns'] as const;
  const vain = type === S3EndpointType.GATEWAY ? ofInterface.find(name => props[name] !== undefined) : undefined;
  if (vain) refuse(`'${vain}' is about an interface, and a gateway has none`, 'leave it out, or pass type: S3EndpointType.INTERFACE');
  if (type === S3EndpointType.INTERFACE && props.gatewaySubnets) refuse('\'gatewaySubnets\' is about a gateway, and there is none', 'leave it out, or pass type: S3EndpointType.BOTH');
  if (type === S3EndpointType.INTERFACE && privateDns === S3PrivateDns.INBOUND_ONLY) {
    refuse('\'privateDns\' INBOUND_ONLY needs a gateway endpoint in the VPC, without which AWS refuses it', 'pass type: S3EndpointType.BOTH, or privateDns: S3PrivateDns.ALL');
  }
  const hasNames = !(vpc instanceof ec2.Vpc) || (vpc.dnsHostnamesEnabled && vpc.dnsSupportEnabled);
  if (!hasNames && privateDns !== S3PrivateDns.NONE && type !== S3EndpointType.GATEWAY) {
    refuse(`'privateDns' needs DNS hostnames and DNS support in ${vpc.node.path}`, 'turn both on, or pass privateDns: S3PrivateDns.NONE');
  }
  const clients = props.clientCidrs ? 'clientCidrs' : props.clientSecurityGroups ? 'clientSecurityGroups' : undefined;
  if (props.securityGroups && clients) refuse(`'${clients}' would change nothing beside 'securityGroups'`, 'let the clients in there, or leave \'securityGroups\' out');
  for (const range of props.clientCidrs ?? []) {
    if (!Token.isUnresolved(range) && !/^[\da-f.:]+\/\d{1,3}$/i.test(range)) refuse(`'clientCidrs' cannot hold ${show(range)}`, 'pass ranges such as \'10.0.0.0/16\'');
    if (!Token.isUnresolved(range) && /\/0+$/.test(range)) refuse(`'clientCidrs' cannot hold ${range}, which is everybody`, 'name the networks of the clients');
  }
  const odd = props.allowServiceBuckets?.find(kind => !Object.values(ServiceBuckets).includes(kind));
  if (odd !== undefined) refuse(`'allowServiceBuckets' cannot hold ${show(odd)}`, 'pass members of ServiceBuckets');
  if (organizationId !== undefined && !Token.isUnresolved(organizationId) && !/^o-[a-z0-9]{10,32}$/.test(organizationId)) {
    refuse(`'organizationId' cannot be ${show(organizationId)}`, 'pass an id of the form o-a1b2c3d4e5, which AWS Organizations shows');
  }
}

/** AWS: characters of an endpoint policy, white space included. */
const LIMIT = 20_480;

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
export function checkEndpointPolicy(scope: IConstruct, buckets: readonly s3.IBucket[], document: () => iam.PolicyDocument): void {
  const validate = () => {
    // Without a list the policy has a handful of lines.
    const size = buckets.length > 0 ? policySize(buckets[0], Stack.of(scope).resolve(document())) : 0;
    return size <= LIMIT ? [] : [`the endpoint policy has about ${size} characters, and AWS takes ${LIMIT}; name fewer buckets, `
      + 'or none to lead to every bucket of the account'];
  };
  scope.node.addValidation({ validate });
}

import { Lazy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { arnOf, endpointPolicy } from './endpoint-policy';
import { endpointSecurityGroup } from './endpoint-security-group';
import { checkEndpoint, checkEndpointPolicy } from './s3-vpc-endpoint-checks';
import { S3EndpointType, S3PrivateDns, type S3VpcEndpointProps } from './s3-vpc-endpoint-props';
import { vpcOnly } from '../../controls';
import { vpcEndpointForS3 } from '../../controls/manual';
import { provided } from '../already-provided';
import { NetworkPerimeter, type NetworkPerimeterOptions } from '../network-perimeter';

/**
 * The way of a VPC to S3, with a policy of its own: identities of this account (or organization) reach the listed buckets, or the account's
 * own, and nothing else passes. So neither does stolen data leave to a foreign bucket, nor are foreign credentials of use inside the VPC.
 *
 * A bucket whose network is the endpoint is made after it and named with `addBucket(...)`; from another stack it needs a `bucketName`.
 *
 * It supports the checks `vpc-endpoint-for-s3` and, with `perimeter()` as the network of a bucket, `vpc-only`.
 *
 * An interface has a security group that lets clients in on port 443 only. With both endpoints the VPC itself goes through the gateway, which has
 * none; `privateDns: S3PrivateDns.ALL` leads everybody through the interface. A TLS minimum of 1.3 in a bucket policy locks users of an
 * interface out.
 *
 * It does not cover: who may do what in a bucket, which bucket and role policies say; access points; KMS and STS, which have endpoints of
 * their own; ways around the endpoint, such as a NAT gateway, which only the perimeter of the bucket closes; and buckets of AWS that services
 * need from inside the VPC, unless `allowServiceBuckets` names them. Whether s3:ListAllMyBuckets passes is not known.
 *
 * Costs: an interface is billed by the hour in each Availability Zone and by the gigabyte; S3EndpointType.GATEWAY is free.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export class S3VpcEndpoint extends Construct {
  /** The interface, where there is one. */
  public readonly interfaceEndpoint?: ec2.IInterfaceVpcEndpoint;

  /** The gateway, where there is one. */
  public readonly gatewayEndpoint?: ec2.IGatewayVpcEndpoint;

  /** The security group that was made for the interface. */
  public readonly securityGroup?: ec2.ISecurityGroup;

  private readonly buckets: s3.IBucket[] = [];
  private readonly provided: boolean;

  constructor(scope: Construct, id: string, props: S3VpcEndpointProps) {
    super(scope, id);
    const { alreadyProvided, type = S3EndpointType.INTERFACE } = props;
    this.provided = alreadyProvided !== undefined;
    if (alreadyProvided) {
      if (type === S3EndpointType.BOTH) throw new Error(`${this.node.path}: 'alreadyProvided' names one endpoint, and 'type' is BOTH; make one construct for each of them`);
      const vpcEndpointId = provided(this, 'alreadyProvided', alreadyProvided, [vpcEndpointForS3, vpcOnly], [/^vpce-[0-9a-f]{1,32}$/, 'vpce-0123456789abcdef0']);
      if (type === S3EndpointType.GATEWAY) this.gatewayEndpoint = ec2.GatewayVpcEndpoint.fromGatewayVpcEndpointId(this, 'Gateway', vpcEndpointId);
      else this.interfaceEndpoint = ec2.InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(this, 'Interface', { vpcEndpointId, port: 443 });
      return;
    }
    checkEndpoint(this, props);
    const vpc = props.vpc!;
    for (const bucket of props.buckets ?? []) this.addBucket(bucket);
    const policy = () => endpointPolicy(this, props, this.buckets);
    if (type !== S3EndpointType.INTERFACE) {
      const gateway = new ec2.GatewayVpcEndpoint(this, 'Gateway', { vpc, service: ec2.GatewayVpcEndpointAwsService.S3, subnets: props.gatewaySubnets });
      this.gatewayEndpoint = limited(gateway, policy);
    }
    if (type !== S3EndpointType.GATEWAY) {
      if (!props.securityGroups) this.securityGroup = endpointSecurityGroup(this, vpc, props);
      this.interfaceEndpoint = limited(this.interfaceIn(vpc, props, props.securityGroups ?? [this.securityGroup!]), policy);
      // AWS looks for the gateway when it makes the private names.
      if (this.gatewayEndpoint) this.interfaceEndpoint.node.addDependency(this.gatewayEndpoint);
    }
    checkEndpointPolicy(this, this.buckets, policy);
  }

  /**
   * Leads to one more bucket: one whose network is this endpoint is made after it. From the first bucket on, the endpoint leads to those that
   * were named only.
   *
   * @param bucket of this stack, imported, or with a `bucketName`
   */
  public addBucket(bucket: s3.IBucket): void {
    if (this.provided) throw new Error(`${this.node.path}: the policy of an endpoint that is already provided cannot be changed here; name ${bucket.node.path} where the endpoint is made`);
    arnOf(this, bucket);
    if (!this.buckets.includes(bucket)) this.buckets.push(bucket);
  }

  private interfaceIn(vpc: ec2.IVpc, props: S3VpcEndpointProps, securityGroups: ec2.ISecurityGroup[]): ec2.InterfaceVpcEndpoint {
    const privateDns = props.privateDns ?? (this.gatewayEndpoint ? S3PrivateDns.INBOUND_ONLY : S3PrivateDns.ALL);
    const { ALL_RESOLVERS, ONLY_INBOUND_RESOLVER } = ec2.VpcEndpointPrivateDnsOnlyForInboundResolverEndpoint;
    return new ec2.InterfaceVpcEndpoint(this, 'Interface', {
      vpc,
      service: ec2.InterfaceVpcEndpointAwsService.S3,
      subnets: props.subnets,
      securityGroups,
      open: false,
      privateDnsEnabled: privateDns !== S3PrivateDns.NONE,
      // Said always: with private names, AWS takes "only inbound" where nothing is said.
      ...privateDns !== S3PrivateDns.NONE && {
        privateDnsOnlyForInboundResolverEndpoint: privateDns === S3PrivateDns.ALL ? ALL_RESOLVERS : ONLY_INBOUND_RESOLVER,
      },
    });
  }

  /**
   * Requests through this endpoint, as the network of a bucket: `new PciBucket(this, 'Cards', { network: endpoint.perimeter() })`.
   *
   * @param options the roles that may come from anywhere
   */
  public perimeter(options?: NetworkPerimeterOptions): NetworkPerimeter {
    return NetworkPerimeter.vpcEndpoints([this.interfaceEndpoint, this.gatewayEndpoint].flatMap(endpoint => endpoint ?? []), options);
  }
}

/** The policy is written at the end of synthesis, when every bucket is known. */
function limited<T extends ec2.VpcEndpoint>(endpoint: T, policy: () => iam.PolicyDocument): T {
  (endpoint.node.defaultChild as ec2.CfnVPCEndpoint).policyDocument = Lazy.uncachedAny({ produce: policy });
  return endpoint;
}

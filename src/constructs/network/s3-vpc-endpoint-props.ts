import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { AlreadyProvided } from '../already-provided';

/** How a VPC reaches S3. */
export enum S3EndpointType {
  /** A route in the route tables of the VPC. Free, but without security groups, and of no use outside the VPC. */
  GATEWAY = 'gateway',

  /** Network interfaces with security groups in the subnets. They are billed for, and work through peering, VPN and Direct Connect too. */
  INTERFACE = 'interface',

  /** The interface for networks outside, the gateway for the VPC itself. */
  BOTH = 'both',
}

/** Where the usual names of S3, such as `s3.eu-central-1.amazonaws.com`, lead to the interface. */
export enum S3PrivateDns {
  /** Everywhere: from the VPC as well. */
  ALL = 'all',

  /** For networks outside that ask an inbound endpoint of Route 53 Resolver. AWS wants a gateway endpoint in the VPC, which serves the rest. */
  INBOUND_ONLY = 'inbound-only',

  /** Nowhere: clients name the endpoint in their settings, else they do not use it. */
  NONE = 'none',
}

/** Buckets that belong to AWS and that workloads in a VPC may need through its endpoint. */
export enum ServiceBuckets {
  /** Packages of Amazon Linux. Without it `yum` and `dnf` find no repository. */
  AMAZON_LINUX = 'amazon-linux',

  /** Layers of images in ECR. Without it ECS, EKS and `docker pull` stop at the first layer. */
  ECR = 'ecr',

  /** What the agent of Systems Manager fetches. Without it patching and updates of the agent fail. */
  SYSTEMS_MANAGER = 'systems-manager',

  /** The package of the CloudWatch agent. Without it the agent cannot be installed. */
  CLOUDWATCH_AGENT = 'cloudwatch-agent',

  /** Answers of custom resources and wait conditions, which are uploads. Without it a custom resource in the VPC hangs until its time is up. */
  CLOUDFORMATION = 'cloudformation',

  /** The assets that `cdk deploy` uploaded to the bucket of this account and Region. Without it instances cannot fetch theirs. */
  CDK_ASSETS = 'cdk-assets',
}

/** Properties of an endpoint for S3. */
export interface S3VpcEndpointProps {
  /**
   * The VPC that reaches S3.
   *
   * @default - an error, unless the endpoint is already provided
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Which endpoints there are.
   *
   * @default S3EndpointType.INTERFACE
   */
  readonly type?: S3EndpointType;

  /**
   * The only buckets that the endpoint leads to; `addBucket(...)` names one later. One of another stack needs a name of its own (`bucketName`):
   * its policy may name the endpoint, and a reference back would tie the stacks in a circle.
   *
   * @default - every bucket of the account, or of the organization where there is an `organizationId`
   */
  readonly buckets?: s3.IBucket[];

  /**
   * The organization whose identities may use the endpoint, such as `o-a1b2c3d4e5`.
   *
   * @default - the identities of this account only
   */
  readonly organizationId?: string;

  /**
   * Buckets of AWS that the endpoint leads to as well.
   *
   * @default - none
   */
  readonly allowServiceBuckets?: ServiceBuckets[];

  /**
   * Subnets of the interface, at most one in each Availability Zone. Each is billed for by the hour.
   *
   * @default - the private subnets
   */
  readonly subnets?: ec2.SubnetSelection;

  /**
   * Subnets whose route tables get the route of the gateway.
   *
   * @default - every subnet
   */
  readonly gatewaySubnets?: ec2.SubnetSelection[];

  /**
   * Security groups of the interface, instead of one that is made.
   *
   * @default - a group that lets the clients in on port 443 and nothing out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Security groups of the clients.
   *
   * @default - none; without `clientCidrs` as well, the whole VPC
   */
  readonly clientSecurityGroups?: ec2.ISecurityGroup[];

  /**
   * Address ranges of the clients, such as `10.0.0.0/16`. The whole Internet is an error.
   *
   * @default - none; without `clientSecurityGroups` as well, the whole VPC
   */
  readonly clientCidrs?: string[];

  /**
   * Where the usual names of S3 lead to the interface.
   *
   * @default - S3PrivateDns.INBOUND_ONLY with both endpoints, else S3PrivateDns.ALL
   */
  readonly privateDns?: S3PrivateDns;

  /**
   * The endpoint is there already: none is made, and the reference is its id, such as `vpce-0123456789abcdef0`.
   *
   * @default - it is made
   */
  readonly alreadyProvided?: AlreadyProvided;
}

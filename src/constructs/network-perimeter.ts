import { Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';

/** Options of a network perimeter. */
export interface NetworkPerimeterOptions {
  /**
   * Roles that may reach the objects from anywhere: break-glass, replication and deployment roles.
   *
   * AWS services that act for themselves (log delivery) or for a caller need no exemption.
   *
   * @default - no role
   */
  readonly exemptRoles?: iam.IRole[];
}

/**
 * Where object requests may come from.
 *
 * Requests reach S3 "from a VPC" only through a VPC endpoint for S3: each VPC named here needs one (gateway or interface), or nothing
 * gets in. Changing the bucket itself (deployments, policies) stays possible from everywhere, so that a mistake here can be put right.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
 */
export class NetworkPerimeter {
  /** Requests through any S3 endpoint of these VPCs. */
  public static vpcs(vpcs: ec2.IVpc[], options: NetworkPerimeterOptions = {}): NetworkPerimeter {
    return new NetworkPerimeter('aws:SourceVpc', 'vpc-', vpcs.map(vpc => vpc.vpcId), options);
  }

  /** Requests through any S3 endpoint of the VPCs with these ids, such as `vpc-0123456789abcdef0`. */
  public static vpcIds(vpcIds: string[], options: NetworkPerimeterOptions = {}): NetworkPerimeter {
    return new NetworkPerimeter('aws:SourceVpc', 'vpc-', vpcIds, options);
  }

  /** Requests through these S3 endpoints only. */
  public static vpcEndpoints(endpoints: ec2.IVpcEndpoint[], options: NetworkPerimeterOptions = {}): NetworkPerimeter {
    return new NetworkPerimeter('aws:SourceVpce', 'vpce-', endpoints.map(endpoint => endpoint.vpcEndpointId), options);
  }

  private constructor(
    private readonly key: string, prefix: string, private readonly ids: string[], private readonly options: NetworkPerimeterOptions,
  ) {
    if (ids.length === 0) throw new Error(`a network perimeter needs at least one ${prefix}... id, got none; name the network that uses the bucket`);
    for (const id of ids) {
      if (!Token.isUnresolved(id) && !(/^vpce?-[0-9a-f]{1,32}$/.test(id) && id.startsWith(prefix))) {
        throw new Error(`'${id}' is no id of the form ${prefix}0123456789abcdef0; name each network by its own id, without wildcards`);
      }
    }
  }

  /**
   * The conditions under which a request comes from outside.
   *
   * @internal
   */
  public _outside(): Record<string, Record<string, unknown>> {
    const exempt = (this.options.exemptRoles ?? []).map(role => role.roleArn);
    return {
      StringNotEquals: { [this.key]: this.ids },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      ...exempt.length > 0 ? { ArnNotEquals: { 'aws:PrincipalArn': exempt } } : {},
    };
  }
}

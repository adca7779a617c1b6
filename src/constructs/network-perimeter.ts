import { Lazy, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { show } from './shapes';

/** Options of a network perimeter. */
export interface NetworkPerimeterOptions {
  /**
   * Roles that may reach the objects from anywhere: break-glass, replication and deployment roles. Each is named by itself: a pattern is an
   * error.
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
    return new NetworkPerimeter('aws:SourceVpc', 'vpc-', listed('vpcs', vpcs).map(vpc => vpc?.vpcId), options);
  }

  /** Requests through any S3 endpoint of the VPCs with these ids, such as `vpc-0123456789abcdef0`. */
  public static vpcIds(vpcIds: string[], options: NetworkPerimeterOptions = {}): NetworkPerimeter {
    return new NetworkPerimeter('aws:SourceVpc', 'vpc-', listed('vpcIds', vpcIds), options);
  }

  /** Requests through these S3 endpoints only. */
  public static vpcEndpoints(endpoints: ec2.IVpcEndpoint[], options: NetworkPerimeterOptions = {}): NetworkPerimeter {
    return new NetworkPerimeter('aws:SourceVpce', 'vpce-', listed('vpcEndpoints', endpoints).map(endpoint => endpoint?.vpcEndpointId), options);
  }

  private readonly exempt: string[];
  private also?: () => string[];

  private constructor(private readonly key: string, prefix: string, private readonly ids: string[], { exemptRoles }: NetworkPerimeterOptions) {
    if (ids.length === 0) throw new Error(`a network perimeter needs at least one ${prefix}... id, got none; name the network that uses the bucket`);
    // A list that is decided at deploy time is one token.
    for (const id of Token.isUnresolved(ids) ? [] : ids) {
      if (!Token.isUnresolved(id) && !(/^vpce?-[0-9a-f]{1,32}$/.test(id) && id.startsWith(prefix))) {
        throw new Error(`'${id}' is no id of the form ${prefix}0123456789abcdef0; name each network by its own id, without wildcards`);
      }
    }
    this.exempt = listed('exemptRoles', exemptRoles ?? []).map(role => role?.roleArn);
    for (const arn of this.exempt) {
      if (typeof arn !== 'string' || /[*?]/.test(arn)) {
        throw new Error(`'exemptRoles' cannot hold ${arn === undefined ? 'what is no role' : `the pattern ${arn}`}; name each role by itself, without wildcards`);
      }
    }
  }

  /**
   * Whether endpoints are named, rather than VPCs with all of their endpoints.
   *
   * @internal
   */
  public get _namesEndpoints(): boolean {
    return this.key === 'aws:SourceVpce';
  }

  /**
   * The condition key that tells inside from outside.
   *
   * @internal
   */
  public get _key(): string {
    return this.key;
  }

  /**
   * The roles that may come from anywhere.
   *
   * @internal
   */
  public _exemptArns(): string[] {
    return this.exempt;
  }

  /**
   * The same perimeter with more exempt roles, which may still come to be known until the end of synthesis.
   *
   * @internal
   */
  public _sparing(roleArns: () => string[]): NetworkPerimeter {
    const copy: NetworkPerimeter = Object.create(NetworkPerimeter.prototype) as NetworkPerimeter;
    return Object.assign(copy, this, { also: roleArns });
  }

  /**
   * The conditions under which a request comes from outside.
   *
   * @internal
   */
  public _outside(): Record<string, unknown> {
    const arns = () => [...this.exempt, ...this.also?.() ?? []];
    const spared = this.also
      ? { ArnNotEquals: Lazy.uncachedAny({ produce: () => arns().length > 0 ? { 'aws:PrincipalArn': arns() } : undefined }) }
      : this.exempt.length > 0 ? { ArnNotEquals: { 'aws:PrincipalArn': this.exempt } } : {};
    return {
      StringNotEquals: { [this.key]: this.ids },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      ...spared,
    };
  }
}

function listed<T>(name: string, values: readonly T[]): T[] {
  if (!Array.isArray(values)) throw new Error(`'${name}' of a network perimeter cannot be ${show(values)}; pass a list`);
  return values;
}

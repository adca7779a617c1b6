import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { S3VpcEndpointProps } from './s3-vpc-endpoint-props';

/** Lets the clients in on port 443, and nothing out: an endpoint starts no connection. */
export function endpointSecurityGroup(scope: Construct, vpc: ec2.IVpc, props: S3VpcEndpointProps): ec2.SecurityGroup {
  const { clientSecurityGroups = [], clientCidrs = [] } = props;
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Lets clients reach S3 through the endpoint', allowAllOutbound: false });
  const ranges = clientSecurityGroups.length + clientCidrs.length > 0 ? clientCidrs : [vpc.vpcCidrBlock];
  for (const range of ranges) group.addIngressRule(peerOf(range), ec2.Port.tcp(443), 'HTTPS from clients');
  for (const client of clientSecurityGroups) group.addIngressRule(client, ec2.Port.tcp(443), 'HTTPS from clients');
  return group;
}

const peerOf = (range: string): ec2.IPeer => !Token.isUnresolved(range) && range.includes(':') ? ec2.Peer.ipv6(range) : ec2.Peer.ipv4(range);

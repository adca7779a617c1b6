import { Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { S3VpcEndpointProps } from './s3-vpc-endpoint-props';
import { acknowledgeRule, PACKS } from '../nag-answers';

/** Lets the clients in on port 443, and nothing out: an endpoint starts no connection. */
export function endpointSecurityGroup(scope: Construct, vpc: ec2.IVpc, props: S3VpcEndpointProps): ec2.SecurityGroup {
  const { clientSecurityGroups = [], clientCidrs = [] } = props;
  const group = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Lets clients reach S3 through the endpoint', allowAllOutbound: false });
  const ranges = clientSecurityGroups.length + clientCidrs.length > 0 ? clientCidrs : [rangeOf(vpc)];
  for (const range of ranges) group.addIngressRule(peerOf(range), ec2.Port.tcp(443), 'HTTPS from clients');
  for (const client of clientSecurityGroups) group.addIngressRule(client, ec2.Port.tcp(443), 'HTTPS from clients');
  if (ranges.some(range => Token.isUnresolved(range))) {
    const reason = 'A range that only deployment decides cannot be read by the rule; the group lets clients in on port 443 alone.';
    acknowledgeRule(group, ['AwsSolutions'], 'EC23', reason);
    for (const rule of ['EC2RestrictedCommonPorts', 'EC2RestrictedSSH']) acknowledgeRule(group, PACKS, rule, reason);
  }
  return group;
}

/** The range of a VPC: as it is written, where it is written in this app. */
function rangeOf(vpc: ec2.IVpc): string {
  const made = vpc.node.defaultChild;
  const written = made instanceof ec2.CfnVPC ? made.cidrBlock : undefined;
  return written === undefined || Token.isUnresolved(written) ? vpc.vpcCidrBlock : written;
}

const peerOf = (range: string): ec2.IPeer => !Token.isUnresolved(range) && range.includes(':') ? ec2.Peer.ipv6(range) : ec2.Peer.ipv4(range);

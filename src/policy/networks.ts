import type { Policy } from './document';
import { addressesOutside, wildcardsOf } from './outsiders';
import { accountOf, awsRequester } from './request';
import { DATA_ACTIONS } from './s3-actions';
import { ANYBODY, namedBy, OTHER_ACCOUNT, type Question, somebodyOf } from './witnesses';

const DIRECT = { 'aws:ViaAWSService': 'false', 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

/** The VPC of somebody else. Its addresses may be any: aws:VpcSourceIp is left to the requester. */
const ANOTHER_VPC = {
  'aws:SourceVpc': 'vpc-<another>',
  'aws:SourceVpce': 'vpce-<another>',
  'aws:SourceVpcArn': `arn:aws:ec2:xx-none-1:${OTHER_ACCOUNT}:vpc/vpc-another`,
  'aws:VpceAccount': OTHER_ACCOUNT,
  'aws:VpceOrgID': 'o-<another>',
  'aws:VpceOrgPaths': 'o-<another>/r-another/ou-another/',
};
const INTERNET = { ...Object.fromEntries(Object.keys(ANOTHER_VPC).map(key => [key, null])), 'aws:VpcSourceIp': null };

/**
 * The question whether data can be reached from outside the networks that a policy names: over the Internet, or from the VPC of somebody
 * else, by people for whom the policy makes no exception by name. A wildcard in a name is taken up: `vpc-*` is everybody's VPC.
 */
export function outsideNetworks(policy: Policy): Question {
  const conditions = policy.statements.filter(s => s.effect === 'Deny').flatMap(s => s.conditions);
  const accounts = new Set(namedBy(policy).flatMap(named => accountOf(named) ?? []));
  const wide = Object.keys(ANOTHER_VPC).flatMap(key => wildcardsOf(conditions, key.toLowerCase()).map(value => ({ ...ANOTHER_VPC, [key]: value })));
  return {
    actions: DATA_ACTIONS,
    requesters: [...ANYBODY, ...[...accounts].flatMap(somebodyOf), ...wildcardsOf(conditions, 'aws:principalarn').map(awsRequester)],
    contexts: [
      ...addressesOutside(conditions).map(address => ({ ...DIRECT, ...INTERNET, 'aws:SourceIp': address })),
      ...[ANOTHER_VPC, ...wide].map(network => ({ ...DIRECT, ...network, 'aws:SourceIp': null })),
    ],
  };
}

import { allow, BOTH, deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable, THEIRS } from './policies';
import { noPublicGrants } from '../../src/controls/no-public-grants';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Records';
const off = known(AT, false);
const BLOCK = { blockPublicAcls: off, ignorePublicAcls: off, blockPublicPolicy: off, restrictPublicBuckets: off };
const PRIVATE = { acl: known(AT, 'Private'), ownership: known(AT, 'ObjectWriter' as const), publicAccessBlock: BLOCK };
const when = (operator: string, key: string, values: unknown) => allow({ Condition: { [operator]: { [key]: values } } });
const ORG = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };

policyTable(noPublicGrants, [
  ['pass', 'no policy', undefined, {}, /no bucket policy/],
  ['pass', 'only a Deny', deny({})],
  ['pass', 'a role, an account, a service', [allow({ Principal: { AWS: [`${OWN}:role/a`, '999999999999'] } }), allow({ Principal: { Service: 's3.amazonaws.com' } })]],
  ['pass', 'an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5')],
  ['pass', 'an organizational unit', when('ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*')],
  ['pass', 'one VPC', when('StringEquals', 'aws:SourceVpc', 'vpc-91237329')],
  ['pass', 'an opaque VPC, which is one', when('StringEquals', 'aws:SourceVpc', opaque())],
  ['pass', 'an opaque organization', when('StringEquals', 'aws:PrincipalOrgID', opaque())],
  ['pass', 'the organization of the bucket', when('StringEquals', 'aws:PrincipalOrgID', '${aws:ResourceOrgID}')],
  ['pass', 'an opaque account', allow({ Principal: { AWS: opaque('arn:aws:iam::*:root') } })],
  ['pass', 'a canonical user', allow({ Principal: { CanonicalUser: '79a59df' } })],
  ['pass', 'a range of addresses', when('IpAddress', 'aws:SourceIp', ['192.0.2.0/24', '198.18.0.0/15', '2001:db8::/32'])],
  ['pass', 'an account', when('StringEquals', 'aws:PrincipalAccount', '999999999999')],
  ['pass', 'a role by condition', when('ArnLike', 'aws:PrincipalArn', `${THEIRS}:role/*`)],
  ['pass', 'a topic', when('ArnEquals', 'aws:SourceArn', 'arn:aws:sns:eu-west-1:999999999999:t')],
  ['pass', 'access points of an account', when('ArnLike', 's3:DataAccessPointArn', 'arn:aws:s3:*:999999999999:accesspoint/*')],
  ['pass', 'a Deny takes it back', [allow({}), deny({ Condition: { StringNotEquals: ORG } })]],
  ['pass', 'a Deny of another network takes it back', [allow({}), deny({ Condition: { StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } })]],
  ['pass', 'another bucket', allow({ Resource: 'arn:aws:s3:::assets/*' })],

  ['fail', 'everybody', allow({}), {}, /anonymous/],
  ['fail', 'everybody in a list', allow({ Principal: { AWS: ['*'] } })],
  ['fail', 'everybody but one', allow({ Principal: undefined, NotPrincipal: { AWS: '999999999999' } })],
  ['fail', 'any user of an identity provider', allow({ Principal: { Federated: 'graph.facebook.com' } })],
  ['fail', 'one path', allow({ Resource: `${THIS_BUCKET_ARN}/public/*` }), {}, /public\//],
  ['fail', 'one path of any bucket', allow({ Resource: 'arn:aws:s3:::*/public/*' })],
  ['fail', 'a path in which no slash is written', allow({ Resource: `${THIS_BUCKET_ARN}*public` })],
  ['fail', 'a path of the user', allow({ Resource: `${THIS_BUCKET_ARN}/?` })],
  ['fail', 'everything but a path', allow({ Resource: undefined, NotResource: `${THIS_BUCKET_ARN}/private/*` })],
  ['fail', 'a rare action', allow({ Action: 's3:PutBucketAcl', Resource: THIS_BUCKET_ARN })],
  ['fail', 'every VPC', when('StringLike', 'aws:SourceVpc', 'vpc-*')],
  ['fail', 'every VPC in a Region', when('ArnLike', 'aws:SourceVpcArn', 'arn:aws:ec2:eu-west-1:*:vpc/*')],
  ['fail', 'every role of a name', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app')],
  ['fail', 'half the Internet', when('IpAddress', 'aws:SourceIp', '0.0.0.0/1')],
  ['fail', 'the whole of IPv6', when('IpAddress', 'aws:SourceIp', '::/0')],
  ['fail', 'all but a range', when('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')],
  ['fail', 'a referer', when('StringLike', 'aws:Referer', 'https://example.com/*')],
  ['fail', 'HTTPS', when('Bool', 'aws:SecureTransport', 'true')],
  ['fail', 'a tag that anybody can have', when('StringEquals', 'aws:PrincipalTag/team', 'blue')],
  ['fail', 'an organization if there is one', when('StringEqualsIfExists', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'), {}, /by anonymous|<another/],
  ['fail', 'a VPC if there is one', when('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1')],
  ['fail', 'a role if there is one', when('ArnLikeIfExists', 'aws:PrincipalArn', `${OWN}:role/app`)],
  ['fail', 'all of no organizations', when('ForAllValues:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*')],
  ['fail', 'no VPC', when('Null', 'aws:SourceVpc', 'true')],
  ['fail', 'any VPC', when('Null', 'aws:SourceVpc', 'false')],
  ['fail', 'nobody of one account', when('StringNotEquals', 'aws:PrincipalAccount', '999999999999')],
  ['fail', 'whoever signs', when('StringNotEquals', 'aws:PrincipalType', 'Anonymous')],
  ['fail', 'the anonymous', when('StringEquals', 'aws:PrincipalType', 'Anonymous')],
  ['fail', 'buckets of an account, which is the own one', when('StringEquals', 'aws:ResourceAccount', '999999999999')],
  ['fail', 'a Deny that takes back too little', [allow({}), deny({ Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' }, Null: { 'aws:SourceVpc': 'false' } } })]],
  ['fail', 'a Deny of the unsigned', [allow({}), deny({ Condition: { Null: { 'aws:PrincipalArn': 'true' } } })]],
  ['fail', 'a Deny of the signed', [allow({}), deny({ Condition: { Null: { 'aws:PrincipalArn': 'false' } } })]],
  ['fail', 'a Deny of another path', [allow({}), deny({ Resource: `${THIS_BUCKET_ARN}/a*` })]],
  ['fail', 'one of many', [...Array.from({ length: 40 }, (_, i) => allow({ Principal: { AWS: `${OWN}:role/r${i}` }, Resource: `${OBJECTS}${i}/*` })), allow({ Resource: BOTH })]],

  ['unknown', 'an opaque path with a policy variable', allow({ Resource: opaque(`${THIS_BUCKET_ARN}/*/\${aws:PrincipalTag/team}/*`) })],
  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque principal, perhaps everybody', allow({ Principal: { AWS: opaque() } }), {}, /deploy time/],
  ['unknown', 'an opaque principal element', allow({ Principal: opaque() })],
  ['unknown', 'a principal of a strange type', allow({ Principal: { '*': '*' } })],
  ['unknown', 'an opaque range, perhaps the Internet', when('IpAddress', 'aws:SourceIp', opaque())],
  ['unknown', 'an opaque pattern', when('StringLike', 'aws:SourceVpc', opaque())],
  ['unknown', 'an opaque action', allow({ Action: opaque() })],
  ['unknown', 'an opaque resource', allow({ Resource: opaque('arn:aws:s3:::*/x*') })],
  ['unknown', 'an opaque Deny', [allow({}), deny({ Action: opaque() })]],
  ['unknown', 'a document that is an intrinsic', { 'Fn::If': ['C', [], []] }],
], PRIVATE);

policyTable(noPublicGrants, [
  ['fail', 'a public ACL', undefined, { acl: known(AT, 'PublicRead') }, /PublicRead/],
  ['fail', 'an ACL for every AWS user', undefined, { acl: known(AT, 'AuthenticatedRead') }],
  ['pass', 'a public ACL that is off', undefined, { acl: known(AT, 'PublicRead'), ownership: known(AT, 'BucketOwnerEnforced') }],
  ['pass', 'a public ACL that is ignored', undefined, { acl: known(AT, 'PublicReadWrite'), publicAccessBlock: { ...BLOCK, ignorePublicAcls: known(AT, true) } }],
  ['pass', 'log delivery', undefined, { acl: known(AT, 'LogDeliveryWrite') }],
  ['unknown', 'an unseen ACL', undefined, { acl: unknown(AT, 'AccessDenied on GetBucketAcl') }],
  ['fail', 'an unseen ACL beside a public policy', allow({}), { acl: unknown(AT, 'AccessDenied on GetBucketAcl') }],
], PRIVATE);

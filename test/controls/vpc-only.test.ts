import { BOTH, deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable, THEIRS } from './policies';
import { vpcOnly } from '../../src/controls/vpc-only';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { known } from '../../src/posture/fact';

const VPC = { StringNotEquals: { 'aws:SourceVpc': 'vpc-12345678' } };
const outside = (condition: object, changes: object = {}) => deny({ Sid: 'RestrictToVPC', Condition: condition, ...changes });
const but = (block: object) => outside({ ...VPC, ...block });
const exempt = (arn: unknown) => but({ ArnNotLike: { 'aws:PrincipalArn': arn } });
const SERVICES = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } };

policyTable(vpcOnly, [
  ['pass', 'the statement of the specification', outside(VPC)],
  ['pass', 'IfExists, which is the same', outside({ StringNotEqualsIfExists: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'] } })],
  ['pass', 'VPC endpoints', outside({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
  ['pass', 'VPC ARNs of an account', outside({ ArnNotLike: { 'aws:SourceVpcArn': 'arn:aws:ec2:*:999999999999:vpc/*' } })],
  ['pass', 'endpoints of the own account', outside({ StringNotEquals: { 'aws:VpceAccount': '<account>' } })],
  ['pass', 'a VPC or an endpoint', but({ StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } })],
  ['pass', 'a VPC or a named range', but({ NotIpAddressIfExists: { 'aws:SourceIp': ['203.0.113.0/24', '198.18.0.0/16'] } })],
  ['pass', 'AWS services are left out', but(SERVICES)],
  ['pass', 'one role is left out', exempt(`${OWN}:role/admin`)],
  ['pass', 'one role of another account is left out', exempt(`${THEIRS}:role/auditor`)],
  ['pass', 'roles below a path are left out', exempt(`${OWN}:role/break-glass/*`)],
  ['pass', 'the pattern of AWS', outside({
    NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
    StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' },
    ArnNotLikeIfExists: { 'aws:PrincipalArn': `${OWN}:role/admin` },
    ...SERVICES,
  })],
  ['pass', 'by NotPrincipal, a role and its account', outside(VPC, { Principal: undefined, NotPrincipal: { AWS: [`${OWN}:role/admin`, '<account>'] } })],
  ['pass', 'only the object actions', outside(VPC, { Action: ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:ListBucket*'] })],
  ['pass', 'two statements', [outside(VPC, { Action: ['s3:Get*', 's3:List*'] }), outside(VPC, { Action: ['s3:Put*', 's3:Delete*'] })]],
  // Whatever the parameter is, StringNotEquals knows no wildcards, so it names one VPC, and everybody else's is another one.
  ['pass', 'a VPC by parameter', outside({ StringNotEquals: { 'aws:SourceVpc': [opaque(), opaque('vpc-*')] } })],
  ['pass', 'a role by StringNotEquals and parameter', but({ StringNotEquals: { ...VPC.StringNotEquals, 'aws:PrincipalArn': opaque('arn:*:iam::*:role/*') } })],
  ['pass', 'a bucket that receives access logs, inside a perimeter', outside(VPC), { receivesAccessLogs: known('Resources/Records', true) }],
  ['not-applicable', 'a bucket that receives access logs, without one', undefined, { receivesAccessLogs: known('Resources/Records', true) }],

  ['fail', 'no policy', undefined, {}, /no bucket policy/],
  ['fail', 'only an Allow', { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: BOTH, Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }],
  ['fail', 'every VPC', outside({ StringNotLike: { 'aws:SourceVpc': 'vpc-*' } })],
  ['fail', 'every VPC of a kind', outside({ StringNotLike: { 'aws:SourceVpc': 'vpc-1*' } })],
  ['fail', 'every VPC of a Region', outside({ ArnNotLike: { 'aws:SourceVpcArn': 'arn:aws:ec2:eu-west-1:*:vpc/*' } })],
  ['fail', 'only without a VPC', outside({ Null: { 'aws:SourceVpc': 'true' } })],
  ['fail', 'only with a VPC', but({ Null: { 'aws:SourceVpc': 'false' } }), {}, /GetObject/],
  ['fail', 'only of set values', outside({ 'ForAnyValue:StringNotEquals': { 'aws:SourceVpc': 'vpc-1' } })],
  ['fail', 'private addresses of whatever VPC', but({ NotIpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } })],
  ['fail', 'half the Internet is left out', but({ NotIpAddressIfExists: { 'aws:SourceIp': '0.0.0.0/1' } })],
  ['fail', 'the IPv6 Internet is left out', but({ NotIpAddressIfExists: { 'aws:SourceIp': '::/0' } })],
  ['fail', 'only GetObject', outside(VPC, { Action: 's3:GetObject' }), {}, /s3:GetObjectVersion/],
  ['fail', 'only reads', outside(VPC, { Action: ['s3:Get*', 's3:List*'] }), {}, /s3:PutObject/],
  ['fail', 'only objects', outside(VPC, { Resource: OBJECTS }), {}, /s3:ListBucket/],
  ['fail', 'only one path', outside(VPC, { Resource: [THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/secret/*`] })],
  ['fail', 'all but one path', outside(VPC, { Resource: undefined, NotResource: `${THIS_BUCKET_ARN}/public/*` })],
  ['fail', 'one principal', outside(VPC, { Principal: { AWS: `${OWN}:role/app` } })],
  ['fail', 'every role is left out', exempt(`${OWN}:role/*`)],
  ['fail', 'every user is left out', exempt(`${OWN}:user/*`)],
  ['fail', 'every identity is left out', exempt('*')],
  ['fail', 'every role of another account is left out', exempt(`${THEIRS}:role/*`)],
  ['fail', 'a role of whatever account is left out', exempt('arn:aws:iam::*:role/admin')],
  ['fail', 'an account is left out', but({ StringNotEquals: { ...VPC.StringNotEquals, 'aws:PrincipalAccount': '999999999999' } })],
  ['fail', 'the organization is left out', but({ StringNotEquals: { ...VPC.StringNotEquals, 'aws:PrincipalOrgID': 'o-1' } })],
  ['fail', 'the signed are left out', but({ Null: { 'aws:PrincipalArn': 'true' } })],
  ['fail', 'the anonymous are left out', but({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }), {}, /anonymous/],
  ['fail', 'a user agent is left out', but({ StringNotLike: { 'aws:UserAgent': 'console*' } })],
  ['fail', 'HTTPS is left out', but({ Bool: { 'aws:SecureTransport': 'false' } })],

  ['unknown', 'the policy is unseen', outside(VPC), NO_SIGHT],
  ['unknown', 'an opaque pattern of VPCs', outside({ StringNotLike: { 'aws:SourceVpc': opaque() } })],
  ['unknown', 'an opaque range is left out, perhaps the Internet', but({ NotIpAddressIfExists: { 'aws:SourceIp': opaque() } })],
  ['unknown', 'an opaque pattern of roles is left out', exempt(opaque(`${OWN}:role/*`))],
  ['unknown', 'an opaque condition', outside(opaque())],
  ['unknown', 'opaque actions', outside(VPC, { Action: opaque() })],
]);

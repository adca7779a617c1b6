import { allow, BOTH, deny, NO_ACCOUNT, NO_SIGHT, OBJECTS, opaque, OWN, policyTable, THEIRS } from './policies';
import { crossAccountPermissionChangesRefused } from '../../src/controls/cross-account-permission-changes-refused';
import { THIS_BUCKET_ARN } from '../../src/policy/text';

const to = (AWS: unknown, Action: unknown = 's3:*', changes: object = {}) => allow({ Principal: { AWS }, Action, Resource: BOTH, ...changes });
const anyone = (Condition: object) => allow({ Action: 's3:PutBucketPolicy', Resource: BOTH, Condition });
const S3_6 = ['DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketPolicy', 'PutEncryptionConfiguration', 'PutObjectAcl'];
const TWO = ['111122223333', '999999999999'];

policyTable(crossAccountPermissionChangesRefused, [
  ['pass', 'no policy', undefined],
  ['pass', 'the own account', to('<account>')],
  ['pass', 'the root ARN, a role and a user of the own account', to([`${OWN}:root`, `${OWN}:role/a`, `${OWN}:user/b`])],
  ['pass', 'a role of another account that reads', to(`${THEIRS}:role/reader`, ['s3:GetObject', 's3:ListBucket'])],
  ['pass', 'another account that writes objects', to('999999999999', ['s3:PutObject', 's3:DeleteObject'])],
  ['pass', 'everybody that reads', allow({})],
  ['pass', 'a service', allow({ Principal: { Service: 'config.amazonaws.com' }, Action: 's3:*', Resource: BOTH })],
  ['pass', 'everybody of the own account', anyone({ StringEquals: { 'aws:PrincipalAccount': '<account>' } })],
  ['pass', 'one role of the own account', anyone({ ArnEquals: { 'aws:PrincipalArn': `${OWN}:role/admin` } })],
  ['pass', 'a Deny takes it back', [to('999999999999'), deny({ Action: ['s3:Put*', 's3:Delete*'], Principal: { AWS: '999999999999' } })]],
  ['pass', 'a Deny of every other account', [to('999999999999'), deny({ Condition: { StringNotEquals: { 'aws:PrincipalAccount': '<account>' } } })]],
  ['pass', 'another bucket', to('999999999999', 's3:*', { Resource: 'arn:aws:s3:::other/*' })],
  ['pass', 'a deleted principal', to('AROAEXAMPLEID')],
  ['pass', 'an identity provider of the own account', allow({ Principal: { Federated: `${OWN}:saml-provider/x` }, Action: 's3:*', Resource: BOTH })],

  ...S3_6.map(action => ['fail', `s3:${action} for another account`, to('999999999999', `s3:${action}`), {}, new RegExp(action)] as const),
  ['fail', 's3:* for another account', to('999999999999')],
  ['fail', 'everything for its root ARN', to(`${THEIRS}:root`, '*')],
  ['fail', 'Put* for a role', to(`${THEIRS}:role/writer`, 's3:Put*')],
  ['fail', 'for a session', to('arn:aws:sts::999999999999:assumed-role/a/b')],
  ['fail', 'everything but reading', to(`${THEIRS}:role/w`, '', { Action: undefined, NotAction: 's3:Get*' })],
  ['fail', 'object ACLs below one path', to('999999999999', 's3:PutObjectAcl', { Resource: `${THIS_BUCKET_ARN}/drop/*` })],
  ['fail', 'one of several principals', to([`${OWN}:root`, '999999999999'])],
  ['fail', 'everybody', allow({ Action: 's3:PutBucketAcl', Resource: THIS_BUCKET_ARN })],
  ['fail', 'everybody but the own account', allow({ Principal: undefined, NotPrincipal: { AWS: '<account>' }, Action: 's3:*', Resource: BOTH })],
  ['fail', 'everybody of an organization', anyone({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
  ['fail', 'another account by condition', anyone({ StringEquals: { 'aws:PrincipalAccount': '999999999999' } })],
  ['fail', 'a role of another account by condition', anyone({ ArnLike: { 'aws:PrincipalArn': `${THEIRS}:role/app-*` } })],
  ['fail', 'a role of any account by condition', anyone({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } })],
  ['fail', 'a VPC', anyone({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
  ['fail', 'a canonical user', allow({ Principal: { CanonicalUser: '79a59df' }, Action: 's3:*', Resource: BOTH })],
  ['fail', 'an identity provider', allow({ Principal: { Federated: 'accounts.google.com' }, Action: 's3:*', Resource: BOTH })],
  ['fail', 'a Deny that spares one action', [to('999999999999'), deny({ Action: undefined, NotAction: 's3:PutEncryptionConfiguration' })]],
  ['fail', 'a Deny under a condition', [to('999999999999'), deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } })]],
  ['fail', 'a Deny of objects only', [to('999999999999'), deny({ Resource: OBJECTS })]],
  ['fail', 'two accounts, of which one at most is the own', to(TWO), NO_ACCOUNT],
  ['fail', 'everybody, and an account that may be the own', [to('999999999999'), allow({ Action: 's3:*', Resource: BOTH })], NO_ACCOUNT],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque principal', to(opaque())],
  ['unknown', 'an opaque account', to(opaque('arn:aws:iam::*:root'))],
  ['unknown', 'a role of an opaque account', to(opaque('arn:aws:iam::*:role/deploy'))],
  ['unknown', 'an opaque account by condition', anyone({ StringEquals: { 'aws:PrincipalAccount': opaque() } })],
  ['unknown', 'an opaque action', to('999999999999', opaque())],
  ['unknown', 'an opaque resource', to('999999999999', 's3:*', { Resource: opaque() })],
  ['unknown', 'an opaque Deny', [to('999999999999'), deny({ Action: opaque() })]],
  ['unknown', 'an account that may be the own', to('999999999999'), NO_ACCOUNT, /own account/],
  ['unknown', 'a role whose account may be the own', to(`${THEIRS}:role/x`), NO_ACCOUNT],
  ['unknown', 'two roles of an account that may be the own', to([`${THEIRS}:role/x`, `${THEIRS}:user/y`]), NO_ACCOUNT],
  ['unknown', 'an account by condition that may be the own', anyone({ StringEquals: { 'aws:PrincipalAccount': '999999999999' } }), NO_ACCOUNT],
  ['unknown', 'an unreadable statement', { Effect: 'Maybe' }],
]);

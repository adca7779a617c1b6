import { allow, BOTH, deny, NO_ACCOUNT, NO_SIGHT, opaque, OWN, policyTable, THEIRS } from './policies';
import { crossAccountRolesOnly } from '../../src/controls/cross-account-roles-only';

const to = (AWS: unknown, changes: object = {}) => allow({ Principal: { AWS }, ...changes });
const anyone = (Condition: object) => allow({ Condition });
const arn = (...values: unknown[]) => ({ ArnLike: { 'aws:PrincipalArn': values } });
/** What `bucket.grantReadWrite(role)` of the CDK writes for a role of another account. */
const granted = to(`${THEIRS}:role/reader`, { Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:PutObject', 's3:Abort*'], Resource: BOTH });

policyTable(crossAccountRolesOnly, [
  ['pass', 'no policy', undefined],
  ['pass', 'only a Deny', deny({})],
  ['pass', 'a role', to(`${THEIRS}:role/reader`)],
  ['pass', 'a role with a path, and a role that exempts nobody', to([`${THEIRS}:role/team/reader`, `${THEIRS}:role/x`], { Action: 's3:*', Resource: BOTH })],
  ['pass', 'what the CDK grants a role', granted],
  ['pass', 'a session', to('arn:aws:sts::999999999999:assumed-role/a/b')],
  ['pass', 'the own account, its root, users and providers', [to(['<account>', `${OWN}:root`, `${OWN}:user/x`]), allow({ Principal: { Federated: `${OWN}:saml-provider/x` } })]],
  ['pass', 'everybody of the own account', anyone({ StringEquals: { 'aws:PrincipalAccount': '<account>' } })],
  ['pass', 'a service', allow({ Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' })],
  ['pass', 'a role by condition', anyone(arn(`${THEIRS}:role/reader`))],
  ['pass', 'roles of one account by a pattern', anyone(arn(`${THEIRS}:role/team/*`))],
  ['pass', 'an account, cut down to a role', to('999999999999', { Condition: arn(`${THEIRS}:role/reader`) })],
  ['pass', 'an account, with a Deny of all but a role', [to('999999999999'), deny({ Condition: { ArnNotLike: { 'aws:PrincipalArn': [`${THEIRS}:role/reader`, `${OWN}:*`] } } })]],
  ['pass', 'a role of an account that is not known', to(opaque('arn:aws:iam::*:role/deploy'))],
  ['pass', 'another bucket', to('999999999999', { Resource: 'arn:aws:s3:::other/*' })],

  ['fail', 'an account', to('999999999999'), {}, /without naming a role/],
  ['fail', 'the root of an account', to(`${THEIRS}:root`)],
  ['fail', 'a role and the account beside it', to([`${THEIRS}:role/reader`, '999999999999'])],
  ['fail', 'a user', to(`${THEIRS}:user/x`), {}, /user\/x/],
  ['fail', 'a federated user', to('arn:aws:sts::999999999999:federated-user/x')],
  ['fail', 'an identity provider', allow({ Principal: { Federated: 'accounts.google.com' } })],
  ['fail', 'an identity provider of another account', allow({ Principal: { Federated: `${THEIRS}:saml-provider/x` } })],
  ['fail', 'a canonical user', allow({ Principal: { CanonicalUser: '79a59df' } })],
  ['fail', 'everybody', allow({})],
  ['fail', 'everybody but the own account', allow({ Principal: undefined, NotPrincipal: { AWS: '<account>' } })],
  ['fail', 'an organization', anyone({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
  ['fail', 'another account by condition', anyone({ StringEquals: { 'aws:PrincipalAccount': '999999999999' } })],
  ['fail', 'everybody of an account by pattern', anyone(arn(`${THEIRS}:*`))],
  ['fail', 'a user by condition', anyone(arn(`${THEIRS}:user/x`))],
  ['fail', 'a role name in any account', anyone(arn('arn:aws:iam::*:role/admin'))],
  ['fail', 'a role if there is one', anyone({ ArnLikeIfExists: { 'aws:PrincipalArn': `${THEIRS}:role/x` } })],
  ['fail', 'an account without its users', [to('999999999999'), deny({ Condition: arn(`${THEIRS}:user/*`, `${THEIRS}:root`) })], {}, /federated-user/],
  ['fail', 'a network', anyone({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
  ['fail', 'one rare action', to('999999999999', { Action: 's3:GetObjectTorrent' })],
  ['fail', 'two accounts, of which one at most is the own', to(['111122223333', '999999999999']), NO_ACCOUNT],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque principal', to(opaque())],
  ['unknown', 'an opaque account', to(opaque('arn:aws:iam::*:root'))],
  ['unknown', 'an opaque ARN in a condition', anyone({ StringEquals: { 'aws:PrincipalArn': opaque() } })],
  ['unknown', 'an opaque account in a condition', anyone({ StringEquals: { 'aws:PrincipalAccount': opaque() } })],
  ['unknown', 'an opaque Deny', [to('999999999999'), deny({ Action: opaque() })]],
  ['unknown', 'an account that may be the own', to('999999999999'), NO_ACCOUNT, /own account/],
]);

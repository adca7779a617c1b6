import { allow, BOTH, deny, NO_SIGHT, opaque, OWN, policyTable } from './policies';
import { leastPrivilegePolicy } from '../../src/controls/least-privilege-policy';
import { OBJECT_ACTIONS } from '../../src/policy/s3-actions';

const to = (changes: object) => allow({ Sid: 'Grant', Principal: { AWS: `${OWN}:role/reader` }, ...changes });
const anyone = (Condition: object) => allow({ Sid: 'Grant', Condition });

policyTable(leastPrivilegePolicy, [
  ['pass', 'no policy', undefined],
  ['pass', 'no statements', []],
  ['pass', 'a Deny of everything for everybody', deny({ Action: '*' })],
  ['pass', 'a Deny with NotPrincipal, NotAction and NotResource', deny({ Principal: undefined, Action: undefined, Resource: undefined, NotPrincipal: { AWS: '1' }, NotAction: 'a', NotResource: 'b' })],
  ['pass', 'one action for one role', to({})],
  ['pass', 'a family of actions', to({ Action: ['s3:Get*', 's3:List*'], Resource: BOTH })],
  ['pass', 'an account, a service', [to({ Principal: { AWS: '999999999999' } }), to({ Principal: { Service: 's3.amazonaws.com' } })]],
  ['pass', 'everybody of an organization', anyone({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
  ['pass', 'everybody in a VPC, over HTTPS', anyone({ StringEquals: { 'aws:SourceVpc': 'vpc-1' }, Bool: { 'aws:SecureTransport': 'true' } })],
  ['pass', 'each action by name, but for one', to({ Action: OBJECT_ACTIONS.slice(1) })],

  ...['*', 's3:*', 'S3:*', 's3:**', 's3:*?', 's*', '**', '*:*'].map(Action => ['fail', `the action ${Action}`, to({ Action }), {}, /Grant allows every action/] as const),
  ['fail', 'every action among others', to({ Action: ['s3:GetObject', 's3:*'] })],
  ['fail', 'everybody', to({ Principal: '*' }), {}, /Grant allows everybody/],
  ['fail', 'everybody, signed or not', to({ Principal: { AWS: ['*', `${OWN}:role/a`] } })],
  ['fail', 'everybody over HTTPS', anyone({ Bool: { 'aws:SecureTransport': 'true' } })],
  ['fail', 'everybody with an empty condition', anyone({})],
  ['fail', 'everybody of an organization if there is one', anyone({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })],
  ['fail', 'everybody, even where a Deny takes it back', [to({ Principal: '*' }), deny({})]],
  ['fail', 'NotPrincipal', to({ Principal: undefined, NotPrincipal: { AWS: '999999999999' } }), {}, /everything but a list/],
  ['fail', 'NotAction', to({ Action: undefined, NotAction: 's3:DeleteBucket' })],
  ['fail', 'NotResource', to({ Resource: undefined, NotResource: 'x' })],
  ['fail', 'the last of three', [to({}), to({}), to({ Action: 's3:*' })]],
  ['fail', 'one wide grant beside an opaque one', [to({ Principal: { AWS: opaque() } }), to({ Action: 's3:*' })]],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque action', to({ Action: opaque() }), {}, /Grant: decided at deploy time/],
  ['unknown', 'an opaque principal', to({ Principal: { AWS: opaque() } })],
  ['unknown', 'a statement without effect', to({ Effect: undefined })],
  ['unknown', 'a principal of a strange type', to({ Principal: { '*': '*' } })],
  ['unknown', 'everybody in an opaque range', anyone({ IpAddress: { 'aws:SourceIp': opaque() } })],
]);

import { BOTH, deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { destructiveChangesNeedMfa } from '../../src/controls/destructive-changes-need-mfa';
import { THIS_BUCKET_ARN } from '../../src/policy/text';

const MFA = 'aws:MultiFactorAuthPresent';
const DESTRUCTIVE = ['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];
const destroy = (Condition: object, changes: object = {}) => deny({ Action: DESTRUCTIVE, Condition, ...changes });
const without = (block: object = {}) => destroy({ BoolIfExists: { [MFA]: 'false' }, ...block });
const but = (arn: unknown) => without({ ArnNotLike: { 'aws:PrincipalArn': arn } });

policyTable(destructiveChangesNeedMfa, [
  ['pass', 'a Deny without MFA', without()],
  ['pass', 'of everything', deny({ Condition: { BoolIfExists: { [MFA]: false } } })],
  ['pass', 'AWS\'s example by age', destroy({ Null: { 'aws:MultiFactorAuthAge': 'true' } })],
  ['pass', 'an age of at most an hour', destroy({ NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } })],
  ['pass', 'false and absent apart', [destroy({ Bool: { [MFA]: 'false' } }), destroy({ Null: { [MFA]: 'true' } })]],
  ['pass', 'anything but true', destroy({ StringNotEquals: { [MFA]: 'true' } })],
  ['pass', 'a role by name is left out', but(`${OWN}:role/deployer`)],
  ['pass', 'AWS services are left out, for themselves and for callers', destroy({ BoolIfExists: { [MFA]: 'false', 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } })],
  ['pass', 'CloudFormation is left out', without({ StringNotEqualsIfExists: { 'aws:CalledViaFirst': 'cloudformation.amazonaws.com' } })],
  ['pass', 'nobody at all', destroy({})],
  ['pass', 'two statements', DESTRUCTIVE.map(Action => deny({ Action, Condition: { BoolIfExists: { [MFA]: 'false' } } }))],

  ['fail', 'no policy', undefined],
  ['fail', 'Bool alone, which long-term keys do not carry', destroy({ Bool: { [MFA]: 'false' } })],
  ['fail', 'absence alone', destroy({ Null: { [MFA]: 'true' } })],
  ['fail', 'an age where there is one', destroy({ NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } })],
  ...DESTRUCTIVE.map(action => ['fail', `all but ${action}`, destroy({ BoolIfExists: { [MFA]: 'false' } }, { Action: DESTRUCTIVE.filter(a => a !== action) }), {}, new RegExp(`${action} on`)] as const),
  ['fail', 'only objects', destroy({ BoolIfExists: { [MFA]: 'false' } }, { Resource: OBJECTS })],
  ['fail', 'one path', destroy({ BoolIfExists: { [MFA]: 'false' } }, { Resource: [THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/a/*`] })],
  ['fail', 'one user', destroy({ BoolIfExists: { [MFA]: 'false' } }, { Principal: { AWS: `${OWN}:user/x` } })],
  ['fail', 'all but a user', but(`${OWN}:user/x`)],
  ['fail', 'all but a pattern of roles', but(`${OWN}:role/admin-*`), {}, /admin-any/],
  ['fail', 'all but the account', without({ StringNotEquals: { 'aws:PrincipalAccount': '<account>' } })],
  ['fail', 'all but principals with a tag', without({ StringNotEqualsIfExists: { 'aws:PrincipalTag/dp:exclude': 'true' } })],
  ['fail', 'services are left out without IfExists, and so are the anonymous', without({ Bool: { 'aws:PrincipalIsAWSService': 'false' } }), {}, /anonymous/],
  ['fail', 'an identity perimeter, which says nothing of MFA', deny({ Resource: BOTH, Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } })],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque value', destroy({ BoolIfExists: { [MFA]: opaque() } })],
  ['unknown', 'an opaque role', but(opaque('arn:aws:iam::*:role/*'))],
]);

import { allow, deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable, THEIRS } from './policies';
import { governanceBypassRestricted } from '../../src/controls/governance-bypass-restricted';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Records';
const LOCKS = { objectLock: known(AT, true) };
const bypass = (changes: object = {}) => deny({ Action: 's3:BypassGovernanceRetention', Resource: OBJECTS, ...changes });
const but = (...arns: unknown[]) => bypass({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': arns } } });
const mode = (value: 'GOVERNANCE' | 'COMPLIANCE') => ({ defaultRetention: known(AT, { mode: known(AT, value), days: known(AT, 1) }) });

policyTable(governanceBypassRestricted, [
  ['pass', 'a Deny for everybody', bypass()],
  ['pass', 'a Deny for all but a role', but(`${OWN}:role/eraser`)],
  ['pass', 'a Deny for all but two roles, one of another account', but(`${OWN}:role/eraser`, `${THEIRS}:role/eraser`)],
  ['pass', 'a Deny for all but a role with a path', bypass({ Condition: { StringNotEquals: { 'aws:PrincipalArn': `${OWN}:role/team/eraser` } } })],
  ['pass', 'a Deny of everything', deny({})],
  ['pass', 'an Allow to the role beside it', [but(`${OWN}:role/eraser`), allow({ Principal: { AWS: `${OWN}:role/eraser` }, Action: 's3:BypassGovernanceRetention' })]],
  ['pass', 'services are left out', bypass({ Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } })],

  ['fail', 'no policy', undefined, {}, /no bucket policy/],
  ['fail', 'no such Deny', allow({})],
  ['fail', 'no such Deny, and a default of COMPLIANCE, since writers may ask for GOVERNANCE', [], mode('COMPLIANCE')],
  ['fail', 'no such Deny, and a default of GOVERNANCE', [], mode('GOVERNANCE')],
  ['fail', 'a Deny for one user', bypass({ Principal: { AWS: `${OWN}:user/x` } })],
  ['fail', 'a Deny for all but a user', but(`${OWN}:user/x`), {}, /user\/x/],
  ['fail', 'a Deny for all but the root user', but(`${OWN}:root`), {}, /:root/],
  ['fail', 'a Deny for all but the roles of the account', but(`${OWN}:role/*`)],
  ['fail', 'a Deny for all but a pattern of roles', but(`${OWN}:role/erase-*`), {}, /erase-any/],
  ['fail', 'a Deny for all but a role of any account', but('arn:aws:iam::*:role/eraser')],
  ['fail', 'a Deny for other accounts', bypass({ Condition: { StringNotEquals: { 'aws:PrincipalAccount': '<account>' } } })],
  ['fail', 'a Deny by a tag', bypass({ Condition: { StringNotEquals: { 'aws:PrincipalTag/may-erase': 'yes' } } })],
  ['fail', 'a Deny for one path', bypass({ Resource: `${THIS_BUCKET_ARN}/a/*` })],
  ['fail', 'a Deny without MFA', bypass({ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
  ['fail', 'a Deny of deleting', deny({ Action: 's3:Delete*' })],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'nobody knows whether there is a lock', bypass(), { objectLock: unknown(AT, 'AccessDenied') }],
  ['unknown', 'an opaque role', but(opaque('arn:aws:iam::*:role/*'))],
  ['unknown', 'an opaque action', bypass({ Action: opaque() })],

  ['not-applicable', 'no lock', undefined, { objectLock: known(AT, false) }, /no retention to bypass/],
], LOCKS);

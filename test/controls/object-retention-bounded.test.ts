import { deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { objectRetentionBounded } from '../../src/controls/object-retention-bounded';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Records';
const DAYS = 's3:object-lock-remaining-retention-days';
const lock = (Condition: object, changes: object = {}) => deny({ Action: ['s3:PutObject', 's3:PutObjectRetention'], Resource: OBJECTS, Condition, ...changes });
const longer = (than: unknown, block: object = {}) => lock({ NumericGreaterThan: { [DAYS]: than }, ...block });

policyTable(objectRetentionBounded, [
  ['pass', 'ten years', longer('3650')],
  ['pass', 'a number', longer(30)],
  ['pass', 'one day less than all', lock({ NumericGreaterThanEquals: { [DAYS]: '36500' } })],
  ['pass', 'no retention of their own at all', lock({ Null: { [DAYS]: 'false' } })],
  ['pass', 'the modes apart', ['GOVERNANCE', 'COMPLIANCE'].map(mode => longer('3650', { StringEquals: { 's3:object-lock-mode': mode } }))],
  ['pass', 'AWS services are left out', longer('3650', { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } })],

  ['fail', 'no policy', undefined],
  ['fail', 'a bound that is none', longer('36500')],
  ['fail', 'a lower bound', lock({ NumericLessThan: { [DAYS]: '3650' } })],
  ['fail', 'only COMPLIANCE', longer('3650', { StringEquals: { 's3:object-lock-mode': 'COMPLIANCE' } }), {}, /is not refused/],
  ['fail', 'only later changes', lock({ NumericGreaterThan: { [DAYS]: '3650' } }, { Action: 's3:PutObjectRetention' }), {}, /s3:PutObject on/],
  ['fail', 'only uploads', lock({ NumericGreaterThan: { [DAYS]: '3650' } }, { Action: 's3:PutObject' }), {}, /s3:PutObjectRetention on/],
  ['fail', 'one path', lock({ NumericGreaterThan: { [DAYS]: '3650' } }, { Resource: `${THIS_BUCKET_ARN}/a/*` })],
  // Somebody of the own account has the name that a pattern leaves out, and the rest of the policy lets only that account in.
  ...['arn:aws:iam::*:role/archive', '*:role/archive', 'arn:*/archive', '*archive'].map(pattern => [
    'fail', `${pattern} is left out, in the own account`,
    [longer('3650', { StringNotLike: { 'aws:PrincipalArn': pattern } })].concat(deny({ Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': '<account>' } } })),
    {}, /archive/,
  ] as const),
  ['fail', 'one role is left out', longer('3650', { ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/archive` } })],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque bound', longer(opaque())],
  ['unknown', 'nobody knows whether there is a lock', longer('1'), { objectLock: unknown(AT, 'AccessDenied') }],

  ['not-applicable', 'no lock', undefined, { objectLock: known(AT, false) }],
], { objectLock: known(AT, true) });

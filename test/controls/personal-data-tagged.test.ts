import { BOTH, deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { personalDataTagged } from '../../src/controls/personal-data-tagged';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import { NOTHING_DECLARED } from '../../src/posture/declarations';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Records';
const tagged = (key: string, value = 'yes') => ({ tags: known(AT, [{ key: 'team', value: 'blue' }, { key, value }]) });
const declared = (personalDataTag: string) => ({ declared: known(AT, { ...NOTHING_DECLARED, personalDataTag }) });
const upload = (Condition: object, changes: object = {}) => deny({ Action: 's3:PutObject', Resource: OBJECTS, Condition, ...changes });
const untagged = (key = 'personal-data', changes: object = {}) => upload({ Null: { [`s3:RequestObjectTag/${key}`]: 'true' } }, changes);

policyTable(personalDataTagged, [
  ['pass', 'a Deny where the tag is absent', untagged()],
  ['pass', 'a Deny of everything where it is', untagged('personal-data', { Action: 's3:*', Resource: BOTH })],
  ['pass', 'named values only', upload({ StringNotEquals: { 's3:RequestObjectTag/personal-data': ['yes', 'no'] } })],
  ['pass', 'by the list of tag keys', upload({ 'ForAllValues:StringNotEquals': { 's3:RequestObjectTagKeys': 'personal-data' } })],
  ['pass', 'the condition key in other letters, which IAM does not tell apart', untagged('Personal-Data')],
  ['pass', 'the declared tag', untagged('pii'), { ...declared('pii'), ...tagged('pii', '') }],
  ['pass', 'a declared tag with a colon and capitals', untagged('Acme:PII'), { ...declared('Acme:PII'), ...tagged('Acme:PII') }],
  ['pass', 'a declared tag with a strange name', untagged('__proto__'), { ...declared('__proto__'), ...tagged('__proto__') }],
  ['pass', 'AWS services are left out', upload({ Null: { 's3:RequestObjectTag/personal-data': 'true' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } })],

  ['fail', 'no policy', undefined],
  ['fail', 'no tag on the bucket', untagged(), { tags: known(AT, []) }, /has no tag personal-data/],
  ['fail', 'the tag of the bucket in other letters, which are another tag', untagged(), tagged('Personal-Data'), /has no tag/],
  ['fail', 'a tag that says that there is none', untagged(), tagged('personal-data', 'No'), /there is none/],
  ['fail', 'another tag than the declared one', untagged(), { ...declared('pii'), ...tagged('pii') }, /without the tag pii/],
  ['fail', 'any tag will do', upload({ Null: { 's3:RequestObjectTagKeys': 'true' } }), {}, /without the tag/],
  ['fail', 'the wrong way round', upload({ Null: { 's3:RequestObjectTag/personal-data': 'false' } })],
  ['fail', 'some key that is not it', upload({ 'ForAnyValue:StringNotEquals': { 's3:RequestObjectTagKeys': 'personal-data' } })],
  ['fail', 'tags that an object has already', upload({ Null: { 's3:ExistingObjectTag/personal-data': 'true' } })],
  ['fail', 'one path', untagged('personal-data', { Resource: `${THIS_BUCKET_ARN}/people/*` })],
  ['fail', 'one role is left out', upload({ Null: { 's3:RequestObjectTag/personal-data': 'true' }, ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/import` } }), {}, /role\/import/],
  ['fail', 'only changes of tags', untagged('personal-data', { Action: 's3:PutObjectTagging' })],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'the tags are unseen', untagged(), { tags: unknown(AT, 'AccessDenied on GetBucketTagging') }, /AccessDenied/],
  ['unknown', 'the declarations are unseen', untagged(), { declared: unknown(AT, 'no template') }],
  ['unknown', 'an opaque condition', upload({ Null: opaque() })],
], { ...tagged('personal-data'), declared: known(AT, NOTHING_DECLARED) });

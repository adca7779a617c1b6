import { deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { presignedUrlsExpire } from '../../src/controls/presigned-urls-expire';
import { sigv2Refused } from '../../src/controls/sigv2-refused';
import { THIS_BUCKET_ARN } from '../../src/policy/text';

const SIGV2 = { StringEquals: { 's3:signatureversion': 'AWS' } };
const noSigv2 = deny({ Condition: SIGV2 });
const old = (limit: unknown, changes: object = {}) => deny({ Condition: { NumericGreaterThan: { 's3:signatureAge': limit } }, ...changes });
const oldWhere = (block: object) => deny({ Condition: { NumericGreaterThan: { 's3:signatureAge': '600000' }, ...block } });
const sigv2Where = (block: object) => deny({ Condition: { ...SIGV2, ...block } });
const EXEMPT = { ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/legacy` } };

policyTable(presignedUrlsExpire, [
  ['pass', 'seven days', [old('604800000'), noSigv2]],
  ['pass', 'ten minutes', [old(600000), noSigv2]],
  ['pass', 'at least so many', [deny({ Condition: { NumericGreaterThanEquals: { 's3:signatureAge': '604800001' } } }), noSigv2]],
  ['pass', 'only presigned URLs', [oldWhere({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } }), noSigv2]],
  ['pass', 'nothing but SigV4', [old('604800000'), deny({ Condition: { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } } })]],
  ['pass', 'no presigned URL at all', deny({ Condition: { StringNotEquals: { 's3:authType': 'REST-HEADER' } } })],
  ['pass', 'split by actions', [old('1', { Action: 's3:Get*' }), old('2', { Action: undefined, NotAction: 's3:Get*' }), noSigv2]],

  ['fail', 'no policy', undefined],
  ['fail', 'eight days', [old('691200000'), noSigv2]],
  ['fail', 'seven days in seconds would be ten minutes, but seven days and a millisecond are not seven days', [old('604800001'), noSigv2]],
  ['fail', 'SigV2, whose age is always 0, gets by', old('600000'), {}, /older than seven days/],
  ['fail', 'only objects', [old('600000', { Resource: OBJECTS }), noSigv2], {}, /ListBucket/],
  ['fail', 'one path', [old('600000', { Resource: [THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/a/*`] }), noSigv2]],
  ['fail', 'only reads', [old('600000', { Action: 's3:GetObject' }), noSigv2]],
  ['fail', 'one role is left out', [oldWhere(EXEMPT), noSigv2], {}, /role\/legacy/],
  ['fail', 'only header signatures', [oldWhere({ StringEquals: { 's3:authType': 'REST-HEADER' } }), noSigv2]],
  ['fail', 'young signatures', [deny({ Condition: { NumericLessThan: { 's3:signatureAge': '600000' } } }), noSigv2]],
  ['fail', 'an upper end beyond which old is no longer refused', [deny({ Condition: { NumericGreaterThan: { 's3:signatureAge': '1' }, NumericLessThan: { 's3:signatureAge': '9e12' } } }), noSigv2]],
  ['fail', 'a limit that is no number', [old('7d'), noSigv2]],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque limit', [old(opaque()), noSigv2], {}, /deploy time/],
]);

policyTable(sigv2Refused, [
  ['pass', 'a Deny of SigV2', noSigv2],
  ['pass', 'a Deny of all but SigV4', deny({ Condition: { StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } } })],
  ['pass', 'the key in other letters', deny({ Condition: { StringEquals: { 's3:SignatureVersion': ['AWS'] } } })],
  ['pass', 'services and unsigned requests are left out', sigv2Where({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })],
  ['pass', 'split by how a request is signed', [sigv2Where({ StringEquals: { 's3:authType': ['POST', 'REST-HEADER'] } }), sigv2Where({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } })]],

  ['fail', 'no policy', undefined],
  ['fail', 'a Deny of SigV4', deny({ Condition: { StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } } })],
  ['fail', 'a value in small letters', deny({ Condition: { StringEquals: { 's3:signatureversion': 'aws' } } })],
  ['fail', 'only presigned URLs', sigv2Where({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } })],
  ['fail', 'only objects', deny({ Resource: OBJECTS, Condition: SIGV2 })],
  ['fail', 'one role is left out', sigv2Where(EXEMPT), {}, /role\/legacy/],
  ['fail', 'the root user is left out', sigv2Where({ ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/*', 'arn:aws:iam::*:user/*'] } }), {}, /:root/],
  ['fail', 'only an old signature', old('1')],

  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque version', deny({ Condition: { StringEquals: { 's3:signatureversion': opaque() } } })],
]);

import * as fc from 'fast-check';
import { BUCKET } from './tables';
import { validate } from '../../src/policy/validate';

const BASE = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 's3:GetObject', Resource: `${BUCKET}/*` };
const policy = (changes: object = {}) => ({ Version: '2012-10-17', Statement: { ...BASE, ...changes } });
const when = (block: unknown) => policy({ Condition: block });

test.each<[string, unknown, 'error' | 'warning', string, RegExp]>([
  ['text', 'x', 'error', '', /JSON object, got "x"/],
  ['a strange element', { ...policy(), statement: [] }, 'error', 'statement', /no element of a policy/],
  ['no version', { Statement: BASE }, 'warning', 'Version', /add '2012-10-17'/],
  ['a wrong version', { ...policy(), Version: '2012-10-07' }, 'error', 'Version', /pass '2012-10-17'/],
  ['no statement', { Version: '2012-10-17', Statement: [] }, 'error', 'Statement', /no statement/],
  ['a strange statement', { Version: '2012-10-17', Statement: [7] }, 'error', 'Statement[0]', /got 7/],
  ['one Sid twice', { Version: '2012-10-17', Statement: [{ ...BASE, Sid: 'A' }, { ...BASE, Sid: 'A' }] }, 'error', 'Statement[1].Sid', /twice/],
  ['a strange element of a statement', policy({ condition: {} }), 'error', 'Statement.condition', /no element of a statement/],
  ['an effect in another case', policy({ Effect: 'allow' }), 'error', 'Statement.Effect', /pass 'Allow' or 'Deny'/],
  ['no action', policy({ Action: undefined }), 'error', 'Statement', /neither Action nor NotAction/],
  ['both', policy({ NotAction: 's3:PutObject' }), 'error', 'Statement', /both Action and NotAction/],
  ['an empty list', policy({ Action: [] }), 'error', 'Statement.Action', /list is empty/],
  ['an unknown action', policy({ Action: ['s3:GetObject', 's3:GetObjects'] }), 'error', 'Statement.Action', /s3:GetObjects' is no action/],
  ['no action at all', policy({ Action: 'GetObject' }), 'error', 'Statement.Action', /service:operation/],
  ['another service', policy({ Action: ['s3:GetObject', 'kms:Decrypt'] }), 'warning', 'Statement.Action', /says nothing about a bucket/],
  ['no principal', policy({ Principal: undefined }), 'error', 'Statement', /add a Principal/],
  ['a strange principal', policy({ Principal: ['*'] }), 'error', 'Statement.Principal', /pass '\*'/],
  ['a strange type', policy({ Principal: { aws: '*' } }), 'error', 'Statement.Principal.aws', /type of principal/],
  ['a wildcard in a principal', policy({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }), 'error', 'Statement.Principal.AWS', /aws:PrincipalArn/],
  ['a deleted principal', policy({ Principal: { AWS: 'AIDAEXAMPLE' } }), 'warning', 'Statement.Principal.AWS', /deleted/],
  ['NotPrincipal with Allow', policy({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }), 'error', 'Statement.NotPrincipal', /everybody else/],
  ['no ARN', policy({ Resource: 'records/*' }), 'error', 'Statement.Resource', /no ARN/],
  ['the wrong resource', policy({ Resource: BUCKET }), 'error', 'Statement', /applies to its resources.*'\/\*'/],
  ['the wrong resource, the other way', policy({ Action: 's3:ListBucket' }), 'error', 'Statement', /without a slash/],
  ['a variable of a late version', { ...policy({ Resource: `${BUCKET}/\${aws:username}/*` }), Version: '2008-10-17' }, 'warning', 'Statement.Resource', /needs Version/],
  ['a condition of text', when('x'), 'error', 'Statement.Condition', /pass an object/],
  ['an unknown operator', when({ StringIs: { 'aws:SourceVpc': 'v' } }), 'error', 'Statement.Condition.StringIs', /no condition operator/],
  ['Null with a suffix', when({ NullIfExists: { 'aws:SourceVpc': 'true' } }), 'error', 'Statement.Condition.NullIfExists', /stands alone/],
  ['an unknown key', when({ StringEquals: { 'aws:SourceVPN': 'v' } }), 'error', 'Statement.Condition.StringEquals.aws:SourceVPN', /no condition key/],
  ['a key of other actions', when({ StringEquals: { 's3:prefix': 'v' } }), 'warning', 'Statement.Condition.StringEquals.s3:prefix', /no action of the statement carries/],
  ['no values', when({ StringEquals: { 'aws:SourceVpc': [] } }), 'error', 'Statement.Condition.StringEquals.aws:SourceVpc', /list is empty/],
  ['no address', when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/33' } }), 'error', 'Statement.Condition.IpAddress.aws:SourceIp', /address or CIDR/],
  ['no number', when({ NumericLessThan: { 's3:TlsVersion': 'TLS1.2' } }), 'error', 'Statement.Condition.NumericLessThan.s3:TlsVersion', /no number/],
  ['no boolean', when({ Bool: { 'aws:SecureTransport': 'no' } }), 'error', 'Statement.Condition.Bool.aws:SecureTransport', /'true' or 'false'/],
  ['all values', when({ 'ForAllValues:StringEquals': { 'aws:SourceVpc': 'v' } }), 'warning', 'Statement.Condition.ForAllValues:StringEquals', /absent/],
  ['too large', policy({ Resource: Array.from({ length: 900 }, (_, i) => `${BUCKET}/folder-${i}/*`) }), 'error', '', /20480/],
])('%s', (_, document, severity, at, message) => {
  expect(validate(document)).toEqual([{ severity, at, message: expect.stringMatching(message) as string }]);
});

test('a good policy has no problem; an identity policy names no principal', () => {
  expect(validate(policy())).toEqual([]);
  expect(validate(policy({ Principal: undefined }), { kind: 'identity' })).toEqual([]);
  expect(validate(policy(), { kind: 'identity' })).toHaveLength(1);
});

test('any JSON is looked through without an error', () => {
  const name = fc.constantFrom('Version', 'Statement', 'Effect', 'Action', 'Resource', 'Principal', 'Condition', 'AWS', '__proto__', 'StringEquals', 'constructor');
  const { json } = fc.letrec(tie => ({ json: fc.oneof({ maxDepth: 5 }, fc.constantFrom('Allow', '*', null, 1, 's3:*'), fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(name, tie('json'), { maxKeys: 5 })) }));
  fc.assert(fc.property(json, (document) => {
    const plain: unknown = JSON.parse(JSON.stringify(document));
    return [plain, { Statement: plain }].every(each => Array.isArray(validate(each)));
  }), { numRuns: 300 });
});

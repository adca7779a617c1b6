import * as fc from 'fast-check';
import { effectOf } from '../../src/policy/decide';
import { parsePolicy } from '../../src/policy/document';
import { deniesAllOf } from '../../src/policy/sweeping';
import { YES } from '../../src/policy/truth';
import { everyRequest } from '../../src/policy/witnesses';

const BUCKET = 'arn:aws:s3:::<bucket>';
const CONTEXTS = [{ 'aws:SecureTransport': 'false' }, { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1' }, {}] as const;
const HTTP = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [BUCKET, `${BUCKET}/*`], Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

const settledIn = (...statements: object[]) => {
  const settled = deniesAllOf(parsePolicy({ Version: '2012-10-17', Statement: statements }));
  return [...everyRequest(parsePolicy({ Statement: [] }), { actions: ['s3:GetObject'], contexts: CONTEXTS })].filter(({ lookup }) => settled(lookup)).length > 0;
};

test.each<[string, object, boolean]>([
  ['all of it', HTTP, true],
  ['everything everywhere', { ...HTTP, Action: '*', Resource: '*' }, true],
  ['one pattern for both', { ...HTTP, Resource: `${BUCKET}*` }, true],
  ['no condition', { ...HTTP, Condition: undefined }, true],
  ['objects only', { ...HTTP, Resource: `${BUCKET}/*` }, false],
  ['the bucket only', { ...HTTP, Resource: BUCKET }, false],
  ['one action', { ...HTTP, Action: 's3:GetObject' }, false],
  ['all but an action', { ...HTTP, Action: undefined, NotAction: 's3:ListBucket' }, false],
  ['all but an object', { ...HTTP, Resource: undefined, NotResource: `${BUCKET}/public/*` }, false],
  ['one account', { ...HTTP, Principal: { AWS: '111122223333' } }, false],
  ['all but an account', { ...HTTP, Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, false],
  ['a grant', { ...HTTP, Effect: 'Allow' }, false],
  ['a condition that nobody asked about', { ...HTTP, Condition: { StringEquals: { 'aws:PrincipalTag/team': 'x' } } }, false],
])('%s', (_, statement, expected) => {
  expect(settledIn(statement)).toBe(expected);
});

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const statement = fc.record({
  Effect: pick('Deny', 'Deny', 'Allow'),
  Principal: pick<unknown>('*', { AWS: '*' }, { AWS: '111122223333' }),
  Action: pick<unknown>('s3:*', '*', 's3:GetObject', ['s3:*', 's3:PutObject']),
  Resource: pick<unknown>([BUCKET, `${BUCKET}/*`], '*', `${BUCKET}/*`, BUCKET, [`${BUCKET}*`]),
  Condition: pick<unknown>({}, { Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': '1.2' } },
    { Bool: { 'aws:SecureTransport': 'false' }, StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }, { Bool: { 'aws:SecureTransport': { Ref: 'P' } } }),
});

test('what is settled is denied, request by request', () => {
  let settledOnce = 0;
  fc.assert(fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (statements) => {
    const policy = parsePolicy({ Version: '2012-10-17', Statement: statements });
    const settled = deniesAllOf(policy);
    for (const asked of everyRequest(policy, { contexts: CONTEXTS, actions: ['s3:GetObject', 's3:PutBucketPolicy', 's3:DeleteObjectVersion'] })) {
      if (!settled(asked.lookup)) continue;
      settledOnce++;
      expect(effectOf(policy, 'denies', asked).truth).toBe(YES);
    }
  }));
  expect(settledOnce).toBeGreaterThan(0);
});

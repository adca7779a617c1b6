import * as fc from 'fast-check';
import { applies, BOB, BUCKET, OBJECT, opaque } from './tables';
import { escapeGlob, glob } from '../../src/policy/glob';
import { ANONYMOUS, awsRequester, type Requester, service } from '../../src/policy/request';

type Answer = 'yes' | 'no' | 'unknown';

test.each<[unknown, string, Answer]>([
  ['s3:GetObject', 's3:GetObject', 'yes'], ['S3:GETOBJECT', 's3:GetObject', 'yes'], ['s3:GetObject', 'S3:getobject', 'yes'], ['s3:*', 's3:GetObject', 'yes'],
  ['*', 's3:GetObject', 'yes'], ['s3:Get*', 's3:GetObject', 'yes'], ['s3:Get*', 's3:PutObject', 'no'], ['s3:?etObject', 's3:GetObject', 'yes'],
  ['s3:GetObject?', 's3:GetObject', 'no'], ['s3:*Object', 's3:GetObjectAcl', 'no'], ['s3:*object*', 's3:GetObjectAcl', 'yes'], ['s3', 's3:GetObject', 'no'],
  [['s3:PutObject', 's3:Get*'], 's3:GetObject', 'yes'], [[], 's3:GetObject', 'no'], ['', 's3:GetObject', 'no'], ['s3:${aws:username}', 's3:bob', 'no'],
  [opaque('s3:get*'), 's3:GetObject', 'unknown'], [opaque('s3:Get*'), 's3:GetObject', 'unknown'], [opaque('s3:put*'), 's3:GetObject', 'no'],
])('the action %j and the request %s: %s', (Action, action, expected) => expect(applies({ Action }, { action })).toBe(expected));

test.each<[unknown, string, Answer]>([
  ['s3:GetObject', 's3:GetObject', 'no'], ['S3:GETOBJECT', 's3:GetObject', 'no'], ['s3:Get*', 's3:PutObject', 'yes'], [['s3:a', 's3:b'], 's3:b', 'no'],
  ['*', 's3:GetObject', 'no'], [[], 's3:GetObject', 'yes'], [opaque('s3:get*'), 's3:GetObject', 'unknown'], [opaque('s3:put*'), 's3:GetObject', 'yes'],
])('NotAction %j and the request %s: %s', (NotAction, action, expected) => expect(applies({ NotAction }, { action })).toBe(expected));

test.each<[unknown, string, Answer]>([
  [OBJECT, OBJECT, 'yes'], [`${BUCKET}/A.txt`, OBJECT, 'no'], ['*', OBJECT, 'yes'], [`${BUCKET}/*`, OBJECT, 'yes'], [`${BUCKET}/*`, BUCKET, 'no'],
  [BUCKET, OBJECT, 'no'], [`${BUCKET}*`, BUCKET, 'yes'], [`${BUCKET}*`, `${BUCKET}2/a`, 'yes'], [`${BUCKET}/*`, `${BUCKET}/a/b/c`, 'yes'],
  [`${BUCKET}/?.txt`, OBJECT, 'yes'], [`${BUCKET}/??.txt`, OBJECT, 'no'], ['arn:aws:s3:::*/a.txt', OBJECT, 'yes'], ['arn:*:a.txt', OBJECT, 'no'],
  [`${BUCKET}/*/logs/*`, `${BUCKET}/a/b/logs/c`, 'yes'], [`${BUCKET}/*.txt`, `${BUCKET}/a.txt/`, 'no'], [['x', OBJECT], OBJECT, 'yes'], [[], OBJECT, 'no'],
  [`${BUCKET}/(a|b)+[.]txt`, OBJECT, 'no'], [`${BUCKET}/a\\*`, `${BUCKET}/a\\b`, 'yes'], [opaque(`${BUCKET}/*`), OBJECT, 'unknown'], [opaque('arn:aws:s3:::x*'), OBJECT, 'no'],
  [opaque(`${BUCKET}/\${aws:nothing}*`), OBJECT, 'unknown'], [opaque(`${BUCKET}\${aws:nothing}x/*`), OBJECT, 'no'],
  [`${BUCKET}/\${aws:username}/*`, `${BUCKET}/bob/x`, 'yes'], [`${BUCKET}/\${aws:username}/*`, `${BUCKET}/eve/x`, 'no'], [`${BUCKET}/\${aws:nothing}*`, OBJECT, 'no'],
  [`${BUCKET}/\${*}`, `${BUCKET}/*`, 'yes'], [`${BUCKET}/\${*}`, OBJECT, 'no'], [`${BUCKET}/\${aws:nothing, 'a'}.*`, OBJECT, 'yes'],
])('the resource %j and the request %s: %s', (Resource, resource, expected) =>
  expect(applies({ Resource }, { resource, context: { 'aws:username': 'bob' } })).toBe(expected));

test.each<[unknown, string, Answer]>([
  [`${BUCKET}/*`, OBJECT, 'no'], [`${BUCKET}/*`, BUCKET, 'yes'], [[BUCKET, 'x'], OBJECT, 'yes'], ['*', OBJECT, 'no'], [opaque(`${BUCKET}/*`), OBJECT, 'unknown'],
  [opaque('x*'), OBJECT, 'yes'], [`${BUCKET}/\${aws:nothing}`, OBJECT, 'yes'],
])('NotResource %j and the request %s: %s', (NotResource, resource, expected) => expect(applies({ NotResource }, { resource })).toBe(expected));

const ACCOUNT = '111122223333';
const iam = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const ROLE = awsRequester(iam('role/deploy'));
const DEEP = awsRequester(iam('role/team/deploy'));
const SESSION = awsRequester(`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`);
const FEDERATED = awsRequester(`arn:aws:sts::${ACCOUNT}:federated-user/eve`);
const ROOT = awsRequester(iam('root'));
const WEB: Requester = { type: 'Federated', id: 'accounts.google.com' };
const CANONICAL: Requester = { type: 'CanonicalUser', id: '79a59d' };
const LOGS = service('logging.s3.amazonaws.com');
const STRANGER = awsRequester('arn:aws:iam::<another account>:role/<anybody>');

test.each<[string, unknown, Requester, Answer]>([
  ['everybody, a user', '*', BOB, 'yes'], ['everybody, anonymous', '*', ANONYMOUS, 'yes'], ['everybody, a service', '*', LOGS, 'yes'],
  ['AWS everybody, anonymous', { AWS: '*' }, ANONYMOUS, 'yes'], ['AWS everybody in a list', { AWS: ['x', '*'] }, ANONYMOUS, 'yes'],
  ['account id', { AWS: ACCOUNT }, BOB, 'yes'], ['account id, a session', { AWS: ACCOUNT }, SESSION, 'yes'], ['account id, the root user', { AWS: ACCOUNT }, ROOT, 'yes'],
  ['another account', { AWS: '999999999999' }, BOB, 'no'], ['root ARN', { AWS: iam('root') }, BOB, 'yes'], ['root ARN of another partition', { AWS: `arn:aws-cn:iam::${ACCOUNT}:root` }, BOB, 'yes'],
  ['account, anonymous', { AWS: ACCOUNT }, ANONYMOUS, 'no'], ['account, a service', { AWS: ACCOUNT }, LOGS, 'no'],
  ['user', { AWS: BOB.id }, BOB, 'yes'], ['another user', { AWS: iam('user/eve') }, BOB, 'no'], ['user in another case', { AWS: iam('user/Bob') }, BOB, 'no'],
  ['no wildcards in principals', { AWS: iam('user/*') }, BOB, 'no'], ['role', { AWS: ROLE.id }, ROLE, 'yes'], ['role, its session', { AWS: ROLE.id }, SESSION, 'yes'],
  ['role with a path', { AWS: DEEP.id }, DEEP, 'yes'], ['role with a path, its session', { AWS: DEEP.id }, SESSION, 'yes'], ['role with a path, the role without', { AWS: DEEP.id }, ROLE, 'no'],
  ['role of another account, a session', { AWS: 'arn:aws:iam::999999999999:role/deploy' }, SESSION, 'no'],
  ['session', { AWS: SESSION.id }, SESSION, 'yes'], ['another session of the role', { AWS: `${SESSION.id}-2` }, SESSION, 'no'], ['session, the role itself', { AWS: SESSION.id }, ROLE, 'no'],
  ['federated user', { AWS: FEDERATED.id }, FEDERATED, 'yes'], ['id of a deleted principal', { AWS: 'AROAEXAMPLEID' }, BOB, 'no'],
  ['service', { Service: LOGS.id }, LOGS, 'yes'], ['another service', { Service: 'sns.amazonaws.com' }, LOGS, 'no'], ['service, a user', { Service: LOGS.id }, BOB, 'no'],
  ['identity provider', { Federated: WEB.id }, WEB, 'yes'], ['identity provider, a user', { Federated: WEB.id }, BOB, 'no'],
  ['canonical user', { CanonicalUser: CANONICAL.id }, CANONICAL, 'yes'], ['another canonical user', { CanonicalUser: 'f00' }, CANONICAL, 'no'],
  ['canonical user, a user of nobody knows which account', { CanonicalUser: CANONICAL.id }, BOB, 'unknown'], ['canonical user, a stranger', { CanonicalUser: CANONICAL.id }, STRANGER, 'no'],
  ['one of several types', { Service: 'x', AWS: ['y', BOB.id] }, BOB, 'yes'], ['nobody', { AWS: [] }, BOB, 'no'],
  ['opaque', { AWS: opaque() }, BOB, 'unknown'], ['opaque, perhaps everybody', { AWS: opaque() }, ANONYMOUS, 'unknown'], ['opaque, perhaps everybody, a stranger', { AWS: opaque() }, STRANGER, 'unknown'],
  ['opaque account', { AWS: opaque('arn:aws:iam::*:root') }, BOB, 'unknown'], ['opaque account, anonymous', { AWS: opaque('arn:aws:iam::*:root') }, ANONYMOUS, 'no'],
  ['opaque account, a stranger', { AWS: opaque('arn:aws:iam::*:root') }, STRANGER, 'no'], ['opaque role', { AWS: opaque('arn:aws:iam::*:role/x') }, BOB, 'no'],
  ['opaque role, a session', { AWS: opaque(iam('role/de*')) }, SESSION, 'unknown'], ['opaque service', { Service: opaque('logging.*') }, LOGS, 'unknown'], ['opaque service, a user', { Service: opaque() }, BOB, 'no'],
])('principal: %s', (_, Principal, requester, expected) => expect(applies({ Principal }, { requester })).toBe(expected));

test.each<[string, unknown, Requester, Answer]>([
  ['user and account', { AWS: [BOB.id, iam('root')] }, BOB, 'no'], ['user and account by id', { AWS: [BOB.id, ACCOUNT] }, BOB, 'no'],
  ['user and account, another user', { AWS: [BOB.id, ACCOUNT] }, awsRequester(iam('user/eve')), 'yes'], ['user alone', { AWS: BOB.id }, BOB, 'unknown'],
  ['user alone, another user', { AWS: BOB.id }, ROLE, 'yes'], ['account alone', { AWS: ACCOUNT }, BOB, 'unknown'], ['account alone, its root user', { AWS: ACCOUNT }, ROOT, 'no'],
  ['another account', { AWS: '999999999999' }, BOB, 'yes'], ['session, role and account', { AWS: [SESSION.id, ROLE.id, ACCOUNT] }, SESSION, 'no'],
  ['role and account, a session', { AWS: [ROLE.id, ACCOUNT] }, SESSION, 'unknown'], ['role and account, the role', { AWS: [ROLE.id, ACCOUNT] }, ROLE, 'no'],
  ['user and account, anonymous', { AWS: [BOB.id, ACCOUNT] }, ANONYMOUS, 'yes'], ['user and account, a service', { AWS: [BOB.id, ACCOUNT] }, LOGS, 'yes'],
  ['service', { Service: LOGS.id }, LOGS, 'no'], ['service, a user', { Service: LOGS.id }, BOB, 'yes'], ['opaque', { AWS: opaque() }, BOB, 'unknown'],
  ['opaque service', { Service: opaque() }, LOGS, 'unknown'], ['everybody', '*', BOB, 'no'], ['everybody, anonymous', { AWS: '*' }, ANONYMOUS, 'no'],
])('NotPrincipal: %s', (_, NotPrincipal, requester, expected) => expect(applies({ NotPrincipal }, { requester })).toBe(expected));

test.each<[string, Requester, object, Answer]>([
  ['the ARN of a user', BOB, { StringEquals: { 'aws:PrincipalArn': BOB.id, 'aws:PrincipalAccount': ACCOUNT } }, 'yes'],
  ['the role of a session', SESSION, { ArnEquals: { 'aws:PrincipalArn': ROLE.id } }, 'yes'], ['not the session', SESSION, { ArnEquals: { 'aws:PrincipalArn': SESSION.id } }, 'no'],
  ['no AWS service', BOB, { Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'yes'], ['an AWS service', LOGS, { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'yes'],
  ['the name of a service', LOGS, { StringEquals: { 'aws:PrincipalServiceName': LOGS.id } }, 'yes'], ['a service has no ARN', LOGS, { Null: { 'aws:PrincipalArn': 'true' } }, 'yes'],
  ['anonymous is no AWS account', ANONYMOUS, { StringEquals: { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous' } }, 'yes'],
  ['anonymous lacks the service key', ANONYMOUS, { Bool: { 'aws:PrincipalIsAWSService': 'false' } }, 'no'], ['anonymous lacks an organization', ANONYMOUS, { Null: { 'aws:PrincipalOrgID': 'true' } }, 'yes'],
  ['a listed key wins', BOB, { StringEquals: { 'aws:PrincipalArn': 'x' } }, 'yes'],
])('keys that follow from the requester: %s', (name, requester, Condition, expected) =>
  expect(applies({ Condition }, { requester, otherKeys: 'unknown', ...name === 'a listed key wins' ? { context: { 'AWS:principalarn': 'x' } } : {} })).toBe(expected));

/** As slow and as plain as can be. */
const naive = (p: string, v: string): boolean => p === '' ? v === ''
  : p[0] === '*' ? naive(p.slice(1), v) || (v !== '' && naive(p, v.slice(1)))
    : v !== '' && (p[0] === '?' || p[0] === v[0]) && naive(p.slice(1), v.slice(1));

test('glob agrees with a naive one', () => {
  const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
  fc.assert(fc.property(letters('ab*?'), letters('ab*?.'), (p, v) => glob(p)(v) === naive(p, v)), { numRuns: 3000 });
  fc.assert(fc.property(letters('a*?'), letters('a*?'), (p, v) => glob(escapeGlob(p))(v) === (p === v)), { numRuns: 1000 });
  fc.assert(fc.property(fc.string(), v => glob(v.replaceAll(/[*?]/g, '?'))(v) && glob(`*${escapeGlob(v)}*`)(`a${v}b`)));
});

test('hostile patterns are matched in time', () => {
  const long = 'a'.repeat(20_000);
  expect(glob(`${'a*'.repeat(1000)}b`)(long)).toBe(false);
  expect(glob(`${'*a'.repeat(1000)}*`)(long)).toBe(true);
  expect(glob(`${'*?'.repeat(1000)}`)(long)).toBe(true);
  expect(glob('*'.repeat(20_000))(long)).toBe(true);
  expect(applies({ Resource: `${'${a'.repeat(5000)}*` }, { resource: OBJECT })).toBe('no');
});

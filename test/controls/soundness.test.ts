import * as fc from 'fast-check';
import { bucketWith, OWN, THEIRS } from './policies';
import { hardened, key as keyWith } from './posture';
import type { Control } from '../../src/controls/control';
import { crossAccountRolesOnly } from '../../src/controls/cross-account-roles-only';
import { destructiveChangesNeedMfa } from '../../src/controls/destructive-changes-need-mfa';
import { governanceBypassRestricted } from '../../src/controls/governance-bypass-restricted';
import { httpRefused } from '../../src/controls/http-refused';
import { keyDutiesSeparated } from '../../src/controls/key-duties-separated';
import { keyPolicyNotPublic } from '../../src/controls/key-policy-not-public';
import { noPublicGrants } from '../../src/controls/no-public-grants';
import { objectRetentionBounded } from '../../src/controls/object-retention-bounded';
import { presignedUrlsExpire } from '../../src/controls/presigned-urls-expire';
import { vpcOnly } from '../../src/controls/vpc-only';
import { effectOf } from '../../src/policy/decide';
import { parsePolicy, type Policy } from '../../src/policy/document';
import { ANONYMOUS, ask, awsRequester, type ContextValue, type Request } from '../../src/policy/request';
import { BUCKET_ACTIONS, DATA_ACTIONS, isObjectAction, OBJECT_ACTIONS } from '../../src/policy/s3-actions';
import { THIS_BUCKET_ARN, THIS_KEY } from '../../src/policy/text';
import { NO, YES } from '../../src/policy/truth';
import type { BucketPosture } from '../../src/posture/bucket-posture';
import { known } from '../../src/posture/fact';

/**
 * A control that passes must hold for requests that it did not try: random policies made of exceptions, and random requests that know
 * everything. A counterexample is a wrong pass. SOUNDNESS_RUNS=12000 looks longer.
 */
const ROLE = `${OWN}:role/app`;
const USER = `${THEIRS}:user/x`;
const some = <T>(...items: T[]) => fc.subarray(items, { minLength: 1 });
const either = (name: string, values: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom('', '', '', 'Not'), values).map(([not, v]) => ({ [not + name]: v }));
const paths = ['*', 'public/*', 'public/a*', '*.txt', '?', '??*', 'any*', 'a*', '*any*'].map(path => `${THIS_BUCKET_ARN}/${path}`);
const resources = fc.oneof(fc.constant([THIS_BUCKET_ARN, `${THIS_BUCKET_ARN}/*`]), some(THIS_BUCKET_ARN, ...paths, `${THIS_BUCKET_ARN}*`, '*', 'arn:aws:s3:::*/public/*'));
const actions = fc.oneof(fc.constant('s3:*'), some('s3:*', 's3:Get*', 's3:Put*', 's3:List*', 's3:*Object*', 's3:DeleteObject', 's3:GetObject'));
const principals = fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, fc.record({ AWS: some('<account>', ROLE, USER, '*', '999999999999') }));

const when = (operator: string, key: string, ...values: string[]) => fc.tuple(fc.constantFrom('', '', 'IfExists'), some(...values))
  .map(([suffix, list]) => ({ [operator + suffix]: { [key]: list } }));
const IDENTITY = [
  ...['ArnLike', 'ArnNotLike'].map(op => when(op, 'aws:PrincipalArn', ROLE, `${OWN}:role/*`, `${OWN}:user/*`, 'arn:aws:iam::*:role/app', USER, '*')),
  ...['StringEquals', 'StringNotEquals'].map(op => when(op, 'aws:PrincipalAccount', '<account>', '999999999999')),
  when('Bool', 'aws:PrincipalIsAWSService', 'true', 'false'),
  when('StringEquals', 'aws:PrincipalOrgID', 'o-1'),
  when('StringNotEquals', 'aws:PrincipalOrgID', 'o-1'),
  when('StringNotEquals', 'aws:PrincipalType', 'Anonymous', 'User'),
];
const NETWORK = [
  ...['StringEquals', 'StringNotEquals'].map(op => when(op, 'aws:SourceVpc', 'vpc-1', 'vpc-2')),
  ...['StringLike', 'StringNotLike'].map(op => when(op, 'aws:SourceVpc', 'vpc-*', 'vpc-1')),
  ...['IpAddress', 'NotIpAddress'].map(op => when(op, 'aws:SourceIp', '203.0.113.0/24', '0.0.0.0/1', '198.18.0.0/15')),
];
const NULLS = ['aws:SourceVpc', 'aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:SecureTransport', 's3:TlsVersion'].map(key => when('Null', key, 'true', 'false'));
const TLS = [when('Bool', 'aws:SecureTransport', 'true', 'false'), when('NumericLessThan', 's3:TlsVersion', '1.2'), fc.constant({ Bool: { 'aws:SecureTransport': 'false' } })];
const conditions = (most: number, ...kinds: fc.Arbitrary<object>[][]) =>
  fc.array(fc.oneof(...kinds.flat()), { maxLength: most }).map(blocks => Object.assign({}, ...blocks) as object);
const policies = (Effect: fc.Arbitrary<string>, Condition: fc.Arbitrary<object>) => fc.array(
  fc.tuple(fc.record({ Effect, Condition }), either('Principal', principals), either('Action', actions), either('Resource', resources)).map(parts => Object.assign({}, ...parts) as object),
  { minLength: 1, maxLength: 4 });

const asked = (names: readonly string[]) => fc.constantFrom(...names).chain((action) => {
  const keys = ['x', 'any', 'any-object', 'public/any', 'public/b', 'public/ab', 'b.txt', 'zz', 'q/zz', 'é'];
  return fc.record({ action: fc.constant(action), resource: isObjectAction(action) ? fc.constantFrom(...keys.map(key => `${THIS_BUCKET_ARN}/${key}`)) : fc.constant(THIS_BUCKET_ARN) });
});
const REQUESTERS = [
  ROLE, `${OWN}:role/zz`, `${OWN}:user/zz`, `${OWN}:root`, USER, `${THEIRS}:role/zz`, `${THEIRS}:root`, 'arn:aws:iam::888888888888:role/zz', 'arn:aws:iam::888888888888:role/app',
].map(awsRequester);
const STRANGERS = ['arn:aws:iam::888888888888:role/zz', 'arn:aws:iam::888888888888:user/zz'].map(awsRequester);
const rest = {
  'aws:PrincipalOrgID': fc.constantFrom('o-9', null),
  'aws:PrincipalType': fc.constantFrom('User', 'AssumedRole'),
  'aws:SourceVpc': fc.constantFrom('vpc-9', null),
  'aws:SourceIp': fc.constantFrom('8.8.8.8', '200.1.1.1', null),
  's3:prefix': fc.constantFrom('', 'x'),
};

/** The anonymous are nobody, and a request through a VPC endpoint shows no public address. */
const context = (given: Record<string, fc.Arbitrary<ContextValue>>) => fc.record({ ...rest, ...given });
function honest(request: Request): Request {
  const nobody: Request['context'] = request.requester === ANONYMOUS ? { 'aws:PrincipalOrgID': null, 'aws:PrincipalType': 'Anonymous' } : {};
  const inside: Request['context'] = typeof request.context?.['aws:SourceVpc'] === 'string' ? { 'aws:SourceIp': null } : {};
  return { ...request, context: { ...request.context, ...nobody, ...inside }, otherKeys: 'absent' };
}

type Wrong = (policy: Policy, request: Request) => boolean;

const off = known('x', false);
const PLAIN = {
  objectLock: known('x', true),
  acl: known('x', 'Private'),
  ownership: known('x', 'BucketOwnerEnforced' as const),
  publicAccessBlock: { blockPublicAcls: off, ignorePublicAcls: off, blockPublicPolicy: off, restrictPublicBuckets: off },
};
const aboutKey = (list: object[]) => {
  const policy = known('x', parsePolicy({ Version: '2012-10-17', Statement: list }, { name: 'key policy' }));
  return hardened({ key: known('x', keyWith({ policy })) });
};

type See = (list: object[]) => BucketPosture;

function sound(control: Control, statements: fc.Arbitrary<object[]>, requests: fc.Arbitrary<Request>, wrong: Wrong, seen: See = bucketWith): void {
  let passes = 0;
  fc.assert(fc.property(statements, fc.array(requests, { minLength: 40, maxLength: 40 }), (list, many) => {
    if (control.test({ ...PLAIN, ...seen(list) }).outcome !== 'pass') return;
    passes++;
    const policy = parsePolicy({ Version: '2012-10-17', Statement: list });
    expect(many.map(honest).find(request => wrong(policy, request))).toBeUndefined();
  }), { numRuns: Number(process.env.SOUNDNESS_RUNS ?? 250) });
  expect(passes).toBeGreaterThan(5);
}

const who = (...requesters: readonly (typeof ANONYMOUS)[]) => fc.constantFrom(ANONYMOUS, ...requesters);
const request = (names: readonly string[], requester: fc.Arbitrary<typeof ANONYMOUS>, given: Parameters<typeof context>[0]) =>
  fc.tuple(asked(names), requester, context(given)).map(([what, from, all]): Request => ({ ...what, requester: from, context: all }));
const EVERY = [...OBJECT_ACTIONS, ...BUCKET_ACTIONS];

test('http-refused passes only where no HTTP request gets through', () => {
  const http = request(EVERY, who(...REQUESTERS), { 'aws:SecureTransport': fc.constant('false') });
  sound(httpRefused, policies(fc.constant('Deny'), conditions(2, TLS, TLS, TLS, IDENTITY, NETWORK, NULLS)), http,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO);
});

test('vpc-only passes only where no stranger gets through from outside', () => {
  const outside = request(DATA_ACTIONS, who(...STRANGERS, awsRequester(`${OWN}:role/zz`), awsRequester(`${OWN}:user/zz`)), { 'aws:SecureTransport': fc.constant('true'), 's3:TlsVersion': fc.constant('1.3') });
  sound(vpcOnly, policies(fc.constant('Deny'), conditions(2, NETWORK, NETWORK, NETWORK, IDENTITY, NULLS)), outside,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO);
});

test('no-public-grants passes only where no stranger is granted anything', () => {
  const stranger = request(EVERY, who(...STRANGERS), { 'aws:SecureTransport': fc.constantFrom('true', 'false') });
  sound(noPublicGrants, policies(fc.constantFrom('Allow', 'Allow', 'Deny'), conditions(2, NETWORK, IDENTITY, NULLS, TLS)), stranger,
    (policy, asking) => effectOf(policy, 'allows', ask(asking)).truth === YES && effectOf(policy, 'denies', ask(asking)).truth === NO);
});

const named = ({ statements }: Policy, id: string): boolean =>
  statements.some(s => [...s.principals.entries.map(e => e.id), ...s.conditions.flatMap(c => c.values)].includes(id));
const MAY_BE_NAMED = [...REQUESTERS, awsRequester(`${OWN}:role/any`), awsRequester(`${OWN}:role/erase-9`)];
const BY_NAME = ['ArnNotLike', 'ArnNotEquals', 'StringNotEquals'].map(op => when(op, 'aws:PrincipalArn', ROLE, `${OWN}:role/erase-*`, `${OWN}:user/*`, USER, `${OWN}:root`, '*'));

test('governance-bypass-restricted passes only where nobody but a named role gets through', () => {
  const bypass = request(['s3:BypassGovernanceRetention'], who(...MAY_BE_NAMED), {});
  sound(governanceBypassRestricted, policies(fc.constant('Deny'), conditions(1, BY_NAME, BY_NAME, IDENTITY)), bypass,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO && !(/:role/.test(asking.requester.id) && named(policy, asking.requester.id)));
});

test('destructive-changes-need-mfa passes only where nobody but a named role does without', () => {
  const MFA = [
    ...['Bool', 'StringEquals'].map(op => when(op, 'aws:MultiFactorAuthPresent', 'true', 'false')), when('StringNotEquals', 'aws:MultiFactorAuthPresent', 'true'),
    fc.constant({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }), when('Null', 'aws:MultiFactorAuthPresent', 'true', 'false'),
    when('NumericGreaterThan', 'aws:MultiFactorAuthAge', '3600'), when('Null', 'aws:MultiFactorAuthAge', 'true', 'false'),
  ];
  const destroy = request(['s3:DeleteObjectVersion', 's3:DeleteBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'], who(...MAY_BE_NAMED), {
    'aws:MultiFactorAuthPresent': fc.constantFrom('false', null), 'aws:MultiFactorAuthAge': fc.constant(null), 'aws:ViaAWSService': fc.constant('false'),
  });
  sound(destructiveChangesNeedMfa, policies(fc.constant('Deny'), conditions(2, MFA, MFA, BY_NAME, IDENTITY)), destroy,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO && !(/:role/.test(asking.requester.id) && named(policy, asking.requester.id)));
});

test('cross-account-roles-only passes only where nobody of another account gets in but by a role', () => {
  const others = [USER, `${THEIRS}:root`, `${THEIRS}:user/zz`, 'arn:aws:sts::999999999999:federated-user/x', ...STRANGERS.map(s => s.id)].map(awsRequester);
  const BY_ROLE = ['ArnLike', 'StringLike', 'StringEquals'].map(op => when(op, 'aws:PrincipalArn', `${THEIRS}:role/app`, `${THEIRS}:role/*`, `${THEIRS}:*`, 'arn:aws:iam::*:role/zz', USER));
  sound(crossAccountRolesOnly, policies(fc.constantFrom('Allow', 'Allow', 'Deny'), conditions(1, BY_ROLE, BY_ROLE, IDENTITY, NETWORK)), request(EVERY, who(...others), {}),
    (policy, asking) => effectOf(policy, 'allows', ask(asking)).truth === YES && effectOf(policy, 'denies', ask(asking)).truth === NO);
});

const SIGNED = [
  ...['NumericGreaterThan', 'NumericGreaterThanEquals', 'NumericLessThan'].map(op => when(op, 's3:signatureAge', '1', '600000', '604800000', '691200000')),
  ...['StringEquals', 'StringNotEquals'].map(op => when(op, 's3:signatureversion', 'AWS', 'AWS4-HMAC-SHA256')),
  ...['StringEquals', 'StringNotEquals'].map(op => when(op, 's3:authType', 'REST-HEADER', 'REST-QUERY-STRING')),
];

test('presigned-urls-expire passes only where no old presigned URL gets through', () => {
  const urls = fc.constantFrom(['AWS', '0'], ['AWS4-HMAC-SHA256', '604800001'], ['AWS4-HMAC-SHA256', '9604800001'])
    .chain(([version, age]) => request(EVERY, fc.constantFrom(...REQUESTERS), {
      's3:authType': fc.constant('REST-QUERY-STRING'), 's3:signatureversion': fc.constant(version), 's3:signatureAge': fc.constant(age),
    }));
  sound(presignedUrlsExpire, policies(fc.constant('Deny'), conditions(1, SIGNED, SIGNED, IDENTITY)), urls,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO);
});

test('object-retention-bounded passes only where nobody locks for the longest time', () => {
  const LOCKS = [
    ...['NumericGreaterThan', 'NumericLessThan'].map(op => when(op, 's3:object-lock-remaining-retention-days', '1', '3650', '36500')),
    when('StringEquals', 's3:object-lock-mode', 'GOVERNANCE', 'COMPLIANCE'), when('Null', 's3:object-lock-mode', 'true', 'false'),
  ];
  const lock = request(['s3:PutObject', 's3:PutObjectRetention'], who(...REQUESTERS), {
    's3:object-lock-mode': fc.constantFrom('GOVERNANCE', 'COMPLIANCE'), 's3:object-lock-remaining-retention-days': fc.constant('36500'),
  });
  sound(objectRetentionBounded, policies(fc.constant('Deny'), conditions(1, LOCKS, LOCKS, IDENTITY)), lock,
    (policy, asking) => effectOf(policy, 'denies', ask(asking)).truth === NO);
});

describe('key policies', () => {
  const ADMINISTER = ['kms:PutKeyPolicy', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'];
  const USE = ['kms:Decrypt', 'kms:GenerateDataKey'];
  const CALLER = [...['StringEquals', 'StringNotEquals'].map(op => when(op, 'kms:CallerAccount', '<account>', '999999999999')), when('StringEquals', 'kms:ViaService', 's3.x.amazonaws.com')];
  const keyPolicies = (kinds: fc.Arbitrary<object>[][]) => fc.array(fc.tuple(
    fc.record({ Effect: fc.constantFrom('Allow', 'Allow', 'Deny'), Condition: conditions(1, ...kinds), Resource: fc.constantFrom('*', THIS_KEY) }),
    either('Principal', fc.oneof({ weight: 2, arbitrary: principals }, fc.record({ AWS: some('<account>', ROLE, USER, `${OWN}:role/zz`) }))),
    either('Action', some('kms:*', 'kms:Put*', 'kms:D*', 'kms:GenerateDataKey*', ...ADMINISTER, ...USE)),
  ).map(parts => Object.assign({}, ...parts) as object), { minLength: 1, maxLength: 4 });
  const ofKey = (names: readonly string[], from: fc.Arbitrary<typeof ANONYMOUS>) => fc.tuple(fc.constantFrom(...names), from, fc.record(rest))
    .map(([action, requester, more]): Request => ({ action, resource: THIS_KEY, requester, context: { ...more, 'kms:CallerAccount': requester.id.split(':')[4] } }));
  const granted = (policy: Policy, asking: Request) =>
    effectOf(policy, 'allows', ask(asking)).truth === YES && effectOf(policy, 'denies', ask(asking)).truth === NO;

  test('key-policy-not-public passes only where no stranger is granted anything', () => {
    const strangers = ofKey([...ADMINISTER, ...USE], fc.constantFrom(...STRANGERS));
    sound(keyPolicyNotPublic, keyPolicies([CALLER, IDENTITY, NETWORK]), strangers, granted, aboutKey);
  });

  test('key-duties-separated passes only where nobody is granted both', () => {
    sound(keyDutiesSeparated, keyPolicies([CALLER, IDENTITY, BY_NAME]), ofKey(USE, fc.constantFrom(...REQUESTERS)),
      (policy, asking) => granted(policy, asking) && ADMINISTER.some(action => granted(policy, { ...asking, action })), aboutKey);
  });
});

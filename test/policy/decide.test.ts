import { opaque } from './tables';
import {
  ANONYMOUS, awsRequester, decide, type Decision, parsePolicy, type Policies, type Policy, type Request, type Requester, service,
} from '../../src/runtime/policy';

const OWNER = '111122223333';
const ELSEWHERE = '444455556666';
const user = (account = OWNER) => awsRequester(`arn:aws:iam::${account}:user/bob`);
const session = (account = OWNER) => awsRequester(`arn:aws:sts::${account}:assumed-role/deploy/ci`);
const ROLE = `arn:aws:iam::${OWNER}:role/deploy`;
const ROOT = awsRequester(`arn:aws:iam::${OWNER}:root`);
const LOGS = service('logging.s3.amazonaws.com');

const policy = (name: string, ...statements: object[]): Policy => parsePolicy({
  Version: '2012-10-17',
  Statement: statements.map(s => ({ Sid: 'S', Effect: 'Allow', Action: 's3:*', Resource: '*', ...s })),
}, { name });

/** A policy of each kind that allows the request, that denies it, and that does not mention it. */
const allow = (name: string) => policy(name, {});
const deny = (name: string) => policy(name, { Sid: 'No', Effect: 'Deny' }, {});
const silent = (name: string) => policy(name, { Action: 's3:PutObject' });
const grant = (Principal: unknown, more: object = {}) => policy('bucket policy', { Principal, ...more });

const ID = { identity: [allow('identity policy')] };
const NO_ID = { identity: [silent('identity policy')] };
const BOUNDED = { boundary: silent('boundary') };
const CONFINED = { session: [silent('session policy')] };

type Row = readonly [name: string, requester: Requester, policies: Omit<Policies, 'owner'>, outcome: Decision['outcome'], step: Decision['step'], statement?: string];

function decided(policies: Omit<Policies, 'owner'>, requester: Requester, request: Partial<Request> = {}): Decision {
  return decide({ owner: OWNER, ...policies }, { action: 's3:GetObject', resource: 'arn:aws:s3:::records/a', requester, otherKeys: 'absent', ...request });
}
const rows = (title: string, table: readonly Row[]) => test.each(table.map(row => [row[0], row] as const))(`${title} %s`, (_, [, requester, policies, outcome, step, statement]) => {
  const decision = decided(policies, requester);
  expect(decision).toMatchObject({ outcome, step, statement });
  expect(decision.because).toMatch(/s3:GetObject/);
});

const USER_GRANT = { resource: grant({ AWS: user().id }) };
const ROLE_GRANT = { resource: grant({ AWS: ROLE }) };
const SESSION_GRANT = { resource: grant({ AWS: session().id }) };
const ACCOUNT_GRANT = { resource: grant({ AWS: OWNER }) };
const PUBLIC_GRANT = { resource: grant('*') };

rows('explicit deny in', [
  ['the resource policy', user(), { ...ID, resource: deny('bucket policy') }, 'denied', 'explicit deny', 'bucket policy: No'],
  ['the identity policy', user(), { ...USER_GRANT, identity: [deny('identity policy')] }, 'denied', 'explicit deny', 'identity policy: No'],
  ['the boundary, against a user grant', user(), { ...USER_GRANT, boundary: deny('boundary') }, 'denied', 'explicit deny', 'boundary: No'],
  ['a session policy, against a session grant', session(), { ...SESSION_GRANT, session: [deny('session policy')] }, 'denied', 'explicit deny', 'session policy: No'],
  ['an SCP', user(), { ...ID, scps: [[allow('scp')], [deny('scp')]] }, 'denied', 'explicit deny', 'scp: No'],
  ['an RCP', user(), { ...ID, rcps: [[deny('rcp')]] }, 'denied', 'explicit deny', 'rcp: No'],
  ['an SCP, for the root user', ROOT, { scps: [[deny('scp')]] }, 'denied', 'explicit deny', 'scp: No'],
  ['the resource policy, for the root user', ROOT, { resource: deny('bucket policy') }, 'denied', 'explicit deny', 'bucket policy: No'],
  ['an RCP, for anonymous', ANONYMOUS, { ...PUBLIC_GRANT, rcps: [[deny('rcp')]] }, 'denied', 'explicit deny', 'rcp: No'],
]);

rows('control policies:', [
  ['every SCP level allows', user(), { ...ID, scps: [[allow('a')], [silent('b'), allow('c')]] }, 'allowed', 'identity policy', 'identity policy: S'],
  ['one SCP level is silent', user(), { ...ID, scps: [[allow('a')], [silent('b')]] }, 'denied', 'service control policy'],
  ['one SCP level is empty', user(), { ...ID, scps: [[]] }, 'denied', 'service control policy'],
  ['no organization', user(), { ...ID, scps: [] }, 'allowed', 'identity policy', 'identity policy: S'],
  ['SCPs limit resource grants', user(), { ...USER_GRANT, scps: [[silent('a')]] }, 'denied', 'service control policy'],
  ['SCPs limit the root user', ROOT, { scps: [[silent('a')]] }, 'denied', 'service control policy'],
  ['SCPs do not limit AWS services', LOGS, { resource: grant({ Service: LOGS.id }), scps: [[silent('a')]] }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['SCPs do not limit anonymous', ANONYMOUS, { ...PUBLIC_GRANT, scps: [[silent('a')]] }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['one RCP level is silent', user(), { ...ID, rcps: [[allow('a')], [silent('b')]] }, 'denied', 'resource control policy'],
  ['RCPs limit anonymous', ANONYMOUS, { ...PUBLIC_GRANT, rcps: [[silent('a')]] }, 'denied', 'resource control policy'],
  ['RCPs come before SCPs', user(), { ...ID, rcps: [[silent('a')]], scps: [[silent('b')]] }, 'denied', 'resource control policy'],
]);

rows('one account:', [
  ['nothing', user(), {}, 'denied', 'implicit deny'],
  ['silent policies', user(), { ...NO_ID, resource: silent('bucket policy') }, 'denied', 'implicit deny'],
  ['identity only', user(), ID, 'allowed', 'identity policy', 'identity policy: S'],
  ['one of two identity policies', user(), { identity: [silent('a'), allow('b')] }, 'allowed', 'identity policy', 'b: S'],
  ['resource only, user ARN', user(), USER_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, role ARN', awsRequester(ROLE), ROLE_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, role ARN, its session', session(), ROLE_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, session ARN', session(), SESSION_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, everybody', user(), PUBLIC_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, NotPrincipal', user(), { resource: grant(undefined, { NotPrincipal: { AWS: ELSEWHERE } }) }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['resource only, the account, which but delegates', user(), ACCOUNT_GRANT, 'denied', 'implicit deny'],
  ['the account, and identity', user(), { ...ACCOUNT_GRANT, ...ID }, 'allowed', 'identity policy', 'identity policy: S'],
  ['resource for somebody else', user(), { resource: grant({ AWS: ROLE }) }, 'denied', 'implicit deny'],
  ['root user', ROOT, {}, 'allowed', 'identity policy', 'root user of the account'],
]);

rows('one account, boundary is silent:', [
  ['identity', user(), { ...ID, ...BOUNDED }, 'denied', 'permissions boundary'],
  ['user ARN is not limited', user(), { ...USER_GRANT, ...BOUNDED }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['session ARN is not limited', session(), { ...SESSION_GRANT, ...BOUNDED }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['role ARN is limited', session(), { ...ROLE_GRANT, ...BOUNDED }, 'denied', 'permissions boundary'],
  ['everybody is limited', session(), { ...PUBLIC_GRANT, ...BOUNDED }, 'denied', 'permissions boundary'],
  ['everybody and the session', session(), { resource: grant({ AWS: ['*', session().id] }), ...BOUNDED }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['somebody else and everybody', session(), { resource: grant({ AWS: ['*', user().id] }), ...BOUNDED }, 'denied', 'permissions boundary'],
  ['nothing grants', user(), BOUNDED, 'denied', 'implicit deny'],
  ['the boundary alone allows', user(), { boundary: allow('boundary') }, 'denied', 'implicit deny'],
  ['identity and a boundary that allows', user(), { ...ID, boundary: allow('boundary') }, 'allowed', 'identity policy', 'identity policy: S'],
  ['an opaque grant may be to the user', user(), { resource: grant({ AWS: opaque() }), ...BOUNDED }, 'unknown', 'resource policy', 'bucket policy: S'],
  ['an opaque grant beside a role', session(), { resource: grant({ AWS: [opaque(), ROLE] }), ...BOUNDED }, 'unknown', 'resource policy', 'bucket policy: S'],
  ['an unreadable grant may be to the user', user(), { resource: grant(opaque()), ...BOUNDED }, 'unknown', 'resource policy', 'bucket policy: S'],
]);

rows('one account, session policy is silent:', [
  ['identity', session(), { ...ID, ...CONFINED }, 'denied', 'session policy'],
  ['session ARN is not limited', session(), { ...SESSION_GRANT, ...CONFINED }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['role ARN is limited', session(), { ...ROLE_GRANT, ...CONFINED }, 'denied', 'session policy'],
  ['everybody is limited', session(), { ...PUBLIC_GRANT, ...CONFINED }, 'denied', 'session policy'],
  ['one of two session policies allows', session(), { ...ID, session: [silent('a'), allow('b')] }, 'allowed', 'identity policy', 'identity policy: S'],
  ['a boundary too', session(), { ...ID, ...BOUNDED, ...CONFINED }, 'denied', 'permissions boundary'],
]);

const THEIRS = { resource: grant({ AWS: ELSEWHERE }) };
rows('two accounts:', [
  ['resource only', user(ELSEWHERE), THEIRS, 'denied', 'identity policy'],
  ['resource only, by ARN', user(ELSEWHERE), { resource: grant({ AWS: user(ELSEWHERE).id }) }, 'denied', 'identity policy'],
  ['resource only, everybody', user(ELSEWHERE), PUBLIC_GRANT, 'denied', 'identity policy'],
  ['identity only', user(ELSEWHERE), ID, 'denied', 'resource policy'],
  ['nothing', user(ELSEWHERE), {}, 'denied', 'resource policy'],
  ['both, the account', user(ELSEWHERE), { ...THEIRS, ...ID }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['both, everybody', session(ELSEWHERE), { ...PUBLIC_GRANT, ...ID }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['both, boundary silent', user(ELSEWHERE), { ...THEIRS, ...ID, ...BOUNDED }, 'denied', 'permissions boundary'],
  ['both by user ARN, boundary silent', user(ELSEWHERE), { resource: grant({ AWS: user(ELSEWHERE).id }), ...ID, ...BOUNDED }, 'denied', 'permissions boundary'],
  ['both by session ARN, session policy silent', session(ELSEWHERE), { resource: grant({ AWS: session(ELSEWHERE).id }), ...ID, ...CONFINED }, 'denied', 'session policy'],
  ['both, SCP silent', user(ELSEWHERE), { ...THEIRS, ...ID, scps: [[silent('scp')]] }, 'denied', 'service control policy'],
  ['both, RCP silent', user(ELSEWHERE), { ...THEIRS, ...ID, rcps: [[silent('rcp')]] }, 'denied', 'resource control policy'],
  ['the root user has every permission of its account', awsRequester(`arn:aws:iam::${ELSEWHERE}:root`), THEIRS, 'allowed', 'resource policy', 'bucket policy: S'],
  ['the root user, no resource grant', awsRequester(`arn:aws:iam::${ELSEWHERE}:root`), {}, 'denied', 'resource policy'],
  ['a user of the owner, named to be elsewhere', { ...user(), account: ELSEWHERE }, USER_GRANT, 'denied', 'identity policy'],
]);

rows('without policies of their own:', [
  ['anonymous, everybody', ANONYMOUS, PUBLIC_GRANT, 'allowed', 'resource policy', 'bucket policy: S'],
  ['anonymous, an account', ANONYMOUS, ACCOUNT_GRANT, 'denied', 'implicit deny'],
  ['anonymous, identity is not asked', ANONYMOUS, ID, 'denied', 'implicit deny'],
  ['a service that is named', LOGS, { resource: grant({ Service: LOGS.id }) }, 'allowed', 'resource policy', 'bucket policy: S'],
  ['another service', LOGS, { resource: grant({ Service: 'sns.amazonaws.com' }) }, 'denied', 'implicit deny'],
  ['a canonical user', { type: 'CanonicalUser', id: 'c' }, { resource: grant({ CanonicalUser: 'c' }) }, 'allowed', 'resource policy', 'bucket policy: S'],
]);

const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };
test.each<[string, Omit<Policies, 'owner'>, Decision['outcome'], Decision['step'], RegExp]>([
  ['an Allow depends on it', { resource: grant('*', { Condition: SECURE }) }, 'unknown', 'resource policy', /bucket policy: S allows .* not for certain/],
  ['a Deny depends on it', { ...ID, resource: policy('bucket policy', { Sid: 'Plain', Effect: 'Deny', Condition: SECURE }) }, 'unknown', 'explicit deny', /bucket policy: Plain may deny/],
  ['an SCP depends on it', { ...ID, scps: [[policy('scp', { Condition: SECURE })]] }, 'unknown', 'identity policy', /control policy/],
  ['a boundary depends on it', { ...ID, boundary: policy('boundary', { Condition: SECURE }) }, 'unknown', 'identity policy', /not for certain/],
  ['only a Deny depends on it, nothing allows', { resource: policy('bucket policy', { Effect: 'Deny', Condition: SECURE }) }, 'denied', 'implicit deny', /nothing allows/],
  ['another Deny is certain', { ...ID, resource: policy('bucket policy', { Effect: 'Deny', Condition: SECURE }, { Sid: 'Sure', Effect: 'Deny' }) }, 'denied', 'explicit deny', /bucket policy: Sure denies/],
  ['another Allow is certain', { ...ID, resource: grant('*', { Condition: SECURE }) }, 'allowed', 'identity policy', /identity policy: S allows/],
  ['an opaque principal', { resource: grant({ AWS: opaque() }) }, 'unknown', 'resource policy', /bucket policy: S/],
])('a key that is not known: %s', (_, policies, outcome, step, because) => {
  const decision = decided(policies, user(), { otherKeys: 'unknown' });
  expect(decision).toMatchObject({ outcome, step });
  expect(decision.because).toMatch(because);
});

test('a decision explains itself', () => {
  const resource = policy('bucket policy', { Sid: 'HttpsOnly', Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  expect(decided({ ...ID, resource }, user(), { context: { 'aws:SecureTransport': 'false' } })).toEqual({
    outcome: 'denied', step: 'explicit deny', statement: 'bucket policy: HttpsOnly', because: 'bucket policy: HttpsOnly denies s3:GetObject',
  });
  expect(decided({ ...THEIRS, ...ID }, user(ELSEWHERE)).because).toBe('bucket policy: S and identity policy: S both allow s3:GetObject');
  expect(decided({ ...ID, ...BOUNDED }, user()).because).toBe('the permissions boundary does not allow s3:GetObject');
});

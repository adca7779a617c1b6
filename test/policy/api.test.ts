import * as fc from 'fast-check';
import { BOB, BUCKET, OBJECT, opaque } from './tables';
import { ANONYMOUS, type ContextValue, decide, decider, diff, explain, parsePolicy, type Policy, type Request, requesterOf, simulate } from '../../src/policy';
import { NO, some, YES } from '../../src/policy/truth';

const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const statement = fc.record({
  Sid: one('A', 'B'),
  Effect: one('Allow', 'Allow', 'Deny'),
  Principal: one<unknown>('*', { AWS: BOB.id }, { AWS: '111122223333' }, { AWS: opaque('arn:aws:iam::*:root') }),
  Action: one<unknown>('s3:*', 's3:GetObject', ['s3:PutObject', 's3:List*']),
  Resource: one<unknown>('*', BUCKET, `${BUCKET}/*`, [`${BUCKET}/a*`, BUCKET]),
  Condition: one<object>({}, {}, { Bool: { 'aws:SecureTransport': 'false' } }, { StringLike: { 'aws:SourceVpc': 'vpc-1*' } }, { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    { NumericLessThan: { 's3:TlsVersion': 1.2 } }),
});
const policy = fc.array(statement, { maxLength: 4 }).map(Statement => parsePolicy({ Version: '2012-10-17', Statement }, { name: 'p' }));
const context = fc.dictionary(one('aws:SecureTransport', 'aws:SourceVpc', 'aws:SourceIp', 's3:TlsVersion'), one<ContextValue>(null, 'false', 'true', 'vpc-12', '192.0.2.9', '1.1'));
const request: fc.Arbitrary<Request> = fc.record({
  action: one(...ACTIONS),
  resource: one(BUCKET, OBJECT, `${BUCKET}/b`),
  requester: one(BOB, ANONYMOUS, requesterOf('logging.s3.amazonaws.com'), requesterOf('arn:aws:iam::222233334444:user/x')),
  context,
  otherKeys: one<Request['otherKeys']>('absent', 'unknown'),
});
const owner = '111122223333';
const identity = [parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: `${BUCKET}/*` } }, { name: 'own' })];
const TRUTH = { no: NO, unknown: 1 as const, yes: YES };

test('explain agrees with decide, and its parts with its statements', () => {
  fc.assert(fc.property(policy, request, (resource, asked) => {
    const policies = { owner, resource, identity };
    const { statements, ...decision } = explain(policies, asked);
    expect(decision).toEqual(decide(policies, asked));
    expect(decider(policies)(asked)).toEqual(decision);
    for (const { applies, parts } of statements) expect(TRUTH[applies]).toBe(Math.min(YES, ...parts.map(({ matches }) => TRUTH[matches])));
    const denied = some(statements.filter(({ effect }) => effect === 'Deny'), ({ applies }) => TRUTH[applies]);
    expect(denied === YES).toBe(decision.step === 'explicit deny' && decision.outcome === 'denied');
    const deciding = statements.filter(({ decided }) => decided).map(each => each.statement);
    expect(deciding).toEqual(decision.statement === undefined ? [] : [decision.statement]);
  }), { numRuns: 300 });
});

const mirror = (d: ReturnType<typeof diff>['allows']) => d.map(({ before, after, ...same }) => ({ ...same, before: after, after: before }));
const small = { actions: ACTIONS, owner };

test('a policy differs from itself in nothing, and a change undone is the change in a mirror', () => {
  fc.assert(fc.property(policy, policy, (before, after) => {
    const same = diff(before, before, small);
    expect([same.allows, same.refuses, same.unknowns]).toEqual([[], [], []]);
    const [there, back] = [diff(before, after, small), diff(after, before, small)];
    expect([mirror(there.allows), mirror(there.refuses), mirror(there.unknowns)]).toEqual([back.refuses, back.allows, back.unknowns]);
    expect(there.asked).toBe(back.asked);
  }), { numRuns: 15 });
});

test('each difference holds, as decide says', () => {
  const all = [parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } })];
  fc.assert(fc.property(policy, policy, (before, after) => {
    for (const { request: asked, ownPolicies, actions } of diff(before, after, small).allows) {
      for (const action of actions) {
        const answers = [before, after].map(resource => decide({ owner, resource, identity: ownPolicies === 'allow' ? all : [] }, { ...asked, action }).outcome);
        expect(answers).toEqual(['denied', 'allowed']);
      }
    }
  }), { numRuns: 15 });
});

const read = (...statements: object[]): Policy => parsePolicy({
  Version: '2012-10-17', Statement: statements.map(s => ({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*`, ...s })),
}, { name: 'p' });

test.each<[string, Policy, Policy, number, number, number, RegExp]>([
  ['a grant to everybody', read(), read({ Sid: 'Open' }), 3, 0, 0, /p: Open allows/],
  ['a condition dropped', read({ Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }), read({ Sid: 'Open' }), 3, 0, 0, /p: Open/],
  ['a Deny dropped', read({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), read(), 2, 0, 0, /AllowEverything|root user/],
  ['a path widened', read({ Resource: `${BUCKET}/in/*` }), read({ Sid: 'Open' }), 3, 0, 0, /p: Open/],
  ['a Deny added', read({}), read({}, { Sid: 'No', Effect: 'Deny' }), 0, 4, 0, /p: No denies/],
  ['a grant to somebody unknown', read(), read({ Principal: { AWS: opaque() } }), 0, 0, 3, /not for certain/],
])('%s', (_, before, after, allows, refuses, unknowns, because) => {
  const found = diff(before, after, { owner });
  expect([found.allows.length > 0, found.refuses.length > 0, found.unknowns.length > 0]).toEqual([allows > 0, refuses > 0, unknowns > 0]);
  expect([...found.allows, ...found.refuses, ...found.unknowns].some(d => because.test(d.after.because))).toBe(true);
  expect(found.reach).toMatch(/certain for the listed actions/);
});

test('explain names what matched and what did not', () => {
  const resource = read({ Sid: 'Vpc', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, { Sid: 'Tls', Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const { statements, outcome } = explain({ owner, resource }, { action: 's3:GetObject', resource: OBJECT, requester: ANONYMOUS, context: { 'aws:SourceVpc': 'vpc-2' } });
  expect(outcome).toBe('denied');
  expect(statements.map(s => [s.statement, s.applies])).toEqual([['p: Tls', 'unknown'], ['p: Vpc', 'no']]);
  expect(statements[1].parts).toEqual([
    { part: 'action', matches: 'yes', says: 's3:GetObject against s3:getobject' },
    { part: 'resource', matches: 'yes', says: `${OBJECT} against ${BUCKET}/*` },
    { part: 'principal', matches: 'yes', says: 'anonymous against everybody' },
    { part: 'condition', matches: 'no', says: 'the request has vpc-2 for aws:sourcevpc, asked is StringEquals vpc-1' },
  ]);
  expect(statements[0].parts[3].says).toBe('the request does not say what aws:securetransport is, asked is Bool false');
});

test('simulate decides a table, in its order, and says what is not as expected', () => {
  const policies = { owner, resource: read({ Sid: 'Open' }, { Effect: 'Deny', Sid: 'Tls', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }) };
  const table = {
    principals: ['anonymous', BOB.id],
    actions: ['s3:GetObject', 's3:ListBucket'],
    resources: [OBJECT],
    contexts: [{ label: 'https', keys: { 'aws:SecureTransport': 'true' } }, { label: 'http', keys: { 'aws:SecureTransport': 'false' } }],
    expected: [{ outcome: 'denied' }, { context: 'https', outcome: 'allowed' }, { principal: 'nobody', outcome: 'allowed' }] as const,
  };
  const { columns, rows, totals, differences, unmet } = simulate(policies, table);
  expect(columns).toEqual(table.actions);
  expect(rows.map(row => [row.principal, row.context, ...row.cells.map(cell => cell.outcome)])).toEqual([
    ['anonymous', 'https', 'allowed', 'denied'], ['anonymous', 'http', 'denied', 'denied'], [BOB.id, 'https', 'allowed', 'denied'], [BOB.id, 'http', 'denied', 'denied'],
  ]);
  expect(rows[0].cells[1].asked).toBe(BUCKET);
  expect(totals).toEqual({ allowed: 2, denied: 6, unknown: 0 });
  expect(differences.map(d => [d.principal, d.context, d.action, d.expected, d.outcome])).toEqual([
    ['anonymous', 'https', 's3:ListBucket', 'allowed', 'denied'], [BOB.id, 'https', 's3:ListBucket', 'allowed', 'denied'],
  ]);
  expect(unmet).toEqual([table.expected[2]]);
  expect(simulate(policies, table)).toEqual(simulate(policies, table));
});

/** `*` and `?` by recursion, as slow as can be. */
const naive = (pattern: string, value: string): boolean => pattern === '' ? value === ''
  : pattern[0] === '*' ? naive(pattern.slice(1), value) || (value !== '' && naive(pattern, value.slice(1)))
    : value !== '' && (pattern[0] === '?' || pattern[0] === value[0]) && naive(pattern.slice(1), value.slice(1));

test('wildcards, NotAction and NotResource agree with a naive reference', () => {
  const text = fc.string({ unit: one('a', 'b', 'c', '*', '?'), maxLength: 7 });
  const value = fc.string({ unit: one('a', 'b', 'c'), maxLength: 7 });
  const ask = (element: object, key: string) => explain({ owner, resource: read(element) }, { action: 's3:GetObject', resource: key, requester: ANONYMOUS }).statements[0].applies;
  fc.assert(fc.property(text, value, (pattern, key) => {
    const matches = naive(pattern, key);
    expect(ask({ Resource: pattern }, key)).toBe(matches ? 'yes' : 'no');
    expect(ask({ Resource: undefined, NotResource: pattern }, key)).toBe(matches ? 'no' : 'yes');
    const action = (element: object) => decide({ owner, resource: read({ Action: undefined, Resource: '*', ...element }) }, { action: `s3:${key}`, resource: OBJECT, requester: ANONYMOUS, otherKeys: 'absent' }).outcome;
    expect(action({ Action: `s3:${pattern}` })).toBe(matches ? 'allowed' : 'denied');
    expect(action({ NotAction: `s3:${pattern}` })).toBe(matches ? 'denied' : 'allowed');
  }), { numRuns: 300 });
});

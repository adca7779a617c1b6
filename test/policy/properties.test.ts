import * as fc from 'fast-check';
import { BOB, BUCKET, opaque } from './tables';
import { decide, effectOf } from '../../src/policy/decide';
import { parsePolicy } from '../../src/policy/document';
import { ANONYMOUS, ask, awsRequester, type ContextValue, lookupOf, type Request, service } from '../../src/policy/request';
import { NO, UNKNOWN, YES } from '../../src/policy/truth';

/** A small world, in which random policies and requests often meet. */
const KEYS = ['aws:SourceVpc', 'aws:PrincipalOrgID', 's3:prefix', 'aws:username', 'aws:PrincipalArn'];
const VALUES = ['a', 'b', 'ab', 'true', '1', BOB.id];
const maybeOne = <T>(item: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: item }, fc.array(item, { maxLength: 3 }));
const value = fc.constantFrom<unknown>(...VALUES, 'a*', '?', '${aws:username}', '${s3:prefix, \'a\'}', 1, true, opaque(), opaque('a*'));
const operator = fc.tuple(
  fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
  fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'NumericLessThan', 'Bool', 'ArnLike', 'ArnNotEquals', 'Null', 'Strange'),
  fc.constantFrom('', '', 'IfExists'),
).map(parts => parts.join(''));
const condition = fc.dictionary(operator, fc.dictionary(fc.constantFrom(...KEYS), maybeOne(value), { minKeys: 1, maxKeys: 2 }), { maxKeys: 2 });
const AWS = ['111122223333', BOB.id, 'arn:aws:iam::111122223333:role/deploy', '*', opaque(), opaque('arn:aws:iam::*:root')];
const principal = fc.oneof(fc.constant('*'), fc.record({ AWS: maybeOne(fc.constantFrom<unknown>(...AWS)) }), fc.constant({ Service: 'logging.s3.amazonaws.com' }));
const eitherOf = (name: string, values: fc.Arbitrary<unknown>) => fc.tuple(fc.constantFrom('', '', 'Not'), values).map(([not, v]) => ({ [not + name]: v }));
const statement = fc.tuple(
  fc.record({ Effect: fc.constantFrom('Allow', 'Deny'), Condition: fc.oneof(fc.constant({}), condition) }),
  eitherOf('Principal', principal),
  eitherOf('Action', maybeOne(fc.constantFrom('s3:*', 's3:GetObject', 's3:Put*'))),
  eitherOf('Resource', maybeOne(fc.constantFrom('*', BUCKET, `${BUCKET}/*`, `${BUCKET}/\${aws:username}`, opaque(`${BUCKET}/*`)))),
).map(parts => Object.assign({}, ...parts) as Record<string, unknown>);
const statements = fc.array(statement, { maxLength: 5 });

const contextValue = fc.oneof(fc.constant(null), fc.constantFrom(...VALUES), fc.subarray(VALUES));
const context = fc.dictionary(fc.constantFrom(...KEYS), contextValue);
const complete: fc.Arbitrary<Record<string, ContextValue>> = fc.tuple(...KEYS.map(() => contextValue))
  .map(all => Object.fromEntries(KEYS.map((key, i) => [key, all[i]])));
const REQUESTERS = [
  BOB, ANONYMOUS, service('logging.s3.amazonaws.com'),
  awsRequester('arn:aws:sts::111122223333:assumed-role/deploy/ci'), awsRequester('arn:aws:iam::999999999999:user/bob'),
];
const request: fc.Arbitrary<Request> = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:PutObject'),
  resource: fc.constantFrom(BUCKET, `${BUCKET}/a`, `${BUCKET}/ab`),
  requester: fc.constantFrom(...REQUESTERS),
  context,
  otherKeys: fc.constantFrom<Request['otherKeys'][]>('absent', 'unknown'),
});

const policyOf = (Statement: unknown) => parsePolicy({ Version: '2012-10-17', Statement });
const ALLOW = policyOf({ Effect: 'Allow', Action: '*', Resource: '*' });
const outcome = (Statement: unknown, asked: Request) => decide({ owner: '111122223333', resource: policyOf(Statement), identity: [ALLOW] }, asked).outcome;
const truth = (Statement: unknown, kind: 'allows' | 'denies', asked: Request) => effectOf(policyOf(Statement), kind, ask(asked)).truth;
function check<T>(property: fc.IProperty<T>): void {
  fc.assert(property, { numRuns: 3000 });
}

/** Gives each key that the request leaves open a value; what follows from the requester stays. */
function completed(asked: Request, all: Readonly<Record<string, ContextValue>>): Request {
  const { get } = lookupOf({ ...asked, otherKeys: 'unknown' });
  const open = Object.entries(all).filter(([key]) => get(key.toLowerCase()) === undefined);
  return { ...asked, context: { ...Object.fromEntries(open), ...asked.context }, otherKeys: 'absent' };
}

test('the world is not dull: every outcome is common', () => {
  const seen = fc.sample(fc.tuple(statements, request), 2000).map(([s, r]) => outcome(s, r));
  for (const each of ['allowed', 'denied', 'unknown']) expect(seen.filter(found => found === each).length).toBeGreaterThan(50);
});

test('one more Deny never widens', () => {
  check(fc.property(statements, statement, request, (before, more, asked) => {
    const [was, is] = [before, [...before, { ...more, Effect: 'Deny' }]].map(list => outcome(list, asked));
    return is === was || is === 'denied' || (was === 'allowed' && is === 'unknown');
  }));
});

test('one more Allow never narrows', () => {
  check(fc.property(statements, statement, request, (before, more, asked) => {
    const [was, is] = [before, [...before, { ...more, Effect: 'Allow' }]].map(list => outcome(list, asked));
    return is === was || is === 'allowed' || (was === 'denied' && is === 'unknown');
  }));
});

test('the order of statements does not matter', () => {
  check(fc.property(statements.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), request,
    ([list, shuffled], asked) => outcome(list, asked) === outcome(shuffled, asked)));
});

test('a scalar equals a list of one', () => {
  const listed = (x: unknown): unknown => Array.isArray(x) ? x : [x];
  const inner = (x: object) => Object.fromEntries(Object.entries(x).map(([key, v]) => [key, listed(v)]));
  check(fc.property(statement, request, (one, asked) => {
    const many = Object.fromEntries(Object.entries(one).map(([key, v]) => {
      if (key === 'Condition') return [key, Object.fromEntries(Object.entries(v as object).map(([op, keys]) => [op, inner(keys as object)]))];
      if (key.endsWith('Principal')) return [key, v === '*' ? v : inner(v as object)];
      return [key, key === 'Effect' ? v : listed(v)];
    }));
    return outcome(one, asked) === outcome([many], asked);
  }));
});

test('case of keys and actions does not matter', () => {
  const upper = (x: Request): Request => ({
    ...x, action: x.action.toUpperCase(), context: Object.fromEntries(Object.entries(x.context ?? {}).map(([key, v]) => [key.toUpperCase(), v])),
  });
  check(fc.property(statements, request, (list, asked) => outcome(list, asked) === outcome(list, upper(asked))));
});

test('to know more decides what was unknown, and changes nothing that was decided', () => {
  check(fc.property(statements, request, complete, (list, asked, all) => {
    const partly = outcome(list, { ...asked, otherKeys: 'unknown' });
    const wholly = outcome(list, completed(asked, all));
    return partly === 'unknown' || partly === wholly;
  }));
});

test('hostile is never more lenient than any completion', () => {
  check(fc.property(statements, request, complete, (list, asked, all) => {
    const hostile: Request = { ...asked, otherKeys: 'hostile' };
    const [denies, mustDeny] = [hostile, completed(asked, all)].map(each => truth(list, 'denies', each));
    const [allows, mayAllow] = [hostile, completed(asked, all)].map(each => truth(list, 'allows', each));
    return (denies !== YES || mustDeny === YES) && (allows !== NO || mayAllow === NO);
  }));
});

test('an opaque value covers every text that it may be', () => {
  const text = fc.constantFrom('a', 'ab', 'b', 'a*', '*', BOB.id);
  check(fc.property(statements, text, request, (list, actual, asked) => {
    const vague = truth(list, 'denies', asked);
    const exact = truth(JSON.parse(JSON.stringify(list), (_, v) => v?.like === '*' ? actual : v), 'denies', asked);
    return vague === UNKNOWN || vague === exact;
  }));
});

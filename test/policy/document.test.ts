import * as fc from 'fast-check';
import { BUCKET, opaque } from './tables';
import { effectOf } from '../../src/policy/decide';
import { parsePolicy, type Statement } from '../../src/policy/document';
import { ANONYMOUS, ask } from '../../src/policy/request';
import { UNKNOWN } from '../../src/policy/truth';

const BASE = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${BUCKET}/*` };
const statements = (...sources: unknown[]) => parsePolicy({ Version: '2012-10-17', Statement: sources }).statements;
const one = (changes: object): Statement => statements({ ...BASE, ...changes })[0];
const aws = (id: unknown) => ({ type: 'AWS', id });
const everybody = { type: '*', id: '*' };
const condition = (block: unknown) => one({ Condition: block }).conditions;

test.each<[string, object, object]>([
  ['a string is a list', { Action: 's3:GetObject' }, { actions: { not: false, patterns: ['s3:getobject'] } }],
  ['a list stays a list', { Action: ['S3:GetObject', 's3:PUT*'] }, { actions: { not: false, patterns: ['s3:getobject', 's3:put*'] } }],
  ['NotAction', { Action: undefined, NotAction: 's3:Get*' }, { actions: { not: true, patterns: ['s3:get*'] } }],
  ['an empty list', { Action: [] }, { actions: { not: false, patterns: [] } }],
  ['resources keep their case', { Resource: `${BUCKET}/A*` }, { resources: { not: false, patterns: [`${BUCKET}/A*`] } }],
  ['NotResource', { Resource: undefined, NotResource: '*' }, { resources: { not: true, patterns: ['*'] } }],
  ['an action by intrinsic', { Action: { Ref: 'P' } }, { actions: { not: false, patterns: [{ opaque: 'decided at deploy time by {"Ref":"P"}', like: '*' }] } }],
  ['an opaque action in lower case', { Action: [opaque('S3:Get*')] }, { actions: { not: false, patterns: [opaque('s3:get*')] } }],
  ['a resource partly opaque', { Resource: ['a', opaque('b/*')] }, { resources: { not: false, patterns: ['a', opaque('b/*')] } }],
  ['a null in a list', { Resource: [null] }, { resources: { not: false, patterns: [{ opaque: 'decided at deploy time by null', like: '*' }] } }],
  ['everybody', { Principal: '*' }, { principals: { not: false, entries: [everybody] } }],
  ['everybody signed or not', { Principal: { AWS: '*' } }, { principals: { not: false, entries: [everybody] } }],
  ['no principal (identity policies)', { Principal: undefined }, { principals: { not: false, entries: [everybody] } }],
  ['an account id', { Principal: { AWS: '111122223333' } }, { principals: { not: false, entries: [aws('111122223333')] } }],
  ['ARNs', { Principal: { AWS: ['arn:aws:iam::111122223333:root', 'arn:x'] } }, { principals: { not: false, entries: [aws('arn:aws:iam::111122223333:root'), aws('arn:x')] } }],
  ['all types', { Principal: { Service: 'a', Federated: 'b', CanonicalUser: ['c'] } }, {
    principals: { not: false, entries: [{ type: 'Service', id: 'a' }, { type: 'Federated', id: 'b' }, { type: 'CanonicalUser', id: 'c' }] },
  }],
  ['a service called *', { Principal: { Service: '*' } }, { principals: { not: false, entries: [{ type: 'Service', id: '*' }] } }],
  ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: ['a'] } }, { principals: { not: true, entries: [aws('a')] } }],
  ['a principal by intrinsic', { Principal: { AWS: { 'Fn::GetAtt': ['R', 'Arn'] } } }, {
    principals: { not: false, entries: [aws({ opaque: 'decided at deploy time by {"Fn::GetAtt":["R","Arn"]}', like: '*' })] },
  }],
  ['a Sid', { Sid: 'Readers' }, { name: 'Readers' }],
  ['an empty Sid', { Sid: '' }, { name: 'statement 1' }],
  ['a Sid by intrinsic', { Sid: { Ref: 'S' } }, { name: 'statement 1' }],
])('%s', (_, changes, expected) => {
  expect(one(changes)).toMatchObject(expected);
  expect(one(changes).unreadable).toBeUndefined();
});

const c = (operator: string, key: string, values: unknown[], more: object = {}) => ({ operator, ifExists: false, key, values, ...more });
test.each<[string, unknown, unknown[]]>([
  ['a key in lower case', { Bool: { 'aws:SecureTransport': 'false' } }, [c('Bool', 'aws:securetransport', ['false'])]],
  ['a boolean', { Bool: { k: false } }, [c('Bool', 'k', ['false'])]],
  ['numbers', { NumericLessThan: { k: [1.2, 10] } }, [c('NumericLessThan', 'k', ['1.2', '10'])]],
  ['IfExists', { StringLikeIfExists: { k: 'v' } }, [c('StringLike', 'k', ['v'], { ifExists: true })]],
  ['a qualifier', { 'ForAnyValue:StringLike': { k: 'v' } }, [c('StringLike', 'k', ['v'], { qualifier: 'ForAnyValue' })]],
  ['qualifier and suffix in any case', { 'forallvalues:stringlikeifexists': { k: 'v' } }, [c('stringlike', 'k', ['v'], { qualifier: 'ForAllValues', ifExists: true })]],
  ['two operators, three keys', { A: { k: '1', l: '2' }, B: { k: '3' } }, [c('A', 'k', ['1']), c('A', 'l', ['2']), c('B', 'k', ['3'])]],
  ['one key in two cases', { A: { k: '1', K: '2' } }, [c('A', 'k', ['1']), c('A', 'k', ['2'])]],
  ['an opaque value', { A: { k: { Ref: 'P' } } }, [c('A', 'k', [{ opaque: 'decided at deploy time by {"Ref":"P"}', like: '*' }])]],
  ['a line break in an operator', { 'A\nB': { k: 'v' } }, [c('A\nB', 'k', ['v'])]],
  ['hostile names', JSON.parse('{"__proto__":{"constructor":"v"}}'), [c('__proto__', 'constructor', ['v'])]],
  ['nothing', {}, []],
])('condition: %s', (_, block, expected) => expect(condition(block)).toEqual(expected));

test.each<[string, unknown, RegExp]>([
  ['no effect', { ...BASE, Effect: undefined }, /effect nothing/],
  ['an effect in another case', { ...BASE, Effect: 'allow' }, /effect "allow"/],
  ['an effect by intrinsic', { ...BASE, Effect: { Ref: 'E' } }, /effect/],
  ['no action', { ...BASE, Action: undefined }, /no action/],
  ['no resource', { ...BASE, Resource: undefined }, /no resource/],
  ['an element in another case', { ...BASE, condition: { Bool: { k: 'true' } } }, /element "condition"/],
  ['an intrinsic beside the elements', { ...BASE, 'Fn::Transform': {} }, /Fn::Transform/],
  ['an element and its opposite', { ...BASE, NotAction: 's3:*' }, /Action and NotAction/],
  ['a principal of null', { ...BASE, Principal: null }, /Principal/],
  ['an empty principal', { ...BASE, Principal: [] }, /Principal/],
  ['a list of principals', { ...BASE, Principal: ['*'] }, /Principal/],
  ['an opaque principal', { ...BASE, Principal: opaque() }, /Principal.*deploy time/],
  ['a principal of a strange type', { ...BASE, Principal: { '*': '*' } }, /Principal/],
  ['a NotPrincipal of a strange type', { ...BASE, Principal: undefined, NotPrincipal: { aws: '*' } }, /NotPrincipal/],
  ['a condition that is text', { ...BASE, Condition: 'x' }, /condition/],
  ['an opaque condition', { ...BASE, Condition: opaque() }, /condition.*deploy time/],
  ['an opaque operator', { ...BASE, Condition: { StringEquals: opaque() } }, /StringEquals/],
  ['an intrinsic for a statement', { 'Fn::If': ['C', BASE, { Ref: 'AWS::NoValue' }] }, /effect/],
  ['an opaque statement', opaque(), /deploy time/],
  ...[null, 'text', 7, true, [BASE]].map((source): [string, unknown, RegExp] => [`${JSON.stringify(source)} for a statement`, source, /not a statement/]),
])('unreadable: %s', (_, source, why) => {
  const policy = parsePolicy({ Statement: [source] });
  expect(policy.statements.some(s => s.unreadable !== undefined && why.test(s.unreadable))).toBe(true);
  const request = { action: 's3:GetObject', resource: `${BUCKET}/a`, requester: ANONYMOUS };
  expect(effectOf(policy, 'allows', ask(request)).truth).toBe(UNKNOWN);
});

test.each<[string, unknown]>([
  ['nothing', undefined], ['null', null], ['text', '{"Statement":[]}'], ['a number', 4], ['a list', [BASE]], ['an empty object', {}],
  ['an intrinsic', { 'Fn::If': ['C', {}, {}] }], ['an opaque text', opaque()], ['a bare statement', BASE], ['other case', { statement: [BASE] }],
])('no policy: %s may grant or refuse anything', (_, document) => {
  const { statements: found } = parsePolicy(document);
  expect(found.map(s => s.effect)).toEqual(expect.arrayContaining(['Allow', 'Deny']));
  expect(found.every(s => s.unreadable !== undefined)).toBe(true);
});

test('a single statement is a list of one; an empty list is no statement', () => {
  expect(parsePolicy({ Statement: BASE }).statements).toEqual(statements(BASE));
  expect(parsePolicy({ Statement: [] }).statements).toEqual([]);
});

test.each<[unknown, boolean]>([['2012-10-17', true], ['2008-10-17', false], [undefined, false], [{ Ref: 'V' }, false]])('version %j: variables %s', (Version, variables) => {
  expect(parsePolicy({ Version, Statement: [] }).variables).toBe(variables);
});

test('a policy nested without end is read', () => {
  const depth = 200_000;
  const deep: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(parsePolicy(deep).statements).toHaveLength(2);
  expect(one({ Action: { deep }, Condition: { A: { k: { deep } } } }).actions.patterns).toHaveLength(1);
});

const name = fc.constantFrom('Statement', 'Effect', 'Sid', 'Action', 'NotAction', 'Resource', 'Principal', 'NotPrincipal', 'Condition', 'AWS', 'Null', '__proto__', 'opaque', 'like');
const leaf = fc.constantFrom('Allow', 'Deny', '*', null, true, 1, 's3:GetObject', '2012-10-17');
const { document } = fc.letrec(tie => ({
  document: fc.oneof({ maxDepth: 6 }, leaf, fc.array(tie('document'), { maxLength: 3 }), fc.dictionary(fc.oneof(name, fc.string()), tie('document'), { maxKeys: 6 })),
}));

test('any JSON is read without an error, and judged without one', () => {
  fc.assert(fc.property(fc.oneof(fc.jsonValue(), document), fc.boolean(), (json, wrapped) => {
    const policy = parsePolicy(JSON.parse(JSON.stringify(wrapped ? { Statement: json } : json)));
    for (const kind of ['allows', 'denies'] as const) {
      const { truth } = effectOf(policy, kind, ask({ action: 's3:GetObject', resource: `${BUCKET}/a`, requester: ANONYMOUS }));
      expect([0, 1, 2]).toContain(truth);
    }
  }), { numRuns: 1000 });
});

import { met, opaque } from './tables';
import type { ContextValue } from '../../src/policy/request';

type Row = readonly [block: object, value: ContextValue, expected: 'yes' | 'no' | 'unknown'];
const k = (operator: string, value: unknown) => ({ [operator]: { 'aws:K': value } });

/** Each row judges one condition over the key aws:K in a request whose other keys are absent. */
const rows = (title: string, table: readonly Row[]) =>
  test.each(table)(`${title}: %j for %j is %s`, (block, value, expected) => expect(met(block, { 'aws:k': value })).toBe(expected));

rows('strings', [
  [k('StringEquals', 'a'), 'a', 'yes'], [k('StringEquals', 'a'), 'A', 'no'], [k('StringEquals', ['a', 'b']), 'b', 'yes'],
  [k('StringEquals', 'a*'), 'ab', 'no'], [k('StringEquals', 'a*'), 'a*', 'yes'], [k('StringEquals', ''), '', 'yes'],
  [k('StringEquals', 'a'), null, 'no'], [k('StringEquals', []), 'a', 'no'], [k('stringequals', 'a'), 'a', 'yes'],
  [k('StringNotEquals', 'a'), 'b', 'yes'], [k('StringNotEquals', 'a'), 'a', 'no'], [k('StringNotEquals', 'a'), null, 'yes'],
  [k('StringNotEquals', ['a', 'b']), 'b', 'no'], [k('StringNotEquals', ['a', 'b']), 'c', 'yes'], [k('StringNotEquals', []), 'a', 'yes'],
  [k('StringEqualsIgnoreCase', 'aB'), 'Ab', 'yes'], [k('StringEqualsIgnoreCase', 'a'), null, 'no'],
  [k('StringNotEqualsIgnoreCase', 'aB'), 'Ab', 'no'], [k('StringNotEqualsIgnoreCase', 'a'), 'b', 'yes'], [k('StringNotEqualsIgnoreCase', 'a'), null, 'yes'],
  [k('StringLike', 'a*c'), 'abbc', 'yes'], [k('StringLike', 'a?c'), 'abc', 'yes'], [k('StringLike', 'a?c'), 'ac', 'no'],
  [k('StringLike', 'A*'), 'ab', 'no'], [k('StringLike', ['x', 'a*']), 'ab', 'yes'], [k('StringLike', '*'), '', 'yes'], [k('StringLike', '*'), null, 'no'],
  [k('StringNotLike', 'a*'), 'ab', 'no'], [k('StringNotLike', 'a*'), 'b', 'yes'], [k('StringNotLike', '*'), null, 'yes'],
]);

rows('numbers', [
  [k('NumericEquals', '10'), '10.0', 'yes'], [k('NumericEquals', 10), '1e1', 'yes'], [k('NumericEquals', 10), 'ten', 'no'], [k('NumericEquals', 1), null, 'no'],
  [k('NumericNotEquals', 10), '10.0', 'no'], [k('NumericNotEquals', 10), '9', 'yes'], [k('NumericNotEquals', [9, 10]), '9', 'no'], [k('NumericNotEquals', 1), null, 'yes'],
  [k('NumericLessThan', '1.2'), '1.10', 'yes'], [k('NumericLessThan', '1.2'), '1.2', 'no'], [k('NumericLessThan', '1.2'), null, 'no'],
  [k('NumericLessThan', [1, 5]), '4', 'yes'], [k('NumericLessThan', 'x'), '1', 'no'], [k('NumericLessThan', 0), '-1.5', 'yes'],
  [k('NumericLessThanEquals', 2), '2', 'yes'], [k('NumericLessThanEquals', 2), '2.1', 'no'],
  [k('NumericGreaterThan', 2), '2', 'no'], [k('NumericGreaterThan', 2), '3', 'yes'], [k('NumericGreaterThan', 2), null, 'no'],
  [k('NumericGreaterThanEquals', 2), '2', 'yes'], [k('NumericGreaterThanEquals', 2), '1', 'no'],
]);

rows('dates', [
  [k('DateEquals', '2024-01-01T00:00:00Z'), '2024-01-01', 'yes'], [k('DateEquals', '2024-01-01T00:00:00Z'), '1704067200', 'yes'],
  [k('DateEquals', '1704067200'), '2024-01-01T01:00:00+01:00', 'yes'], [k('DateEquals', '2024'), '2024-01-01T00:00Z', 'yes'],
  [k('DateEquals', 'soon'), '2024-01-01', 'no'], [k('DateEquals', '2024'), null, 'no'],
  [k('DateNotEquals', '2024'), '2025', 'yes'], [k('DateNotEquals', '2024'), '2024-01', 'no'], [k('DateNotEquals', '2024'), null, 'yes'],
  [k('DateLessThan', '2024-06-30T23:59:59Z'), '2024-06-30T23:59:58Z', 'yes'], [k('DateLessThan', '2024-06-30'), '2024-06-30', 'no'], [k('DateLessThan', '2024'), null, 'no'],
  [k('DateLessThanEquals', '2024-06-30'), '2024-06-30', 'yes'], [k('DateLessThanEquals', '2024-06-30'), '2024-07-01', 'no'],
  [k('DateGreaterThan', '2024-06-30'), '2024-06-30', 'no'], [k('DateGreaterThan', '2024-06-30'), '2024-06-30T00:00:00.001Z', 'yes'],
  [k('DateGreaterThanEquals', '2024-06-30'), '2024-06-30', 'yes'], [k('DateGreaterThanEquals', '2024-06-30'), '2023', 'no'],
]);

rows('Booleans and binaries', [
  [k('Bool', 'true'), 'true', 'yes'], [k('Bool', true), 'True', 'yes'], [k('Bool', 'false'), 'true', 'no'], [k('Bool', ['true', 'false']), 'false', 'yes'],
  [k('Bool', 'false'), null, 'no'], [k('Bool', 'no'), 'false', 'no'], [k('BoolIfExists', 'false'), null, 'yes'], [k('BoolIfExists', 'false'), 'true', 'no'],
  [k('BinaryEquals', 'QmluYXJ5'), 'QmluYXJ5', 'yes'], [k('BinaryEquals', 'QmluYXJ5'), 'qmluYXJ5', 'no'], [k('BinaryEquals', 'QQ=='), null, 'no'],
]);

rows('addresses', [
  [k('IpAddress', '203.0.113.0/24'), '203.0.113.255', 'yes'], [k('IpAddress', '203.0.113.0/24'), '203.0.114.0', 'no'], [k('IpAddress', '203.0.113.7'), '203.0.113.7', 'yes'],
  [k('IpAddress', '203.0.113.7'), '203.0.113.8', 'no'], [k('IpAddress', '203.0.113.77/24'), '203.0.113.1', 'yes'], [k('IpAddress', '0.0.0.0/0'), '8.8.8.8', 'yes'],
  [k('IpAddress', '0.0.0.0/0'), '2001:db8::1', 'no'], [k('IpAddress', '128.0.0.0/1'), '127.255.255.255', 'no'], [k('IpAddress', '10.0.0.0/33'), '10.0.0.0', 'no'],
  [k('IpAddress', '2001:DB8:1234:5678::/64'), '2001:db8:1234:5678:ffff::1', 'yes'], [k('IpAddress', '2001:DB8:1234:5678::/64'), '2001:db8:1234:5679::', 'no'],
  [k('IpAddress', '::/0'), '2001:db8::1', 'yes'], [k('IpAddress', '::/0'), '203.0.113.7', 'no'], [k('IpAddress', '::ffff:192.0.2.0/120'), '::ffff:c000:2ff', 'yes'],
  [k('IpAddress', ['10.0.0.0/8', '2001:db8::/32']), '2001:db8::', 'yes'], [k('IpAddress', '10.0.0.0/8'), null, 'no'], [k('IpAddress', '10.0.0.0/8'), '10.0.0', 'no'],
  [k('NotIpAddress', '203.0.113.0/24'), '203.0.113.9', 'no'], [k('NotIpAddress', '203.0.113.0/24'), '203.0.112.9', 'yes'], [k('NotIpAddress', '203.0.113.0/24'), null, 'yes'],
  [k('NotIpAddress', ['203.0.113.0/24', '2001:db8::/32']), '2001:db8::9', 'no'], [k('NotIpAddress', '203.0.113.0/24'), '2001:db8::9', 'yes'],
  [k('NotIpAddressIfExists', '203.0.113.0/24'), null, 'yes'],
]);

const ARN = 'arn:aws:sns:us-east-1:111122223333:topic';
rows('ARNs', ['ArnEquals', 'ArnLike'].flatMap((operator): Row[] => [
  [k(operator, ARN), ARN, 'yes'], [k(operator, 'arn:aws:sns:*:111122223333:t*c'), ARN, 'yes'], [k(operator, 'arn:aws:sns:us-east-?:111122223333:*'), ARN, 'yes'],
  [k(operator, 'arn:aws:sns:*:topic'), ARN, 'no'], [k(operator, 'arn:aws:*'), ARN, 'no'], [k(operator, 'arn:aws:s?s:us-east-1:1*:topic'), ARN, 'yes'],
  [k(operator, 'arn:aws:sns:us-east-1:111122223333:a:*'), 'arn:aws:sns:us-east-1:111122223333:a:b:c', 'yes'], [k(operator, '*'), ARN, 'yes'],
  [k(operator, 'arn:aws:iam::*:role/*'), 'arn:aws:iam::111122223333:role/a/b', 'yes'], [k(operator, ARN), 'topic', 'no'], [k(operator, ARN), null, 'no'],
]));
rows('ARNs, negated', ['ArnNotEquals', 'ArnNotLike'].flatMap((operator): Row[] => [
  [k(operator, 'arn:aws:sns:*:*:*'), ARN, 'no'], [k(operator, 'arn:aws:sqs:*:*:*'), ARN, 'yes'], [k(operator, ARN), null, 'yes'], [k(`${operator}IfExists`, ARN), null, 'yes'],
]));

rows('Null', [
  [k('Null', 'true'), null, 'yes'], [k('Null', 'true'), 'v', 'no'], [k('Null', 'false'), 'v', 'yes'], [k('Null', false), null, 'no'], [k('Null', true), null, 'yes'],
  [k('Null', ['true', 'false']), 'v', 'yes'], [k('null', 'True'), null, 'yes'], [k('Null', 'false'), '', 'yes'], [k('NullIfExists', 'true'), 'v', 'unknown'],
]);

rows('IfExists', [
  [k('StringEqualsIfExists', 'a'), null, 'yes'], [k('StringEqualsIfExists', 'a'), 'a', 'yes'], [k('StringEqualsIfExists', 'a'), 'b', 'no'],
  [k('StringNotEqualsIfExists', 'a'), null, 'yes'], [k('StringNotEqualsIfExists', 'a'), 'a', 'no'], [k('NumericLessThanIfExists', '1.2'), null, 'yes'],
  [k('DateGreaterThanIfExists', '2024'), null, 'yes'], [k('IpAddressIfExists', '10.0.0.0/8'), null, 'yes'], [k('ArnLikeIfExists', ARN), null, 'yes'],
]);

rows('set operators', [
  [k('ForAllValues:StringEquals', ['a', 'b']), ['a'], 'yes'], [k('ForAllValues:StringEquals', ['a', 'b']), ['a', 'c'], 'no'], [k('ForAllValues:StringEquals', 'a'), null, 'yes'],
  [k('ForAllValues:StringEquals', 'a'), [], 'yes'], [k('ForAllValues:StringNotEquals', ['a', 'b']), ['c'], 'yes'], [k('ForAllValues:StringNotEquals', ['a', 'b']), ['c', 'a'], 'no'],
  [k('ForAllValues:StringNotEquals', 'a'), null, 'yes'], [k('ForAllValues:StringLike', 'a*'), ['ab', 'ac'], 'yes'], [k('ForAllValues:Bool', 'true'), null, 'yes'],
  [k('ForAnyValue:StringEquals', ['a', 'b']), ['c', 'b'], 'yes'], [k('ForAnyValue:StringEquals', ['a', 'b']), ['c'], 'no'], [k('ForAnyValue:StringEquals', 'a'), null, 'no'],
  [k('ForAnyValue:StringEquals', 'a'), [], 'no'], [k('ForAnyValue:StringNotEquals', 'a'), ['a', 'b'], 'yes'], [k('ForAnyValue:StringNotEquals', 'a'), ['a'], 'no'],
  [k('ForAnyValue:StringNotEquals', 'a'), null, 'no'], [k('ForAnyValue:StringEqualsIfExists', 'a'), null, 'yes'], [k('ForAllValues:StringEqualsIfExists', 'a'), ['b'], 'no'],
  [k('ForAllValues:StringEquals', 'a'), '', 'yes'], [k('ForAnyValue:StringNotEquals', 'a'), '', 'no'], [k('ForAllValues:StringEquals', 'a'), ['a', ''], 'no'],
  [k('StringEquals', 'a'), ['b', 'a'], 'yes'], [k('StringNotEquals', 'a'), ['b', 'a'], 'no'],
]);

rows('unknown operators and opaque values', [
  [k('StringMatches', 'a'), 'a', 'unknown'], [k('constructor', 'a'), 'a', 'unknown'], [k('__proto__', 'a'), 'a', 'unknown'], [k('StringEquals', opaque()), null, 'no'],
  [k('StringEquals', opaque()), 'a', 'unknown'], [k('StringEquals', ['a', opaque()]), 'a', 'yes'], [k('StringNotEquals', ['a', opaque()]), 'a', 'no'],
  [k('StringNotEquals', opaque()), 'a', 'unknown'], [k('StringNotEquals', opaque()), null, 'yes'], [k('StringEquals', opaque('vpc-*')), 'igw-1', 'no'],
  [k('StringEqualsIgnoreCase', opaque('VPC-*')), 'vpc-1', 'unknown'], [k('StringNotEqualsIgnoreCase', opaque('VPC-*')), 'igw-1', 'yes'],
  [k('StringEquals', opaque('vpc-*')), 'vpc-<another>', 'no'], [k('StringNotEquals', opaque()), 'vpc-<another>', 'yes'], [k('StringLike', opaque()), 'vpc-<another>', 'unknown'],
  [k('ArnLike', opaque('arn:aws:iam::*:role/x')), 'arn:aws:iam::111122223333:role/x', 'unknown'], [k('ArnLike', opaque('arn:aws:iam::*:role/x')), 'arn:aws:iam::1:role/y', 'no'],
  [k('ArnLike', opaque('arn:aws:iam::*')), 'arn:aws:iam::111122223333:role/y', 'unknown'], [k('ArnLike', opaque('arn:aws:iam::*')), ARN, 'no'],
  [k('IpAddress', opaque('10.*')), '11.0.0.1', 'unknown'], [k('NumericLessThan', opaque()), '1', 'unknown'], [k('Bool', opaque()), 'true', 'unknown'],
  [k('Null', opaque()), 'a', 'unknown'], [k('DateLessThan', opaque()), null, 'no'],
]);

const USER = { 'aws:username': 'bob', 'aws:PrincipalTag/a*': 'a*', 'aws:TagKeys': ['a', 'b'] };
test.each<[string, object, string, 'yes' | 'no' | 'unknown']>([
  ['a variable', k('StringEquals', 'home/${aws:username}'), 'home/bob', 'yes'],
  ['a variable in another case', k('StringEquals', 'home/${AWS:UserName}'), 'home/bob', 'yes'],
  ['another value', k('StringEquals', 'home/${aws:username}'), 'home/eve', 'no'],
  ['a wildcard beside a variable', k('StringLike', '${aws:username}/*'), 'bob/x', 'yes'],
  ['a wildcard out of a variable is a letter', k('StringLike', '${aws:PrincipalTag/a*}'), 'ab', 'no'],
  ['and matches itself', k('StringLike', '${aws:PrincipalTag/a*}'), 'a*', 'yes'],
  ['${*} is a star', k('StringLike', 'a${*}'), 'a*', 'yes'],
  ['${*} is no wildcard', k('StringLike', 'a${*}'), 'ab', 'no'],
  ['${?} and ${$}', k('StringLike', '${?}${$}*'), '?$x', 'yes'],
  ['${*} where there are no wildcards', k('StringEquals', 'a${*}'), 'a*', 'yes'],
  ['a default that is not needed', k('StringEquals', "${aws:username, 'none'}"), 'bob', 'yes'],
  ['a default', k('StringEquals', "${aws:FederatedProvider, 'none'}"), 'none', 'yes'],
  ['a missing key matches nothing', k('StringLike', '*${aws:FederatedProvider}'), 'x', 'no'],
  ['so it is met in the negative', k('StringNotLike', '${aws:FederatedProvider}'), 'x', 'yes'],
  ['but for another value that matches', k('StringNotLike', ['${aws:FederatedProvider}', 'x']), 'x', 'no'],
  ['a key of several values', k('StringEquals', '${aws:TagKeys}'), 'a', 'unknown'],
  ['ARN operators', k('ArnLike', 'arn:aws:iam::*:user/${aws:username}'), 'arn:aws:iam::1:user/bob', 'yes'],
  ['Bool', k('Bool', '${aws:username}'), 'true', 'no'],
  ['numbers have no variables', k('NumericEquals', '${aws:username}'), 'bob', 'no'],
  ['an unclosed variable is text', k('StringEquals', '${aws:username'), '${aws:username', 'yes'],
])('variables: %s', (_, block, value, expected) => expect(met(block, { ...USER, 'aws:K': value })).toBe(expected));

test.each<[string, object, string, 'yes' | 'no' | 'unknown']>([
  ['the key may be the value', k('StringEquals', 'home/${aws:username}'), 'home/bob', 'unknown'],
  ['or surely is not', k('StringEquals', 'home/${aws:username}'), 'bob', 'no'],
  ['nor surely is', k('StringNotEquals', 'home/${aws:username}'), 'home/bob', 'unknown'],
  ['which is met in the negative, be the key there or not', k('StringNotEquals', 'home/${aws:username}'), 'bob', 'yes'],
  ['in an ARN', k('ArnEquals', 'arn:aws:iam::${aws:PrincipalAccount}:root'), 'arn:aws:iam::1:root', 'unknown'],
  ['with a default, since the key may be there', k('StringEquals', "${aws:username, 'none'}"), 'none', 'unknown'],
])('unknown variables: %s', (_, block, value, expected) => expect(met(block, { 'aws:K': value }, 'unknown')).toBe(expected));

test('before version 2012-10-17 there are no variables', () => {
  expect(met(k('StringEquals', '${aws:username}'), { ...USER, 'aws:K': 'bob' }, 'absent', '2008-10-17')).toBe('no');
  expect(met(k('StringEquals', '${aws:username}'), { ...USER, 'aws:K': '${aws:username}' }, 'absent', '')).toBe('yes');
});

test('conditions are all to be met, over keys in any case', () => {
  const block = { StringEquals: { 'AWS:a': '1', 'aws:B': '2' }, Null: { 'aws:c': 'true' } };
  expect(met(block, { 'aws:A': '1', 'AWS:b': '2' })).toBe('yes');
  expect(met(block, { 'aws:A': '1', 'AWS:b': '3' })).toBe('no');
  expect(met(block, { 'aws:A': '1', 'AWS:b': '2', 'aws:C': '' })).toBe('no');
  expect(met(block, { 'aws:A': '1' }, 'unknown')).toBe('unknown');
  expect(met(block, { 'aws:A': '2' }, 'unknown')).toBe('no');
});

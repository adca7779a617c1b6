import { branch, byName, control, reading, verdict } from './fakes';
import type { Verdict } from '../../src/controls/verdict';
import { describeBranches } from '../../src/evidence/branches';
import { judge } from '../../src/evidence/judge';

type Outcome = Verdict['outcome'];

const PROD = branch('prod', 'IsProd is true');
const TEST = branch('test', 'IsProd is false');

/** Judges a bucket whose posture in production is judged as one outcome, and elsewhere as another. */
function judged(prod: Outcome, test: Outcome): Verdict {
  return judge(byName('Versioning', { prod, test }), reading('Records', { alternatives: [PROD, TEST] }));
}

test.each<[prod: Outcome, test: Outcome, merged: Outcome]>([
  ['pass', 'pass', 'pass'],
  ['fail', 'fail', 'fail'],
  ['unknown', 'unknown', 'unknown'],
  ['not-applicable', 'not-applicable', 'not-applicable'],
  ['pass', 'not-applicable', 'pass'],
  ['pass', 'fail', 'unknown'],
  ['pass', 'unknown', 'unknown'],
  ['fail', 'unknown', 'unknown'],
  ['fail', 'not-applicable', 'unknown'],
  ['unknown', 'not-applicable', 'unknown'],
])('%s in one branch and %s in the other is %s', (prod, other, merged) => {
  expect(judged(prod, other).outcome).toBe(merged);
  expect(judged(other, prod).outcome).toBe(merged);
});

test('reasons say which branch does what, failures first', () => {
  expect(judged('pass', 'fail').because).toEqual([
    { at: 'Resources/Records/Properties/Versioning', says: 'fails when IsProd is false: is test' },
    { at: 'Resources/Records', says: 'passes when IsProd is true' },
  ]);
});

test('a bucket that passes says why, and where the control does not apply', () => {
  expect(judged('pass', 'not-applicable').because).toEqual([
    { at: 'Resources/Records/Properties/Versioning', says: 'passes when IsProd is true: is prod' },
    { at: 'Resources/Records', says: 'does not apply when IsProd is false' },
  ]);
});

test('a reason that all branches share is said once, without the branches', () => {
  const everywhere = control('x', () => verdict('fail', { at: 'a', says: 'is not set' }));
  expect(judge(everywhere, reading('Records', { alternatives: [PROD, TEST] })).because).toEqual([{ at: 'a', says: 'is not set' }]);
});

test('one branch without conditions keeps its verdict', () => {
  const found: Verdict = { outcome: 'pass', because: [{ at: 'a', says: 'is true' }], assuming: ['Stage keeps its default'] };
  expect(judge(control('x', () => found), reading('Records'))).toEqual(found);
});

test('what branches take for granted is taken for granted once', () => {
  const assuming = control('x', ({ at }) => ({ ...verdict('pass', { at, says: 'is true' }), assuming: ['A', at] }));
  expect(judge(assuming, reading('Records', { alternatives: [PROD, TEST] })).assuming).toEqual(['A', 'prod', 'test']);
});

test('no branch at all is unknown, with a reason', () => {
  expect(judge(byName('x', {}), reading('Records', { alternatives: [] }))).toEqual({
    outcome: 'unknown', because: [{ at: 'Resources/Records', says: 'no branch of the template is known to make this bucket' }],
  });
});

test.each<[thrown: unknown, message: string]>([
  [new Error('boom'), 'boom'],
  ['a string', 'a string'],
])('a control that throws %p is unknown, never a pass and never a crash', (thrown, message) => {
  const broken = control('x', () => { throw thrown; });
  expect(judge(broken, reading('Records'))).toEqual({
    outcome: 'unknown', because: [{ at: 'Resources/Records', says: `the control itself failed: ${message}` }],
  });
});

test('a control that throws in one branch does not pass by the other', () => {
  const half = control('x', ({ at }) => {
    if (at === 'test') throw new Error('boom');
    return verdict('pass', { at, says: 'is true' });
  });
  expect(judge(half, reading('Records', { alternatives: [PROD, TEST] })).outcome).toBe('unknown');
});

test('a verdict without a reason gets one', () => {
  expect(judge(control('x', () => verdict('unknown')), reading('Records')).because).toEqual([{ at: 'Resources/Records', says: 'the control gave no reason' }]);
});

test.each<[branches: string[][], told: string]>([
  [[['A is true']], 'A is true'],
  [[['A is true', 'B is true'], ['A is true', 'B is false']], 'A is true'],
  [[['A is true', 'B is true'], ['A is false', 'B is false']], 'A is true and B is true, or A is false and B is false'],
  [[['A is true', 'B is true'], ['A is false', 'B is true'], ['A is false', 'B is false']], 'B is true, or A is false and B is false'],
  [[['A is true', 'B is false'], ['A is true', 'B is false']], 'A is true and B is false'],
  [[['A is true'], ['A is false']], 'some branch is taken'],
])('%j is told as "%s"', (branches, told) => {
  expect(describeBranches(branches)).toBe(told);
});

import { all, any, daysWithin, fail, holds, is, isSet, notApplicable, pass, someEntry, unsure } from '../../src/controls/verdict';
import { known, unknown } from '../../src/posture/fact';

const outcomes = { pass: pass('p', 'passes'), fail: fail('f', 'fails'), unknown: unsure('u', 'is unseen'), na: notApplicable('n', 'does not apply') };

test.each([
  ['pass', 'fail', 'fail', 'pass'],
  ['pass', 'unknown', 'unknown', 'pass'],
  ['fail', 'unknown', 'fail', 'unknown'],
  ['pass', 'na', 'pass', 'pass'],
  ['fail', 'na', 'fail', 'fail'],
  ['unknown', 'na', 'unknown', 'unknown'],
  ['na', 'na', 'na', 'na'],
] as const)('%s with %s: all is %s, any is %s', (one, other, both, either) => {
  expect(all(outcomes[one], outcomes[other]).outcome).toBe(outcomes[both].outcome);
  expect(all(outcomes[other], outcomes[one]).outcome).toBe(outcomes[both].outcome);
  expect(any(outcomes[one], outcomes[other]).outcome).toBe(outcomes[either].outcome);
  expect(any(outcomes[other], outcomes[one]).outcome).toBe(outcomes[either].outcome);
});

test('a verdict gives the reasons that decide it, and no others', () => {
  expect(all(outcomes.pass, outcomes.fail, outcomes.unknown).because).toEqual(outcomes.fail.because);
  expect(any(outcomes.pass, outcomes.fail, outcomes.unknown).because).toEqual(outcomes.pass.because);
});

test('what is assumed stays assumed, once, and only where it decides', () => {
  const assumed = known('at', true, ['Stage keeps its default']);
  expect(all(is(assumed, true), is(assumed, true)).assuming).toEqual(['Stage keeps its default']);
  expect(holds(assumed, () => is(assumed, true)).assuming).toEqual(['Stage keeps its default']);
  expect(all(is(assumed, true), outcomes.fail).assuming).toBeUndefined();
});

test('is names what it saw and what it expected', () => {
  expect(is<string | undefined>(known('at', undefined), 'a', 'b').because).toEqual([{ at: 'at', says: 'is not set, expected "a" or "b"' }]);
  expect(is(known('at', false), true).because).toEqual([{ at: 'at', says: 'is false or not set, expected true' }]);
  expect(is(unknown('at', 'AccessDenied'), 'a')).toEqual(unsure('at', 'AccessDenied'));
});

test('isSet passes whatever the value', () => {
  expect(isSet(known('at', 0)).outcome).toBe('pass');
  expect(isSet(known('at', undefined))).toEqual(fail('at', 'is not set'));
  expect(isSet(unknown('at', 'AccessDenied')).outcome).toBe('unknown');
});

test.each([
  [undefined, 'fail', 'is not set, expected 1 to 7 days'],
  [0, 'fail', 'is 0 days, expected 1 to 7 days'],
  [1, 'pass', 'is 1 days'],
  [7, 'pass', 'is 7 days'],
  [8, 'fail', 'is 8 days, expected 1 to 7 days'],
  [NaN, 'fail', 'is NaN days, expected 1 to 7 days'],
] as const)('%p days within 1 and 7: %s', (days, outcome, says) => {
  expect(daysWithin(known<number | undefined>('at', days), 1, 7)).toEqual({ outcome, because: [{ at: 'at', says }] });
});

test('someEntry needs one entry that passes', () => {
  const judge = (value: boolean) => is(known('entry', value), true);
  expect(someEntry(known('list', []), 'has none', judge)).toEqual(fail('list', 'has none'));
  expect(someEntry(known('list', [false]), 'has none', judge).because.map(reason => reason.at)).toEqual(['list', 'entry']);
  expect(someEntry(known('list', [false, true]), 'has none', judge).outcome).toBe('pass');
  expect(someEntry(unknown('list', 'AccessDenied'), 'has none', judge).outcome).toBe('unknown');
});

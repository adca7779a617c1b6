import { byName, control, exception, posture, reading, verdict } from './fakes';
import type { Verdict } from '../../src/controls/verdict';
import { judge, ruling } from '../../src/evidence';
import { dayOf, isDay } from '../../src/evidence/day';
import type { Alternative } from '../../src/posture/cloudformation';
import { type Exception, NOTHING_DECLARED } from '../../src/posture/declarations';
import { known, unknown } from '../../src/posture/fact';

type Outcome = Verdict['outcome'];

const TODAY = '2026-11-24';
const CONTROL = 'Versioning';

const branchOf = (name: string, when: readonly string[], ...exceptions: readonly Exception[]): Alternative =>
  ({ when, posture: posture(name, { exceptions }) });

function ruled(outcome: Outcome, exceptions: readonly Exception[], today: string | undefined = TODAY) {
  return ruling(byName(CONTROL, { only: outcome }), reading('Records', { alternatives: [branchOf('only', [], ...exceptions)] }), today);
}

describe.each<[what: string, exceptions: readonly Exception[], holds: boolean, reasons?: readonly string[]]>([
  ['none', [], false],
  ['for another control', [exception('KeyRotates')], false],
  ['for another spelling', [exception('versioning')], false],
  ['for a name of the language', [exception('__proto__'), exception('constructor')], false],
  ['that expires tomorrow', [exception(CONTROL, { expires: '2026-11-25' })], true],
  ['that expires much later', [exception(CONTROL, { expires: '9999-12-31' })], true],
  ['that expires today', [exception(CONTROL, { expires: TODAY })], false, ['the exception of Jane Roe expired on 2026-11-24']],
  ['that expired', [exception(CONTROL, { expires: '2026-01-31' })], false, ['the exception of Jane Roe expired on 2026-01-31']],
  ['without an owner', [exception(CONTROL, { owner: undefined })], false, ['the exception has no owner, so it waives nothing']],
  ['with a blank owner', [exception(CONTROL, { owner: ' \t' })], false, ['the exception has no owner, so it waives nothing']],
  ['with an owner that shows nothing', [exception(CONTROL, { owner: '\u2800\u3164\u115f\u034f\u0301-' })], false, ['the exception has no owner, so it waives nothing']],
  ['with an owner that nobody can see', [exception(CONTROL, { owner: '\u200b\u0007' })], false, ['the exception has no owner, so it waives nothing']],
  ['without a reason', [exception(CONTROL, { reason: '' })], false, ['the exception has no reason, so it waives nothing']],
  ['without an expiry date', [exception(CONTROL, { expires: undefined })], false, ['the exception has no expiry date, so it waives nothing']],
  ['with nothing but a name', [{ at: 'a', control: CONTROL }], false, ['the exception has no reason and no owner and no expiry date, so it waives nothing']],
  ['that expires on a day that no calendar has', [exception(CONTROL, { expires: '2027-02-30' })], false,
    ['the exception of Jane Roe expires on "2027-02-30", which is no day written as YYYY-MM-DD, so it waives nothing']],
  ['that expires never', [exception(CONTROL, { expires: 'never' })], false,
    ['the exception of Jane Roe expires on "never", which is no day written as YYYY-MM-DD, so it waives nothing']],
  ['of which one holds', [exception(CONTROL, { expires: '2026-01-31' }), exception(CONTROL)], true],
  ['that are all wrong', [exception(CONTROL, { expires: '2026-01-31' }), exception(CONTROL, { owner: '' })], false,
    ['the exception of Jane Roe expired on 2026-01-31', 'the exception has no owner, so it waives nothing']],
])('an exception %s', (_, exceptions, holds, reasons = []) => {
  test.each<Outcome>(['fail', 'unknown'])('beside a control that comes out as %s', outcome => {
    const found = ruled(outcome, exceptions);
    expect(found.outcome).toBe(holds ? 'waived' : outcome);
    expect(found.waiver !== undefined).toBe(holds);
    expect(found.because.map(reason => reason.says)).toEqual(['is only', ...reasons]);
  });

  test.each<Outcome>(['pass', 'not-applicable'])('changes nothing of %s', outcome => {
    expect(ruled(outcome, exceptions)).toEqual(ruled(outcome, []));
  });
});

test('a waiver says who, why, until when and where', () => {
  expect(ruled('fail', [exception(CONTROL)]).waiver).toEqual({
    reason: 'rebuilt every night', owner: 'Jane Roe', expires: '2027-01-01', at: 'Resources/Records/Metadata/cdk-s3-compliance/exceptions/0',
  });
});

test('of several the one that lasts longest is named', () => {
  const several = ['2026-12-01', '2027-06-01', '2027-01-01'].map(expires => exception(CONTROL, { expires }));
  expect(ruled('fail', several).waiver?.expires).toBe('2027-06-01');
});

test.each([undefined, '', 'today', '2026-02-30', '2026-11-24T00:00:00Z'])('on the day %p nothing is waived', today => {
  const found = ruling(byName(CONTROL, { only: 'fail' }), reading('Records', { alternatives: [branchOf('only', [], exception(CONTROL))] }), today);
  expect(found.outcome).toBe('fail');
  expect(found.because.at(-1)!.says).toBe('no date was given, so the exception of Jane Roe waives nothing');
});

describe('branches', () => {
  const HOLDS = exception(CONTROL);
  const LATE = exception(CONTROL, { expires: '2026-01-31' });

  const inBranches = (outcomes: readonly [prod: Outcome, test: Outcome], prod: readonly Exception[], other: readonly Exception[]) =>
    ruling(byName(CONTROL, { prod: outcomes[0], test: outcomes[1] }), reading('Records', {
      alternatives: [branchOf('prod', ['IsProd is true'], ...prod), branchOf('test', ['IsProd is false'], ...other)],
    }), TODAY);

  test.each<[
    outcomes: readonly [prod: Outcome, test: Outcome], prod: readonly Exception[], test: readonly Exception[],
    ruled: string, reasons: readonly string[],
  ]>([
    [['fail', 'fail'], [HOLDS], [HOLDS], 'waived', []],
    [['fail', 'unknown'], [HOLDS], [HOLDS], 'waived', []],
    [['pass', 'fail'], [], [HOLDS], 'waived', []],
    [['not-applicable', 'fail'], [], [HOLDS], 'waived', []],
    [['pass', 'pass'], [HOLDS], [LATE], 'pass', []],
    [['fail', 'fail'], [HOLDS], [], 'fail', ['the exception of Jane Roe does not hold when IsProd is false, so it waives nothing']],
    [['fail', 'unknown'], [], [HOLDS], 'unknown', ['the exception of Jane Roe does not hold when IsProd is true, so it waives nothing']],
    [['fail', 'pass'], [], [HOLDS], 'unknown', ['the exception of Jane Roe does not hold when IsProd is true, so it waives nothing']],
    [['fail', 'fail'], [HOLDS], [LATE], 'fail',
      ['the exception of Jane Roe expired on 2026-01-31', 'the exception of Jane Roe does not hold when IsProd is false, so it waives nothing']],
    [['fail', 'fail'], [LATE], [LATE], 'fail', ['the exception of Jane Roe expired on 2026-01-31']],
  ])('%j, exceptions %#', (outcomes, prod, other, outcome, reasons) => {
    const found = inBranches(outcomes, prod, other);
    expect(found.outcome).toBe(outcome);
    expect(found.because.map(r => r.says).filter(says => says.includes('exception'))).toEqual(reasons);
  });

  test('the reasons of the verdict stay, branch by branch', () => {
    const alternatives = [branchOf('prod', ['IsProd is true']), branchOf('test', ['IsProd is false'], HOLDS)];
    const check = byName(CONTROL, { prod: 'pass', test: 'fail' });
    expect(ruling(check, reading('Records', { alternatives }), TODAY).because).toEqual(judge(check, reading('Records', { alternatives })).because);
  });

  test('where branches differ, the waiver is the one that ends first', () => {
    const later = exception(CONTROL, { expires: '2028-01-01', owner: 'John Doe' });
    expect(inBranches(['fail', 'fail'], [later], [HOLDS]).waiver).toMatchObject({ owner: 'Jane Roe', expires: '2027-01-01' });
    expect(inBranches(['fail', 'fail'], [HOLDS], [later]).waiver).toMatchObject({ owner: 'Jane Roe', expires: '2027-01-01' });
  });

  test('a bucket without a branch has nothing to waive', () => {
    expect(ruling(byName(CONTROL, {}), reading('Records', { alternatives: [] }), TODAY).outcome).toBe('unknown');
  });
});

test('declarations that cannot be known waive nothing', () => {
  const hidden = { ...posture('only'), declared: unknown('a', 'decided at deploy time') };
  expect(ruling(byName(CONTROL, { only: 'fail' }), reading('Records', { alternatives: [{ when: [], posture: hidden }] }), TODAY).outcome).toBe('fail');
});

test('what a waiver takes for granted is said', () => {
  const declared = known('a', { ...NOTHING_DECLARED, exceptions: [exception(CONTROL)] }, ['parameter Owner keeps its default']);
  const check = control(CONTROL, ({ at }) => ({ ...verdict('fail', { at, says: 'is bad' }), assuming: ['parameter Stage keeps its default'] }));
  const found = ruling(check, reading('Records', { alternatives: [{ when: [], posture: { ...posture('only'), declared } }] }), TODAY);
  expect(found.assuming).toEqual(['parameter Stage keeps its default', 'parameter Owner keeps its default']);
});

test('a control that throws can be waived, and is asked once for each branch', () => {
  const asked: string[] = [];
  const broken = control(CONTROL, ({ at }) => { asked.push(at); throw new Error('boom'); });
  expect(ruling(broken, reading('Records', { alternatives: [branchOf('only', [], exception(CONTROL))] }), TODAY).outcome).toBe('waived');
  expect(asked).toEqual(['only']);
});

test('an endless name does not make an endless sentence', () => {
  const found = ruled('fail', [exception(CONTROL, { owner: 'x'.repeat(1e6), expires: '9'.repeat(1e6) })]);
  expect(found.because.at(-1)!.says.length).toBeLessThan(300);
});

test.each<[day: string, is: boolean]>([
  ['2026-12-31', true], ['2028-02-29', true], ['0001-01-01', true], ['9999-12-31', true],
  ['2026-02-29', false], ['2026-13-01', false], ['2026-00-10', false], ['2026-04-31', false], ['2026-1-1', false],
  ['2026-12-31 ', false], ['2026-12-31T00:00', false], ['20261231', false], ['', false], ['\u0662\u0660\u0662\u0666-12-31', false],
])('%p is a day: %p', (day, is) => expect(isDay(day)).toBe(is));

test('a day is one in UTC', () => expect(dayOf(new Date('2026-12-31T23:59:59-05:00'))).toBe('2027-01-01'));

import { branch, byName, control, framework, manual, reading, template, verdict } from './fakes';
import type { Verdict } from '../../src/controls/verdict';
import { evaluate, toJson } from '../../src/evidence';
import type { Framework } from '../../src/frameworks/framework';

const always = (outcome: Verdict['outcome']) => byName('Versioning', { only: outcome });

/** A framework of one requirement for each clause; all of them cite the same check. */
const asking = (check: Framework['requirements'][0]['checks'][0]['check'], ...clauses: readonly (string | undefined)[]) =>
  framework(...clauses.map((onlyIf, i) => ({ id: `R${i}`, title: `Requirement ${i}`, checks: [{ check, tier: 'A' as const, onlyIf }] })));

const findingOf = (rule: Framework) => evaluate([reading('Records')], rule).buckets[0].findings[0];

describe('a check that is asked of some buckets only', () => {
  test.each<[outcome: Verdict['outcome'], left: string]>([
    ['fail', 'manual'],
    ['unknown', 'manual'],
    ['pass', 'pass'],
    ['not-applicable', 'not-applicable'],
  ])('is left to a person unless it is met: %s becomes %s', (outcome, left) => {
    expect(findingOf(asking(always(outcome), 'for regulated data')).outcome).toBe(left);
  });

  test('says what is to decide, then what was seen, and how to get it', () => {
    const finding = findingOf(asking(always('fail'), 'for regulated data', 'for public data'));
    expect(finding.because.map(b => b.says)).toEqual([
      'asked only for regulated data, or for public data: decide whether this bucket needs it; today it does not have it',
      'is only',
    ]);
    expect(finding.fix).toBe('Set `Versioning: true`.');
  });

  test('does not claim to know what is unknown', () => {
    expect(findingOf(asking(always('unknown'), 'for regulated data')).because[0].says).toContain('whether it has it today cannot be known here');
  });

  test('fails where another requirement asks for it of every bucket', () => {
    expect(findingOf(asking(always('fail'), 'for regulated data', undefined)).outcome).toBe('fail');
  });
});

test('buckets come by template and logical id, by code units', () => {
  const readings = [['b', 'A'], ['a', 'b'], ['a', 'Z'], ['a', 'a']].map(([name, id]) => reading(id, { template: name }));
  const places = evaluate(readings, asking(always('pass'), undefined)).buckets.map(b => `${b.template}/${b.logicalId}`);
  expect(places).toEqual(['a/Z', 'a/a', 'a/b', 'b/A']);
});

test('findings come in the order of the framework, each check once, with all who cite it', () => {
  const [one, two] = [byName('One', { only: 'pass' }), byName('Two', { only: 'fail' })];
  const rule = framework(
    { id: 'R1', title: 'First', checks: [{ check: two, tier: 'A' }, { check: one, tier: 'B' }] },
    { id: 'R2', title: 'Second', priority: 'P0', checks: [{ check: two, tier: 'spec', onlyIf: 'for regulated data' }] },
  );
  const { buckets, requirements } = evaluate([reading('Records'), reading('Logs')], rule);
  expect(buckets[0].findings.map(f => [f.check, f.requirements])).toEqual([['Two', ['R1', 'R2']], ['One', ['R1']]]);
  expect(requirements).toEqual([
    {
      id: 'R1',
      title: 'First',
      checks: [{ id: 'Two', tier: 'A' }, { id: 'One', tier: 'B' }],
      outcomes: { 'fail': 2, 'unknown': 0, 'manual': 0, 'pass': 2, 'not-applicable': 0 },
    },
    {
      id: 'R2',
      title: 'Second',
      priority: 'P0',
      checks: [{ id: 'Two', tier: 'spec', onlyIf: 'for regulated data' }],
      outcomes: { 'fail': 2, 'unknown': 0, 'manual': 0, 'pass': 0, 'not-applicable': 0 },
    },
  ]);
});

test('what a person attests comes once, however many buckets there are', () => {
  const report = evaluate([reading('Records'), reading('Logs')], asking(manual('Agreement'), undefined));
  expect(report.buckets.map(b => b.findings)).toEqual([[], []]);
  expect(report.manual).toEqual([{ check: 'Agreement', statement: 'The account has Agreement.', manual: 'Look at Agreement.', requirements: ['R0'] }]);
  expect(report.summary.outcomes.manual).toBe(1);
  expect(report.requirements[0].outcomes.manual).toBe(1);
});

test('a control that throws spoils its own finding only', () => {
  const broken = control('Broken', () => { throw new Error('boom'); });
  const rule = framework({ id: 'R1', title: 'First', checks: [{ check: broken, tier: 'A' }, { check: always('pass'), tier: 'A' }] });
  expect(evaluate([reading('Records')], rule).buckets[0].findings.map(f => f.outcome)).toEqual(['unknown', 'pass']);
});

test('reasons name the line of what is there, or of what is around it', () => {
  const at = 'Resources/Records/Properties/VersioningConfiguration/Status';
  const check = control('x', () => verdict('fail', { at, says: 'is not set' }, { at: 'keys.yaml#Resources/Key', says: 'is disabled' }));
  const templates = [template('app.yaml', 'Resources/Records'), template('keys.yaml', 'Resources/Key')];
  const report = evaluate([reading('Records', { line: 3 })], asking(check, undefined), { templates });
  expect(report.buckets[0].findings[0].because).toEqual([
    { at, line: 'Resources/Records'.length, says: 'is not set' },
    { template: 'keys.yaml', at: 'Resources/Key', line: 'Resources/Key'.length, says: 'is disabled' },
  ]);
});

test('without templates no line is made up', () => {
  expect(findingOf(asking(always('fail'), undefined)).because[0]).not.toHaveProperty('line');
});

test('the same input gives the same bytes, in whatever order it comes; no clock is read', () => {
  const rule = asking(byName('Versioning', { prod: 'pass', test: 'fail' }), undefined);
  const alternatives = [branch('prod', 'IsProd is true'), branch('test', 'IsProd is false')];
  const readings = ['C', 'a', 'B'].map(id => reading(id, { alternatives }));
  const bytes = toJson(evaluate(readings, rule));
  expect(toJson(evaluate([...readings].reverse(), rule))).toBe(bytes);
  expect(bytes).not.toMatch(/generatedAt|20\d\d-/);
  expect(evaluate(readings, rule, { generatedAt: '2026-01-02T03:04:05Z' }).generatedAt).toBe('2026-01-02T03:04:05Z');
});

test('a report is what its JSON says', () => {
  const report = evaluate([reading('Records')], asking(always('fail'), undefined));
  expect(JSON.parse(toJson(report))).toStrictEqual(report);
});

test('nothing judged is a report, too', () => {
  expect(evaluate([], asking(always('fail'), undefined)).summary).toEqual({
    buckets: 0, outcomes: { 'fail': 0, 'unknown': 0, 'manual': 0, 'pass': 0, 'not-applicable': 0 },
  });
});

import { branch, byName, control, exception, framework, manual, posture, reading, template, verdict } from './fakes';
import type { Verdict } from '../../src/controls/verdict';
import { evaluate, toJson } from '../../src/evidence';
import type { Framework } from '../../src/frameworks/framework';
import type { Exception } from '../../src/posture/declarations';
import { known, unknown } from '../../src/posture/fact';

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
      outcomes: { 'fail': 2, 'unknown': 0, 'manual': 0, 'waived': 0, 'pass': 2, 'not-applicable': 0 },
    },
    {
      id: 'R2',
      title: 'Second',
      priority: 'P0',
      checks: [{ id: 'Two', tier: 'spec', onlyIf: 'for regulated data' }],
      outcomes: { 'fail': 2, 'unknown': 0, 'manual': 0, 'waived': 0, 'pass': 0, 'not-applicable': 0 },
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
    buckets: 0, outcomes: { 'fail': 0, 'unknown': 0, 'manual': 0, 'waived': 0, 'pass': 0, 'not-applicable': 0 },
  });
});

describe('exceptions', () => {
  const TODAY = '2026-11-24';
  const declaring = (...exceptions: readonly Exception[]) => reading('Records', { alternatives: [{ when: [], posture: posture('only', { exceptions }) }] });
  const bucketOf = (rule: Framework, ...exceptions: readonly Exception[]) => evaluate([declaring(...exceptions)], rule, { today: TODAY }).buckets[0];
  const asked = (outcome: Verdict['outcome']) => asking(always(outcome), undefined);

  test.each<[outcome: Verdict['outcome'], given: Exception, status: string]>([
    ['fail', exception('Versioning'), 'waives'],
    ['unknown', exception('Versioning'), 'waives'],
    ['pass', exception('Versioning'), 'not needed'],
    ['not-applicable', exception('Versioning'), 'not needed'],
    ['fail', exception('Versioning', { expires: TODAY }), 'expired'],
    ['pass', exception('Versioning', { expires: TODAY }), 'expired'],
    ['fail', exception('Versioning', { owner: '' }), 'incomplete'],
    ['fail', exception('Versioning', { expires: '2027-02-30' }), 'incomplete'],
    ['fail', exception('versioning-enabled'), 'not asked'],
    ['fail', exception('versioning-enabled', { expires: TODAY }), 'expired'],
    ['fail', exception('toString'), 'names no control'],
    ['fail', exception('__proto__'), 'names no control'],
    ['fail', exception('', { owner: '' }), 'names no control'],
  ])('of a control that comes out as %s: %j: %s', (outcome, given, status) => {
    const { exceptions, findings } = bucketOf(asked(outcome), given);
    expect(exceptions.map(e => e.status)).toEqual([status]);
    expect(exceptions[0]).toMatchObject(given);
    expect(exceptions[0].says).not.toBe('');
    expect(findings[0].outcome).toBe(status === 'waives' ? 'waived' : outcome);
  });

  test('a waived finding keeps its reasons, says the waiver, and is counted apart', () => {
    const { findings: [finding], outcomes } = bucketOf(asked('fail'), exception('Versioning'));
    expect(finding.because.map(b => b.says)).toEqual(['is only']);
    expect(finding.waiver).toEqual({ reason: 'rebuilt every night', owner: 'Jane Roe', expires: '2027-01-01', at: exception('Versioning').at });
    expect(finding.fix).toBeDefined();
    expect(outcomes).toMatchObject({ fail: 0, waived: 1 });
  });

  test('without a day nothing is waived, and the report says so', () => {
    const { asOf, buckets: [bucket] } = evaluate([declaring(exception('Versioning'))], asked('fail'));
    expect(bucket.findings[0].outcome).toBe('fail');
    expect(bucket.exceptions[0]).toMatchObject({ status: 'no date given', says: 'no date was given, so the exception of Jane Roe waives nothing' });
    expect(asOf).toBeUndefined();
  });

  test('the day is said where an exception was judged on it, and nowhere else', () => {
    expect(evaluate([declaring(exception('Versioning'))], asked('fail'), { today: TODAY }).asOf).toBe(TODAY);
    expect(evaluate([declaring()], asked('fail'), { today: TODAY })).not.toHaveProperty('asOf');
    expect(evaluate([declaring(exception('Versioning'))], asked('fail'), { today: 'tomorrow' })).not.toHaveProperty('asOf');
  });

  test('what is asked of some buckets only is waived, not left to a person', () => {
    const [finding] = bucketOf(asking(always('fail'), 'for regulated data'), exception('Versioning')).findings;
    expect(finding.outcome).toBe('waived');
    expect(finding.because.map(b => b.says)).toEqual(['asked only for regulated data: waived, whether or not this bucket needs it', 'is only']);
  });

  test('what is asked of some buckets only is left to a person again once the exception expired', () => {
    const [finding] = bucketOf(asking(always('fail'), 'for regulated data'), exception('Versioning', { expires: TODAY })).findings;
    expect([finding.outcome, finding.because.at(-1)!.says]).toEqual(['manual', 'the exception of Jane Roe expired on 2026-11-24']);
  });

  test('a branch that passes does not need the exception that it has', () => {
    const alternatives = [
      { when: ['A is true'], posture: posture('good', { exceptions: [exception('Versioning', { at: 'a' })] }) },
      { when: ['A is false'], posture: posture('bad', { exceptions: [exception('Versioning', { at: 'b' })] }) },
    ];
    const rule = asking(byName('Versioning', { good: 'pass', bad: 'fail' }), undefined);
    const { exceptions } = evaluate([reading('Records', { alternatives })], rule, { today: TODAY }).buckets[0];
    expect(exceptions.map(({ at, when, status }) => [at, when, status])).toEqual([['a', 'A is true', 'not needed'], ['b', 'A is false', 'waives']]);
  });

  test('a branch that needs it and lacks it spoils it for all', () => {
    const alternatives = [
      { when: ['A is true'], posture: posture('only', { exceptions: [exception('Versioning')] }) },
      { when: ['A is false'], posture: posture('only') },
    ];
    const { exceptions, findings } = evaluate([reading('Records', { alternatives })], asked('fail'), { today: TODAY }).buckets[0];
    expect([findings[0].outcome, exceptions[0].status]).toEqual(['fail', 'not in every branch']);
  });

  test('thousands of them are judged in no time', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => exception('Versioning', { at: `a${i}`, ...i % 2 ? {} : { expires: TODAY } }));
    const started = performance.now();
    expect(bucketOf(asked('fail'), ...many).exceptions).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('declarations', () => {
  const declaredBy = (...alternatives: ReturnType<typeof branch>[]) => evaluate([reading('Records', { alternatives })], asking(always('pass'), undefined)).buckets[0].declared;

  test('none is none', () => expect(declaredBy(branch('only'))).toBeUndefined());

  test('all that is declared is said, and what could not be read', () => {
    const said = { allowedRegions: ['eu-central-1'], multiRegionKeyAllowed: false, retentionLegalBasis: 'a law', personalDataTag: 'pii', unreadable: ['x is no map'] };
    expect(declaredBy({ when: [], posture: posture('only', said) })).toEqual([{ at: 'Resources/Records/Metadata/cdk-s3-compliance', ...said }]);
  });

  test('what branches share is said once, what they do not is said with its branch', () => {
    const one = { when: ['A is true'], posture: posture('only', { personalDataTag: 'pii' }) };
    const other = { when: ['A is false'], posture: posture('only', { personalDataTag: 'personal' }) };
    expect(declaredBy(one, { ...one, when: ['A is false'] })).toEqual([expect.not.objectContaining({ when: expect.anything() })]);
    expect(declaredBy(one, other)).toMatchObject([{ when: 'A is true', personalDataTag: 'pii' }, { when: 'A is false', personalDataTag: 'personal' }]);
    expect(declaredBy(one, { ...other, posture: posture('only') })).toMatchObject([{ when: 'A is true' }]);
  });

  test('what cannot be known is said, and what is taken for granted', () => {
    const hidden = { ...posture('only'), declared: unknown('a', 'made by the loop X at deploy time') };
    expect(declaredBy({ when: [], posture: hidden })).toEqual([{ at: 'a', unreadable: ['what the bucket declares cannot be known: made by the loop X at deploy time'] }]);
    const given = { ...posture('only'), declared: known('a', { personalDataTag: 'pii', exceptions: [], unreadable: [] }, ['Tag keeps its default']) };
    expect(declaredBy({ when: [], posture: given })).toEqual([{ at: 'a', personalDataTag: 'pii', assuming: ['Tag keeps its default'] }]);
  });
});

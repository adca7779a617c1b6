import { parse } from 'csv-parse/sync';
import { branch, byName, control, exception, framework, posture, reading, verdict } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { evaluate, KnownFindings, type Report, toCsv } from '../../src/evidence';

type Row = Readonly<Record<string, string>>;

const rowsOf = (...reports: readonly Report[]): readonly Row[] => parse(toCsv(reports), { columns: true });

test('a row for each finding and each attestation', () => {
  const report = sampleReport();
  const rows = rowsOf(report);
  expect(rows.map(r => r.row)).toEqual([...report.buckets.flatMap(b => b.findings.map(() => 'finding')), ...report.manual.map(() => 'attestation')]);
  expect(rows.map(r => r.outcome)).toEqual([...report.buckets.flatMap(b => b.findings.map(f => f.outcome)), 'manual', 'manual']);
});

test('a finding has its reasons with their places, and its requirements', () => {
  expect(rowsOf(sampleReport()).find(r => r.control === 'http-refused' && r.outcome === 'fail')).toEqual({
    row: 'finding',
    framework: 'demo',
    bucket: 'App/Records/Resource',
    template: 'app.yaml',
    line: '12',
    control: 'http-refused',
    severity: 'high',
    outcome: 'fail',
    known: '',
    reasons: expect.stringMatching(/^RecordsPolicy.* absent \(line 23\) \| Key is disabled \(shared\.yaml:9\) \| .*lets d through \(line 28\)$/),
    assuming: '',
    waiver_reason: '',
    waiver_owner: '',
    waiver_expires: '',
    requirements: '164.312(a)(1)',
    statement: 'The bucket has http-refused.',
    fix: 'Set `http-refused: true`.',
  });
});

test('waivers, exceptions that waive nothing, and declarations', () => {
  const rows = rowsOf(exceptionalReport());
  expect(rows.find(r => r.control === 'http-refused')).toMatchObject({ outcome: 'waived', waiver_owner: 'Jane Roe <jane@example.com>', waiver_expires: '2027-01-01', waiver_reason: expect.stringContaining('TLS') });
  expect(rows.filter(r => r.row === 'exception').map(r => `${r.control}: ${r.reasons.split(':')[0]}`)).toEqual(expect.arrayContaining(['key-rotates: expired', 'versionning-enabled: names no control']));
  expect(rows.find(r => r.row === 'declaration')!.reasons).toMatch(/^legal basis of retention: /);
});

test('what the baseline file knows, what is new, and what is gone', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { bad: 'fail', good: 'pass' }), tier: 'A' }] });
  const findings = ['app.yaml#Old', 'App/Deleted'].map(bucket => ({ bucket, control: 'a', outcome: 'fail' as const }));
  const known = new KnownFindings({ schema: 'cdk-s3-compliance/baseline/1', findings });
  const readings = [['Good', 'good'], ['New', 'bad'], ['Old', 'bad']].map(([id, name]) => reading(id, { alternatives: [branch(name)] }));
  expect(rowsOf(evaluate(readings, rule, { known })).map(r => [r.row, r.bucket, r.outcome, r.known])).toEqual([
    ['finding', 'Good', 'pass', ''], ['finding', 'New', 'fail', 'new'], ['finding', 'Old', 'fail', 'known'], ['gone', 'App/Deleted', '', 'gone'],
  ]);
});

test('RFC 4180: CRLF, every row as long as the header, quotes doubled', () => {
  const check = control('a', ({ at }) => verdict('fail', { at, says: 'is "x",\r\ny' }));
  const text = toCsv([evaluate([reading('Records')], framework({ id: '1', title: 'One', checks: [{ check, tier: 'A' }] }))]);
  expect(text.split('\r\n')).toHaveLength(3);
  expect(text).toContain('"only is ""x"", y"');
  expect(toCsv([])).toBe(toCsv([]));
  expect(rowsOf()).toEqual([]);
});

test.each([
  ['=1+1', '\'=1+1'], ['+1', '\'+1'], ['-1', '\'-1'], ['@SUM(1)', '\'@SUM(1)'], ['\t=1', '\'=1'], ['\r\n=1', '\'=1'], ['＝1', '\'＝1'], ['a;=1', 'a;\'=1'], ['a; =1', 'a; \'=1'],
  ['a=1', 'a=1'], ['2026-11-25', '2026-11-25'], ['a, -b', 'a, -b'], ['\'=1', '\'=1'], [`${'x'.repeat(40_000)}`, `${'x'.repeat(32_766)}…`],
])('%p is %p in a spreadsheet', (given, expected) => {
  const alternatives = [{ when: [], posture: posture('only', { exceptions: [exception('a', { owner: given, reason: 'why' })] }) }];
  const report = evaluate([reading('Records', { alternatives })], framework({ id: '1', title: 'One', checks: [{ check: byName('a', { only: 'fail' }), tier: 'A' }] }), { today: '2026-11-24' });
  expect(rowsOf(report)[0].waiver_owner).toBe(expected);
});

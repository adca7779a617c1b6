import { XMLParser } from 'fast-xml-parser';
import { branch, byName, control, framework, reading, verdict } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { evaluate, KnownFindings, type Report, toJunit } from '../../src/evidence';

interface Outcome { readonly 'message': string; readonly 'type': string; readonly '#text': string }
interface Case { readonly 'name': string; readonly 'classname': string; readonly 'file'?: string; readonly 'line'?: string; readonly 'failure'?: Outcome; readonly 'skipped'?: Outcome; readonly 'system-out'?: string }
interface Suite { readonly 'name': string; readonly 'tests': string; readonly 'failures': string; readonly 'skipped': string; readonly 'file'?: string; readonly 'testcase': readonly Case[]; readonly 'system-out'?: string }

const reader = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: name => name === 'testsuite' || name === 'testcase', trimValues: false, parseTagValue: false });

function suitesOf(...reports: readonly Report[]): readonly Suite[] {
  const { testsuites } = reader.parse(toJunit(reports)) as { testsuites: { testsuite: readonly Suite[]; tests: string; failures: string } };
  const sum = (key: 'tests' | 'failures') => testsuites.testsuite.reduce((total, suite) => total + Number(suite[key]), 0);
  expect([testsuites.tests, testsuites.failures]).toEqual([String(sum('tests')), String(sum('failures'))]);
  return testsuites.testsuite.map(suite => ({ ...suite, testcase: suite.testcase ?? [] }));
}

const shown = ({ failure, skipped }: Case): string => failure ? `failure ${failure.type}` : skipped ? `skipped ${skipped.type}` : 'passed';

test('each outcome as a CI server counts it', () => {
  const found = [sampleReport(), exceptionalReport()].flatMap(report => suitesOf(report)).flatMap(suite => suite.testcase).map(c => `${c.name}: ${shown(c)}`);
  expect([...new Set(found)].sort()).toEqual([
    'business-associate-agreement: skipped manual',
    'http-refused: failure high',
    'http-refused: passed',
    'http-refused: skipped waived',
    'key-rotates: skipped unknown',
    'log-destination-valid: skipped not-applicable',
    'object-lock-enabled: skipped manual',
    'object-lock-enabled: skipped waived',
    'public-access-blocked: passed',
    'versioning-enabled: failure high',
    'versioning-enabled: skipped unknown',
    'vpc-endpoint: skipped manual',
  ]);
});

test('the counts of a suite are those of its test cases', () => {
  for (const suite of suitesOf(sampleReport(), exceptionalReport())) {
    expect([suite.tests, suite.failures, suite.skipped].map(Number)).toEqual([
      suite.testcase.length, suite.testcase.filter(c => c.failure).length, suite.testcase.filter(c => c.skipped).length,
    ]);
  }
});

test('a failure says what, where, why and how to mend it', () => {
  const failing = suitesOf(sampleReport()).flatMap(s => s.testcase).find(c => c.failure?.message.includes('over HTTP'))!;
  expect(failing).toMatchObject({ file: 'app.yaml', line: '23' });
  expect(failing.failure!.message).toMatch(/^Fails: RecordsPolicy\/PolicyDocument\/Statement\/0 allows s3:GetObject over HTTP/);
  expect(failing.failure!['#text'].split('\n')).toEqual([
    'Fails: The bucket has http-refused (high)',
    expect.stringMatching(/^app\.yaml:23: RecordsPolicy.* is "audit" or absent$/),
    expect.stringMatching(/^shared\.yaml:9: Key is disabled$/),
    expect.anything(), expect.anything(), expect.anything(), expect.stringContaining('lets d through'),
    'Why: Without http-refused data gets lost.',
    'Fix: Set `http-refused: true`.',
    'Supports: 164.312(a)(1)',
  ]);
});

test('what is skipped keeps its reasons, its waiver and what it takes for granted', () => {
  const cases = [...suitesOf(sampleReport()), ...suitesOf(exceptionalReport())].flatMap(s => s.testcase);
  expect(cases.find(c => c.skipped?.type === 'waived')!.skipped!['#text']).toMatch(/\nWaived by Jane Roe .*expires 2027-01-01.*TLS/);
  expect(cases.find(c => c.name === 'key-rotates')!.skipped).toMatchObject({
    'message': 'Unknown: Records/BucketEncryption: decided at deploy time by {"Ref":"Key"}',
    '#text': expect.stringContaining('\nTaken for granted: parameter Stage keeps its default "dev"\n'),
  });
  const owner = suitesOf(exceptionalReport()).find(s => s['system-out']?.includes('Exception'))!['system-out'];
  expect(owner).toMatch(/^Declared by the owner.*\n- legal basis of retention: Art\. 17[\s\S]*\nException for versionning-enabled, names no control/m);
});

test('what the baseline file knows does not fail, and what is gone is told', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { bad: 'fail' }), tier: 'A' }] });
  const findings = ['app.yaml#Old', 'App/Deleted'].map(bucket => ({ bucket, control: 'a', outcome: 'fail' as const }));
  const known = new KnownFindings({ schema: 'cdk-s3-compliance/baseline/1', findings });
  const suites = suitesOf(evaluate(['New', 'Old'].map(id => reading(id, { alternatives: [branch('bad')] })), rule, { known }));
  expect(suites.flatMap(s => s.testcase).map(shown)).toEqual(['failure high', 'skipped known']);
  expect(suites.at(-1)!['system-out']).toContain('not found any more: App/Deleted, a (fail)');
});

test('no two tests share class and name, however much the buckets are alike', () => {
  const rule = framework({ id: '1', title: 'One', checks: [{ check: byName('a', { only: 'fail' }), tier: 'A' }] });
  const report = evaluate([reading('X', { template: 'a.b' }), reading('X', { template: 'a_b' }), reading('X', { template: 'a_b' }), reading('X (2)', { template: 'a_b' })], rule);
  const names = suitesOf(report, { ...report, framework: { ...report.framework, id: 'other' } }).flatMap(s => s.testcase.map(c => `${c.classname}/${c.name}`));
  expect(new Set(names).size).toBe(8);
});

test('a test that passes on an assumption says so', () => {
  const check = control('a', ({ at }) => ({ ...verdict('pass', { at, says: 'is on' }), assuming: ['parameter Stage keeps its default'] }));
  const [{ testcase: [passing] }] = suitesOf(evaluate([reading('X')], framework({ id: '1', title: 'One', checks: [{ check, tier: 'A' }] })));
  expect([shown(passing), passing['system-out']]).toEqual(['passed', expect.stringContaining('Taken for granted: parameter Stage keeps its default')]);
});

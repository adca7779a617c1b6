import * as fc from 'fast-check';
import { branch, byName, control, framework, reading, verdict } from './fakes';
import { evaluate, KnownFindings, parseBaseline, toBaseline, toMarkdown, toText } from '../../src/evidence';

const RULE = framework({
  id: '1',
  title: 'Access',
  checks: [
    { check: control('http-refused', () => verdict('fail', { at: 'Resources/Records', says: 'allows HTTP' })), tier: 'A' },
    { check: byName('versioning-enabled', { one: 'unknown', two: 'fail', mended: 'pass' }), tier: 'A' },
  ],
});

const buckets = (...names: string[]) => names.map(name => reading(name, { constructPath: `App/${name}`, alternatives: [branch(name)] }));
const recorded = (...names: string[]) => parseBaseline('known.json', toBaseline([evaluate(buckets(...names), RULE)]));

test('a finding that is recorded is known and keeps its outcome; another is new', () => {
  const report = evaluate(buckets('one', 'two'), RULE, { known: new KnownFindings(recorded('one')) });
  expect(report.buckets.map(b => b.findings.map(f => [f.outcome, f.known]))).toEqual([[['fail', true], ['unknown', true]], [['fail', undefined], ['fail', undefined]]]);
  expect(report.baseline).toEqual({ known: 2, gone: [] });
});

test.each([
  ['fail', 'fail', true], ['fail', 'unknown', true], ['unknown', 'unknown', true], ['unknown', 'fail', false],
  ['fail', 'manual', false], ['fail', 'waived', false], ['fail', 'pass', false], ['unknown', 'not-applicable', false],
] as const)('recorded as %s and found as %s: known is %s', (before, now, expected) => {
  const known = new KnownFindings({ schema: 'cdk-s3-compliance/baseline/1', findings: [{ bucket: 'b', control: 'c', outcome: before }] });
  expect(known.has('b', 'c', now)).toBe(expected);
  expect(known.gone(new Set(['c']))).toHaveLength(['pass', 'not-applicable'].includes(now) ? 1 : 0);
});

test('what was mended, and what went with its bucket, is named', () => {
  const baseline = recorded('one', 'two');
  const { baseline: found } = evaluate(buckets('one'), RULE, { known: new KnownFindings(baseline) });
  expect(found).toEqual({
    known: 2,
    gone: [{ bucket: 'App/two', control: 'http-refused', outcome: 'fail' }, { bucket: 'App/two', control: 'versioning-enabled', outcome: 'fail' }],
  });
});

test('a bucket without a construct path is told by its template', () => {
  const bare = [reading('Records', { alternatives: [branch('one')] })];
  expect(toBaseline([evaluate(bare, RULE)])).toContain('{"bucket":"app.yaml#Records","control":"http-refused","outcome":"fail"}');
});

test('the file is the same for the same findings, sorted, a line each', () => {
  const [one, two] = [evaluate(buckets('one', 'two'), RULE), evaluate(buckets('two', 'one'), RULE)];
  expect(toBaseline([one])).toBe(toBaseline([two, one]));
  expect(toBaseline([one]).split('\n')).toHaveLength(3 + 4 + 3);
  expect(toBaseline([])).toBe('{\n  "schema": "cdk-s3-compliance/baseline/1",\n  "findings": []\n}\n');
});

test('reports for people say what is known', () => {
  const report = evaluate(buckets('one'), RULE, { known: new KnownFindings(recorded('one', 'two')) });
  expect(toText(report)).toContain('high, known (baseline file)');
  expect(toText(report)).toContain('2 findings are known from the baseline file, 2 of its entries are not found any more');
  expect(toMarkdown(report)).toContain('- Known: 2 findings are known from the baseline file, 2 of its entries are not found any more');
});

test.each([
  ['{', /^'known.json' is no JSON: .*; write it with the command baseline$/],
  ['[]', /is no baseline file: its schema is absent/],
  ['null', /is no baseline file/],
  ['{"schema":"cdk-s3-compliance/report/1","findings":[]}', /its schema is "cdk-s3-compliance\/report\/1", expected "cdk-s3-compliance\/baseline\/1"/],
  ['{"schema":"cdk-s3-compliance/baseline/1","findings":[null]}', /has no bucket and control in finding 1/],
  ['{"schema":"cdk-s3-compliance/baseline/1","findings":[{"bucket":"b","control":"c","outcome":"pass"}]}', /has an outcome in finding 1 that is neither/],
])('%s is refused', (text, message) => {
  expect(() => parseBaseline('known.json', text)).toThrow(message);
});

test('any text is a baseline or a RangeError', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
    try {
      parseBaseline('f', text);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }));
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { buckets, files, shell, workDirectory } from './shell';
import { exitCode, FAIL_ON, type FailOn } from '../../src/cli/fail-on';
import { merged } from '../../src/cli/merged';
import { reportsIn } from '../../src/cli/saved-reports';
import { evaluate, type Finding, type Report, toJson } from '../../src/evidence';
import { HIPAA } from '../../src/frameworks';
import { parseTemplate, readTemplates } from '../../src/posture/cloudformation';
import { exceptionalReport, sampleReport } from '../evidence/sample';

const cwd = workDirectory();
const run = (...argv: readonly string[]) => shell(cwd, argv);
const text = (name: string) => readFileSync(join(cwd, name), 'utf8');

beforeAll(async () => {
  files(cwd, { 'a.json': buckets({ Records: {} }), 'b.json': buckets({ Logs: {}, Archive: {} }), 'c.json': { Resources: { T: { Type: 'AWS::SNS::Topic' } } } });
  await run('check', 'a.json', 'b.json', '-f', 'hipaa,gdpr', '-o', 'both.json', '-q');
  await run('check', 'a.json', '-f', 'hipaa,gdpr', '-o', 'only-a.json', '-q');
  await run('check', 'b.json', '-f', 'gdpr', '-o', 'b-gdpr.json', '-q');
  await run('check', 'b.json', '-f', 'hipaa', '-o', 'b-hipaa.json', '-q');
});

describe('report', () => {
  test.each(['text', 'markdown', 'json', 'csv', 'sarif', 'junit', 'html', 'oscal'])('%s of a saved report is what check says', async format => {
    const again = ['--format', format, '--at', '2026-12-31'];
    const [saved, judged] = [await run('report', 'both.json', ...again), await run('check', 'a.json', 'b.json', '-f', 'hipaa,gdpr', ...again)];
    expect(saved).toEqual(judged);
    expect(saved.code).toBe(1);
  });

  test('parts become one report, in whatever order they come', async () => {
    expect((await run('report', 'only-a.json', 'b-gdpr.json', 'b-hipaa.json', '--format', 'json')).out).toBe(text('both.json'));
    const back = JSON.parse((await run('report', 'b-gdpr.json', 'only-a.json', 'b-hipaa.json', 'only-a.json', '--format', 'json')).out) as { reports: Report[] };
    const { reports } = JSON.parse(text('both.json')) as { reports: Report[] };
    expect(new Map(back.reports.map(r => [r.framework.id, r]))).toEqual(new Map(reports.map(r => [r.framework.id, r])));
  });

  test('comes from standard input, too, and --fail-on decides again', async () => {
    const stdin = text('b-gdpr.json');
    expect((await shell(cwd, ['report', '-', '--format', 'csv'], { stdin })).code).toBe(1);
    expect((await shell(cwd, ['report', '-', '--format', 'csv', '--fail-on', 'none'], { stdin })).code).toBe(0);
  });

  test('a hostile report cannot move the cursor', async () => {
    const { reports: [report] } = JSON.parse(text('both.json').replaceAll('hipaa', '\\u001b[2Jhipaa')) as { reports: Report[] };
    files(cwd, { 'hostile.json': report });
    const { code, err } = await run('report', 'hostile.json', '-o', 'hostile.txt');
    expect([code, err.includes('\u001b'), text('hostile.txt').includes('\u001b')]).toEqual([1, false, false]);
  });

  test('does not write over what it reads', async () => {
    const { code, err } = await run('report', 'both.json', '-o', './both.json');
    expect([code, err]).toEqual([2, "cdk-s3-compliance: './both.json' is one of the reports; name another output file\n"]);
  });
});

describe('what is no report', () => {
  const change = (edit: (report: any) => unknown): string => {
    const report = JSON.parse(toJson(sampleReport())) as Report;
    return JSON.stringify(edit(report) ?? report);
  };

  test.each<[what: string, content: string, sentence: string | RegExp]>([
    ['no JSON', '{', /^'r\.json' is no JSON: .*; make it again with 'check --format json'$/],
    ['a template', '{"Resources":{}}', "'r.json' is no report of this tool: it has no schema; make it again with 'check --format json'"],
    ['null', 'null', "'r.json' is no report of this tool: it has no schema; make it again with 'check --format json'"],
    ['another schema', '{"schema":"sarif"}', /^'r\.json' is no report of this tool: its schema is 'sarif'/],
    ['another version', '{"schema":"cdk-s3-compliance/report/2"}',
      "'r.json' is a report of another version: its schema is 'cdk-s3-compliance/report/2', this version reads 'cdk-s3-compliance/report/1'; make it again with 'check --format json'"],
    ['no reports', '{"schema":"cdk-s3-compliance/reports/1","reports":[]}', /has no reports in it/],
    ['a list of others', '{"schema":"cdk-s3-compliance/reports/1","reports":[1]}', /is no report of this tool/],
    ['an outcome that is none', change(r => { r.buckets[0].findings[0].outcome = 'ok'; }), /was changed since it was written: buckets\[0\]\.findings\[0\]\.outcome is "ok", expected "fail" or/],
    ['a finding without reasons', change(r => { delete r.buckets[0].findings[0].because; }), /buckets\[0\]\.findings\[0\]\.because is missing, expected a list/],
    ['a fail that was made a pass', change(r => { r.buckets[0].findings.find((f: Finding) => f.outcome === 'fail').outcome = 'pass'; }), /buckets\[0\]\.outcomes does not count its findings/],
    ['a count that was changed', change(r => { r.summary.outcomes.fail = 0; }), /summary does not count the findings/],
    ['a bucket that was taken out', change(r => { r.buckets.pop(); }), /summary does not count the findings/],
    ['a requirement that was mended', change(r => { r.requirements[0].outcomes.pass += 1; }), /requirements\[0\]\.outcomes does not count the findings/],
    ['a list in place of a map', change(r => { r.framework = []; }), /framework is \[\], expected a map/],
    ['a negative line', change(r => { r.buckets[0].line = -1; }), /buckets\[0\]\.line is -1, expected a whole number/],
  ])('%s', async (_, content, sentence) => {
    files(cwd, { 'r.json': content });
    const { code, out, err } = await run('report', 'r.json');
    expect([code, out]).toEqual([2, '']);
    const said = err.replace(/^cdk-s3-compliance: |\n$/g, '');
    if (typeof sentence === 'string') expect(said).toBe(sentence);
    else expect(said).toMatch(sentence);
  });

  test('every report of ours is one', () => {
    for (const report of [sampleReport(), exceptionalReport()]) expect(reportsIn('r.json', toJson(report))).toEqual([JSON.parse(toJson(report))]);
  });

  test('no JSON makes it stumble', () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      expect(() => reportsIn('r.json', JSON.stringify({ schema: 'cdk-s3-compliance/report/1', framework: value, buckets: [value] }))).toThrow(/^'r\.json' /);
    }), { numRuns: 50 });
  });
});

describe('merged', () => {
  const template = parseTemplate('many.json', JSON.stringify(buckets(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`B${i}`, {}])))));
  const readings = readTemplates([template]);

  test('parts are what the whole is, and check judges in parts', async () => {
    const options = { templates: [template], today: '2026-12-31' };
    const whole = evaluate(readings, HIPAA, options);
    const parts = [readings.slice(0, 7), readings.slice(7, 8), [], readings.slice(8)].map(some => evaluate(some, HIPAA, options));
    expect(merged(parts)).toEqual(whole);
    files(cwd, { 'many.json': buckets(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`B${i}`, {}]))) });
    const { out } = await run('check', 'many.json', '-f', 'hipaa', '--format', 'json', '--at', '2026-12-31');
    const names = (report: Report) => report.buckets.map(b => [b.logicalId, b.outcomes]);
    expect(names(JSON.parse(out) as Report)).toEqual(names(whole));
    expect((JSON.parse(out) as Report).requirements).toEqual(whole.requirements);
  });

  test.each<[string, (report: any) => void, RegExp]>([
    ['other controls', r => { r.requirements.pop(); }, /^the reports on 'demo' ask for different controls, or come from different versions/],
    ['another edition', r => { r.framework.edition = '2027'; }, /ask for different controls, or come from different versions/],
    ['other findings on one bucket', r => { r.buckets[0].findings[0].because[0].says = 'else'; }, /^two reports find different things on the bucket 'AccessLogs' of 'app\.yaml'/],
  ])('%s do not go together', (_, edit, sentence) => {
    const other = JSON.parse(toJson(sampleReport())) as Report;
    edit(other);
    expect(() => merged([sampleReport(), other])).toThrow(sentence);
  });

  test('other days do not go together', () => {
    const report = exceptionalReport();
    expect(() => merged([report, { ...report, asOf: '2027-01-01' }])).toThrow(/as of 2026-11-24 and of 2027-01-01; make them again with the same '--at'/);
  });
});

describe('--fail-on', () => {
  const finding = (outcome: Finding['outcome'], severity: Finding['severity'], known?: true) => ({ outcome, severity, known });
  const code = (failOn: FailOn, ...findings: object[]) => exitCode([{ buckets: [{ findings }] } as unknown as Report], failOn);

  test.each<[string, object, readonly (0 | 1)[]]>([ // none, high, medium, low, unknown
    ['a high failure', finding('fail', 'high'), [0, 1, 1, 1, 1]],
    ['a medium failure', finding('fail', 'medium'), [0, 0, 1, 1, 1]],
    ['a low failure', finding('fail', 'low'), [0, 0, 0, 1, 1]],
    ['an unknown', finding('unknown', 'high'), [0, 0, 0, 0, 1]],
    ['a known failure', finding('fail', 'high', true), [0, 0, 0, 0, 0]],
    ['a known unknown', finding('unknown', 'high', true), [0, 0, 0, 0, 0]],
    ['what is waived', finding('waived', 'high'), [0, 0, 0, 0, 0]],
    ['what a person decides', finding('manual', 'high'), [0, 0, 0, 0, 0]],
    ['a pass', finding('pass', 'high'), [0, 0, 0, 0, 0]],
  ])('%s', (_, one, codes) => expect(FAIL_ON.map(failOn => code(failOn, finding('pass', 'low'), one))).toEqual(codes));

  test('no bucket fails nothing', async () => expect((await run('check', 'c.json', '--fail-on', 'unknown')).code).toBe(0));
});

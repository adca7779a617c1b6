import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { framework, reading } from './fakes';
import { live, seen } from './live-sample';
import { exceptionalReport, sampleReport } from './sample';
import { hostile, hostileReport } from './schemas/hostile';
import { dangling, wrong, wrongJunit } from './schemas/valid';
import { evaluate, type Report, toCsv, toJunit, toOscal, toOscalComponents, toSarif } from '../../src/evidence';
import { FRAMEWORKS, HIPAA } from '../../src/frameworks';
import { embeddedTemplates, parseTemplate, readTemplates } from '../../src/posture/cloudformation';

const OPTIONS = { version: '1.2.3', at: '2026-11-25T12:00:00+01:00' };

/** What the schemas and readers find wrong with each format of some reports. */
function wrongs(reports: readonly Report[]): readonly string[] {
  const oscal = JSON.parse(toOscal(reports, OPTIONS)) as object;
  return [
    ...[false, true].map(alertsOnly => wrong('sarif-2.1.0', JSON.parse(toSarif(reports, { ...OPTIONS, alertsOnly })))),
    wrong('oscal_assessment-results_schema', oscal),
    ...dangling(oscal),
    ...(parse(toCsv(reports)) as readonly (readonly string[])[]).flatMap(row => row.length === 17 ? [] : [`${row.length} cells`]),
  ].filter(error => error !== '');
}

test('buckets that run, whatever AWS says of their account', () => {
  expect(wrongs([live()])).toEqual([]);
  fc.assert(fc.property(hostile, hostile, (at, says) => expect(wrongs([live([seen(says, at)])])).toEqual([])), { numRuns: 10 });
});

test('the samples, and reports of nothing', () => {
  const nothing = [[evaluate([], framework())], [evaluate([reading('X', { alternatives: [] })], HIPAA), evaluate([], framework())]];
  for (const reports of [[sampleReport()], [exceptionalReport()], ...nothing]) expect(wrongs(reports)).toEqual([]);
});

test('component definitions', () => {
  for (const frameworks of [FRAMEWORKS, [], [framework()]]) {
    const document = JSON.parse(toOscalComponents(frameworks, OPTIONS)) as object;
    expect([wrong('oscal_component_schema', document), ...dangling(document)]).toEqual(['']);
  }
});

test('the validators find what is wrong', () => {
  expect(wrong('sarif-2.1.0', { version: '2.1.0', runs: [{}] })).toContain('tool');
  expect(wrong('oscal_component_schema', { 'component-definition': {} })).toContain('uuid');
  expect(dangling([{ uuid: 'a' }, { 'risk-uuid': 'b' }, { href: '#c' }, { uuid: 'a' }])).toEqual(['a uuid is defined twice', 'b', 'c']);
});

const FORMATS: readonly (readonly [name: string, render: (report: Report) => string])[] = [
  ['sarif', report => toSarif([report], OPTIONS)], ['junit', report => toJunit([report])], ['csv', report => toCsv([report])], ['oscal', report => toOscal([report], OPTIONS)],
];
const texts = fc.array(hostile, { minLength: 6, maxLength: 6 });

test('whatever a template says, every format is valid, steers nothing, and is the same again', () => {
  fc.assert(fc.property(texts, six => {
    const report = hostileReport(six);
    expect(wrongs([report])).toEqual([]);
    const cells = (parse(toCsv([report])) as readonly (readonly string[])[]).flat();
    expect(cells.filter(cell => /^\s*[=+\-@\t\r＝＋－＠]|;\s*[=+\-@]/.test(cell))).toEqual([]);
    for (const [, render] of FORMATS) {
      const text = render(report);
      expect(text.replace(/\r\n/g, '\n')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(render(report)).toBe(text);
    }
  }), { numRuns: 30 });
});

const FOLDER = join(__dirname, '../../../shared/data/templates');
const there = existsSync(FOLDER);
if (!there) process.stderr.write(`skipped: ${FOLDER} is not here, so no real template was reported on\n`);

/** Templates that somebody wrote, where they are at hand, read and judged once. */
function real(): readonly Report[] {
  const outer = readdirSync(FOLDER).map(name => parseTemplate(name, readFileSync(join(FOLDER, name), 'utf8'), {}));
  const templates = [...outer, ...outer.flatMap(t => embeddedTemplates(t).templates)];
  return [evaluate(readTemplates(templates), HIPAA, { templates, today: '2026-11-25' })];
}

test('the schema of Jenkins accepts what libxml2 reads', () => {
  const made = fc.sample(texts, 40).map(six => [hostileReport(six)]);
  const reports = [...made, [sampleReport(), exceptionalReport()], [live()], [], ...there ? [real()] : []];
  const documents = reports.map(toJunit);
  const bad = ['<testsuites><testsuite/></testsuites>', '<testsuites>\u0001</testsuites>', '<testsuites><testcase name="x" where="y"/></testsuites>'];
  const errors = wrongJunit([...documents, ...bad]);
  expect(errors.slice(0, documents.length).filter(error => error !== '')).toEqual([]);
  expect(errors.slice(documents.length).filter(error => error === '')).toEqual([]);
});

(there ? test : test.skip)('real templates: every format is valid and loses no finding', () => {
  const reports = real();
  const findings = reports.flatMap(r => r.buckets.flatMap(b => b.findings));
  const all = findings.length + reports.flatMap(r => r.manual).length;
  const count = (text: string, what: string) => text.split(what).length - 1;
  expect(reports[0].buckets.length).toBeGreaterThan(20);
  expect(wrongs(reports)).toEqual([]);
  expect(count(toSarif(reports, OPTIONS), '{"ruleId"')).toBe(all);
  const open = findings.filter(f => f.outcome === 'fail' || f.outcome === 'unknown');
  expect(count(toSarif(reports, { ...OPTIONS, alertsOnly: true }), '{"ruleId"')).toBe(open.length);
  expect(count(toJunit(reports), '<testcase ')).toBe(all);
  expect(count(toJunit(reports), '<failure ')).toBe(findings.filter(f => f.outcome === 'fail').length);
  expect(count(toOscal(reports, OPTIONS), '"collected"')).toBe(all);
  expect((parse(toCsv(reports), { columns: true }) as readonly { readonly row: string }[]).filter(r => r.row === 'finding' || r.row === 'attestation')).toHaveLength(all);
});

import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { control, framework, manual, reading, verdict } from './fakes';
import { hostile } from './schemas/hostile';
import { dangling, wrong, wrongJunit } from './schemas/valid';
import { evaluate, type Report, toCsv, toHtml, toJson, toJunit, toMarkdown, toOscal, toSarif, toText } from '../../src/evidence';

const ACCOUNT = 'aws://123456789012';
const OPTIONS = { version: '1.2.3', at: '2026-11-26T12:00:00Z' };
const RULE = framework({
  id: 'R 1',
  title: 'Access',
  checks: [
    {
      check: control('versioning-enabled', ({ at }) => verdict('fail', { at: `Buckets/${at}/GetBucketVersioning/Status`, says: 'is "Suspended", expected "Enabled"' })),
      tier: 'A',
    },
    {
      check: control('key-rotates', () => verdict('unknown', {
        at: 'Keys/arn:aws:kms:eu-central-1:123456789012:key/1/GetKeyRotationStatus', says: 'AccessDenied: not allowed to call kms:GetKeyRotationStatus',
      })),
      tier: 'A',
    },
    { check: manual('account-public-access-blocked'), tier: 'A' },
    { check: manual('incident-plan'), tier: 'A' },
  ],
});

const AT = 'Accounts/123456789012/GetAccountPublicAccessBlock';
const seen = (says: string, at = AT) => ({ check: 'account-public-access-blocked', at, says });

const live = (observations = [seen('blocks public access in all four ways'), seen('is not what anybody asked for')]): Report => evaluate(
  ['records', 'logs'].map(name => reading(name, { template: ACCOUNT, at: `Buckets/${name}`, alternatives: [{ when: [], posture: { at: name, declared: { at: name, value: { exceptions: [], unreadable: [] } } } as never }] })),
  RULE, { observations: [...observations, { check: 'no-such-check', at: AT, says: 'is of no framework' }] });

/** What schemas and readers find wrong with each format. */
function wrongs(report: Report): readonly string[] {
  const oscal = JSON.parse(toOscal([report], OPTIONS)) as object;
  const rows = parse(toCsv([report])) as readonly (readonly string[])[];
  return [
    wrong('sarif-2.1.0', JSON.parse(toSarif([report], OPTIONS))),
    wrong('oscal_assessment-results_schema', oscal),
    ...dangling(oscal),
    ...rows.flatMap(row => row.length === rows[0].length ? [] : [`${row.length} cells`]),
  ].filter(error => error !== '');
}

const FORMATS: readonly (readonly [name: string, render: (report: Report) => string])[] = [
  ['text', report => toText(report)], ['markdown', toMarkdown], ['json', toJson], ['csv', report => toCsv([report])],
  ['sarif', report => toSarif([report], OPTIONS)], ['junit', report => toJunit([report])], ['oscal', report => toOscal([report], OPTIONS)],
  ['html', report => toHtml([report])],
];

test('the formats are valid, of buckets that run as of templates', () => {
  expect(wrongs(live())).toEqual([]);
  expect(wrongJunit([toJunit([live()])])).toEqual(['']);
});

test.each(FORMATS)('%s says what was seen of the account, beside what a person attests', (_, render) => {
  const text = render(live()).replace(/\\/g, '').replace(/\s+/g, ' ');
  expect(text).toContain('blocks public access in all four ways');
  expect(text).toContain('is not what anybody asked for');
  expect(text).toContain('GetAccountPublicAccessBlock');
  expect(text).not.toContain('is of no framework');
  expect(render(live())).not.toBe(render(live([])));
});

test.each(FORMATS)('%s takes no account for a file, and speaks of no template', (_, render) => {
  const told = render(live()).replace(/<(script|style)[^]*?<\/\1>/g, '');
  expect(told).not.toMatch(/\b(?:no|of|in|the|a|CloudFormation|\d) templates?\b/i);
  expect(told).not.toContain('"uriBaseId"');
});

test('SARIF: an absolute URI of the account, which no checkout has below it', () => {
  const { runs: [{ results }] } = JSON.parse(toSarif([live()], OPTIONS)) as { runs: { results: { locations?: { physicalLocation: object }[] }[] }[] };
  const places = results.flatMap(({ locations = [] }) => locations.map(({ physicalLocation }) => physicalLocation));
  expect(places).toHaveLength(4);
  for (const place of places) expect(place).toEqual({ artifactLocation: { uri: ACCOUNT } });
  expect(new URL(ACCOUNT).host).toBe('123456789012');
});

test('JUnit: no file and no line of a bucket that runs', () => {
  const text = toJunit([live()]);
  expect(text).not.toMatch(/<test(?:suite|case)[^>]* (?:file|line)=/);
  expect(text).toContain(`name="Demo Rule: ${ACCOUNT}#records"`);
});

test('HTML counts accounts', () => {
  expect(toHtml([live()])).toContain('2 in 1 account');
  const both = evaluate([reading('A'), reading('records', { template: ACCOUNT })], framework());
  expect(toHtml([both])).toContain('2 in 1 template and 1 account');
});

test('OSCAL: what was seen is evidence, and a person still attests it', () => {
  const text = toOscal([live()], OPTIONS);
  expect(text).toContain('from the answers of AWS about buckets that run, without an assessment plan');
  const { 'assessment-results': { results: [{ observations }] } } = JSON.parse(text) as { 'assessment-results': { results: { observations: Record<string, unknown>[] }[] } };
  const [looked, unseen] = ['account-public-access-blocked', 'incident-plan'].map(check => observations.find(({ title }) => title === `${check}: to attest by hand`)!);
  expect([looked.methods, unseen.methods]).toEqual([['EXAMINE'], ['UNKNOWN']]);
  expect([looked['relevant-evidence'], unseen['relevant-evidence']]).toEqual([[expect.anything(), expect.anything()], undefined]);
});

test('text shows some observations, and says that there are more', () => {
  const text = toText(live(Array.from({ length: 30 }, (_, i) => seen(`is number ${i}`))));
  expect([text.includes('is number 11'), text.includes('is number 12'), text.includes('and 18 more observations (--format json has them all)')]).toEqual([true, false, true]);
});

test('whatever AWS says of an account, every format is valid and steers nothing', () => {
  fc.assert(fc.property(hostile, hostile, (at, says) => {
    const report = live([seen(says, at)]);
    expect(wrongs(report)).toEqual([]);
    for (const [name, render] of FORMATS) {
      if (name !== 'html') expect(render(report).replace(/\r\n/g, '\n')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    }
    expect((parse(toCsv([report])) as readonly (readonly string[])[]).flat().filter(cell => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
  }), { numRuns: 20 });
});

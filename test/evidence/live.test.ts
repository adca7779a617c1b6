import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { framework, reading } from './fakes';
import { ACCOUNT, live, seen } from './live-sample';
import { hostile } from './schemas/hostile';
import { evaluate, type Report, toCsv, toHtml, toJson, toJunit, toMarkdown, toOscal, toSarif, toText } from '../../src/evidence';

const OPTIONS = { version: '1.2.3', at: '2026-11-26T12:00:00Z' };

const FORMATS: readonly (readonly [name: string, render: (report: Report) => string])[] = [
  ['text', report => toText(report)], ['markdown', toMarkdown], ['json', toJson], ['csv', report => toCsv([report])],
  ['sarif', report => toSarif([report], OPTIONS)], ['junit', report => toJunit([report])], ['oscal', report => toOscal([report], OPTIONS)],
  ['html', report => toHtml([report])],
];

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

test('whatever AWS says of an account, no format steers anything by it', () => {
  fc.assert(fc.property(hostile, hostile, (at, says) => {
    const report = live([seen(says, at)]);
    for (const [name, render] of FORMATS) {
      if (name !== 'html') expect(render(report).replace(/\r\n/g, '\n')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
    }
    expect((parse(toCsv([report])) as readonly (readonly string[])[]).flat().filter(cell => /^\s*[=+\-@\t\r]/.test(cell))).toEqual([]);
  }), { numRuns: 20 });
});

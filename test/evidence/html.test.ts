import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { character } from '../characters';
import { reading } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { evaluate, type Report, toHtml } from '../../src/evidence';
import { everyString } from '../../src/evidence/clean';
import { visible } from '../../src/evidence/html/escape';
import { SCRIPT_HASH, STYLE_HASH } from '../../src/evidence/html/hashes';
import { pack } from '../../src/evidence/html/pack';
import { SCRIPT } from '../../src/evidence/html/script';
import { READ } from '../../src/evidence/html/script-read';
import { STYLE } from '../../src/evidence/html/style';
import { BASELINE } from '../../src/frameworks';

const REPORTS = [sampleReport(), exceptionalReport()];
const PAGE = toHtml(REPORTS);
const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

interface Reader {
  readonly unpack: (packed: unknown) => unknown;
  readonly reports: ReadonlyMap<string, Report>;
}

/** What the page's own script reads out of a text. */
const readerOf = (text: string): Reader =>
  new Function('document', `'use strict';${READ}; return { unpack, reports };`)({ getElementById: () => ({ textContent: text }) }) as Reader;

const dataOf = (page: string): string => /<script type="application\/json" id="reports">([^<]*)<\/script>/.exec(page)![1];
const { unpack } = readerOf(JSON.stringify(pack([])));

test('the policy of the page lets its own style and script run', () => {
  expect({ STYLE_HASH, SCRIPT_HASH }).toEqual({ STYLE_HASH: sha256(STYLE), SCRIPT_HASH: sha256(SCRIPT) });
  expect(PAGE).toContain(`default-src 'none'; style-src '${STYLE_HASH}'; script-src '${SCRIPT_HASH}'`);
  expect([...PAGE.matchAll(/<style>([^]*?)<\/style>/g)].map(m => m[1])).toEqual([STYLE]);
  expect([...PAGE.matchAll(/<script>([^]*?)<\/script>/g)].map(m => m[1])).toEqual([SCRIPT]);
});

test('the script is one, and makes no markup out of text, runs no text and asks for nothing', () => {
  expect(() => new Function(SCRIPT)).not.toThrow();
  expect(SCRIPT).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon|https?:/);
  expect(STYLE).not.toMatch(/url\(|@import|https?:/);
});

test('the page holds all of the reports', () => {
  expect([...readerOf(dataOf(PAGE)).reports.values()]).toEqual(JSON.parse(JSON.stringify(REPORTS)));
});

test('reports of one framework keep apart', () => {
  expect([...readerOf(dataOf(toHtml([REPORTS[0], REPORTS[0]]))).reports.keys()]).toEqual(['demo', 'demo~2']);
});

test('the same reports give the same bytes', () => {
  expect(toHtml([sampleReport(), exceptionalReport()])).toBe(PAGE);
});

test('packing loses nothing of JSON', () => {
  fc.assert(fc.property(fc.jsonValue(), value => {
    const plain = JSON.parse(JSON.stringify(value)) as unknown;
    expect(JSON.stringify(unpack(JSON.parse(JSON.stringify(pack(plain)))))).toBe(JSON.stringify(plain));
  }), { numRuns: 100 });
});

test('what is said twice is written once', () => {
  const one = { says: 'is not set', at: 'Resources' };
  expect(pack([one, { ...one }, [one]])).toEqual({ shapes: [['says', 'at']], parts: ['is not set', 'Resources', [1, 0, 1], [0, 2], [0, 2, 2, 3]] });
});

const TEXTS = ['</script><script>alert(1)</script>', '<!--<script>', ']]>', '"><img src=x onerror=alert(1)>', "' onload='x", '\u202e\u2028\u0000\ud800', '__proto__', '&lt;', '`${1}`'];

test('no text of a report becomes markup', () => {
  const counted = (page: string) => ({ tags: page.split('<').length, doubles: page.replace(dataOf(page), '').split('"').length });
  const expected = counted(toHtml(REPORTS.map(r => everyString(r, text => text.replace(/https/, 'x')))));
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: character })), { minLength: 1, maxLength: 5 }), texts => {
    let i = 0;
    // Each text stays another one, so that as many rows and facts are shown.
    const hostile = REPORTS.map(report => everyString(report, text => text === report.disclaimer ? text : `${text.replace(/https/, 'x')}${texts[text.length % texts.length]}`));
    const page = toHtml(hostile.map(report => ({ ...report, baseline: { known: i++, gone: [] } })));
    expect(page).not.toMatch(/[\u2028\u2029\u202e]|\p{Cs}/u);
    expect(counted(page).tags).toBe(expected.tags);
    expect(counted(page).doubles).toBe(expected.doubles);
  }), { numRuns: 12 });
});

test.each([
  ['plain text, é and 日本', 'plain text, é and 日本'],
  ['two\r\n\tlines', 'two lines'],
  ['a\u202eb', 'a‹U+202E›b'],
  ['\u001b[2J', '‹U+001B›[2J'],
  ['\u2028\ufeff', '‹U+2028›‹U+FEFF›'],
  ['half \ud800 whole \u{1f600}', 'half ‹U+D800› whole \u{1f600}'],
  ['tag \u{e0041}', 'tag ‹U+E0041›'],
])('%j is shown as %j', (text, shown) => expect(visible(text)).toBe(shown));

const bodyOf = (page: string): string => page.slice(page.indexOf('<main'), page.indexOf('</main>'));

test('without its script the page still has the counts, the matrix, and what to attest', () => {
  const body = bodyOf(PAGE);
  expect(body).toContain('<p>2 buckets: 2 failed, 3 unknown, 4 to decide by hand, 3 passed, 2 not applicable.</p>');
  expect(body).toContain('<tr><th scope="row"><bdi>AccessLogs</bdi></th><td><bdi>✓ pass</bdi></td><td><bdi>✗ fail</bdi></td><td><bdi></bdi></td></tr>');
  expect(body).toContain('<td><bdi>Look at business-associate-agreement.</bdi></td>');
});

test('of many buckets it has the counts of the requirements only', () => {
  const many = Array.from({ length: 101 }, (_, i) => ({ ...REPORTS[0].buckets[0], logicalId: `B${i}` }));
  expect(bodyOf(toHtml([{ ...REPORTS[0], buckets: many }]))).not.toContain('worst outcome for each');
  expect(bodyOf(toHtml([{ ...REPORTS[0], buckets: many.slice(1) }]))).toContain('worst outcome for each');
});

test('where nothing was judged it says so', () => {
  expect(bodyOf(toHtml([evaluate([], BASELINE)]))).toContain('No S3 bucket was found, so nothing was judged.');
  expect(toHtml([])).toContain('There is no report in this file.');
});

test('the head names the framework, its edition, where it comes from, and the day', () => {
  const head = PAGE.slice(0, PAGE.indexOf('<main'));
  for (const text of ['Demo Rule', '2026 edition', '<a href="https://example.com/rule" rel="noreferrer">', 'app.yaml', '2026-11-24', 'not a certification']) expect(head).toContain(text);
  const script = toHtml([{ ...REPORTS[0], framework: { ...REPORTS[0].framework, source: 'javascript:alert(1)' } }]);
  expect(script).not.toContain('href="javascript');
  expect(toHtml([evaluate([reading('A')], BASELINE, { generatedAt: '2026-11-25T12:00:00Z' })])).toContain('<dd>2026-11-25T12:00:00Z</dd>');
});

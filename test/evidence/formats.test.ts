import { control, exception, framework, posture, reading, verdict } from './fakes';
import { exceptionalReport, sampleReport } from './sample';
import { evaluate, toJson, toMarkdown, toText } from '../../src/evidence';

test('the text of the sample', () => expect(toText(sampleReport())).toMatchSnapshot());
test('the text of the sample on a narrow terminal, in colour', () => expect(toText(sampleReport(), { color: true, width: 60 })).toMatchSnapshot());
test('the Markdown of the sample', () => expect(toMarkdown(sampleReport())).toMatchSnapshot());
test('the JSON of the sample', () => expect(toJson(sampleReport())).toMatchSnapshot());

test('the text of declarations and exceptions', () => expect(toText(exceptionalReport())).toMatchSnapshot());
test('the Markdown of declarations and exceptions', () => expect(toMarkdown(exceptionalReport())).toMatchSnapshot());
test('the JSON of declarations and exceptions is the report', () => expect(JSON.parse(toJson(exceptionalReport()))).toStrictEqual(exceptionalReport()));

const longWord = /^\s*\S*(?:\s\s?\S*)?$/;

test.each([60, 80, 100, 140])('no line is wider than %d columns unless it is one long word', width => {
  for (const report of [sampleReport(), exceptionalReport()]) {
    expect(toText(report, { width }).split('\n').filter(line => [...line].length > width && !longWord.test(line))).toEqual([]);
  }
});

test('colour adds nothing but colour', () => {
  for (const report of [sampleReport(), exceptionalReport()]) {
    const plain = toText(report);
    expect(plain).not.toContain('\u001b');
    expect(toText(report, { color: true }).replace(/\u001b\[\d+m/g, '')).toBe(plain);
  }
});

test.each([toText, toMarkdown])('a report without buckets says so: %p', render => {
  expect(render(evaluate([], framework()))).toContain('No S3 bucket was found, so nothing was judged.');
});

test.each([toText, toMarkdown])('a severe failure comes before a mild one, whatever the order of the framework: %p', render => {
  const failing = (id: string, severity: 'low' | 'high') => ({ check: control(id, ({ at }) => verdict('fail', { at, says: 'is bad' }), { severity }), tier: 'A' as const });
  const rule = framework({ id: 'R1', title: 'First', checks: [failing('mild', 'low'), failing('severe', 'high')] });
  const output = render(evaluate([reading('Records')], rule));
  expect(output.search(/fail:? +severe/)).toBeGreaterThan(0);
  expect(output.search(/fail:? +severe/)).toBeLessThan(output.search(/fail:? +mild/));
});

describe('a hostile template', () => {
  const nasty = '\u001b[2J\u001b]8;;http://evil\u0007a|b`c<script>\r\n# *d* [e](http://f) \u202e\u200b\u009b31m\u0000\ud800';
  const says = control('x', () => verdict('fail', { at: `Resources/${nasty}/Properties/y`, says: `is ${nasty}` }));
  const rule = framework({ id: 'R1', title: 'First', checks: [{ check: says, tier: 'A' }] });
  const declared = {
    retentionLegalBasis: nasty,
    allowedRegions: [nasty],
    personalDataTag: nasty,
    unreadable: [nasty],
    exceptions: [
      exception('x', { at: nasty, reason: nasty, owner: nasty }),
      exception(nasty, { at: nasty, reason: nasty, owner: nasty, expires: nasty }),
      exception('y', { expires: nasty }),
    ],
  };
  const alternatives = [{ when: [nasty], posture: posture('only', declared) }, { when: ['not'], posture: posture('only', { exceptions: [declared.exceptions[0]] }) }];
  const report = evaluate([reading(nasty, { template: nasty, constructPath: nasty, alternatives })], rule, { today: '2026-11-24' });

  test('cannot steer a terminal, nor the reading order, nor add lines', () => {
    for (const output of [toText(report), toMarkdown(report), toJson(report)]) expect(output).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028]/u);
    expect(toText(report).split('\n')).not.toContainEqual(expect.stringMatching(/^#/));
  });

  test('keeps what is printable', () => {
    expect(toText(report)).toContain('a|b`c<script> # *d* [e](http://f)');
  });

  test('cannot add markup to Markdown', () => {
    const markdown = toMarkdown(report);
    expect(markdown).toContain('a\\|b\\`c\\<script\\> \\# \\*d\\* \\[e\\](http&#58;//f)');
    expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)\[e|http:\/\/f/);
    expect(markdown.split('\n').filter(line => line.startsWith('#'))).toHaveLength(5);
    const columns = markdown.split('\n').filter(line => line.startsWith('|') && line.includes('expires')).map(line => line.match(/(?<!\\)\|/g)!.length);
    expect(columns).toEqual(columns.map(() => 7));
  });

  test('means the same in JSON', () => {
    expect(JSON.parse(toJson(report))).toStrictEqual(report);
  });
});

describe('a hostile number of words', () => {
  const endless = '*a|b '.repeat(200_000);
  const exceptions = [exception('x', { reason: endless, owner: endless }), exception('__proto__', { reason: endless, owner: endless, expires: endless })];
  const bad = control('x', ({ at }) => verdict('fail', { at, says: 'is bad' }));
  const rule = framework({ id: 'R1', title: 'First', checks: [{ check: bad, tier: 'A' }] });
  const alternatives = [{ when: [], posture: posture('only', { retentionLegalBasis: endless, exceptions }) }];
  const report = evaluate([reading('Records', { alternatives })], rule, { today: '2026-11-24' });

  test('is cut in what people read, and complete in JSON', () => {
    expect(report.buckets[0].exceptions.map(e => e.status)).toEqual(['waives', 'names no control']);
    for (const render of [toText, toMarkdown]) expect(render(report).length).toBeLessThan(50_000);
    expect((JSON.parse(toJson(report)) as typeof report).buckets[0].findings[0].waiver!.reason).toBe(endless);
  });
});

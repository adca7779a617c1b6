import { describeWithResearch, SPEC } from './controls/catalogue';
import { CONFLICTS } from '../build-tools/conflict-rows';
import { PASSAGE_ROWS, ROWS } from '../build-tools/matrix-rows';
import { checkPublicName, checkTest, decisionRecord, readPublicApi } from '../build-tools/references';
import { SPEC_LINES, SPEC_PASSAGES } from '../build-tools/spec-lines';
import { THREATS } from '../build-tools/threat-rows';

/** The text of a ✓ line or of a checklist row, without what surrounds it. */
const said = (line: string): string | undefined => (/✓ (.*?)\s*│/.exec(line) ?? /^\| \*\*\w+\*\* \| (.*) \| P\d \|$/.exec(line))?.[1];

test('every line has one row, and no row stands for a line that is not there', () => {
  expect(ROWS.map(row => row.line)).toEqual(SPEC_LINES.map(spec => spec.line));
  expect(PASSAGE_ROWS.map(row => row.line)).toEqual(SPEC_PASSAGES.map(spec => spec.line));
});

describe('what the pages name must be there', () => {
  const api = readPublicApi();
  test.each(['CompliantBucket', 'HipaaBucket.retention', 'GdprBucket.allowedRegions', 'NetworkPerimeter.vpcs', 'EncryptionMethod.KMS'])('%s is', (name) => {
    expect(checkPublicName(api, name)).toBe(name);
  });

  test.each([
    ['SecretBucket', 'src/index.ts exports no \'SecretBucket\''],
    ['PciBucket.retentionLimit', '\'PciBucket\' has no member or property \'retentionLimit\''],
    ['CompliantBucket.exempt', '\'CompliantBucket\' has no member or property \'exempt\''],
  ])('%s is not', (name, message) => {
    expect(() => checkPublicName(api, name)).toThrow(message);
  });

  test.each([
    [() => checkTest({ file: 'nowhere.test.ts' }), 'there is no test/nowhere.test.ts'],
    [() => checkTest({ file: 'controls/records.test.ts', name: 'no such ' + 'name' }), 'has no test \'no such name\''],
    [() => checkTest({ file: 'controls/records.test.ts' }, ['vpc-' + 'only']), 'speaks of none of vpc-only'],
    [() => decisionRecord(999), 'there is no decision record 999'],
  ])('a reference into nothing is an error: %s', (reference, message) => {
    expect(reference).toThrow(message);
  });

  test('the conflicts are the 24 of the research, each decided once', () => {
    expect(CONFLICTS.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });
});

describeWithResearch('the spec', () => {
  const numbered = SPEC.map((text, i) => ({ line: i + 1, text }));

  test('has these ✓ lines and checklist rows, and no others', () => {
    const found = numbered.flatMap(({ line, text }) => said(text) === undefined ? [] : [[line, said(text)]]);
    expect(SPEC_LINES.map(({ line, text }) => [line, text])).toEqual(found);
    expect(found).toHaveLength(52);
  });

  test.each(SPEC_PASSAGES.map(({ line, to, text }) => [line, to!, text] as const))('says in L%p-%p: %s', (line, to, text) => {
    expect(SPEC.slice(line - 1, to).join('\n')).toContain(text);
  });

  test.each(THREATS.flatMap(({ line, text, title, vectors }) => [
    [line, text], [line - 2, title], ...vectors.flatMap(vector => vector.line === undefined ? [] : [[vector.line, vector.text]]),
  ] as [number, string][]))('says in L%p: %s', (line, text) => {
    expect(SPEC[line - 1]).toContain(text);
  });

  test('names these ways in, and no others', () => {
    const model = numbered.filter(({ line }) => line > 425 && line < 500).filter(({ text }) => text.includes('•')).map(({ line }) => line);
    expect(THREATS.flatMap(({ vectors }) => vectors).flatMap(({ line }) => line ?? [])).toEqual(model);
  });
});

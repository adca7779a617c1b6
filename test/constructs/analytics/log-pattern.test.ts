import { expectedRow, type Row, sampleLines } from './log-lines';
import { parseAccessLogLine } from '../../../src/access/access-log';
import { LOG_COLUMNS, LOG_PATTERN } from '../../../src/constructs/analytics/log-pattern';
import { requestOf, writeLine } from '../../access/access-log-writer';

/** Java's `matches()`: the whole line. */
const WHOLE = new RegExp(`^(?:${LOG_PATTERN})$`);

function rowOf(line: string): Row | undefined {
  const groups = WHOLE.exec(line)?.slice(1);
  return groups && Object.fromEntries(LOG_COLUMNS.map(({ name, type }, i) => [name, groups[i] === undefined ? null : type === 'string' ? groups[i] : Number(groups[i])]));
}

/** What our parser makes of it; undefined where it does not read the line. */
function parsed(line: string): { row: Row; certain: boolean } | undefined {
  const read = parseAccessLogLine(line);
  return read.ok ? { row: expectedRow(read, /\[([^\]]*)\]/.exec(line)?.[1] ?? ''), certain: read.ambiguous === undefined } : undefined;
}

test('there is a group for each column', () => {
  expect(new RegExp(`${LOG_PATTERN}|`).exec('')).toHaveLength(28);
  expect(LOG_COLUMNS).toHaveLength(27);
});

const SAMPLES = sampleLines();

(SAMPLES.length > 0 ? test : test.skip)('every sample line is read as our parser reads it, but one of 2019 with a field that is in no list', () => {
  expect(SAMPLES.length).toBeGreaterThanOrEqual(30);
  const differ = SAMPLES.filter(line => JSON.stringify(rowOf(line)) !== JSON.stringify(parsed(line)?.row));
  expect(differ.map(line => [rowOf(line)?.host_id, parsed(line)?.row.host_id?.toString().slice(0, 8), parsed(line)?.certain])).toEqual([['AIDAISBTTLPGXGH6YFFAY', 'LzYGhqEw', false]]);
});

test.each([
  ['the truth', {}, 290], ['a lie in the request-URI', { uri: true }, 120], ['in the referer', { referer: true }, 150], ['in the user agent', { userAgent: true }, 150],
  ['in the host header', { host: true }, 120], ['in the version id', { version: true }, 290],
])('%s: whatever our parser is sure of, the pattern reads alike', (_, lies, least) => {
  const lines = Array.from({ length: 300 }, (__, seed) => writeLine(requestOf(seed + 1, lies)));
  const sure = lines.filter(line => parsed(line)?.certain === true);
  expect(sure.length).toBeGreaterThanOrEqual(least);
  for (const line of sure) expect([line, rowOf(line)]).toEqual([line, parsed(line)!.row]);
});

const [HEAD, BACK] = ['o b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - R REST.GET.OBJECT k ', ' 200 - 1 1 1 1 "r" "u" - h SigV4 C AuthHeader e TLSv1.2'];

test.each([
  ['quotes', (n: number) => '"'.repeat(n)], ['quotes and spaces', (n: number) => '" '.repeat(n / 2)], ['spaces', (n: number) => ' '.repeat(n)],
  ['dashes', (n: number) => '- '.repeat(n / 2)], ['referers', (n: number) => '" "'.repeat(n / 3)],
])('20,000 characters of %s: read in the request-URI and in the user agent, refused without an end', (_, hostile) => {
  const long = hostile(20_000);
  expect(rowOf(`${HEAD}"${long}x"${BACK}`)?.request_uri).toBe(`${long}x`);
  expect(rowOf(`${HEAD}"x"${BACK.replace('"u"', `"x${long}"`)}`)?.operation).toBe('REST.GET.OBJECT');
  expect(rowOf(`${HEAD}"${long}`)).toBeUndefined();
  expect(rowOf(`${HEAD}"x"${BACK}${long}"`)).toBeUndefined();
});

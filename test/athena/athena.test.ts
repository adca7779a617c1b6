import { LATER, LINES } from './lines';
import { SAMPLE_ANSWERS, TRAIL_ANSWERS } from './trail-answers';
import { EVENTS, sampleEvents, trailFile } from './trail-records';
import { startTrino, type Trino } from './trino';
import { literal, trinoTable } from './trino-table';
import { parseAccessLogLine } from '../../src/access/access-log';
import { type AuditQuestion, logQuestions, trailQuestions } from '../../src/constructs/analytics/audit-questions';
import { LOG_COLUMNS } from '../../src/constructs/analytics/log-pattern';
import { accessLogTable, trailTable } from '../../src/constructs/analytics/log-tables';
import { requestOf, writeLine } from '../access/access-log-writer';
import { expectedRow, sampleLines } from '../constructs/analytics/log-lines';
import { pathOf } from '../servers/installed';
import { type Moto, startMoto } from '../servers/moto';

// The tables and the questions of AccessLogAnalytics in Trino, the engine that Athena is made of, over files as S3 delivers them, in moto.
jest.setTimeout(300_000);

const SOURCES = ['photos', 'samples', 'generated'].map(bucket => `${bucket}/111122223333/eu-central-1/${bucket}`);
const [PHOTOS, SAMPLES, GENERATED] = SOURCES;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LOGS = accessLogTable('s3://logs/access-logs/', '2006/01/01', SOURCES);
const INJECTED = { ...accessLogTable('s3://logs/access-logs/', '2006/01/01'), name: 'injected' };

const TRAIL = trailTable('s3://trail/AWSLogs/', '2006/01/01', ['111122223333', '999999999999'], ['eu-central-1', 'us-east-1']);

let moto: Moto | undefined;
let trino: Trino;

beforeAll(async () => {
  if (pathOf('moto_server') === undefined) throw new Error('moto is not installed; run test/athena/install.sh');
  moto = await startMoto('111122223333');
  for (const path of ['catalog', 'logs', 'trail']) await put(path, '');
  trino = await startTrino(moto.url);
  await trino.rows('CREATE SCHEMA audit');
  for (const table of [LOGS, INJECTED, TRAIL]) await trino.rows(trinoTable('audit', table));
});

afterAll(async () => {
  await trino?.stop();
  await moto?.stop();
});

async function put(path: string, body: string | Buffer): Promise<void> {
  const { status } = await fetch(`${moto!.url}/${path}`, { method: 'PUT', body });
  if (status !== 200) throw new Error(`${path}: ${status}`);
}

/** As S3 names log files in partitions by the day of the event. */
const deliver = (source: string, day: string, lines: readonly string[], name = 'A') =>
  put(`logs/access-logs/${source}/${day}/${day.replace(/\//g, '-')}-00-00-00-${name}`, lines.map(line => `${line}\n`).join(''));

/** A question with its parameters, as its text stands; a row is its values with a bar between. */
async function answers({ name, sql, parameters }: AuditQuestion, ...values: readonly (string | number)[]): Promise<string[]> {
  if (values.length !== parameters.length) throw new Error(`${name} has ${parameters.length} parameters`);
  const rows = await trino.rows(`EXECUTE q USING ${values.map(value => typeof value === 'string' ? literal(value) : value).join(', ')}`, sql);
  return rows.map(row => row.map(value => value ?? 'NULL').join(' | ')).sort();
}

describe('access logs', () => {
  const questions = new Map(logQuestions(LOGS, '"audit"."s3_access_logs"').map(one => [one.name.replace('access-log-', ''), one]));
  const samples = sampleLines();
  const dayOf = (line: string): string => {
    const [, date, month, year] = /\[(\d\d)\/(\w{3})\/(\d{4})/.exec(line)!;
    return `${year}/${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}/${date}`;
  };
  const days = [...new Set(samples.map(dayOf))];

  beforeAll(async () => {
    await deliver(PHOTOS, '2026/02/06', LINES);
    await deliver(PHOTOS, '2026/02/07', LATER);
    for (const day of days) await deliver(SAMPLES, day, samples.filter(line => dayOf(line) === day));
  });

  test.each<[string, (string | number)[], string[]]>([
    ['who-read', ['photos/a.txt'], [
      '06/Feb/2026:00:00:38 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | photos/a.txt | 200 | curl/8.5 | READ1',
      '06/Feb/2026:00:00:39 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | photos/a.txt | 206 | curl/8.5 | READ2',
      '06/Feb/2026:00:00:40 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | photos/a.txt | 304 | curl/8.5 | READ3',
      '06/Feb/2026:00:00:41 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.COPY.OBJECT_GET | photos | photos/a.txt | NULL | NULL | READ4',
    ]],
    ['tls-below-1-2', [], [
      'NULL | 06/Feb/2026:01:00:00 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | b | 200 | curl/8.5 | PLAIN',
      'TLSV1 | 06/Feb/2026:01:00:02 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | b | 200 | curl/8.5 | TLS10',
      'TLSv1.1 | 06/Feb/2026:01:00:01 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | b | 200 | curl/8.5 | TLS11',
    ]],
    ['anonymous', [], [
      '06/Feb/2026:02:00:00 +0000 | NULL | 10.0.0.1 | REST.GET.OBJECT | photos | c | 200 | curl/8.5 | NOBODY',
    ]],
    ['outside-network', ['10.'], [
      '06/Feb/2026:03:00:00 +0000 | arn:aws:iam::111122223333:user/alice | 192.0.2.3 | REST.GET.OBJECT | photos | d | 200 | curl/8.5 | OUT4',
      '06/Feb/2026:03:00:01 +0000 | arn:aws:iam::111122223333:user/alice | 2001:db8::1 | REST.GET.OBJECT | photos | d | 200 | curl/8.5 | OUT6',
    ]],
    ['denied-bursts', [2], [
      'arn:aws:iam::111122223333:user/alice | 10.0.0.1 | 06/Feb/2026:04:00 | 2',
    ]],
    ['deletes', [], [
      'NULL | 06/Feb/2026:05:00:01 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | BATCH.DELETE.OBJECT | photos | i | 204 | NULL | DEL2',
      'v1 | 06/Feb/2026:05:00:00 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.DELETE.OBJECT | photos | h | 204 | curl/8.5 | DEL1',
      'v2 | 06/Feb/2026:05:00:02 +0000 | AmazonS3 | NULL | S3.EXPIRE.OBJECT | photos | j | NULL | - | EXPIRED',
    ]],
    ['sigv2', [], [
      '06/Feb/2026:06:00:00 +0000 | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | REST.GET.OBJECT | photos | l | 200 | evil" 403 - - "x" - h SigV4 y | SIGV2',
    ]],
    ['unread-lines', [], [
      's3://logs/access-logs/photos/111122223333/eu-central-1/photos/2026/02/06/2026-02-06-00-00-00-A | 1',
    ]],
  ])('%s', async (name, parameters, expected) => {
    expect(await answers(questions.get(name)!, '2026/02/06', '2026/02/06', ...parameters)).toEqual(expected);
  });

  (samples.length > 0 ? test : test.skip).each<[string, string, (string | number)[], string[]]>([
    ['who-read', '2020/01/01', ['ds006260/participants.tsv'], ['W3VJKP0HM8TV2N46']],
    ['who-read', '2020/05/26', ['SRR9211507/100100.mapped.1.fq.1'], ['9713E7798F9A44BA']],
    ['tls-below-1-2', '2019/02/06', [], ['A1206F460EXAMPLE']],
    ['anonymous', '2020/01/01', [], ['J42N2W7ET0EC03CV', 'NWC7V1KE70QZYJ5Q', 'W3VJKP0HM8TV2N46']],
    ['outside-network', '2020/05/26', ['10.'], ['1B6E92A991321AE8']],
    ['denied-bursts', '2020/05/26', [1], ['1']],
    ['deletes', '2019/02/06', [], []],
    ['sigv2', '2019/02/06', [], ['A1206F460EXAMPLE']],
    ['unread-lines', '2020/05/26', [], []],
  ])('%s of the samples of %s', async (name, day, parameters, ids) => {
    const found = await answers(questions.get(name)!, day, day, ...parameters);
    expect(found.map(row => row.split(' | ').at(-1)).sort()).toEqual(ids);
  });

  test('there is no other question', () => {
    expect([...questions.keys()]).toEqual(['who-read', 'tls-below-1-2', 'anonymous', 'outside-network', 'denied-bursts', 'deletes', 'sigv2', 'unread-lines']);
  });

  test('where the table names no buckets, a question names its source', async () => {
    const readers = logQuestions(INJECTED, '"audit"."injected"')[0];
    expect((await answers(readers, PHOTOS, '2026/02/06', '2026/02/07', 'photos/a.txt')).map(row => row.split(' | ').at(-1)))
      .toEqual(['READ1', 'READ2', 'READ3', 'READ4', 'LATER']);
    expect(await answers(readers, SAMPLES, '2026/02/06', '2026/02/07', 'photos/a.txt')).toEqual([]);
  });

  /** How Trino reads a file, next to how our parser does: each line's fields, in the order of their text. */
  async function fields(lines: readonly string[], source: string, on: readonly string[]): Promise<{ read: string[]; parsed: string[] }> {
    const columns = LOG_COLUMNS.map(({ name }) => `"${name}"`).join(', ');
    const rows = await trino.rows(`SELECT ${columns} FROM audit.s3_access_logs WHERE source = ${literal(source)} AND day IN (${on.map(literal).join(', ')})`);
    const parsed = lines.map(line => {
      const one = parseAccessLogLine(line);
      return JSON.stringify(one.ok ? Object.values(expectedRow(one, /\[([^\]]*)\]/.exec(line)![1])) : LOG_COLUMNS.map(() => null));
    });
    return { read: rows.map(row => JSON.stringify(row)).sort(), parsed: parsed.sort() };
  }

  test('every line that was written here is read as our parser reads it', async () => {
    const { read, parsed } = await fields(LINES, PHOTOS, ['2026/02/06']);
    expect(read).toEqual(parsed);
  });

  (samples.length > 0 ? test : test.skip)('every sample is read as our parser reads it, but one of 2019 with a field that is in no list', async () => {
    const { read, parsed } = await fields(samples, SAMPLES, days);
    expect(read).toHaveLength(30);
    const idOf = (row: string) => (JSON.parse(row) as string[])[5];
    const differ = (some: readonly string[], others: readonly string[]) => some.filter(one => !others.includes(one)).map(idOf);
    expect([differ(read, parsed), differ(parsed, read)]).toEqual([['92D3B218463A63EA'], ['92D3B218463A63EA']]);
  });

  test('lines of every age and with every lie: whatever our parser is sure of is read alike', async () => {
    const lies = [{}, { uri: true }, { referer: true }, { userAgent: true }, { host: true }, { version: true }];
    const lines = lies.flatMap((lie, i) => Array.from({ length: 300 }, (_, seed) => writeLine(requestOf(1000 * i + seed + 1, lie))));
    const sure = lines.filter(line => {
      const one = parseAccessLogLine(line);
      return one.ok && one.ambiguous === undefined;
    });
    expect(sure.length).toBeGreaterThan(1200);
    // by the day of delivery, as a bucket may ask for: all in one folder
    await deliver(GENERATED, '2026/03/01', sure);
    const { read, parsed } = await fields(sure, GENERATED, ['2026/03/01']);
    expect(read).toEqual(parsed);
  });
});

describe('CloudTrail', () => {
  const questions = new Map(trailQuestions(TRAIL, '"audit"."cloudtrail"').map(one => [one.name.replace('cloudtrail-', ''), one]));
  const samples = sampleEvents();
  const dayOf = (event: Record<string, unknown>) => (event.eventTime as string).slice(0, 10).replace(/-/g, '/');
  const days = [...new Set(samples.map(dayOf))];

  beforeAll(async () => {
    await put('trail/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/02/06/A.json.gz', trailFile(EVENTS));
    for (const day of days) await put(`trail/AWSLogs/999999999999/CloudTrail/us-east-1/${day}/A.json.gz`, trailFile(samples.filter(one => dayOf(one) === day)));
  });

  test.each(TRAIL_ANSWERS)('%s', async (name, parameters, expected) => {
    expect(await answers(questions.get(name)!, '2026/02/06', '2026/02/06', ...parameters)).toEqual(expected);
  });

  test('there is no other question', () => {
    expect([...questions.keys()]).toEqual(['who-read', 'tls-below-1-2', 'anonymous', 'outside-vpc', 'denied-bursts', 'deletes', 'sigv2']);
  });

  (samples.length > 0 ? test : test.skip).each(SAMPLE_ANSWERS)('%s of the samples of %s', async (name, day, parameters, expected) => {
    expect(await answers(questions.get(name)!, day, day, ...parameters)).toEqual(expected);
  });

  (samples.length > 0 ? test : test.skip)('every sample is a row', async () => {
    expect(await trino.rows(`SELECT eventid FROM audit.cloudtrail WHERE account = '999999999999' AND day IN (${days.map(literal).join(', ')})`)).toHaveLength(44);
  });
});

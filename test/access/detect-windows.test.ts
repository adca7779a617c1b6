import * as fc from 'fast-check';
import type { AccessRecord } from '../../src/access/access-record';
import { detectAll, type DetectOptions } from '../../src/runtime/detect';

const NOON = Date.UTC(2026, 0, 31, 12);
const by = (id: string): AccessRecord['requester'] => ({ type: 'aws', id });
const request = (operation: string, time: number | undefined, more: Partial<AccessRecord> = {}): AccessRecord =>
  ({ source: 'access-log', number: 1, operation, time, requester: by('arn:aws:iam::1:user/a'), status: 200, bucket: 'b', ...more });
const deletes = (times: readonly number[], more: Partial<AccessRecord> = {}) => times.map(time => request('REST.DELETE.OBJECT', NOON + time * 1000, more));
const times = (n: number, step = 0) => Array.from({ length: n }, (_, i) => i * step);

const only = (id: string, options: DetectOptions = {}): DetectOptions => ({ only: [id], massDelete: 5, massDeleteWindow: 10, ...options });
const found = async (records: readonly AccessRecord[], options: DetectOptions) =>
  (await detectAll(records, options)).detections.map(({ count, requester }) => [requester, count]);
const A = 'arn:aws:iam::1:user/a';

describe('thresholds', () => {
  test.each([[4, []], [5, [[A, 5]]], [6, [[A, 6]]]])('%s deletes, where 5 are a mass', async (n, expected) => expect(await found(deletes(times(n)), only('mass-delete'))).toEqual(expected));

  test.each([[19, []], [20, [[A, 20]]]])('%s refusals by default', async (n, expected) => {
    const records = times(n, 1).map(time => request('REST.GET.OBJECT', NOON + time * 1000, { status: 403 }));
    expect(await found(records, { only: ['denied-burst'] })).toEqual(expected);
  });

  test.each([[99, []], [100, [[A, 100]]]])('%s deletes by default', async (n, expected) => expect(await found(deletes(times(n)), { only: ['mass-delete'] })).toEqual(expected));

  test.each([[1023, []], [1024, [[A, 10 * 2 ** 30]]]])('%s reads of 10 MiB by default', async (n, expected) => {
    const records = times(n).map(() => request('REST.GET.OBJECT', NOON, { bytesSent: 10 * 2 ** 20 }));
    expect(await found(records, { only: ['mass-read-bytes'] })).toEqual(expected);
  });

  test.each([[9999, []], [10_000, [[A, 10_000]]]])('%s reads by default', async (n, expected) =>
    expect(await found(times(n).map(() => request('REST.GET.OBJECT', NOON)), { only: ['mass-read'] })).toEqual(expected));
});

describe('windows', () => {
  test('what falls into half a window is found wherever it begins', async () => {
    for (let start = 0; start < 10; start += 0.5) expect(await found(deletes(times(5).map(i => start + i)), only('mass-delete'))).toEqual([[A, 5]]);
  });

  test('what is spread over more than a window is not', async () => expect(await found(deletes(times(5, 2.5)), only('mass-delete'))).toEqual([]));

  test('a window ends before its end', async () => {
    expect(await found(deletes([0, 0, 0, 0, 9.999]), only('mass-delete'))).toEqual([[A, 5]]);
    expect(await found(deletes([0, 0, 0, 0, 10]), only('mass-delete'))).toEqual([]);
  });

  test('order does not matter, nor do parts of the input that come in another order', async () => {
    const spread = fc.array(fc.tuple(fc.nat(60), fc.constantFrom('a', 'b')), { maxLength: 40 });
    await fc.assert(fc.asyncProperty(spread, fc.nat(40), async (list, cut) => {
      const records = list.map(([time, who], i) => request('REST.DELETE.OBJECT', NOON + time * 1000, { requester: by(who), number: i }));
      const strip = (all: Awaited<ReturnType<typeof detectAll>>) => ({ ...all, detections: all.detections.map(d => ({ ...d, examples: [] })) });
      const straight = strip(await detectAll(records, only('mass-delete')));
      expect(strip(await detectAll([...records].reverse(), only('mass-delete')))).toEqual(straight);
      expect(strip(await detectAll([...records.slice(cut), ...records.slice(0, cut)], only('mass-delete')))).toEqual(straight);
    }), { numRuns: 100 });
  });

  test('agrees with counting by hand', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(100), { maxLength: 40 }), async (seconds) => {
      const counts = Array.from({ length: 25 }, (_, i) => (i - 2) * 5).map(start => seconds.filter(s => s >= start && s < start + 10).length);
      const most = Math.max(0, ...counts);
      expect(await found(deletes(seconds), only('mass-delete'))).toEqual(most >= 5 ? [[A, most]] : []);
    }), { numRuns: 100 });
  });
});

describe('who and what', () => {
  test('requesters are told apart, buckets are not', async () => {
    const records = [...deletes(times(3)), ...deletes(times(3), { bucket: 'c' }), ...deletes(times(4), { requester: by('x') })];
    expect(await found(records, only('mass-delete'))).toEqual([[A, 6]]);
  });

  test('sessions of a role are one requester', async () => {
    const records = times(5).flatMap(i => deletes([0], { requester: by(`arn:aws:sts::1:assumed-role/r/session-${i}`) }));
    expect(await found(records, only('mass-delete'))).toEqual([['arn:aws:sts::1:assumed-role/r', 5]]);
  });

  test('a batch counts by its lines, or by the keys that are told', async () => {
    const batch = [request('REST.POST.MULTI_OBJECT_DELETE', NOON), ...times(5).map(() => request('BATCH.DELETE.OBJECT', NOON))];
    expect(await found(batch, only('mass-delete'))).toEqual([[A, 5]]);
    const told = request('DeleteObjects', NOON, { source: 'cloudtrail', status: undefined, objects: 5 });
    expect(await found([told], only('mass-delete'))).toEqual([[A, 5]]);
    const untold = await detectAll(times(5).map(() => ({ ...told, objects: undefined })), only('mass-delete'));
    expect([untold.detections[0].atLeast, untold.detections[0].says, untold.rows[0].judged, untold.rows[0].notJudged]).toEqual(
      [true, 'requests deleted objects, many in a short time: at least 5 objects within 10 s, where 5 count as many, in 2 windows', 0, 5]);
  });

  test.each<readonly [string, Partial<AccessRecord>, number, number]>([
    ['refused', { status: 403 }, 0, 0],
    ['without a status', { status: undefined }, 0, 5],
    ['without a time', { time: undefined }, 0, 5],
    ['with a time that is not certain', { ambiguous: ['time'] }, 0, 5],
    ['that are not certain otherwise', { ambiguous: ['userAgent'] }, 2, 5],
    ['by a service', { requester: { type: 'service' } }, 0, 0],
    ['by a lifecycle', { operation: 'S3.EXPIRE.OBJECT' }, 0, 0],
  ])('deletes %s', async (_, more, windows, notJudged) => {
    const { rows: [row] } = await detectAll(deletes(times(5), more), only('mass-delete'));
    expect([row.found, row.judged, row.notJudged]).toEqual([windows, 0, notJudged]);
  });

  test('refused and missing are told apart', async () => {
    const status = (n: number, errorCode?: string) => times(5).map(() => request('REST.GET.OBJECT', NOON, { status: n, errorCode }));
    const burst = { only: ['denied-burst'], deniedBurst: 5 };
    expect(await found(status(404, 'NoSuchKey'), burst)).toEqual([]);
    expect(await found(status(403, 'AccessDenied'), burst)).toEqual([[A, 5]]);
    expect(await found(times(5).map(() => request('GetObject', NOON, { source: 'cloudtrail', status: undefined, errorCode: 'VpceAccessDenied' })), burst)).toEqual([[A, 5]]);
  });
});

describe('memory', () => {
  test('windows are not more than is said, and what is given up is told', async () => {
    const records = function* () { for (let i = 0; i < 30_000; i++) yield request('REST.DELETE.OBJECT', NOON, { requester: by(`u${i}`) }); };
    const all = await detectAll(records(), only('mass-delete', { maxWindows: 1000 }));
    expect(all.windowsAtMost).toBe(1000);
    expect(all.rows[0]).toMatchObject({ judged: 30_000, windowsGivenUp: 59_000, late: 0 });
  });

  test('windows that are over are no loss; what comes for them later is told', async () => {
    const records = [...times(3000, 10).flatMap(time => deletes([time], { requester: by(`u${time}`) })), ...deletes([0, 0])];
    const all = await detectAll(records, only('mass-delete', { maxWindows: 100 }));
    expect([all.windowsAtMost, all.rows[0].windowsGivenUp, all.rows[0].late]).toEqual([100, 0, 2]);
  });

  test('detections beyond the most that are kept are counted together', async () => {
    const records = times(5000, 1).map(i => request('REST.GET.OBJECT', NOON, { secure: false, requester: by(`u${i}`) }));
    const { detections } = await detectAll(records, { only: ['insecure-transport'], maxDetections: 10 });
    expect([detections.length, detections.at(-1)?.others, detections.at(-1)?.count]).toEqual([11, true, 4990]);
    expect(detections.reduce((sum, { count }) => sum + count, 0)).toBe(5000);
  });
});

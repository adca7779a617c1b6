import { fakeClock, fakePort, refusal } from './audit-ports';
import { patient } from '../../src/runtime/audit';

const INPUT = { Bucket: 'bucket-00' };

/** Asks once; gives how often the port was asked, the waits, and the code that came out. */
async function asking(errors: readonly unknown[], attempts?: number, random?: () => number) {
  const clock = fakeClock(random);
  const { port, asked } = fakePort(['bucket-00'], (_, nth) => {
    if (errors.length === 0) return undefined;
    const error = nth < errors.length ? errors[nth] : errors.at(-1);
    if (error !== undefined) throw error;
    return undefined;
  });
  const said = await patient(port, { ...clock, ...attempts !== undefined && { attempts } }).GetBucketVersioning!(INPUT).then(
    () => 'answer', (error: Error) => error.name);
  return { asked: asked.length, slept: clock.slept, said };
}

const again = (error: unknown, times: number) => [...Array.from({ length: times }, () => error), undefined];

test.each([
  ...['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequestsException', 'InternalError', 'RequestTimeout', 'TimeoutError',
    'ECONNRESET', 'ServiceUnavailable'].map(code => [code, refusal(code)] as const),
  ...[429, 500, 502, 503, 504].map(status => [`Odd (${status})`, refusal('Odd', status)] as const),
  ['a reset as Node.js says it', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
] as const)('%s is asked again', async (_, error) => {
  expect(await asking(again(error, 2))).toMatchObject({ asked: 3, said: 'answer' });
});

test.each([
  ...['AccessDenied', 'AccessDeniedException', 'NoSuchBucket', 'NoSuchBucketPolicy', 'PermanentRedirect', 'ExpiredToken', 'InvalidAccessKeyId', 'NotInstalled']
    .map(code => [code, refusal(code, 403)] as const),
  ['501', refusal('NotImplemented', 501)] as const,
  ['what is no error', 'a text'] as const,
] as const)('%s is handed on at once', async (_, error) => {
  expect(await asking([error])).toMatchObject({ asked: 1, slept: [] });
});

test('what stays transient is handed on after five attempts, or as many as are given, under the code of AWS', async () => {
  expect(await asking([refusal('SlowDown', 503)])).toMatchObject({ asked: 5, said: 'SlowDown' });
  expect(await asking([refusal('SlowDown', 503)], 2)).toMatchObject({ asked: 2, said: 'SlowDown' });
  expect(await asking([refusal('SlowDown', 503)], 1)).toMatchObject({ asked: 1, slept: [], said: 'SlowDown' });
  expect(await asking([Object.assign(new Error('x'), { code: 'ECONNRESET' })])).toMatchObject({ asked: 5, said: 'ECONNRESET' });
});

test('an odd answer is asked for once more', async () => {
  expect(await asking([refusal('OddAnswer')])).toMatchObject({ asked: 2, said: 'OddAnswer' });
  expect(await asking(again(refusal('OddAnswer'), 1))).toMatchObject({ asked: 2, said: 'answer' });
  const [odd, silent] = [refusal('OddAnswer'), refusal('TimeoutError')];
  expect(await asking([silent, odd, undefined])).toMatchObject({ asked: 3, said: 'answer' });
  expect(await asking([odd, silent, undefined])).toMatchObject({ asked: 3, said: 'answer' });
  expect(await asking([odd, silent, odd, undefined])).toMatchObject({ asked: 3, said: 'OddAnswer' });
});

test.each([[() => 0.5, [50, 100, 200, 400]], [() => 0, [0, 0, 0, 0]], [() => 0.999, [99, 199, 399, 799]]])(
  'the waits double, with full jitter', async (random, waits) => {
    expect((await asking([refusal('InternalError', 500)], 5, random)).slept).toEqual(waits);
  });

test('throttling waits longer, and no wait is longer than 20 seconds', async () => {
  const backoffs = (await asking([refusal('InternalError', 500)], 12, () => 0.999)).slept;
  expect(Math.max(...backoffs)).toBe(19_980);
  expect((await asking([refusal('SlowDown', 503)], 2, () => 0.5)).slept[0]).toBe(250);
});

test.each([0, -1, 1.5, NaN, Infinity])('%s attempts are refused', attempts => {
  expect(() => patient({}, { attempts })).toThrow(`'attempts' must be a whole number of at least 1, got ${attempts}; 5 is usual`);
});

test('a service that throttles slows all its calls down, and no other service', async () => {
  const clock = fakeClock(() => 0);
  let throttle = false;
  const { port } = fakePort(['bucket-00'], ({ call }) => {
    clock.pass(10);
    if (throttle && call === 'GetBucketVersioning') throw refusal('SlowDown', 503);
    return undefined;
  });
  const slow = patient(port, { ...clock, attempts: 1 });
  for (let i = 0; i < 200; i++) await slow.GetBucketLocation!(INPUT);
  expect(clock.slept).toEqual([]); // 100 a second, and nobody minds
  throttle = true;
  await expect(slow.GetBucketVersioning!(INPUT)).rejects.toThrow('SlowDown');
  const before = clock.now();
  for (let i = 0; i < 50; i++) await slow.GetBucketLocation!(INPUT);
  const rate = 50_000 / (clock.now() - before);
  expect(rate).toBeGreaterThan(50);
  expect(rate).toBeLessThan(90);
  const sleeps = clock.slept.length;
  for (let i = 0; i < 50; i++) await slow.DescribeTrails!({});
  expect(clock.slept).toHaveLength(sleeps);
  for (let i = 0; i < 2000; i++) await slow.GetBucketLocation!(INPUT); // and later it is as quick as before
  const later = clock.now();
  for (let i = 0; i < 50; i++) await slow.GetBucketLocation!(INPUT);
  expect(50_000 / (clock.now() - later)).toBeGreaterThan(95);
});

test('a service that throttles everything is asked ever more slowly, but asked', async () => {
  const clock = fakeClock(() => 0);
  const { port } = fakePort(['bucket-00'], () => { throw refusal('SlowDown', 503); });
  const slow = patient(port, { ...clock, attempts: 1 });
  for (let i = 0; i < 20; i++) await slow.GetBucketLocation!(INPUT).catch(() => {});
  expect(Math.max(...clock.slept)).toBe(2000);
});

test('an abort ends the wait and leaves no timer behind', async () => {
  const over = new AbortController();
  const { port, asked } = fakePort(['bucket-00'], () => { throw refusal('SlowDown', 503); });
  const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
  const before = timers();
  const waiting = patient(port, { random: () => 0.99, signal: over.signal }).GetBucketLocation!(INPUT);
  setImmediate(() => over.abort(new Error('enough')));
  await expect(waiting).rejects.toThrow('enough');
  expect(asked).toHaveLength(1);
  expect(timers()).toBe(before);
  await expect(patient(port, { signal: over.signal }).GetBucketLocation!(INPUT)).rejects.toThrow('enough');
  expect(asked).toHaveLength(1);
});

test('what a port cannot ask, the patient one cannot either', () => {
  expect(Object.keys(patient({ ListBuckets: async () => ({}) }))).toEqual(['ListBuckets']);
});

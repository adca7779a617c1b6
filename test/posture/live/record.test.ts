import { ACCOUNT, type Asked, awsError, hardened, portOf } from './helpers';
import { type CallName, CALLS, type Port, readRecordings, record, type Recording, sharedAnswers } from '../../../src/posture/live';
import { pairsOf, recordingsOf } from '../../agreement/compare';

const ALL = Object.keys(CALLS) as CallName[];
const where = (bucket: string) => ({ account: ACCOUNT, bucket, region: 'eu-central-1' });

const FOLDERS = ['hipaa', 'gdpr', 'replicated', 'trails', 'access-points', 'encrypted', 'legacy-acls', 'log-circle', 'elsewhere', 'told'];

test.each(FOLDERS)('%s: all that is needed is asked, and kept as it came', async (folder) => {
  for (const recording of recordingsOf(folder)) {
    expect(await record(portOf(recording, ALL), where(recording.bucket))).toEqual({
      ...recording, answers: Object.fromEntries(Object.entries(recording.answers).sort(([one], [other]) => one < other ? -1 : 1)),
    });
  }
});

test('each question about a bucket names the account that it must be in, and goes to the Region that it is in', async () => {
  const asked: Asked[] = [];
  await record(portOf(hardened()[0], ALL, asked), { account: ACCOUNT, bucket: 'hipaa-records' });
  const s3 = asked.filter(({ call }) => CALLS[call as CallName].service === 's3');
  expect(s3.length).toBeGreaterThan(20);
  expect(s3.filter(({ input }) => input.ExpectedBucketOwner !== ACCOUNT)).toEqual([]);
  expect(asked.filter(({ call }) => CALLS[call as CallName].service === 's3-control').filter(({ input }) => input.AccountId !== ACCOUNT)).toEqual([]);
  expect(asked[0]).toEqual({ call: 'GetBucketLocation', input: { Bucket: 'hipaa-records', ExpectedBucketOwner: ACCOUNT }, sending: {} });
  expect(asked.slice(1).map(({ sending }) => sending?.region).filter(region => region !== 'eu-central-1')).toEqual([]);
});

test('the owner of a replication target is the account that the rule names, and a trail is asked at home', async () => {
  const asked: Asked[] = [];
  await record(portOf(recordingsOf('elsewhere')[0], ALL, asked), where('elsewhere-data'));
  expect(asked.find(({ input }) => input.Bucket === 'elsewhere-copies')?.input.ExpectedBucketOwner).toBe('444455556666');

  const [first] = hardened();
  const trailList = [{ TrailARN: 'arn:aws:cloudtrail:us-east-1:1:trail/t', HomeRegion: 'us-east-1' }];
  const away: Recording = { ...first, answers: { ...first.answers, DescribeTrails: { answer: { trailList } } } };
  const more: Asked[] = [];
  await record(portOf(away, ALL, more), where('hipaa-records'));
  expect(more.find(({ call }) => call === 'GetTrailStatus')?.sending?.region).toBe('us-east-1');
});

test.each(['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'])('after %s the first Region is asked where a bucket is', async (code) => {
  const [first] = hardened();
  const regions: unknown[] = [];
  const port: Port = {
    ...portOf(first, ALL),
    GetBucketLocation: async (_, sending) => {
      regions.push(sending?.region);
      if (sending?.region !== 'us-east-1') throw awsError(code, 301);
      return { LocationConstraint: 'eu-central-1' };
    },
  };
  const { answers } = await record(port, { account: ACCOUNT, bucket: 'hipaa-records', region: 'ap-south-1' });
  expect(answers.GetBucketLocation).toEqual({ answer: { LocationConstraint: 'eu-central-1' } });
  expect(regions.slice(0, 2)).toEqual(['ap-south-1', 'us-east-1']);
});

test('what is shared is asked once, but for what may be answered a moment later', async () => {
  const shared = sharedAnswers();
  const asked: Asked[] = [];
  const port = portOf(hardened()[0], ALL, asked);
  const buckets = Array.from({ length: 5 }, () => record(port, { ...where('hipaa-records'), shared }));
  await Promise.all(buckets);
  const times = (call: string) => asked.filter(one => one.call === call).length;
  expect(['DescribeTrails', 'GetTrailStatus', 'DescribeKey', 'GetKeyPolicy'].map(times)).toEqual([1, 1, 1, 1]);
  expect(times('GetBucketVersioning')).toBe(5);

  let failures = 0;
  const busy: Port = { ...port, DescribeTrails: async () => { failures += 1; throw awsError('ThrottlingException', 400); } };
  const once = sharedAnswers();
  for (let i = 0; i < 3; i++) await record(busy, { ...where('hipaa-records'), shared: once });
  expect(failures).toBe(3);

  let denials = 0;
  const closed: Port = { ...port, DescribeTrails: async () => { denials += 1; throw awsError('AccessDeniedException', 400); } };
  const kept = sharedAnswers();
  for (let i = 0; i < 3; i++) await record(closed, { ...where('hipaa-records'), shared: kept });
  expect(denials).toBe(1);
});

test('a list in pages is read to its end, and one without an end is no answer', async () => {
  const [first] = hardened();
  const page = (Id: string, next?: string) => ({
    InventoryConfigurationList: [{ Id, IsEnabled: true }], IsTruncated: next !== undefined, ...next !== undefined && { NextContinuationToken: next },
  });
  const list = (pages: Record<string, unknown>): Port => ({
    ...portOf(first, ALL), ListBucketInventoryConfigurations: async ({ ContinuationToken = 'first' }) => pages[ContinuationToken as string],
  });
  const name = 'ListBucketInventoryConfigurations';
  const recorded = async (pages: Record<string, unknown>) => (await record(list(pages), where('hipaa-records'))).answers[name];
  expect(await recorded({ first: page('a', 'b'), b: page('b', 'c'), c: page('c') }))
    .toEqual({ answer: { InventoryConfigurationList: ['a', 'b', 'c'].map(Id => ({ Id, IsEnabled: true })), IsTruncated: false } });
  expect((await recorded({ first: page('a', 'b'), b: page('b', 'b') })).error?.code).toBe('OddAnswer');
  expect((await recorded({ first: page('a', 'b'), b: 'nonsense' })).error?.code).toBe('OddAnswer');
  expect((await recorded({ first: page('a', 'b'), b: { ...page('b'), IsTruncated: true } })).error?.code).toBe('OddAnswer');
});

const circle: Record<string, unknown> = {};
circle.itself = circle;

test.each([
  ['a string', () => { throw 'no'; }, { error: { code: 'Error' } }],
  ['nothing', () => { throw undefined; }, { error: { code: 'Error' } }],
  ['an error without a name', () => { throw Object.assign(new Error('x'), { name: 7 }); }, { error: { code: 'Error', says: 'x' } }],
  ['an error with a trap', () => { throw { get name() { throw new Error('trap'); } }; }, { error: { code: 'Error' } }],
  ['an error of AWS', () => { throw awsError('SlowDown', 503, 'Reduce your request rate.'); }, { error: { code: 'SlowDown', status: 503, says: 'Reduce your request rate.' } }],
  ['undefined as an answer', () => undefined, { error: { code: 'OddAnswer', says: 'it is nothing' } }],
  ['an answer that is no JSON', () => circle, { error: { code: 'OddAnswer', says: 'it is no JSON' } }],
  ['a date', () => ({ at: new Date(0) }), { answer: { at: '1970-01-01T00:00:00.000Z' } }],
  ['null', () => null, { answer: null }],
])('%s is kept as an answer', async (_, behave, expected) => {
  const port: Port = { ...portOf(hardened()[0], ALL), GetBucketVersioning: async () => behave() };
  expect((await record(port, where('hipaa-records'))).answers.GetBucketVersioning).toEqual(expected);
});

test('without any client every question is kept as not asked, and nothing is known', async () => {
  const recording = await record({}, where('a-bucket'));
  expect(Object.values(recording.answers).every(({ error }) => error?.code === 'NotInstalled')).toBe(true);
  const [{ alternatives: [{ posture }] }] = readRecordings([recording]);
  expect(posture.versioning).toEqual({
    at: 'Buckets/a-bucket/GetBucketVersioning/Status', unknown: 'NotInstalled: GetBucketVersioning was not asked, since no client of s3 is there',
  });
});

test('nothing is recorded once the signal is aborted', async () => {
  const controller = new AbortController();
  const port: Port = { ...portOf(hardened()[0], ALL), GetBucketAcl: async () => { controller.abort(new Error('enough')); throw awsError('AbortError'); } };
  await expect(record(port, { ...where('hipaa-records'), signal: controller.signal })).rejects.toThrow('enough');
});

test('a recording is plain JSON that reads the same again', async () => {
  const recording = await record(portOf(hardened()[0], ALL), where('hipaa-records'));
  expect(readRecordings([JSON.parse(JSON.stringify(recording)) as Recording])).toEqual(readRecordings([recording]));
  expect(pairsOf('hipaa').length).toBe(2);
});

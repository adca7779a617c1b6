import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { ACCOUNT, bucketNames, type Fault, fakeClock, fakePort, refusal, seeded } from './audit-ports';
import { toJson } from '../../src/evidence';
import {
  audit, type AuditOptions, auditStream, type Entry, fileJournal, type Journal, judgeRecordings, memoryJournal,
} from '../../src/runtime/audit';

const OTHER = '210987654321';
const NAMES = bucketNames(8);
const directory = mkdtempSync(join(tmpdir(), 'cdk-s3-compliance-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const options = (fault?: Fault, given: Partial<AuditOptions> = {}): AuditOptions =>
  ({ ...fakeClock(), targets: [{ account: ACCOUNT, port: fakePort(NAMES, fault).port }], today: '2026-11-26', ...given });

const jsonOf = async (given: AuditOptions): Promise<string> => (await audit(given)).reports.map(toJson).join('');

test('all buckets of the account, in order, judged like buckets of templates', async () => {
  const { reports: [report], recordings, accounts, listed, notes } = await audit(options());
  expect(report.buckets.map(({ template, logicalId }) => [template, logicalId])).toEqual(NAMES.map(name => [`aws://${ACCOUNT}`, name]));
  expect(recordings.map(({ bucket }) => bucket)).toEqual(NAMES);
  expect([accounts.map(({ account }) => account), listed.map(({ buckets }) => buckets), notes]).toEqual([[ACCOUNT], [NAMES], []]);
  const outcome = (bucket: string, check: string) => report.buckets.find(b => b.logicalId === bucket)!.findings.find(f => f.check === check)!.outcome;
  expect([outcome('bucket-01', 'versioning-enabled'), outcome('bucket-00', 'versioning-enabled'), outcome('bucket-01', 'http-refused')]).toEqual(['pass', 'fail', 'pass']);
  expect(judgeRecordings({ recordings, accounts, listed }, { today: '2026-11-26' })).toEqual([report]);
});

test('several frameworks, and what was seen of the account for those who attest', async () => {
  const { reports } = await audit(options(undefined, { frameworks: ['soc2', 'hipaa'] }));
  expect(reports.map(report => report.framework.id)).toEqual(['soc2', 'hipaa']);
  const observed = reports.flatMap(report => report.manual.flatMap(attestation => attestation.observed ?? []));
  expect(observed.map(({ at }) => at)).toContainEqual(expect.stringContaining(ACCOUNT));
  await expect(audit(options(undefined, { frameworks: ['hippa'] }))).rejects.toThrow('there is no framework \'hippa\'');
});

const wrong: readonly (readonly [what: string, given: Partial<AuditOptions>, says: string])[] = [
  ['no target', { targets: [] }, '\'targets\' is empty, so there is nothing to audit; pass an account and its port'],
  ['an account that is none', { targets: [{ account: '12', port: {} }] }, '\'account\' must be 12 digits, got \'12\''],
  ['an account twice', { targets: [{ account: ACCOUNT, port: {} }, { account: ACCOUNT, port: {} }] }, `account ${ACCOUNT} is there twice; put its buckets into one target`],
  ['an ARN', { targets: [{ account: ACCOUNT, port: {}, buckets: ['arn:aws:s3:::x'] }] }, 'can be no bucket\'s name; pass the name alone, without s3:// or an ARN'],
  ['a path', { targets: [{ account: ACCOUNT, port: {}, buckets: ['a/../b'] }] }, 'can be no bucket\'s name'],
  ['no buckets', { targets: [{ account: ACCOUNT, port: {}, buckets: [] }] }, `'buckets' of account ${ACCOUNT} is empty; leave it out to audit all buckets`],
  ['no concurrency', { concurrency: 0 }, '\'concurrency\' must be a whole number from 1 to 100, got 0; 8 is usual'],
  ['no attempts', { attempts: 0 }, '\'attempts\' must be a whole number of at least 1'],
];

test.each(wrong)('%s is refused in a sentence', async (_, given, says) => {
  await expect(audit(options(undefined, given))).rejects.toThrow(says);
});

const LOST: readonly (readonly [what: string, fault: Fault])[] = [
  ['AccessDenied', () => { throw refusal('AccessDenied', 403); }],
  ['a throttle that does not end', () => { throw refusal('SlowDown', 503); }],
  ['a timeout', () => { throw refusal('TimeoutError'); }],
  ['a redirect', () => { throw refusal('PermanentRedirect', 301); }],
  ['a bucket that was deleted meanwhile', () => { throw refusal('NoSuchBucket', 404); }],
  ['an empty document', () => ({})],
  ['nothing', () => null],
  ['an error without a shape', () => { throw undefined; }], // eslint-disable-line @typescript-eslint/only-throw-error
];

test.each(LOST)('%s of one bucket is unknown or fails of it, and of no other', async (_, lost) => {
  const good = (await audit(options())).reports[0];
  const { reports: [report] } = await audit(options(asking => asking.input.Bucket === 'bucket-05' ? lost(asking, 0) : undefined));
  expect(report.buckets).toHaveLength(NAMES.length);
  for (const [i, bucket] of report.buckets.entries()) {
    const before = good.buckets[i].findings.map(f => f.outcome);
    const after = bucket.findings.map(f => f.outcome);
    if (bucket.logicalId !== 'bucket-05') expect(after.map((outcome, j) => outcome === before[j] || outcome === 'unknown')).not.toContain(false);
    else expect(after.filter((outcome, j) => outcome === 'pass' && before[j] !== 'pass')).toEqual([]);
  }
});

test('a bucket that is named and not there is a sentence, and unknown', async () => {
  const { port } = fakePort(NAMES);
  const targets = [{ account: ACCOUNT, port, buckets: ['bucket-01', 'nobodys', 'bucket-01'] }];
  const { reports: [report], notes, recordings } = await audit(options(undefined, { targets }));
  expect(notes).toEqual(['there is no bucket \'nobodys\', so all is unknown of it; check its name, or whether it was deleted meanwhile']);
  expect(recordings.map(({ bucket }) => bucket)).toEqual(['bucket-01', 'nobodys']);
  expect(new Set(report.buckets[1].findings.map(f => f.outcome))).not.toContain('pass');
});

test('accounts one by one, each with its own port; one that cannot be listed stands as unknown in the report', async () => {
  const denied = fakePort([], ({ call }) => { if (call === 'ListBuckets') throw refusal('AccessDenied', 403); return undefined; });
  const targets = [{ account: OTHER, port: denied.port }, { account: ACCOUNT, port: fakePort(['records']).port }];
  const { reports: [report], notes } = await audit(options(undefined, { targets }));
  expect(report.buckets.map(({ template, logicalId }) => `${template} ${logicalId}`)).toEqual([`aws://${ACCOUNT} records`, `aws://${OTHER} *`]);
  expect(report.buckets[1].outcomes).toMatchObject({ pass: 0, fail: 0 });
  expect(report.buckets[1].findings[0].because[0].says).toContain('could not be listed: AccessDenied: not allowed to call s3:ListAllMyBuckets');
  expect(notes).toEqual([expect.stringContaining(`the buckets of account ${OTHER} were not judged: AccessDenied`)]);
  await expect(audit(options(undefined, { targets: [targets[0]] })))
    .rejects.toThrow('AccessDenied: not allowed to call s3:ListAllMyBuckets; allow it, or name the buckets');
});

test.each([1, 3, 8, 50])('at most %s buckets are read at once, and that many where there are', async concurrency => {
  const open = new Map<string, number>();
  let most = 0;
  const fake = fakePort(NAMES, undefined, () => new Promise(resolve => setImmediate(resolve)));
  const port = Object.fromEntries(Object.entries(fake.port).map(([name, send]) => [name, async (input: Readonly<Record<string, unknown>>) => {
    const bucket = String(input.Bucket ?? '');
    if (bucket !== '') open.set(bucket, (open.get(bucket) ?? 0) + 1);
    most = Math.max(most, [...open.values()].filter(n => n > 0).length);
    try {
      return await send(input);
    } finally {
      if (bucket !== '') open.set(bucket, open.get(bucket)! - 1);
    }
  }]));
  await audit(options(undefined, { targets: [{ account: ACCOUNT, port, buckets: NAMES }], concurrency }));
  expect(most).toBeLessThanOrEqual(concurrency);
  expect(most).toBeGreaterThanOrEqual(Math.min(concurrency, 3) - 1);
});

test('faults at random, in whatever order answers come: the same report', async () => {
  const expected = await jsonOf(options());
  await fc.assert(fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 12 }), async (seed, concurrency) => {
    const random = seeded(seed);
    const fault: Fault = () => {
      if (random() < 0.05) throw [refusal('SlowDown', 503), refusal('InternalError', 500), refusal('TimeoutError')][Math.floor(random() * 3)];
      return undefined;
    };
    const pause = async () => { for (let i = Math.floor(random() * 4); i > 0; i--) await undefined; };
    const { port } = fakePort(NAMES, fault, pause);
    const given = { ...fakeClock(random), targets: [{ account: ACCOUNT, port }], concurrency, attempts: 12 };
    expect(await jsonOf(options(undefined, given))).toBe(expected);
  }), { numRuns: 8 });
});

test('buckets come as they are read, and who stops listening stops the asking', async () => {
  const { port, asked } = fakePort(NAMES);
  const seen: string[] = [];
  const progress: unknown[] = [];
  const onProgress = (one: unknown) => progress.push(one);
  for await (const { bucket } of auditStream({ ...fakeClock(), targets: [{ account: ACCOUNT, port }], concurrency: 2, onProgress })) {
    seen.push(bucket);
    if (seen.length === 3) break;
  }
  expect(seen).toHaveLength(3);
  expect(progress.at(-1)).toEqual({ done: 3, total: 8, account: ACCOUNT, bucket: seen.at(-1) });
  const sent = asked.length;
  await new Promise(resolve => setTimeout(resolve, 5));
  expect(asked.length).toBe(sent);
  expect(new Set(asked.flatMap(({ input }) => input.Bucket ?? [])).size).toBeLessThan(7);
});

test('an abort ends the audit with its reason, and its journal holds no answer of after', async () => {
  const over = new AbortController();
  const entries: Entry[] = [];
  let count = 0;
  const fault: Fault = () => {
    if (++count === 60) over.abort(new Error('that is enough'));
    return undefined;
  };
  await expect(audit(options(fault, { signal: over.signal, journal: memoryJournal(entries) }))).rejects.toThrow('that is enough');
  expect(JSON.stringify(entries)).not.toContain('AbortError');
  expect(await jsonOf(options(undefined, { journal: memoryJournal(entries) }))).toBe(await jsonOf(options()));
  await expect(audit(options(undefined, { signal: AbortSignal.abort(new Error('before it began')) }))).rejects.toThrow('before it began');
});

test('an abort does not wait for a port that never answers', async () => {
  const over = new AbortController();
  const port = { ...fakePort(NAMES).port, GetBucketVersioning: async () => new Promise(() => {}) };
  setImmediate(() => setImmediate(() => over.abort(new Error('no more'))));
  await expect(audit(options(undefined, { targets: [{ account: ACCOUNT, port, buckets: NAMES }], signal: over.signal }))).rejects.toThrow('no more');
});

describe('resumed', () => {
  /** A journal that is cut off at the k-th append: it is kept, and the audit ends. */
  const dying = (entries: Entry[], k: number): Journal => ({
    ...memoryJournal(entries),
    async append(entry) {
      if (entries.length >= k) throw new Error('killed');
      entries.push(entry);
    },
  });

  test('whenever it is killed, it ends with the same report and asks for no bucket twice', async () => {
    const expected = await jsonOf(options());
    const whole: Entry[] = [];
    await audit(options(undefined, { journal: memoryJournal(whole) }));
    expect(whole).toHaveLength(NAMES.length + 3);
    for (let k = 0; k < whole.length; k++) {
      const entries: Entry[] = [];
      await expect(audit(options(undefined, { journal: dying(entries, k) }))).rejects.toThrow('killed');
      const had = entries.flatMap(entry => 'bucket' in entry ? [entry.bucket] : []);
      const { port, asked } = fakePort([...NAMES, 'a-bucket-made-since']);
      const targets = [{ account: ACCOUNT, port: k > 1 ? port : fakePort(NAMES).port }];
      expect(await jsonOf(options(undefined, { journal: memoryJournal(entries), targets }))).toBe(expected);
      expect(asked.filter(({ call, input }) => call === 'GetBucketVersioning' && had.includes(String(input.Bucket)))).toEqual([]);
      const recorded = entries.flatMap(entry => 'bucket' in entry ? [entry.bucket] : []);
      expect([...recorded].sort()).toEqual(NAMES);
    }
  });

  test('what was refused for the moment only is asked again, AccessDenied and odd answers that came twice are not', async () => {
    const entries: Entry[] = [];
    const bad: Fault = ({ call, input }) => {
      if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-03') throw refusal('SlowDown', 503);
      if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-04') throw refusal('AccessDenied', 403);
      if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-06') throw refusal('ExpiredToken', 400);
      if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-05') throw refusal('OddAnswer', 200);
      if (call === 'GetBucketVersioning' && input.Bucket === 'bucket-07') throw refusal('OddAnswer', 503);
      if (call === 'DescribeTrails') throw refusal('ThrottlingException', 400);
      return undefined;
    };
    const given = { journal: memoryJournal(entries), attempts: 2 };
    await audit(options(({ call, input }, nth) => call === 'DescribeTrails' ? undefined : bad({ call, input }, nth), given));
    const { port, asked } = fakePort(NAMES);
    const { recordings } = await audit(options(undefined, { ...given, targets: [{ account: ACCOUNT, port }] }));
    const of = (call: string) => asked.filter(one => one.call === call).map(({ input }) => input.Bucket).sort();
    expect([of('GetBucketVersioning'), of('ListBuckets')]).toEqual([['bucket-03', 'bucket-06', 'bucket-07'], []]);
    expect(recordings.find(r => r.bucket === 'bucket-04')!.answers.GetBucketVersioning.error?.code).toBe('AccessDenied');
    expect(recordings.find(r => r.bucket === 'bucket-05')!.answers.GetBucketVersioning.error?.code).toBe('OddAnswer');
    expect(recordings.find(r => r.bucket === 'bucket-03')!.answers.GetBucketVersioning.error).toBeUndefined();
    const observed: Entry[] = [];
    await audit(options(bad, { ...given, journal: memoryJournal(observed) }));
    expect(observed.find(entry => 'observations' in entry)).toMatchObject({ unsettled: true });
    await audit(options(undefined, { ...given, journal: memoryJournal(observed) }));
    expect(observed.filter(entry => 'observations' in entry).map(entry => 'unsettled' in entry)).toEqual([true, false]);
  });

  const QUESTIONS: readonly (readonly [what: string, targets: AuditOptions['targets'], says: string])[] = [
    ['another account', [{ account: OTHER, port: fakePort(NAMES).port }], `'memory' is the journal of an audit of the accounts ${ACCOUNT}, and this audit asks ${OTHER}; ask the same again, or name a new journal`],
    ['other buckets', [{ account: ACCOUNT, port: fakePort(NAMES).port, buckets: ['bucket-01'] }], 'is the journal of an audit of other buckets'],
    ['another Region', [{ account: ACCOUNT, port: fakePort(NAMES).port, region: 'eu-west-1' }], 'is the journal of an audit of another Region'],
    ['other calls', [{ account: ACCOUNT, port: { ListBuckets: fakePort(NAMES).port.ListBuckets } }], 'with other calls'],
  ];

  test.each(QUESTIONS)('with %s it is refused', async (_, targets, says) => {
    const entries: Entry[] = [];
    await audit(options(undefined, { journal: memoryJournal(entries) }));
    await expect(audit(options(undefined, { journal: memoryJournal(entries), targets }))).rejects.toThrow(says);
  });

  test('the order of accounts and buckets is no other question', async () => {
    const targets = [{ account: OTHER, port: fakePort(['b', 'a']).port, buckets: ['abc', 'abd'] }, { account: ACCOUNT, port: fakePort(NAMES).port }];
    const entries: Entry[] = [];
    const expected = await jsonOf(options(undefined, { journal: memoryJournal(entries), targets }));
    const turned = [targets[1], { ...targets[0], buckets: ['abd', 'abc'] }];
    expect(await jsonOf(options(undefined, { journal: memoryJournal(entries), targets: turned }))).toBe(expected);
  });

  test('from a file that was torn anywhere: lines, mode 0600, nothing of the torn line left', async () => {
    const path = join(directory, 'torn.jsonl');
    const expected = await jsonOf(options(undefined, { journal: fileJournal(path) }));
    const whole = readFileSync(path);
    expect((statSync(path).mode % 0o1000).toString(8)).toBe('600');
    for (const cut of [1, whole.indexOf('\n'), whole.indexOf('\n') + 1, Math.floor(whole.length / 2), whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, cut));
      expect(await jsonOf(options(undefined, { journal: fileJournal(path) }))).toBe(expected);
      const lines = readFileSync(path, 'utf8').split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map(line => typeof JSON.parse(line)).filter(kind => kind !== 'object')).toEqual([]);
    }
  });

  test.each([
    ['a report', '{"schema":"cdk-s3-compliance/report/1"}\n', 'is no journal of an audit; name another file, or one that \'--resume\' wrote'],
    ['a text', 'hello\nworld\n', 'line 1 of \'it\' is no entry of a journal'],
    ['a list', '[]\n', 'line 1 of \'it\' is no entry of a journal'],
  ])('%s is no journal', async (_, text, says) => {
    const path = join(directory, 'wrong.jsonl');
    writeFileSync(path, text);
    await expect(audit(options(undefined, { journal: fileJournal(path, 'it') }))).rejects.toThrow(says);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

import { Readable } from 'node:stream';
import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { ACCOUNT, type Asking, bucketNames, refusal } from './audit-ports';
import { fakeHub, fakeStore, runAudit, TASK } from './scheduled-world';
import type { AsffFinding, Report } from '../../src/evidence';
import { BASELINE, HIPAA } from '../../src/frameworks';
import { controlsOf } from '../../src/frameworks/framework';
import { batchesOf, importFindings } from '../../src/runtime/parts/import-findings';
import { settingsFrom, taskFrom } from '../../src/runtime/parts/scheduled-settings';

const NAMES = bucketNames(9);
const CONTROLS = controlsOf(BASELINE).length;

/** What Security Hub shows of a finding. */
const shown = ({ Id, Compliance, Description, RecordState }: AsffFinding) => [Id, Compliance.Status, RecordState, Description];
const all = (findings: ReadonlyMap<string, AsffFinding>) => [...findings.values()].map(shown).sort();

describe('in one invocation', () => {
  const store = fakeStore();
  let ran: Awaited<ReturnType<typeof runAudit>>;
  beforeAll(async () => { ran = await runAudit({ names: NAMES, store, settings: { frameworks: [BASELINE, HIPAA] } }); });

  test('every bucket has a finding for each framework and check', () => {
    expect(ran.error).toBeUndefined();
    expect(ran.findings.size).toBe(NAMES.length * (CONTROLS + controlsOf(HIPAA).length));
    const versioning = [...ran.findings.values()].filter(f => f.GeneratorId === 'cdk-s3-compliance/baseline/versioning-enabled');
    expect(versioning.map(f => f.Compliance.Status)).toEqual(['FAILED', ...Array<string>(8).fill('PASSED')]);
    expect(versioning[0].Resources).toEqual([{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::bucket-00', Partition: 'aws', Region: 'eu-central-1' }]);
  });

  test('the reports and the names of the buckets are kept', () => {
    expect([...store.objects.keys()].sort()).toEqual([
      'reports/2026-11-26/run-1/baseline-00-0001.html', 'reports/2026-11-26/run-1/baseline-00-0001.json',
      'reports/2026-11-26/run-1/hipaa-00-0001.html', 'reports/2026-11-26/run-1/hipaa-00-0001.json', 'state/buckets.json',
    ]);
    const report = JSON.parse(store.text('reports/2026-11-26/run-1/baseline-00-0001.json')) as Report;
    expect(report.buckets.map(b => b.logicalId)).toEqual(NAMES);
    expect(report.generatedAt).toBe(TASK.at);
    expect(JSON.parse(store.text('state/buckets.json'))).toEqual({ buckets: NAMES });
  });

  test('the log has one line, of counts', () => {
    expect(ran.log.length).toBe(1);
    expect(ran.log[0]).toMatchObject({ run: 'run-1', invocation: 0, ended: 'done', buckets: 18, findings: ran.findings.size, refused: 0, left: 0 });
    expect(JSON.stringify(ran.log)).not.toMatch(/Statement|arn:|bucket-0/);
  });
});

describe('where time is short', () => {
  const DELIVERY = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::bucket-00/*' }],
  };
  // Only the last bucket says that the first one gets access logs.
  const fault = ({ call, input: { Bucket } }: Asking) => {
    if (call === 'GetBucketPolicy' && Bucket === 'bucket-00') return { Policy: JSON.stringify(DELIVERY) };
    return call === 'GetBucketLogging' && Bucket !== 'bucket-08' ? {} : undefined;
  };
  const whole = runAudit({ names: NAMES, store: fakeStore(), fault });

  test('the invocations of a run find together what one finds alone', async () => {
    const store = fakeStore();
    const split = await runAudit({ names: NAMES, store, fault, time: 110_000 });
    expect(split.error).toBeUndefined();
    expect(split.tasks.length).toBeGreaterThan(3);
    expect(all(split.findings)).toEqual(all((await whole).findings));
    const logging = (n: number) => split.findings.get(`cdk-s3-compliance/baseline/access-logging-enabled/arn:aws:s3:::bucket-0${n}`)!.Compliance.Status;
    expect([logging(0), logging(1), logging(8)]).toEqual(['NOT_AVAILABLE', 'FAILED', 'PASSED']);
    expect(split.log.map(line => line.ended)).toEqual([...Array<string>(split.tasks.length - 1).fill('handed on'), 'done']);
  });

  test('without a store, what shows beside the other buckets only is unknown, and nothing else differs', async () => {
    const split = await runAudit({ names: NAMES, fault, time: 180_000 });
    expect(split.error).toBeUndefined();
    expect(split.tasks.map(task => task.after ?? '').join()).toMatch(/^(,bucket-0\d)+$/);
    const { findings } = await whole;
    expect([...split.findings.keys()].sort()).toEqual([...findings.keys()].sort());
    const other = [...split.findings.values()].filter(f => JSON.stringify(shown(f)) !== JSON.stringify(shown(findings.get(f.Id)!)));
    expect(other.length).toBeGreaterThan(0);
    expect(new Set(other.map(f => f.Compliance.Status))).toEqual(new Set(['WARNING', 'NOT_AVAILABLE']));
    expect(other.filter(f => f.Compliance.Status === 'NOT_AVAILABLE' && !f.Description.startsWith('asked only ')).map(shown)).toEqual([]);
    expect(split.findings.get('cdk-s3-compliance/baseline/access-logging-enabled/arn:aws:s3:::bucket-00')!.Description).toMatch(
      /^GetBucketLogging\/LoggingEnabled fails when no bucket that was not read sends its access logs here: is not set; .*does not apply when a bucket/);
  });

  test.each([['with a store', () => fakeStore()], ['without one', () => undefined]])('%s, a run that is never done fails, and sends what it found', async (_, store) => {
    const ran = await runAudit({ names: NAMES, store: store(), time: 110_000, settings: { handOvers: 2, frameworks: [BASELINE] } });
    expect(ran.error?.message).toMatch(/^run run-1: \d buckets were not read in \d invocations; raise 'concurrency' or 'maxHandOvers', or audit fewer buckets$/);
    expect(ran.findings.size % CONTROLS).toBe(0);
    expect(ran.findings.size).toBeLessThan(NAMES.length * CONTROLS);
    expect(ran.log[ran.log.length - 1].ended).toBe('failed');
  });

  test('what an invocation read must be there', async () => {
    const ran = await runAudit({ names: NAMES, store: fakeStore(), task: { hop: 2 } });
    expect(ran.error?.message).toBe('run run-1: what invocation 0 read is not in the report bucket any more; let nothing under state/ expire within a day');
  });

  test('judging goes on in the next invocation, and judges nothing twice', async () => {
    const store = fakeStore();
    const hub = fakeHub();
    const one = await runAudit({ names: NAMES, store, hub, time: 150_000, settings: { frameworks: [BASELINE, HIPAA] } });
    expect(one.error).toBeUndefined();
    expect(one.findings.size).toBe(9 * (CONTROLS + controlsOf(HIPAA).length));
    expect(one.tasks.filter(task => task.portions !== undefined).map(task => task.portions)).toEqual([1]);
    expect(hub.batches.reduce((sum, size) => sum + size, 0)).toBe(one.findings.size);
    const reports = [...store.objects.keys()].filter(key => key.endsWith('.json') && key.startsWith('reports/'));
    expect(reports.length).toBe(2);
  });
});

describe('buckets that are gone', () => {
  test('since the last run: their findings are archived', async () => {
    const store = fakeStore();
    const hub = fakeHub();
    await runAudit({ names: NAMES, store, hub });
    const later = await runAudit({ names: NAMES.slice(0, 8), store, hub, task: { run: 'run-2', at: '2026-11-27T03:00:00.000Z' } });
    expect(later.error).toBeUndefined();
    const gone = [...hub.findings.values()].filter(f => f.Resources[0].Id === 'arn:aws:s3:::bucket-08');
    expect(gone.length).toBe(CONTROLS);
    expect(gone.every(f => f.RecordState === 'ARCHIVED')).toBe(true);
    expect([...hub.findings.values()].filter(f => f.RecordState === 'ACTIVE' && f.UpdatedAt !== '2026-11-27T03:00:00.000Z')).toEqual([]);
  });

  test('a run that did not read all archives nothing', async () => {
    const store = fakeStore();
    const hub = fakeHub();
    await runAudit({ names: NAMES, store, hub });
    const task = { run: 'run-2', at: '2026-11-27T03:00:00.000Z' };
    const cut = await runAudit({ names: NAMES.slice(0, 8), store, hub, task, time: 90_000, settings: { handOvers: 4 } });
    expect(cut.error?.message).toMatch(/buckets were not read/);
    expect([...hub.findings.values()].some(f => f.UpdatedAt === '2026-11-27T03:00:00.000Z')).toBe(true);
    expect([...hub.findings.values()].filter(f => f.Resources[0].Id === 'arn:aws:s3:::bucket-08' && f.RecordState === 'ACTIVE').length).toBeGreaterThan(0);
    expect(JSON.parse(store.text('state/buckets.json'))).toEqual({ buckets: NAMES });
  });

  test('a bucket that was named and is not there', async () => {
    const { findings, error } = await runAudit({ names: NAMES, task: { buckets: ['bucket-01', 'never-made'] } });
    expect(error).toBeUndefined();
    const states = (bucket: string) => new Set([...findings.values()].filter(f => f.Resources[0].Id.endsWith(bucket)).map(f => f.RecordState));
    expect(states('never-made')).toEqual(new Set(['ARCHIVED']));
    expect(states('bucket-01')).toContain('ACTIVE');
  });
});

test('what is waived is suppressed, and back on the day that the exception ends', async () => {
  const hub = fakeHub();
  const exceptions = { 'bucket-00': [{ control: 'versioning-enabled', reason: 'rebuilt every night', owner: 'Jane Roe', expires: '2026-11-27' }] };
  const states = () => [...hub.findings.values()].filter(f => f.Id.includes('versioning-enabled/arn:aws:s3:::bucket-00')).map(f => [f.RecordState, f.Workflow?.Status]);
  for (const store of [undefined, fakeStore()]) {
    await runAudit({ names: NAMES.slice(0, 2), store, hub, task: { exceptions } });
    expect(states()).toEqual([['ARCHIVED', undefined], ['ACTIVE', 'SUPPRESSED']]);
  }
  await runAudit({ names: NAMES.slice(0, 2), hub, task: { exceptions, at: '2026-11-27T03:00:00.000Z' } });
  expect(states()).toEqual([['ACTIVE', undefined], ['ACTIVE', 'SUPPRESSED']]);
});

test('the SDK knows every member of the findings: it sends no others', async () => {
  const { findings } = await runAudit({ names: NAMES.slice(0, 2) });
  let body: Uint8Array = new Uint8Array();
  const requestHandler = {
    handle: async (request: { body: Uint8Array }) => {
      ({ body } = request);
      return { response: { statusCode: 200, headers: { 'content-type': 'application/json' }, body: Readable.from(['{"FailedCount":0,"SuccessCount":2}']) } };
    },
  };
  const hub = new SecurityHubClient({ region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, requestHandler: requestHandler as never });
  const Findings = [...findings.values()];
  await hub.send(new BatchImportFindingsCommand({ Findings: Findings as never }));
  expect((JSON.parse(new TextDecoder().decode(Uint8Array.from(body))) as { Findings: unknown }).Findings).toEqual(Findings);
});

test('what AWS refuses to tell is a warning that names the permission', async () => {
  const fault = ({ call }: { call: string }) => { if (call === 'GetBucketVersioning') throw refusal('AccessDenied', 403); };
  const { findings, error } = await runAudit({ names: NAMES.slice(0, 2), fault });
  expect(error).toBeUndefined();
  const { Compliance } = findings.get('cdk-s3-compliance/baseline/versioning-enabled/arn:aws:s3:::bucket-01')!;
  expect(Compliance.Status).toBe('WARNING');
  expect(JSON.stringify(Compliance.StatusReasons)).toMatch(/AccessDenied.*s3:GetBucketVersioning/);
});

test('without the names of the buckets the run fails', async () => {
  const fault = ({ call }: { call: string }) => { if (call === 'ListBuckets') throw refusal('AccessDenied', 403); };
  for (const store of [fakeStore(), undefined]) {
    const { error, findings } = await runAudit({ names: NAMES, fault, store });
    expect(error?.message).toMatch(/AccessDenied.*s3:ListAllMyBuckets/);
    expect(findings.size).toBe(0);
  }
});

describe('what Security Hub refuses', () => {
  const bad = (f: AsffFinding) => f.Id.endsWith('http-refused/arn:aws:s3:::bucket-03');

  test('for a moment is sent again', async () => {
    const hub = fakeHub((f, nth) => bad(f) && nth < 2 ? 'InternalError' : undefined);
    const { error, findings, log } = await runAudit({ names: NAMES, hub });
    expect([error, findings.size, log[0].refused]).toEqual([undefined, NAMES.length * CONTROLS, 0]);
    expect(hub.batches.filter(size => size === 1).length).toBeGreaterThan(1);
  });

  test('for good fails the run, after all else was sent', async () => {
    const hub = fakeHub(f => bad(f) ? 'InvalidInput' : undefined);
    const { error, findings, log } = await runAudit({ names: NAMES, hub });
    expect(error?.message).toBe('run run-1: Security Hub refused 1 findings (InvalidInput); all else was done');
    expect(findings.size).toBe(NAMES.length * CONTROLS - 1);
    expect(log[0]).toMatchObject({ ended: 'failed', refused: 1, codes: ['InvalidInput'], findings: NAMES.length * CONTROLS - 1 });
  });

  test('is not forgotten when the run is handed on', async () => {
    const hub = fakeHub(f => bad(f) ? 'InvalidInput' : undefined);
    const { error, tasks } = await runAudit({ names: NAMES, hub, time: 180_000 });
    expect(tasks.length).toBeGreaterThan(1);
    expect(error?.message).toMatch(/refused 1 findings/);
  });

  const clock = { now: () => 0, random: () => 0, sleep: async () => {} };
  const findings = Array.from({ length: 250 }, (_, i) => ({ Id: `f-${i}` }) as AsffFinding);

  test('batches have 100 findings, and 6 MB', () => {
    expect(batchesOf(findings).map(batch => batch.length)).toEqual([100, 100, 50]);
    const large = Array.from({ length: 60 }, (_, i) => ({ Id: `f-${i}`, Description: 'ü'.repeat(100_000) }) as AsffFinding);
    expect(batchesOf(large).map(batch => batch.length)).toEqual([29, 29, 2]);
    expect(batchesOf([])).toEqual([]);
  });

  test('a count without names is taken for all of the batch', async () => {
    expect(await importFindings(findings.slice(0, 3), { clock, send: async () => ({ FailedCount: 1 }) }))
      .toEqual({ sent: 0, refused: ['f-0', 'f-1', 'f-2'].map(id => ({ id, code: 'NotNamed' })) });
  });

  test.each([['TooManyRequestsException', 429, true], ['InternalException', 500, true], ['LimitExceededException', 429, true], ['AccessDeniedException', 403, false], ['InvalidAccessException', 401, false]])(
    'a call that fails with %s is sent again: %s %s', async (name, status, again) => {
      let calls = 0;
      const send = async () => { if (++calls < 3) throw refusal(name, status); return { FailedCount: 0 }; };
      const sent = importFindings(findings.slice(0, 3), { clock, send });
      if (again) expect(await sent).toEqual({ sent: 3, refused: [] });
      else await expect(sent).rejects.toThrow(name);
      expect(calls).toBe(again ? 3 : 1);
    });

  test('a call that always fails ends', async () => {
    let calls = 0;
    await expect(importFindings(findings, { clock, send: async () => { calls++; throw refusal('SlowDown', 503); } })).rejects.toThrow('SlowDown');
    expect(calls).toBe(6);
  });
});

describe('what the function is told', () => {
  const env = { ACCOUNT, AWS_REGION: 'eu-central-1', PARTITION: 'aws', FRAMEWORKS: 'baseline,hipaa', CONCURRENCY: '16', HAND_OVERS: '12', SECURITY_HUB: 'on' };

  test('the environment', () => {
    expect(settingsFrom({ ...env, REPORT_BUCKET: 'b', REPORT_PREFIX: 'p/' })).toEqual({
      account: ACCOUNT,
      region: 'eu-central-1',
      partition: 'aws',
      frameworks: [BASELINE, HIPAA],
      concurrency: 16,
      handOvers: 12,
      securityHub: true,
      reports: { bucket: 'b', prefix: 'p/', encryption: 'AES256' },
    });
    expect(settingsFrom({ ...env, SECURITY_HUB: 'off' })).toMatchObject({ securityHub: false });
  });

  test.each([
    [{ ACCOUNT: '' }, 'the variable ACCOUNT is not set; deploy the construct ScheduledAudit again'],
    [{ CONCURRENCY: 'many' }, "the variable CONCURRENCY must be a whole number, got 'many'"],
    [{ FRAMEWORKS: 'nist' }, /there is no framework 'nist'/],
  ])('%j is refused', (change, message) => {
    expect(() => settingsFrom({ ...env, ...change })).toThrow(message);
  });

  const now = new Date('2026-11-26T03:00:00Z');

  test('a new run has the name of the invocation', () => {
    for (const event of [{}, undefined, null, 'x', { version: '0' }]) {
      expect(taskFrom(event, 'request-1', now)).toEqual({ run: 'request-1', at: '2026-11-26T03:00:00.000Z', hop: 0 });
    }
    expect(taskFrom({ buckets: ['a-b'] }, 'request-1', now).buckets).toEqual(['a-b']);
  });

  test('a task that was handed on stays what it was', () => {
    const exceptions = { a: [{ control: 'x', reason: 'r', owner: 'o', expires: '2027-01-01' }] };
    const task = { run: 'run-1', at: TASK.at, exceptions, hop: 3, portions: 2, left: 1, refused: 4 };
    expect(taskFrom(JSON.parse(JSON.stringify(task)), 'request-9', now)).toEqual(task);
  });

  test.each([[{ hop: -1 }], [{ hop: '1' }], [{ run: '../x' }], [{ run: 5 }], [{ at: 'soon' }], [{ buckets: 'all' }], [{ buckets: [1] }], [{ after: {} }], [{ portions: 1.5 }], [{ exceptions: { a: [{ control: 'x' }] } }], [{ exceptions: 5 }]])('%j is no task', (event) => {
    expect(() => taskFrom(event, 'request-1', now)).toThrow(/^the event is no task of a scheduled audit; invoke the function with/);
  });
});

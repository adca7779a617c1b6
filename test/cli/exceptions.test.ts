import { files, shell, workDirectory } from './shell';
import type { Report } from '../../src/evidence';
import { BASELINE } from '../../src/frameworks';
import { controlsOf } from '../../src/frameworks/framework';

const cwd = workDirectory();
const check = (...argv: readonly string[]) => shell(cwd, ['check', ...argv]);

const EVERY = controlsOf(BASELINE).map(control => control.id);

/** A bucket that has nothing, whose owner waives these controls. */
const waiving = (controls: readonly string[], given: Record<string, unknown> = {}, declared: Record<string, unknown> = {}): object => ({
  Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
  Parameters: { Stage: { Type: 'String' } },
  Resources: {
    Records: {
      Type: 'AWS::S3::Bucket',
      Metadata: {
        'cdk-s3-compliance': {
          exceptions: controls.map(control => ({ control, reason: 'rebuilt every night', owner: 'Jane Roe', expires: '2027-01-01', ...given })),
          ...declared,
        },
      },
    },
  },
});

beforeAll(() => files(cwd, {
  'waived.json': waiving(EVERY),
  'forever.json': waiving(EVERY, { expires: '9999-12-31' }),
  'past.json': waiving(EVERY, { expires: '2000-01-01' }),
  'nobody.json': waiving(EVERY, { owner: '  ' }),
  'some.json': waiving(['http-refused', 'versionning-enabled', '__proto__']),
  'half.json': waiving(EVERY, { owner: { 'Fn::If': ['IsProd', 'Jane Roe', { Ref: 'AWS::NoValue' }] } }),
  'declared.json': waiving([], {}, { retentionLegalBasis: 'a law', allowedRegions: ['eu-central-1'], colour: 'red' }),
  'hostile.json': waiving(['http-refused', '__proto__'], { reason: 'x\u001b[2J '.repeat(150_000), owner: '<b>' }),
}));

test('what fails and is waived does not fail the run, and the last line counts it', async () => {
  const { code, out } = await check('waived.json', '--at', '2026-12-31');
  expect(code).toBe(0);
  expect(out).toContain('exceptions as of 2026-12-31');
  expect(out).toMatch(/^ {2}~ waived +http-refused {2}/m);
  expect(out).toMatch(/^ +waiver Jane Roe \(expires 2027-01-01\): rebuilt every night$/m);
  expect(out).toMatch(/^1 bucket: 0 failed, .*\d+ waived/m);
});

test.each<[file: string, at: readonly string[], code: number]>([
  ['waived.json', ['--at', '2026-12-31'], 0],
  ['waived.json', ['--at', '2027-01-01'], 1],
  ['forever.json', [], 0],
  ['past.json', [], 1],
  ['past.json', ['--at', '1999-12-31'], 0],
  ['nobody.json', ['--at', '2026-12-31'], 1],
  ['some.json', ['--at', '2026-12-31'], 1],
])('%s %j exits %d', async (file, at, code) => expect((await check(file, ...at)).code).toBe(code));

test('an exception that expired says so where it is missed', async () => {
  const { out } = await check('waived.json', '--at', '2027-01-01');
  expect(out).toMatch(/^ {2}! exception {2}http-refused {2}expired$/m);
  expect(out).toContain('the exception of Jane Roe expired on 2027-01-01');
});

test('all exceptions are in the report, those that name nothing included', async () => {
  const { out } = await check('some.json', '--at', '2026-12-31', '--format', 'json');
  const { asOf, buckets: [bucket] } = JSON.parse(out) as Report;
  expect(asOf).toBe('2026-12-31');
  expect(bucket.exceptions.map(e => [e.control, e.status])).toEqual([
    ['http-refused', 'waives'], ['versionning-enabled', 'names no control'], ['__proto__', 'names no control'],
  ]);
  expect(bucket.exceptions[0]).toMatchObject({ at: 'Resources/Records/Metadata/cdk-s3-compliance/exceptions/0', line: expect.any(Number) });
  expect(bucket.outcomes.waived).toBe(1);
});

test('an exception that one branch lacks waives nothing', async () => {
  const { code, out } = await check('half.json', '--at', '2026-12-31', '--format', 'json');
  const { findings, exceptions } = (JSON.parse(out) as Report).buckets[0];
  expect(code).toBe(1);
  expect(findings.filter(f => f.outcome === 'waived')).toEqual([]);
  expect(findings.find(f => f.check === 'http-refused')!.because.map(b => b.says)).toEqual(expect.arrayContaining([
    'the exception has no owner, so it waives nothing',
    expect.stringMatching(/^the exception of Jane Roe does not hold when .*, so it waives nothing$/),
  ]));
  expect(new Set(exceptions.filter(e => e.control === 'http-refused').map(e => e.status))).toEqual(new Set(['incomplete', 'not in every branch']));
});

test('declarations are shown, and so is what is not understood', async () => {
  const { out } = await check('declared.json');
  expect(out).toMatch(/^declared {2}legal basis of retention: a law$/m);
  expect(out).toMatch(/^ {10}allowed Regions: eu-central-1$/m);
  expect(out).toMatch(/^ {10}not understood: .*colour/m);
});

test.each(['text', 'markdown', 'json'])('a hostile exception does no harm in %s', async format => {
  const { code, out, err } = await check('hostile.json', '--at', '2026-12-31', '--format', format);
  expect([code, err]).toEqual([1, '']);
  expect(out).not.toContain('\u001b');
  if (format !== 'json') expect(out.length).toBeLessThan(50_000);
  if (format === 'markdown') expect(out).not.toMatch(/(?<!\\)<b/);
});

test('the same day gives the same bytes', async () => {
  const argv = ['waived.json', 'some.json', '--at', '2026-12-31', '--format', 'json'];
  expect((await check(...argv)).out).toBe((await check(...argv)).out);
});

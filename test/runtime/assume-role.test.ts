import { inspect } from 'node:util';
import { assumeRole, type AssumeRoleAnswer, type AssumeRoleInput, type AssumeRoleOptions } from '../../src/runtime/credentials';

const ROLE = 'arn:aws:iam::111122223333:role/reader';
const START = Date.parse('2026-01-01T00:00:00Z');
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** STS as it is made here: counts, takes its clock from the test, and fails when it is told to. */
function fake(options: Partial<AssumeRoleOptions> = {}) {
  const state = { time: START, asked: [] as AssumeRoleInput[], fail: undefined as Error | undefined, lives: 3600, failures: [] as Error[] };
  const send = async (input: AssumeRoleInput): Promise<AssumeRoleAnswer> => {
    state.asked.push(input);
    await new Promise(resolve => setImmediate(resolve));
    if (state.fail) throw state.fail;
    const Expiration = new Date(state.time + state.lives * 1000);
    return { Credentials: { AccessKeyId: `ASIA${state.asked.length}`, SecretAccessKey: SECRET, SessionToken: 'token', Expiration } };
  };
  const provider = assumeRole({
    roleArn: ROLE, sessionName: 'test', send, now: () => new Date(state.time), onRefreshFailure: reason => state.failures.push(reason), ...options,
  });
  return { state, provider, key: async () => (await provider()).accessKeyId, pass: (seconds: number) => { state.time += seconds * 1000; } };
}

test('nothing is asked before it is needed, and once for many callers', async () => {
  const { state, provider } = fake();
  expect(state.asked).toHaveLength(0);
  const all = await Promise.all(Array.from({ length: 100 }, async () => provider()));
  expect(state.asked).toEqual([{ RoleArn: ROLE, RoleSessionName: 'test', DurationSeconds: 3600 }]);
  expect(new Set(all.map(c => c.accessKeyId))).toEqual(new Set(['ASIA1']));
  expect(new Set(all).size).toBe(100); // no caller can spoil another's
  all[0].expiration.setTime(0);
  all[0].accessKeyId = 'spoiled';
  expect(await provider()).toEqual({ accessKeyId: 'ASIA1', secretAccessKey: SECRET, sessionToken: 'token', expiration: new Date(START + 3600_000) });
});

test('they are renewed five minutes before they expire, or when it is said', async () => {
  const usual = fake();
  await usual.provider();
  usual.pass(3299);
  expect(await usual.key()).toBe('ASIA1');
  usual.pass(1);
  expect(await usual.key()).toBe('ASIA2');
  const late = fake({ refreshBeforeSeconds: 0 });
  await late.provider();
  late.pass(3599);
  expect(await late.key()).toBe('ASIA1');
  late.pass(1);
  expect(await late.key()).toBe('ASIA2');
});

test('credentials that live shorter than that are renewed halfway, and not at each call', async () => {
  const { state, key, pass } = fake();
  state.lives = 200;
  await key();
  pass(99);
  expect(await key()).toBe('ASIA1');
  pass(1);
  expect(await key()).toBe('ASIA2');
});

test('while a refresh fails, credentials that live are used and the pauses grow', async () => {
  const { state, key, pass } = fake();
  await key();
  pass(3300);
  state.fail = new Error('down');
  const tries: number[] = [];
  for (let second = 0; second < 300; second++) {
    const before = state.asked.length;
    expect(await key()).toBe('ASIA1');
    if (state.asked.length > before) tries.push(second);
    pass(1);
  }
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  expect(state.failures).toHaveLength(10);
  expect(state.failures[0]).toMatchObject({ code: 'assume-role-failed' });
  await expect(key()).rejects.toMatchObject({ code: 'assume-role-failed' }); // 3600 seconds: they have expired
  state.fail = undefined;
  expect(await key()).toBe('ASIA13');
  pass(3299);
  expect(await key()).toBe('ASIA13');
});

test('credentials that expire during a failing refresh are not given out', async () => {
  const { state, key, pass, provider } = fake();
  await key();
  pass(3599);
  state.fail = new Error('down');
  const asked = provider();
  pass(1);
  await expect(asked).rejects.toMatchObject({ code: 'assume-role-failed' });
});

test('a pause that reaches beyond the end does not keep expired credentials', async () => {
  const { state, key, pass } = fake();
  await key();
  pass(3590);
  state.fail = new Error('down');
  for (const seconds of [0, 1, 2, 4]) {
    pass(seconds);
    expect(await key()).toBe('ASIA1');
  }
  state.fail = undefined;
  pass(3); // expired, and the next try would be due in five seconds
  expect(await key()).toBe('ASIA6');
});

test('a first failure is everybody\'s, and the next call tries again', async () => {
  const { state, provider, key } = fake();
  state.fail = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
  const all = await Promise.allSettled([provider(), provider()]);
  expect(all.map(a => (a as PromiseRejectedResult).reason.message)).toEqual(Array(2).fill(
    `role ${ROLE} could not be assumed (ENOTFOUND); check the role's trust policy and the caller's rights`));
  expect(state.asked).toHaveLength(1);
  state.fail = undefined;
  expect(await key()).toBe('ASIA2');
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'without Credentials'],
  ['no credentials', {}, 'without Credentials'],
  ['no key', { AccessKeyId: undefined }, 'without AccessKeyId'],
  ['an empty secret', { SecretAccessKey: '' }, 'without SecretAccessKey'],
  ['no token', { SessionToken: undefined }, 'without SessionToken'],
  ['no expiration', { Expiration: undefined }, 'without a valid Expiration'],
  ['an expiration in words', { Expiration: '2999-01-01' }, 'without a valid Expiration'],
  ['an invalid date', { Expiration: new Date(NaN) }, 'without a valid Expiration'],
  ['an expiration in the past', { Expiration: new Date(START) }, 'whose credentials expired at 2026-01-01T00:00:00.000Z; check the clock of this machine'],
])('an answer with %s is an error without secrets', async (_, change, sentence) => {
  const whole = { AccessKeyId: 'ASIA1', SecretAccessKey: SECRET, SessionToken: 'FwoGtoken', Expiration: new Date(START + 1000) };
  const answer = change && Object.keys(change).length > 0 ? { Credentials: { ...whole, ...change } } : change;
  const { provider } = fake({ send: async () => answer as AssumeRoleAnswer });
  const error = await provider().catch(e => e);
  expect(error).toMatchObject({ code: 'unusable-sts-answer', message: expect.stringContaining(sentence) });
  expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(/wJal|FwoG/);
});

test('the message of an error that is not of AWS is not repeated: it may quote what was received', async () => {
  const { provider } = fake({ send: async () => { throw new SyntaxError(`unexpected token in ${SECRET}`); } });
  const error = await provider().catch(e => e);
  expect(error.message).toBe(`role ${ROLE} could not be assumed (SyntaxError); check the role's trust policy and the caller's rights`);
});

test.each<[Partial<AssumeRoleOptions>, string]>([
  [{ roleArn: 'reader' }, "'roleArn' must be the ARN of a role such as arn:aws:iam::111122223333:role/reader, got \"reader\""],
  [{ roleArn: 'arn:aws:iam::111122223333:user/reader' }, "'roleArn' must be"],
  [{ roleArn: 'arn:aws:iam::11112222333:role/reader' }, "'roleArn' must be"],
  [{ roleArn: `${ROLE}\n` }, "'roleArn' must be"],
  [{ roleArn: undefined as unknown as string }, "'roleArn' must be"],
  [{ sessionName: 'x' }, "'sessionName' must be 2 to 64 letters, digits and _+=,.@-, got \"x\""],
  [{ sessionName: 'a b' }, "'sessionName' must be"],
  [{ sessionName: 'Jürgen' }, "'sessionName' must be"],
  [{ sessionName: 'x'.repeat(65) }, "'sessionName' must be"],
  [{ externalId: 'x' }, "'externalId' must be 2 to 1224"],
  [{ externalId: '' }, "'externalId' must be 2 to 1224"],
  [{ durationSeconds: 60 }, "'durationSeconds' must be whole seconds from 900 to 43200, got 60; pass 900 or more"],
  [{ durationSeconds: 43_201 }, "'durationSeconds' must be whole seconds from 900 to 43200, got 43201; pass 43200 or less"],
  [{ durationSeconds: 900.5 }, "'durationSeconds' must be whole seconds"],
  [{ durationSeconds: '900' as unknown as number }, "'durationSeconds' must be whole seconds"],
  [{ refreshBeforeSeconds: -1 }, "'refreshBeforeSeconds' must be whole seconds from 0, got -1"],
  [{ sourceIdentity: 'a b' }, "'sourceIdentity' must be"],
  [{ sessionPolicy: 'x'.repeat(2049) }, "'sessionPolicy' has 2049 characters and STS takes 2048"],
  [{ sessionPolicy: '{' }, "'sessionPolicy' is no policy document"],
  [{ sessionPolicy: '[]' }, "'sessionPolicy' is no policy document"],
  [{ sessionPolicy: {} as unknown as string }, "'sessionPolicy' must be JSON text, got object"],
  [{ tags: { 'aws:x': '1' } }, "'tags' holds \"aws:x\", which is no key"],
  [{ tags: { '': '1' } }, 'which is no key'],
  [{ tags: { a: '<' } }, "'tags' holds \"a\", whose value is no text"],
  [{ tags: { a: '1', A: '2' } }, 'letter case only'],
  [{ tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ''])) }, "'tags' holds 51 session tags"],
  [{ send: undefined as never }, "'send' must be a function, got undefined"],
])('%j is an error before anything is sent', (change, sentence) =>
  expect(() => assumeRole({ roleArn: ROLE, sessionName: 'test', send: async () => ({}), ...change })).toThrow(sentence));

test.each([
  'arn:aws-cn:iam::111122223333:role/reader', 'arn:aws-us-gov:iam::111122223333:role/a/b/reader', 'arn:aws-iso-b:iam::111122223333:role/service-role/x+y=,.@-z',
  'arn:aws-eusc:iam::111122223333:role/reader',
])('%s is a role', roleArn => expect(() => assumeRole({ roleArn, sessionName: 'test', send: async () => ({}) })).not.toThrow());

test('an external id that is wrong is not shown', () => {
  const externalId = `${SECRET} `;
  const message = expect.not.stringContaining('wJal');
  expect(() => assumeRole({ roleArn: ROLE, sessionName: 'test', externalId, send: async () => ({}) })).toThrow(expect.objectContaining({ message }));
});

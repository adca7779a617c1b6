/* eslint-disable @stylistic/max-len -- tables */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { answer, type Asked, type Context, type Setting } from '../../src/runtime/parts/account-answer';
import { ALL_ON, type Block, publicAccessBlock } from '../../src/runtime/parts/account-block';
import { sensitiveDataDiscovery } from '../../src/runtime/parts/account-discovery';
import { mayPass, pause } from '../../src/runtime/parts/account-patience';

const ACCOUNT = '111122223333';
const SECRET = 'X-Amz-Signature=0123456789abcdef';
const FLAGS = Object.keys(ALL_ON) as (keyof Block)[];
const failed = (name: string, status?: number, code?: string) => Object.assign(new Error('no'), { name, code, $metadata: { httpStatusCode: status } });
const NETWORK = failed('Error', undefined, 'ECONNRESET');
const DENIED = failed('AccessDenied', 403);
const INVALID = failed('InvalidRequest', 400);
const clock = { now: () => 0, random: () => 0, sleep: async () => Promise.resolve() };

/** S3 Control in memory: errors come first, and what is written shows after some looks, or never. */
function s3Control(block: Block | undefined, errors: Error[] = [], looks = 0, history: (Block | undefined)[] = []) {
  let shown = block;
  let until = 0;
  const fault = () => {
    const error = errors.shift();
    if (error) throw error;
  };
  const calls: string[] = [];
  return {
    calls,
    history,
    state: () => block,
    async get(account: string) {
      calls.push(`get ${account}`);
      fault();
      if (until-- <= 0) shown = block;
      return Promise.resolve(shown);
    },
    async put(account: string, given: Block) {
      calls.push(`put ${account}`);
      fault();
      block = given;
      history.push(given);
      until = looks;
      return Promise.resolve();
    },
  };
}

interface Got { body: Record<string, any>; type?: string }

let server: Server;
let url: string;
let got: Got[];
/** How the next answers are taken; 200 when there are no more. */
let statuses: number[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      const status = statuses.shift() ?? 200;
      if (status === 0) {
        response.destroy();
        return;
      }
      if (status === 200) got.push({ body: JSON.parse(Buffer.concat(parts).toString()), type: request.headers['content-type'] });
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?${SECRET}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

beforeEach(() => {
  got = [];
  statuses = [];
});

const asked = (RequestType: Asked['RequestType'] = 'Create', more: Partial<Asked> = {}): Asked => ({
  RequestType, ResponseURL: url, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Block', ...RequestType !== 'Create' && { PhysicalResourceId: ACCOUNT }, ...more,
});
const context = (left = 300_000): Context => ({ invokedFunctionArn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:x`, getRemainingTimeInMillis: () => left });

async function run(setting: Setting, event = asked(), left?: number) {
  const lines: object[] = [];
  let thrown = '';
  await answer(event, context(left), setting, { clock, log: line => lines.push(line) }).catch((error: Error) => { thrown = error.message; });
  expect(JSON.stringify([lines, thrown])).not.toContain(SECRET);
  return { answered: got[0], lines, thrown };
}

const off: Block = { ...ALL_ON, BlockPublicPolicy: false };

describe('Block Public Access', () => {
  test.each<[string, Asked['RequestType'], Block | undefined, string[], string]>([
    ['nothing set', 'Create', undefined, ['get', 'put', 'get'], 'turned on'],
    ['one flag off', 'Create', off, ['get', 'put', 'get'], 'turned on'],
    ['one flag absent', 'Update', { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true }, ['get', 'put', 'get'], 'turned on'],
    ['on already', 'Create', ALL_ON, ['get'], 'it was on already'],
    ['on already', 'Update', ALL_ON, ['get'], 'it was on already'],
    ['on', 'Delete', ALL_ON, [], 'Block Public Access of the account stays on: deleting this resource never turns it off'],
    ['off', 'Delete', off, [], 'Block Public Access of the account stays on: deleting this resource never turns it off'],
  ])('%s, %s', async (_, type, block, calls, Reason) => {
    const s3 = s3Control(block);
    const { answered, lines } = await run(publicAccessBlock(s3, clock), asked(type));
    expect(answered.body).toMatchObject({ Status: 'SUCCESS', Reason, PhysicalResourceId: ACCOUNT, StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Block' });
    expect(answered.type).toBeUndefined();
    if (type !== 'Delete') expect(answered.body.Data).toEqual({ Changed: String(calls.includes('put')), OnDelete: expect.stringContaining('never turns it off') });
    expect(s3.calls).toEqual(calls.map(call => `${call} ${ACCOUNT}`));
    expect(s3.state()).toEqual(type === 'Delete' ? block : ALL_ON);
    expect(lines).toEqual([expect.objectContaining({ RequestType: type, Status: 'SUCCESS', Reason })]);
    expect(got.length).toBe(1);
  });

  test.each<[string, Error]>([
    ['SlowDown', failed('SlowDown', 503)], ['a 500', failed('InternalError', 500)], ['a 502 of nobody', failed('Unknown', 502)], ['ThrottlingException', failed('ThrottlingException', 400)],
    ['TooManyRequests', failed('x', 429)], ['reset', NETWORK], ['no answer', failed('TimeoutError')], ['a role that is new', DENIED],
  ])('%s passes, wherever it comes', async (_, error) => {
    expect(mayPass(error)).toBe(true);
    for (const errors of [[error], [error, error], [undefined, error], [undefined, undefined, error]] as Error[][]) {
      got = [];
      const s3 = s3Control(undefined, [...errors]);
      expect((await run(publicAccessBlock(s3, clock))).answered.body.Status).toBe('SUCCESS');
      expect(s3.state()).toEqual(ALL_ON);
      expect(s3.calls.length).toBe(3 + errors.filter(Boolean).length);
    }
  });

  test.each<[string, (Error | undefined)[], string, number]>([
    ['a wrong request', [INVALID], 'could not be read: InvalidRequest: no', 1],
    ['an error that is none of the service', [new TypeError('x is not a function')], 'could not be read: TypeError: x is not a function', 1],
    ['no permission', [undefined, ...Array<Error>(20).fill(DENIED)],
      'could not be set: AccessDenied: no; look at the S3 policy and the service control policies of the organization', 10],
    ['no end of it', Array<Error>(20).fill(NETWORK), 'could not be read: Error: no', 9],
  ])('%s is told', async (_, errors, message, calls) => {
    const s3 = s3Control(off, errors as Error[]);
    const { answered } = await run(publicAccessBlock(s3, clock));
    expect(answered.body).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ACCOUNT, Reason: `Block Public Access of the account ${message}` });
    expect(s3.calls.length).toBe(calls);
    expect(s3.state()).toEqual(off);
  });

  test('what is written and shows later is waited for; what never shows fails', async () => {
    expect((await run(publicAccessBlock(s3Control(off, [], 5), clock))).answered.body.Status).toBe('SUCCESS');
    got = [];
    expect((await run(publicAccessBlock(s3Control(off, [], 6), clock))).answered.body).toMatchObject({
      Status: 'FAILED',
      Reason: 'Block Public Access of the account was set, and BlockPublicPolicy did not take effect; an S3 policy of the organization may govern it: change it there',
    });
  });

  test('a physical id of before is kept, so that an update deletes nothing', async () => {
    expect((await run(publicAccessBlock(s3Control(ALL_ON), clock), asked('Update', { PhysicalResourceId: 'before' }))).answered.body.PhysicalResourceId).toBe('before');
  });

  test('no flag goes from on to off, whatever is asked and whatever fails', async () => {
    const blocks = fc.option(fc.record({ BlockPublicAcls: fc.boolean(), IgnorePublicAcls: fc.boolean(), BlockPublicPolicy: fc.boolean(), RestrictPublicBuckets: fc.boolean() },
      { requiredKeys: [] }), { nil: undefined });
    const errors = fc.array(fc.constantFrom(...[DENIED, NETWORK, INVALID, undefined] as Error[]), { maxLength: 12 });
    const event = fc.tuple(fc.constantFrom<Asked['RequestType']>('Create', 'Update', 'Delete'), errors, fc.integer({ min: 0, max: 8 }));
    await fc.assert(fc.asyncProperty(blocks, fc.array(event, { minLength: 1, maxLength: 5 }), async (start, events) => {
      let block: Block | undefined = start;
      for (const [type, faults, looks] of events) {
        got = [];
        const s3 = s3Control(block, [...faults], looks);
        const { answered } = await run(publicAccessBlock(s3, clock), asked(type));
        const states = [block, ...s3.history, s3.state()];
        for (let i = 1; i < states.length; i++) expect(FLAGS.filter(flag => states[i - 1]?.[flag] === true && states[i]?.[flag] !== true)).toEqual([]);
        block = s3.state();
        if (type === 'Delete') expect(s3.calls).toEqual([]);
        else if (answered.body.Status === 'SUCCESS') expect(block).toEqual(ALL_ON);
      }
    }), { numRuns: 60, seed: 7 });
  });
});

describe('sensitive data discovery', () => {
  const macie = (status: string, errors: (Error | undefined)[] = [], takes = true) => {
    const calls: string[] = [];
    const fault = () => { const error = errors.shift(); if (error) throw error; };
    return {
      calls,
      status: async () => { calls.push('status'); fault(); return Promise.resolve(status); },
      enable: async () => { calls.push('enable'); fault(); if (takes) status = 'ENABLED'; return Promise.resolve(); },
    };
  };
  const MEMBER = failed('AccessDeniedException', 403);

  test.each<[string, ReturnType<typeof macie>, Asked['RequestType'], object, string]>([
    ['off', macie('DISABLED'), 'Create', { Status: 'SUCCESS', Reason: 'turned on' }, 'status enable status'],
    ['on', macie('ENABLED'), 'Update', { Status: 'SUCCESS', Reason: 'it was on already' }, 'status'],
    ['deleted', macie('ENABLED'), 'Delete', { Status: 'SUCCESS', Reason: expect.stringContaining('never turns them off') }, ''],
    ['slow', macie('DISABLED', [failed('ThrottlingException', 429), undefined, NETWORK]), 'Create', { Status: 'SUCCESS' }, 'status status enable enable status'],
    ['without effect', macie('DISABLED', [], false), 'Create', { Status: 'FAILED', Reason: expect.stringContaining('did not take effect; in an organization') }, 'status enable status'],
    ['of a member', macie('DISABLED', [undefined, ...Array<Error>(9).fill(MEMBER)]), 'Create',
      { Status: 'FAILED', Reason: expect.stringContaining('AccessDeniedException: no; in an organization the administrator account of Macie turns it on') },
      `status${' enable'.repeat(9)}`],
  ])('%s', async (_, port, type, body, calls) => {
    expect((await run(sensitiveDataDiscovery(port, clock), asked(type))).answered.body).toMatchObject(body);
    expect(port.calls.join(' ')).toBe(calls);
  });
});

describe('the answer', () => {
  const works: Setting = { onDelete: 'stays', turnOn: async () => Promise.resolve(true) };

  test.each([[500], [503], [429], [0]])('is sent again where the first attempts end with %s', async (status) => {
    statuses = [status, status];
    const { thrown, answered } = await run(works);
    expect(thrown).toBe('');
    expect(answered.body.Status).toBe('SUCCESS');
  });

  test.each<[string, number[], string]>([
    ['an expired URL', [403], 'HTTP 403'], ['a redirect', [307], 'HTTP 307'], ['a server that is broken', Array<number>(9).fill(500), 'HTTP 500'],
  ])('that is not taken is an error, for Lambda to run it again: %s', async (_, all, code) => {
    statuses = [...all];
    expect((await run(works)).thrown).toBe(`CloudFormation was not reached (${code})`);
    expect(statuses).toEqual([]);
    expect(got).toEqual([]);
  });

  test.each([`http://127.0.0.1:1/?${SECRET}`, `nonsense ${SECRET}`])('to %s tells no more than what went wrong', async (ResponseURL) => {
    expect((await run(works, asked('Create', { ResponseURL }))).thrown).toMatch(/^CloudFormation was not reached \([A-Za-z_]+\)$/);
  });

  test.each<[string, unknown, string]>([
    ['an error that names the URL', () => new Error(`fetch ${url} failed`), 'fetch  failed'],
    ['no error at all', () => 'text', 'text'],
    ['a long one', () => new Error('x'.repeat(9_000)), 'x'.repeat(1_000)],
  ])('is given for %s', async (_, error, Reason) => {
    const setting = { ...works, turnOn: async () => Promise.reject((error as () => Error)()) };
    expect((await run(setting)).answered.body).toMatchObject({ Status: 'FAILED', Reason });
  });

  test('is given in time where the work is not done', async () => {
    let stopped = false;
    const turnOn = async (_: string, signal: AbortSignal) => new Promise<boolean>(() => signal.addEventListener('abort', () => { stopped = true; }));
    expect((await run({ ...works, turnOn }, asked(), 15_040)).answered.body).toMatchObject({ Status: 'FAILED', Reason: 'there was no time left; deploy again' });
    expect(stopped).toBe(true);
  });
});

test('pauses double up to eight seconds, less up to a half by chance', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(attempt => pause(attempt, 0))).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  expect(pause(0, 1)).toBe(250);
});

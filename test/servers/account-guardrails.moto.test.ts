/* eslint-disable @stylistic/max-len -- tables */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeletePublicAccessBlockCommand, GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { Template } from 'aws-cdk-lib/assertions';
import { credentials } from './deploy';
import { type Fault, type Proxy, startProxy } from './faults';
import { describeWith } from './installed';
import { type Moto, MOTO, startMoto } from './moto';
import { AccountPublicAccessBlock } from '../../src/constructs/account/account-public-access-block';
import { SensitiveDataDiscovery } from '../../src/constructs/account/sensitive-data-discovery';
import { bundleInline } from '../constructs/account/bundles';
import { stackOf } from '../constructs/apps';

const ACCOUNT = '111122223333';
const ALL_ON = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const SECRET = 'X-Amz-Signature=0123456789abcdef';

/** Loads the code of the template as Lambda does, and runs it once. The SDK puts the account before the host: that is loopback as well. */
const RUNNER = `
const dns = require('node:dns');
const lookup = dns.lookup;
dns.lookup = (name, options, done) => lookup(/(^|\\.)localhost$/.test(name) ? '127.0.0.1' : name, options, done);
const { CODE, EVENT, ACCOUNT, LEFT } = process.env;
const loaded = { exports: {} };
new Function('module', 'exports', 'require', CODE)(loaded, loaded.exports, require);
const end = Date.now() + Number(LEFT);
loaded.exports.handler(JSON.parse(EVENT), {
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:' + ACCOUNT + ':function:x', getRemainingTimeInMillis: () => end - Date.now(),
}).catch((error) => { process.stderr.write(error.message); process.exitCode = 1; });
`;

describeWith(MOTO, 'the functions of the account guardrails, as they are in the template, on moto', () => {
  jest.setTimeout(200_000);
  let moto: Moto;
  let proxy: Proxy;
  let s3: S3ControlClient;
  let cloudFormation: Server;
  let answers: Record<string, any>[];
  let refusals: number;
  const codes: Record<string, string> = {};

  beforeAll(async () => {
    bundleInline();
    const stack = stackOf();
    new AccountPublicAccessBlock(stack, 'Block');
    new SensitiveDataDiscovery(stack, 'Macie');
    for (const [id, { Properties }] of Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'))) codes[id.slice(0, 5)] = Properties.Code.ZipFile as string;
    moto = await startMoto(ACCOUNT);
    proxy = await startProxy(moto.url);
    s3 = new S3ControlClient({ region: 'eu-central-1', credentials, endpoint: moto.url, disableHostPrefix: true, endpointProvider: () => ({ url: new URL(moto.url) }) } as never);
    cloudFormation = createServer((request, response) => {
      let body = '';
      request.on('data', part => body += part).on('end', () => {
        if (refusals-- > 0) {
          response.writeHead(503).end();
          return;
        }
        answers.push({ ...JSON.parse(body), type: request.headers['content-type'], method: request.method });
        response.end();
      });
    });
    await new Promise<void>(resolve => cloudFormation.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    s3?.destroy();
    cloudFormation?.closeAllConnections();
    await new Promise(resolve => cloudFormation ? cloudFormation.close(resolve) : resolve(undefined));
    await proxy?.stop();
    await moto?.stop();
  });

  beforeEach(async () => {
    answers = [];
    refusals = 0;
    proxy.faulty = () => undefined;
    await s3.send(new DeletePublicAccessBlockCommand({ AccountId: ACCOUNT }));
    proxy.seen.length = 0;
  });

  const state = async () => s3.send(new GetPublicAccessBlockCommand({ AccountId: ACCOUNT })).then(
    ({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration, (error: Error) => error.name);

  async function run(RequestType: string, code = codes.Block, left = 120_000): Promise<{ answer: Record<string, any>; seen: string[]; output: string }> {
    proxy.seen.length = 0;
    const { port } = cloudFormation.address() as AddressInfo;
    const event = {
      RequestType,
      ResponseURL: `http://127.0.0.1:${port}/?${SECRET}`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Block',
      ...RequestType !== 'Create' && { PhysicalResourceId: ACCOUNT },
    };
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, ['-e', RUNNER], {
        cwd: __dirname,
        env: {
          PATH: process.env.PATH,
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
          AWS_ENDPOINT_URL: proxy.url.replace('127.0.0.1', 'localhost'),
          CODE: code,
          EVENT: JSON.stringify(event),
          ACCOUNT,
          LEFT: String(left),
        },
      }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
    expect(output).not.toContain(SECRET);
    return { answer: answers.at(-1)!, seen: proxy.seen.map(({ method }) => method), output };
  }

  test('create, again, update and delete: on from the first, and never off', async () => {
    expect(await state()).toBe('NoSuchPublicAccessBlockConfiguration');
    const created = await run('Create');
    expect(created.answer).toEqual({
      Status: 'SUCCESS',
      Reason: 'turned on',
      PhysicalResourceId: ACCOUNT,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Block',
      method: 'PUT',
      Data: { Changed: 'true', OnDelete: expect.stringContaining('never turns it off') },
    });
    expect(created.seen).toEqual(['GET', 'PUT', 'GET']);
    expect(await state()).toEqual(ALL_ON);
    const again = await run('Create');
    expect([again.answer.Reason, again.seen]).toEqual(['it was on already', ['GET']]);
    await s3.send(new PutPublicAccessBlockCommand({ AccountId: ACCOUNT, PublicAccessBlockConfiguration: { ...ALL_ON, BlockPublicPolicy: false } }));
    const updated = await run('Update');
    expect([updated.answer.Reason, updated.answer.PhysicalResourceId, updated.seen]).toEqual(['turned on', ACCOUNT, ['GET', 'PUT', 'GET']]);
    expect(await state()).toEqual(ALL_ON);
    const deleted = await run('Delete');
    expect([deleted.answer.Status, deleted.seen]).toEqual(['SUCCESS', []]);
    expect(deleted.output).toContain('deleting this resource never turns it off');
    expect(await state()).toEqual(ALL_ON);
  });

  test.each<[Fault, string]>([['slow', 'GET'], ['slow', 'PUT'], ['reset', 'GET'], ['reset', 'PUT'], ['denied', 'GET'], ['denied', 'PUT']])('%s on %s, twice, then it works', async (fault, method) => {
    let left = 2;
    proxy.faulty = seen => seen.method === method && left-- > 0 ? fault : undefined;
    const { answer, seen } = await run('Create');
    expect(answer).toMatchObject({ Status: 'SUCCESS', Reason: 'turned on' });
    expect(seen.length).toBe(5);
    expect(await state()).toEqual(ALL_ON);
  });

  test('no answer from CloudFormation at first', async () => {
    refusals = 2;
    expect((await run('Create')).answer.Status).toBe('SUCCESS');
  });

  test('what is refused to the end, and a service that is silent, are told in time', async () => {
    proxy.faulty = ({ method }) => method === 'PUT' ? 'denied' : undefined;
    const refused = await run('Create', codes.Block, 18_000);
    expect(refused.answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ACCOUNT, Reason: 'there was no time left; deploy again' });
    proxy.faulty = () => 'timeout';
    expect((await run('Create', codes.Block, 17_000)).answer).toMatchObject({ Status: 'FAILED', Reason: 'there was no time left; deploy again' });
    expect(await state()).toBe('NoSuchPublicAccessBlockConfiguration');
    proxy.faulty = () => undefined;
    expect((await run('Create')).answer.Status).toBe('SUCCESS');
  });

  /** moto has neither GetAutomatedDiscoveryConfiguration nor UpdateAutomatedDiscoveryConfiguration, so what it answers is a failure of the service. */
  test('the code for Macie answers what moto cannot do with a failure, and leaves a deletion alone', async () => {
    const created = await run('Create', codes.Macie, 18_000);
    expect(created.answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: ACCOUNT });
    expect(created.seen[0]).toBe('GET');
    const deleted = await run('Delete', codes.Macie);
    expect([deleted.answer.Status, deleted.answer.Reason, deleted.seen]).toEqual(['SUCCESS', expect.stringContaining('never turns them off'), []]);
  });

  test('the code is that of the bundle', () => expect(Object.values(codes)).toContain(readFileSync(`${__dirname}/../../lib/lambda/account-public-access-block/index.js`, 'utf8').trim()));
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as S3 from '@aws-sdk/client-s3';
import { buildSync } from 'esbuild';
import { CALLS, type Call, type CallName } from '../../src/posture/live';
import { assumedCredentials, awsPort, type AwsPort, callerAccount, organizationAccounts } from '../../src/runtime/aws-sdk';
import { clientOf } from '../../src/runtime/parts/sdk-clients';
import { isRead, OPERATIONS, operationOf } from '../../src/runtime/parts/sdk-guard';
import { type SdkService } from '../../src/runtime/parts/sdk-load';

type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', sessionToken: 'the-session-token' };
const xml = (status: number, body: string, headers = {}): Answering => (_, response) => response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body);
const Bucket = { Bucket: 'records', ExpectedBucketOwner: '123456789012' };

let server: Server;
let url: string;
let answering: Answering;
const asked: { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
let port: AwsPort;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      asked.push({ method: request.method!, url: request.url!, headers: request.headers, body });
      answering(request, response, body);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const endpoints = Object.fromEntries(Object.keys(OPERATIONS).map(service => [service, url]));
  port = await awsPort({ region: 'us-east-1', credentials, endpoint: url, endpoints, timeout: 5_000 });
});

afterAll(async () => {
  port.close();
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

beforeEach(() => { asked.length = 0; });

const refusal = async (call: CallName, answer: Answering, input: object = Bucket): Promise<Record<string, unknown>> => {
  answering = answer;
  const error = await port[call]!(input as Record<string, unknown>).then(got => { throw new Error(`answered ${JSON.stringify(got)}`); }, (e: Error) => e);
  const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
  return { name, message, status: $metadata?.httpStatusCode };
};

describe('what is answered', () => {
  test('every call is there', () => expect(Object.keys(port).sort()).toEqual(Object.keys(CALLS).sort()));

  test.each([
    ['GetBucketVersioning', `<VersioningConfiguration ${NS}><Status>Enabled</Status></VersioningConfiguration>`, { Status: 'Enabled' }],
    ['GetBucketVersioning', `<?xml version="1.0"?>\n<!-- none --><VersioningConfiguration ${NS}/>`, {}],
    ['GetBucketLocation', `<LocationConstraint ${NS}>eu-west-1</LocationConstraint>`, { LocationConstraint: 'eu-west-1' }],
    ['GetBucketLocation', `<LocationConstraint ${NS}></LocationConstraint>`, {}],
    ['GetBucketLogging', `<BucketLoggingStatus ${NS}>\n</BucketLoggingStatus>`, {}],
    ['GetBucketTagging', `<Tagging ${NS}><TagSet></TagSet></Tagging>`, { TagSet: [] }],
    ['GetBucketPolicy', '{"Version":"2012-10-17","Statement":[]}', { Policy: '{"Version":"2012-10-17","Statement":[]}' }],
    ['ListBuckets', `<ListAllMyBucketsResult ${NS}><Owner><ID>me</ID></Owner><Buckets><Bucket><Name>a</Name><CreationDate>2026-01-02T03:04:05.000Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>`,
      { Owner: { ID: 'me' }, Buckets: [{ Name: 'a', CreationDate: '2026-01-02T03:04:05.000Z' }] }],
  ] as const)('%s', async (call, body, expected) => {
    answering = xml(200, body);
    expect(await port[call]!(Bucket)).toEqual(expected);
    expect(asked).toHaveLength(1);
    expect(asked[0].headers['x-amz-expected-bucket-owner']).toBe(call === 'ListBuckets' ? undefined : '123456789012');
  });

  test('of other services', async () => {
    answering = (request, response) => response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
      .end(request.headers['x-amz-target'] === 'TrentService.DescribeKey' ? '{"KeyMetadata":{"KeyId":"k","CreationDate":1767323045,"Enabled":true}}' : '{}');
    expect(await port.DescribeKey!({ KeyId: 'k' })).toEqual({ KeyMetadata: { KeyId: 'k', CreationDate: '2026-01-02T03:04:05.000Z', Enabled: true } });
    answering = xml(200, `<PublicAccessBlockConfiguration ${NS}><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>`);
    expect(await port.GetAccountPublicAccessBlock!({ AccountId: '123456789012' })).toEqual({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
    expect(asked.map(({ method, url: path }) => `${method} ${path}`)).toEqual(['POST /', 'GET /v20180820/configuration/publicAccessBlock']);
  });

  test('an object, as bytes up to a limit', async () => {
    answering = (_, response) => response.writeHead(200, { etag: '"1"' }).end('0123456789');
    expect(await port.GetObject!({ ...Bucket, Key: 'manifest.json' })).toEqual({ Body: Buffer.from('0123456789') });
    expect(await port.GetObject!({ ...Bucket, Key: 'manifest.json', MaxBytes: 10 })).toEqual({ Body: Buffer.from('0123456789') });
    expect(await refusal('GetObject', answering, { ...Bucket, Key: 'manifest.json', MaxBytes: 9 })).toMatchObject({ name: 'TooLarge' });
  });

  test('the headers of an object', async () => {
    answering = (_, response) => response.writeHead(200, { 'etag': '"1"', 'content-length': 70_000_000, 'x-amz-server-side-encryption': 'AES256', 'x-amz-object-lock-retain-until-date': '2030-01-01T00:00:00Z' }).end();
    expect(await port.HeadObject!({ ...Bucket, Key: 'k' })).toMatchObject({ ServerSideEncryption: 'AES256', ContentLength: 70_000_000, ObjectLockRetainUntilDate: '2030-01-01T00:00:00.000Z' });
  });

  test('the Region of a call', async () => {
    answering = xml(200, `<VersioningConfiguration ${NS}/>`);
    await port.GetBucketVersioning!(Bucket, { region: 'eu-west-1' });
    await port.GetBucketVersioning!(Bucket);
    expect(asked.map(({ headers }) => /\/(\w+-\w+-\d)\/s3\//.exec(headers.authorization!)?.[1])).toEqual(['eu-west-1', 'us-east-1']);
  });
});

describe('what is no answer', () => {
  test.each<[string, CallName, Answering, object]>([
    ['nothing', 'GetBucketVersioning', xml(200, ''), { name: 'OddAnswer', message: 'it is empty', status: 200 }],
    ['nothing, of a service of JSON', 'DescribeTrails', xml(200, ''), { name: 'OddAnswer', message: 'it is empty' }],
    ['nothing of an object', 'HeadObject', xml(200, ''), { name: 'OddAnswer', message: 'it has no ETag' }],
    ['another document', 'GetBucketEncryption', xml(200, `<ListBucketResult ${NS}><Name>records</Name></ListBucketResult>`),
      { name: 'OddAnswer', message: 'its root is ListBucketResult, not ServerSideEncryptionConfiguration' }],
    ['a page', 'GetBucketAcl', xml(200, '<!DOCTYPE html><html><body>Sign in</body></html>'), { name: 'OddAnswer', message: 'it is no XML' }],
    ['a page, for a policy', 'GetBucketPolicy', xml(200, '<html></html>'), { name: 'OddAnswer', message: 'it is no JSON object' }],
    ['half a policy', 'GetBucketPolicy', xml(200, '{"Statement":['), { name: 'OddAnswer', message: 'it is no JSON' }],
    ['half a document', 'GetBucketVersioning', xml(200, `<VersioningConfiguration ${NS}><Status>Enabled</Status>`),
      { name: 'OddAnswer', message: 'VersioningConfiguration is cut off' }],
    ['two documents', 'GetBucketVersioning', xml(200, '<VersioningConfiguration></VersioningConfiguration><VersioningConfiguration></VersioningConfiguration>'),
      { name: 'OddAnswer', message: 'something follows VersioningConfiguration' }],
    ['bytes', 'GetBucketVersioning', (_, r) => r.writeHead(200).end(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 255, 254])), { name: 'OddAnswer', message: 'it is no XML' }],
    ['a place without its name space', 'GetBucketLocation', xml(200, '<LocationConstraint>eu-west-1</LocationConstraint>'),
      { name: 'OddAnswer', message: 'nothing in LocationConstraint can be read' }],
    ['an error with 200', 'GetBucketVersioning', xml(200, '<Error><Code>InternalError</Code></Error>'), { name: 'OddAnswer' }],
    ['a redirect', 'GetBucketVersioning', xml(301, '<Error><Code>PermanentRedirect</Code><Endpoint>other</Endpoint></Error>', { location: 'http://127.0.0.1:1/' }),
      { name: 'PermanentRedirect', status: 301 }],
    ['a redirect without a word', 'HeadObject', xml(307, '', { location: 'http://127.0.0.1:1/' }), { name: 'TemporaryRedirect', status: 307 }],
    ['an error', 'GetBucketPolicy', xml(403, '<Error><Code>AccessDenied</Code><Message>no</Message></Error>'), { name: 'AccessDenied', message: 'no', status: 403 }],
    ['throttling', 'GetBucketPolicy', xml(503, '<Error><Code>SlowDown</Code><Message>slow</Message></Error>'), { name: 'SlowDown', status: 503 }],
    ['a page of a proxy', 'GetBucketPolicy', xml(403, '<html>AKIAIOSFODNN7EXAMPLE</html>'), { name: 'OddAnswer', message: 'its root is html, not Error or ErrorResponse', status: 403 }],
    ['half an error', 'GetBucketPolicy', xml(404, '<Error><Code>NoSuchBucketPolicy</Code>'), { name: 'OddAnswer', status: 404 }],
    ['an error without a word', 'HeadObject', xml(404, ''), { name: 'NotFound', status: 404 }],
    ['an error of JSON', 'DescribeKey', xml(400, '{"__type":"AccessDeniedException","message":"no"}'), { name: 'AccessDeniedException', message: 'no', status: 400 }],
    ['a broken connection', 'GetBucketAcl', (_, r) => r.destroy(), { name: 'ECONNRESET' }],
    ['a connection that breaks later', 'GetBucketAcl', (_, r) => { r.writeHead(200, { 'content-length': 100 }).write('<Acc'); setTimeout(() => r.destroy(), 20); }, { name: 'ECONNRESET' }],
  ])('%s', async (_, call, answer, expected) => {
    expect(await refusal(call, answer, { ...Bucket, Key: 'k', KeyId: 'k' })).toMatchObject(expected);
    expect(asked).toHaveLength(1);
  });

  const absences = (Object.keys(CALLS) as CallName[]).flatMap(call => ((CALLS[call] as Call).absent ?? []).map(code => [call, code] as const));
  test.each(absences)('%s: %s', async (call, code) => {
    const error = xml(404, `<Error><Code>${code}</Code><Message>there is none</Message></Error>`);
    expect(await refusal(call, error, { ...Bucket, Key: 'k', AccountId: '123456789012' })).toEqual({ name: code, message: 'there is none', status: 404 });
  });

  test('a wait', async () => {
    const quick = await awsPort({ region: 'us-east-1', credentials, endpoint: url, timeout: 400 });
    answering = () => undefined;
    await expect(quick.GetBucketAcl!(Bucket)).rejects.toMatchObject({ name: 'TimeoutError', message: 'no answer in 400 ms' });
    answering = (_, response) => { response.writeHead(200).write('<AccessControlPolicy>'); };
    await expect(quick.GetBucketAcl!(Bucket)).rejects.toMatchObject({ name: 'TimeoutError' });
    const ending = new AbortController();
    answering = () => ending.abort(new Error('enough'));
    await expect(port.GetBucketAcl!(Bucket, { signal: ending.signal })).rejects.toThrow('enough');
    await expect(port.GetBucketAcl!(Bucket, { signal: ending.signal })).rejects.toThrow('enough');
    expect(asked).toHaveLength(3);
    quick.close();
  });

  test('nothing secret is quoted', async () => {
    const quoting = xml(400, JSON.stringify({ __type: 'InvalidSignatureException', message: 'The Canonical String should have been x-amz-security-token:the-session-token' }));
    expect(await refusal('DescribeKey', quoting, { KeyId: 'k' })).toEqual({ name: 'InvalidSignatureException', message: '', status: 400 });
    answering = quoting;
    const error = await port.DescribeKey!({ KeyId: 'k' }).catch((e: object) => e) as Record<string, unknown>;
    expect(JSON.stringify([error, error.stack, Object.getOwnPropertyNames(error)])).not.toMatch(/the-session-token|AKIA|wJal/);
  });
});

describe('reads only', () => {
  test('every other command of S3 is refused', async () => {
    answering = xml(200, '<Any/>');
    const client = clientOf(S3, 's3', { region: 'us-east-1', credentials, endpoint: url });
    const operations = Object.keys(S3).filter(name => /^[A-Z]\w+Command$/.test(name) && name !== '$Command').map(name => name.slice(0, -'Command'.length));
    expect(operations.length).toBeGreaterThan(90);
    for (const operation of operations.filter(name => !OPERATIONS.s3.has(name))) {
      const command = new (S3 as unknown as Record<string, new (input: object) => never>)[`${operation}Command`]({ ...Bucket, Key: 'k', Body: 'b', UploadId: 'u', PartNumber: 1, Id: 'i' });
      await expect(client.send(command, {} as never)).rejects.toMatchObject({ name: 'Refused' });
    }
    expect(asked).toEqual([]);
    client.destroy();
  });

  test('a read that was made a write is refused', async () => {
    const client = clientOf(S3, 's3', { region: 'us-east-1', credentials, endpoint: url });
    const command = new S3.GetBucketEncryptionCommand(Bucket);
    command.middlewareStack.add((next) => async (args) => {
      (args.request as { method: string }).method = 'DELETE';
      return next(args);
    }, { step: 'finalizeRequest', priority: 'low' });
    await expect(client.send(command as never, {} as never)).rejects.toMatchObject({ name: 'Refused', message: 'refused to send GetBucketEncryptionCommand as DELETE: an audit reads only' });
    expect(asked).toEqual([]);
    client.destroy();
  });

  test.each<[SdkService, string, Parameters<typeof isRead>[1], boolean]>([
    ['kms', 'DescribeKey', { method: 'POST', headers: { 'X-Amz-Target': 'TrentService.DescribeKey' } }, true],
    ['kms', 'DescribeKey', { method: 'POST', headers: { 'x-amz-target': 'TrentService.DisableKey' } }, false],
    ['kms', 'DisableKey', { method: 'POST', headers: { 'x-amz-target': 'TrentService.DisableKey' } }, false],
    ['cloudwatch', 'DescribeAlarms', { method: 'POST', path: '/service/GraniteServiceVersion20100801/operation/DescribeAlarms' }, true],
    ['cloudwatch', 'DescribeAlarms', { method: 'POST', path: '/service/GraniteServiceVersion20100801/operation/DeleteAlarms' }, false],
    ['cloudwatch', 'DescribeAlarms', { method: 'POST', path: '/', body: 'Action=DescribeAlarms&Version=2010-08-01' }, true],
    ['cloudwatch', 'DescribeAlarms', { method: 'POST', path: '/', body: 'Action=DescribeAlarms&Action=DeleteAlarms' }, false],
    ['macie2', 'GetMacieSession', { method: 'DELETE', path: '/macie' }, false],
    ['s3', 'GetBucketCors', { method: 'GET' }, false],
    ['s3', 'GetBucketAcl', { method: 'HEAD' }, true],
  ])('%s %s', (service, operation, request, expected) => expect(isRead(service, request, operation)).toBe(expected));

  test('each call has a command', () => {
    for (const call of Object.keys(CALLS) as CallName[]) {
      if (CALLS[call].service === 's3') expect(S3).toHaveProperty(`${operationOf(call)}Command`);
    }
  });
});

describe('who asks', () => {
  const options = () => ({ region: 'us-east-1', credentials, endpoints: { sts: url, organizations: url } });

  test('the account', async () => {
    answering = xml(200, '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
    expect(await callerAccount(options())).toBe('123456789012');
    await expect(callerAccount({ region: 'us-east-1', credentials, endpoint: url })).rejects.toThrow("nobody to ask at another S3 service; pass 'endpoints.sts'");
  });

  test('the accounts of the organization, page after page', async () => {
    answering = (_, response, body) => response.writeHead(200).end(JSON.stringify((JSON.parse(body) as { NextToken?: string }).NextToken === undefined
      ? { Accounts: [{ Id: '222222222222', Status: 'ACTIVE' }, { Id: '333333333333', Status: 'SUSPENDED' }], NextToken: 'two' }
      : { Accounts: [{ Id: '111111111111', State: 'ACTIVE' }] }));
    expect(await organizationAccounts(options())).toEqual(['111111111111', '222222222222']);
    answering = (_, response) => response.writeHead(200).end('{"Accounts":[],"NextToken":"same"}');
    await expect(organizationAccounts(options())).rejects.toThrow('again and again');
  });

  test('a role', async () => {
    answering = xml(200, '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey><SessionToken>C</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>');
    expect(await assumedCredentials(options(), 'arn:aws:iam::123456789012:role/Audit')()).toEqual({ accessKeyId: 'A', secretAccessKey: 'B', sessionToken: 'C', expiration: new Date('2030-01-01') });
    answering = xml(403, '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error></ErrorResponse>');
    await expect(assumedCredentials(options(), 'arn:aws:iam::123456789012:role/Audit')()).rejects.toMatchObject({ name: 'AccessDenied', message: 'not you' });
  });
});

test.each([
  [{ timeout: 0 }, "'timeout' must be a whole number of milliseconds"],
  [{ endpoint: 'ftp://x' }, 'the endpoint of s3 must be a URL'],
  [{ endpoints: { kms: 'http://u:p@host' } }, 'the endpoint of kms must be a URL'],
])('options that cannot be: %j', async (options, message) => expect(awsPort(options)).rejects.toThrow(message));

test('another S3 service alone is asked nothing else', async () => {
  const alone = await awsPort({ region: 'us-east-1', credentials, endpoint: url });
  expect(new Set(Object.keys(alone).map(call => CALLS[call as CallName].service))).toEqual(new Set(['s3']));
  alone.close();
});

test('in the folder of somebody who has no client it says which to install, and does without the others', () => {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  try {
    const outfile = join(folder, 'adapter.js');
    buildSync({ entryPoints: [join(__dirname, '../../src/runtime/aws-sdk.ts')], bundle: true, platform: 'node', packages: 'external', outfile, logLevel: 'error' });
    const calls = () => execFileSync(process.execPath, ['-e', `
      const { awsPort, callerAccount } = require('./adapter.js');
      const said = promise => promise.then(port => Object.keys(port), error => error.message);
      Promise.all([said(awsPort()), said(callerAccount())]).then(all => console.log(JSON.stringify(all)));
    `], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' } });
    const sts = "GetCallerIdentity needs '@aws-sdk/client-sts', which is not installed; run npm install @aws-sdk/client-sts";
    expect(JSON.parse(calls())).toEqual(["an audit needs '@aws-sdk/client-s3', which is not installed; run npm install @aws-sdk/client-s3", sts]);
    mkdirSync(join(folder, 'node_modules/@aws-sdk'), { recursive: true });
    symlinkSync(dirname(require.resolve('@aws-sdk/client-s3/package.json')), join(folder, 'node_modules/@aws-sdk/client-s3'));
    expect(JSON.parse(calls())).toEqual([(Object.keys(CALLS) as CallName[]).filter(call => CALLS[call].service === 's3'), sts]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

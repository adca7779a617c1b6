import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { assumeRole, callerOf, isLongTerm, kindOfKey, refuseLongTerm, refuseRoot, requireTemporary } from '../../src/runtime/credentials';

const LONG = 'AKIAIOSFODNN7EXAMPLE';
const SHORT = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = 'FwoGZXIvYXdzEXAMPLETOKEN';
const temporary = { accessKeyId: SHORT, secretAccessKey: SECRET, sessionToken: TOKEN };

describe('long-term keys', () => {
  test.each([
    [LONG, 'long-term'], [SHORT, 'temporary'], ['AROAIOSFODNN7EXAMPLE', 'unknown'], ['ABIAIOSFODNN7EXAMPLE', 'unknown'], ['minioadmin', 'unknown'],
    ['akiaIOSFODNN7EXAMPLE', 'unknown'], ['AKIA', 'unknown'], ['', 'unknown'], [` ${LONG}`, 'unknown'], [undefined as unknown as string, 'unknown'],
  ])('%s is %s', (id, kind) => {
    expect(kindOfKey(id)).toBe(kind);
    expect(isLongTerm(id)).toBe(kind === 'long-term');
  });

  test('temporary credentials pass', () => expect(() => refuseLongTerm(temporary)).not.toThrow());

  test.each<[string, object | undefined, string, string]>([
    ['a long-term key', { ...temporary, accessKeyId: LONG, sessionToken: undefined }, 'long-term-key', 'access key AKIA...MPLE is a long-term key; use a role\'s'],
    ['a long-term key with a token', { ...temporary, accessKeyId: LONG }, 'long-term-key', 'AKIA...MPLE'],
    ['a temporary key without a token', { ...temporary, sessionToken: undefined }, 'missing-session-token', 'key ASIA...MPLE is temporary and has no session token'],
    ['a temporary key with an empty token', { ...temporary, sessionToken: '' }, 'missing-session-token', 'no session token'],
    ['an unknown prefix', { ...temporary, accessKeyId: 'minioadmin' }, 'unknown-key-kind', 'an access key id of 10 characters is neither a long-term (AKIA) nor'],
    ['a secret in the wrong place', { ...temporary, accessKeyId: SECRET }, 'unknown-key-kind', 'an access key id of 40 characters'],
    ['no id', {}, 'unknown-key-kind', 'the access key id is neither'],
    ['nothing', undefined, 'unknown-key-kind', 'the access key id is neither'],
  ])('%s is refused, and no secret shown', (_, credentials, code, sentence) => {
    const error = thrown(() => refuseLongTerm(credentials as typeof temporary));
    expect(error).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(error.message).not.toMatch(/wJal|EKEY|FwoG|IOSFODNN7/);
  });

  test('a provider is checked each time it gives credentials, and gets what the SDK passes to it', async () => {
    const given = [temporary, { ...temporary, accessKeyId: LONG }];
    const asked: unknown[] = [];
    const provider = requireTemporary(async (options?: object) => { asked.push(options); return given.shift()!; });
    expect(await provider({ forceRefresh: true })).toBe(temporary);
    await expect(provider()).rejects.toMatchObject({ code: 'long-term-key' });
    expect(asked).toEqual([{ forceRefresh: true }, undefined]);
    expect(() => requireTemporary(temporary as never)).toThrow("'provider' must be a function, got object");
  });

  test('an S3 client with a long-term key sends nothing', async () => {
    const handle = jest.fn();
    const credentials = requireTemporary(async () => ({ accessKeyId: LONG, secretAccessKey: SECRET }));
    const s3 = new S3Client({ region: 'eu-central-1', credentials, requestHandler: { handle } });
    await expect(s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toThrow('access key AKIA...MPLE is a long-term key');
    expect(handle).not.toHaveBeenCalled();
  });
});

describe('callers', () => {
  test.each<readonly [string, object]>([
    ['arn:aws:iam::111122223333:root', { kind: 'root', account: '111122223333' }],
    ['arn:aws-us-gov:iam::111122223333:root', { kind: 'root', account: '111122223333' }],
    ['arn:aws:iam::111122223333:user/bob', { kind: 'user', account: '111122223333', user: 'bob' }],
    ['arn:aws:iam::111122223333:user/root', { kind: 'user', account: '111122223333', user: 'root' }],
    ['arn:aws:iam::111122223333:user/a/b/bob', { kind: 'user', account: '111122223333', user: 'bob' }],
    ['arn:aws:sts::111122223333:assumed-role/reader/i-0abc', { kind: 'assumed-role', account: '111122223333', role: 'reader', session: 'i-0abc' }],
    ['arn:aws-cn:sts::111122223333:federated-user/jane', { kind: 'federated-user', account: '111122223333', user: 'jane' }],
    ...['arn:aws:sts::111122223333:root', 'arn:aws:iam::111122223333:rooted', 'arn:aws:iam::111122223333:user/', 'arn:aws:iam::1:root', '', 'root',
      'arn:aws:sts::111122223333:assumed-role/reader', 'arn:aws:iam::111122223333:assumed-role/reader/s', 'arn:aws:iam::111122223333:role/reader']
      .map(arn => [arn, { kind: 'unknown', arn }] as const),
  ])('%s', (Arn, caller) => expect(callerOf({ Arn })).toEqual(caller));

  test('root is refused, and so is who may be root', () => {
    expect(() => refuseRoot({ Arn: 'arn:aws:sts::111122223333:assumed-role/reader/s' })).not.toThrow();
    expect(thrown(() => refuseRoot({ Arn: 'arn:aws:iam::111122223333:root' }))).toMatchObject({
      code: 'root-user', message: 'the caller is the root user of account 111122223333; use a role instead',
    });
    expect(thrown(() => refuseRoot({}))).toMatchObject({ code: 'unknown-caller', message: expect.stringContaining('the caller has no ARN') });
    expect(thrown(() => refuseRoot(undefined as never)).code).toBe('unknown-caller');
    expect(thrown(() => refuseRoot({ Arn: 'arn:x' })).message).toContain('"arn:x"');
  });
});

/** STS on the wire: what the real client sends, and the XML that it gets. */
describe('the wire of STS', () => {
  const sent: { body: string }[] = [];
  const client = (statusCode: number, body: string) => new STSClient({
    region: 'eu-central-1',
    maxAttempts: 1,
    credentials: { ...temporary }, // the SDK writes into them
    requestHandler: {
      handle: async (request: { body: string }) => {
        sent.push(request);
        return { response: { statusCode, headers: { 'content-type': 'text/xml' }, body: new Blob([body]).stream() } };
      },
    },
  });
  const xml = (inner: string) => `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${inner}</AssumeRoleResult>`
    + '<ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata></AssumeRoleResponse>';
  const credentials = (inner: string) => xml(`<Credentials><SessionToken>${TOKEN}</SessionToken><SecretAccessKey>${SECRET}</SecretAccessKey>${inner}</Credentials>`
    + '<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/reader/test</Arn><AssumedRoleId>AROA:test</AssumedRoleId></AssumedRoleUser>');
  const failed = (code: string, message: string) =>
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
    + '<RequestId>1</RequestId></ErrorResponse>';
  const from = (sts: STSClient, more = {}) => assumeRole({
    roleArn: 'arn:aws:iam::111122223333:role/reader', sessionName: 'test', send: async input => sts.send(new AssumeRoleCommand(input)), ...more,
  });
  beforeEach(() => { sent.length = 0; });

  test('every option goes out, and credentials come back', async () => {
    const sts = client(200, credentials(`<AccessKeyId>${SHORT}</AccessKeyId><Expiration>2999-01-01T00:00:00Z</Expiration>`));
    const provider = from(sts, { externalId: 'x:1/2', durationSeconds: 900, sourceIdentity: 'jane', tags: { Tenant: '17' }, sessionPolicy: '{"Statement":[]}' });
    expect(await provider()).toEqual({ ...temporary, expiration: new Date('2999-01-01T00:00:00Z') });
    expect(Object.fromEntries(new URLSearchParams(sent[0].body))).toEqual({
      'Action': 'AssumeRole',
      'Version': '2011-06-15',
      'RoleArn': 'arn:aws:iam::111122223333:role/reader',
      'RoleSessionName': 'test',
      'DurationSeconds': '900',
      'ExternalId': 'x:1/2',
      'SourceIdentity': 'jane',
      'Policy': '{"Statement":[]}',
      'Tags.member.1.Key': 'Tenant',
      'Tags.member.1.Value': '17',
    });
  });

  test('an S3 client signs with them', async () => {
    const sts = client(200, credentials(`<AccessKeyId>${SHORT}</AccessKeyId><Expiration>2999-01-01T00:00:00Z</Expiration>`));
    const headers: Record<string, string>[] = [];
    const handle = async (request: { headers: Record<string, string> }) => {
      headers.push(request.headers);
      return { response: { statusCode: 200, headers: {}, body: new Blob([]).stream() } };
    };
    const s3 = new S3Client({ region: 'eu-central-1', credentials: requireTemporary(from(sts)), requestHandler: { handle } });
    await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
    expect(headers.map(h => [h['x-amz-security-token'], h.authorization.includes(`Credential=${SHORT}/`)])).toEqual([[TOKEN, true], [TOKEN, true]]);
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['AccessDenied', 403, 'User: arn:aws:iam::111122223333:user/bob is not authorized to perform: sts:AssumeRole'],
    ['ValidationError', 400, 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'],
    ['PackedPolicyTooLarge', 400, 'Packed size of session tags consumes 112% of allotted space.'],
    ['ExpiredToken', 403, 'The security token included in the request is expired'],
  ])('%s is told with its cause', async (code, status, message) => {
    const error = await from(client(status, failed(code, message)))().catch(e => e);
    expect(error).toMatchObject({ name: 'Refused', code: 'assume-role-failed', cause: { $metadata: { httpStatusCode: status } } });
    expect(error.message).toMatch(/^role arn:aws:iam::111122223333:role\/reader could not be assumed \(.*\); check the role's trust policy/);
    expect(error.message).toContain(message);
    expect(error.message).toContain(code);
  });

  test.each([
    ['without Credentials', xml('')],
    ['without AccessKeyId', credentials('<Expiration>2999-01-01T00:00:00Z</Expiration>')],
    ['without a valid Expiration', credentials(`<AccessKeyId>${SHORT}</AccessKeyId>`)],
    ['whose credentials expired at 2001-01-01T00:00:00.000Z', credentials(`<AccessKeyId>${SHORT}</AccessKeyId><Expiration>2001-01-01T00:00:00Z</Expiration>`)],
  ])('an answer %s is none', async (sentence, body) => {
    const error = await from(client(200, body))().catch(e => e);
    expect(error).toMatchObject({ code: 'unusable-sts-answer', message: expect.stringContaining(`answered AssumeRole of arn:aws:iam::111122223333:role/reader ${sentence}`) });
    expect(`${error.stack}`).not.toMatch(/wJal|FwoG/);
  });

  test('the answer of GetCallerIdentity is read as it comes', async () => {
    const sts = client(200, '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
      + '<Arn>arn:aws:iam::111122223333:root</Arn><UserId>111122223333</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>');
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(() => refuseRoot(identity)).toThrow('the caller is the root user of account 111122223333');
  });
});

function thrown(act: () => void): Error & { code?: string } {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

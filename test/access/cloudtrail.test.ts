import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import type { AccessRecord } from '../../src/access/access-record';
import { type CloudTrailOptions, type BadEvent, type CloudTrailCounts, type CloudTrailInput, parseCloudTrail, type S3Event } from '../../src/runtime/parse-cloudtrail';

interface Read {
  readonly items: readonly (S3Event | BadEvent)[];
  readonly counts: CloudTrailCounts;
}

async function read(input: CloudTrailInput, options?: CloudTrailOptions): Promise<Read> {
  const items: (S3Event | BadEvent)[] = [];
  const events = parseCloudTrail(input, options);
  for (;;) {
    const next = await events.next();
    if (next.done) return { items, counts: next.value };
    items.push(next.value);
  }
}

const event = (more: object = {}) => ({ eventSource: 's3.amazonaws.com', eventName: 'GetObject', eventTime: '2026-01-31T12:00:00Z', ...more });

async function record(more: object): Promise<AccessRecord> {
  const { items: [item] } = await read(event(more));
  if (!item.ok) throw new Error(item.why);
  return JSON.parse(JSON.stringify(item.record)) as AccessRecord;
}

const by = (type: string | undefined, more: object = {}) => ({ userIdentity: { type, ...more } });
const ARN = 'arn:aws:iam::111122223333';

describe('who', () => {
  test.each<readonly [string, object, object]>([
    ['Root', { arn: `${ARN}:root`, accountId: '111122223333' }, { type: 'aws', id: `${ARN}:root`, account: '111122223333', root: true }],
    ['IAMUser', { arn: `${ARN}:user/a`, accountId: '111122223333' }, { type: 'aws', id: `${ARN}:user/a`, account: '111122223333', root: false }],
    ['AssumedRole', { arn: 'arn:aws:sts::111122223333:assumed-role/r/s' }, { type: 'aws', id: 'arn:aws:sts::111122223333:assumed-role/r/s', root: false }],
    ['FederatedUser', { arn: 'arn:aws:sts::111122223333:federated-user/a' }, { type: 'aws', id: 'arn:aws:sts::111122223333:federated-user/a', root: false }],
    ['AWSAccount', { principalId: 'AIDA', accountId: '444455556666' }, { type: 'aws', id: 'AIDA', account: '444455556666' }],
    ['AWSAccount', { principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }, { type: 'anonymous', root: false }],
    ['Unknown', { principalId: 'Anonymous' }, { type: 'anonymous', root: false }],
    ['Unknown', { principalId: 'x' }, { type: 'unknown', id: 'x' }],
    ['AWSService', { invokedBy: 'cloudtrail.amazonaws.com' }, { type: 'service', id: 'cloudtrail.amazonaws.com', root: false }],
    ['IAMUser', {}, { type: 'unknown' }],
  ])('%s %j', async (type, identity, requester) => expect((await record(by(type, identity))).requester).toEqual(requester));

  test('nobody', async () => expect((await record({})).requester).toEqual({ type: 'unknown' }));
});

/** One deviation of an event, and what the record says of it. */
test.each<readonly [string, object, Partial<Record<keyof AccessRecord, unknown>>]>([
  ['an address', { sourceIPAddress: '192.0.2.1' }, { sourceIp: '192.0.2.1', viaService: undefined }],
  ['an IPv6 address', { sourceIPAddress: '2001:db8::1' }, { sourceIp: '2001:db8::1' }],
  ['a service as the address', { ...by('AssumedRole', { arn: ARN }), sourceIPAddress: 'athena.amazonaws.com' }, { sourceIp: undefined, viaService: 'athena.amazonaws.com' }],
  ['AWS itself as the address', { sourceIPAddress: 'AWS Internal' }, { sourceIp: undefined, viaService: undefined }],
  ['a VPC endpoint', { vpcEndpointId: 'vpce-1' }, { vpcEndpoint: 'vpce-1' }],
  ['a VPC endpoint of old', { additionalEventData: { vpcEndpointId: 'vpce-1' } }, { vpcEndpoint: 'vpce-1' }],
  ['TLS 1.3', { tlsDetails: { tlsVersion: 'TLSv1.3' } }, { secure: true, tlsVersion: '1.3' }],
  ['TLS 1.0', { tlsDetails: { tlsVersion: 'TLSv1' } }, { secure: true, tlsVersion: '1.0' }],
  ['a cipher suite alone', { additionalEventData: { CipherSuite: 'ECDHE-RSA-AES128-SHA' } }, { secure: true, tlsVersion: undefined }],
  ['a cipher suite of TLS 1.3', { additionalEventData: { cipherSuite: 'TLS_AES_128_GCM_SHA256' } }, { secure: true, tlsVersion: '1.3' }],
  ['no TLS', {}, { secure: undefined, tlsVersion: undefined }],
  ['Signature Version 2', { additionalEventData: { SignatureVersion: 'SigV2', AuthenticationMethod: 'AuthHeader' } }, { signature: 'SigV2', authentication: 'header' }],
  ['a presigned URL', {
    additionalEventData: { AuthenticationMethod: 'QueryString' }, requestParameters: { 'X-Amz-Expires': '900', 'X-Amz-Date': '20260131T115000Z' },
  }, { authentication: 'presigned', presignedFor: 900, presignedAge: 600 }],
  ['an ACL', { additionalEventData: { aclRequired: 'Yes' } }, { aclRequired: true }],
  ['bytes', { additionalEventData: { bytesTransferredOut: 12.0 } }, { bytesSent: 12 }],
  ['an error', { errorCode: 'AccessDenied' }, { errorCode: 'AccessDenied' }],
  ['a bucket and a key', { requestParameters: { bucketName: 'b', key: 'a/b' } }, { bucket: 'b', key: 'a/b', action: 's3:GetObject' }],
  ['a bucket and a key, otherwise spelled', { requestParameters: { BucketName: ['b'], Key: 'a/b' } }, { bucket: 'b', key: 'a/b' }],
  ['a version', { requestParameters: { key: 'a', versionId: 'v' } }, { versionId: 'v', action: 's3:GetObjectVersion' }],
  ['resources alone', {
    resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::b/a/b' }, { type: 'AWS::S3::Bucket', arn: 'arn:aws:s3:::b', accountId: '111122223333' }],
  }, { bucket: 'b', key: 'a/b', ownerAccount: '111122223333' }],
  ['an access point', { resources: [{ type: 'AWS::S3::AccessPoint', ARN: 'arn:aws:s3:eu-west-1:1:accesspoint/p' }] }, { accessPoint: 'arn:aws:s3:eu-west-1:1:accesspoint/p' }],
  ['SSE-C', { requestParameters: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } }, { customerKey: true }],
  ['SSE-C as S3 applied it', { additionalEventData: { SSEApplied: 'SSE_C' } }, { customerKey: true }],
  ['SSE-C of the source of a copy', { requestParameters: { 'x-amz-copy-source-server-side-encryption-customer-algorithm': 'AES256' } }, { customerKey: false }],
  ['no parameters', {}, { customerKey: undefined }],
  ['DeleteObjects with keys', { eventName: 'DeleteObjects', requestParameters: { delete: { object: [{ key: 'a' }, { key: 'b' }] } } }, { objects: 2, action: 's3:DeleteObject' }],
  ['DeleteObjects without keys', { eventName: 'DeleteObjects', requestParameters: { delete: '' } }, { objects: undefined }],
  ['two spellings of one key', { requestParameters: { key: 'a', Key: 'b' } }, { key: 'a', ambiguous: ['key'] }],
  ['a name of the prototype', JSON.parse('{"requestParameters":{"__proto__":{"bucketName":"b"}}}') as object, { bucket: undefined, customerKey: false }],
  ['an operation not known here', { eventName: 'constructor' }, { action: undefined, changes: undefined }],
  ['a time of an export', { eventTime: '2024-11-25 22:00:58.250000000' }, { time: Date.UTC(2024, 10, 25, 22, 0, 58, 250) }],
  ['no time', { eventTime: '2024-13-25T00:00:00Z' }, { time: undefined }],
])('%s', async (_, more, expected) => expect(await record(more)).toEqual({ ...await record(more), ...expected }));

test.each<readonly [string, () => CloudTrailInput]>([
  ['a log file', () => JSON.stringify({ Records: [event(), event()] })],
  ['a parsed log file', () => ({ Records: [event(), event()] })],
  ['parsed events', () => [event(), { detail: event() }]],
  ['envelopes of EventBridge', () => [event(), event()].map(detail => JSON.stringify({ 'version': '0', 'detail-type': 'AWS API Call via CloudTrail', detail })).join('\n')],
  ['lookup-events', () => JSON.stringify({ Events: [event(), event()].map(e => ({ EventId: '1', EventName: 'GetObject', CloudTrailEvent: JSON.stringify(e) })), NextToken: 'x' })],
  ['CloudWatch Logs', () => JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: [event(), event()].map(e => ({ id: '1', message: JSON.stringify(e) })) })],
  ['bytes', () => Buffer.from(JSON.stringify({ Records: [event(), event()] }))],
  ['gzip', () => gzipSync(JSON.stringify({ Records: [event(), event()] }))],
  ['gzip of several members', () => Buffer.concat([gzipSync(JSON.stringify(event())), gzipSync(`\n${JSON.stringify(event())}`)])],
  ['a stream of gzip, byte by byte', () => [...gzipSync(JSON.stringify([event(), event()]))].map(byte => Uint8Array.of(byte))[Symbol.iterator]() as Iterable<Uint8Array>],
  ['a stream of the web', () => new Blob([JSON.stringify([event(), event()])]).stream() as ReadableStream<Uint8Array>],
  ['a byte order mark', () => Buffer.from(`\ufeff${JSON.stringify([event(), event()])}`)],
])('%s', async (_, input) => {
  const { items, counts } = await read(input());
  expect([items.map(item => item.ok && [item.number, item.record.operation]), counts]).toEqual([[[1, 'GetObject'], [2, 'GetObject']], { read: 2, otherServices: 0, bad: 0 }]);
});

test('what is bad keeps its number, its text and the reason; other services are counted', async () => {
  const text = `{"Records":[${JSON.stringify(event())},{"eventName":},${JSON.stringify(event({ eventSource: 'ec2.amazonaws.com' }))},{"eventSource":"s3.amazonaws.com"},7,{"a":1}`;
  const { items, counts } = await read(text);
  expect(items.filter((item): item is BadEvent => !item.ok).map(({ number, why, text: kept }) => [number, why, kept])).toEqual([
    [2, 'it is no JSON', '{"eventName":}'],
    [4, 'it has no eventName', '{"eventSource":"s3.amazonaws.com"}'],
    [5, 'it is no JSON object', '7'],
    [6, 'it is no event of CloudTrail: it has no eventSource', '{"a":1}'],
    [7, 'the input ends before its list of events does', ''],
  ]);
  expect(counts).toEqual({ read: 1, otherServices: 1, bad: 5 });
});

test('broken gzip loses nothing of what stands before the break', async () => {
  const zipped = gzipSync(Array.from({ length: 3000 }, (_, i) => JSON.stringify(event({ requestID: `${i} ${Math.sin(i)}` }))).join('\n'));
  const { items, counts } = await read(zipped.subarray(0, Math.floor(zipped.length / 2)));
  expect(counts.read).toBeGreaterThan(1000);
  expect(items.at(-1)).toMatchObject({ ok: false, why: expect.stringMatching(/^the log is not whole gzip data: .*unexpected end of file/) });
});

test('a stream that fails is an error, not a bad event', async () => {
  const failing = (async function* () { yield '{"Records":['; throw new Error('gone'); })();
  await expect(read(failing)).rejects.toThrow('gone');
});

test('limits are checked, and counted by', async () => {
  await expect(read('', { maxDepth: 0 })).rejects.toThrow("'maxDepth' must be a whole number from 1 on, got 0");
  expect((await read(JSON.stringify([event()]), { maxEventLength: 20 })).counts).toEqual({ read: 0, otherServices: 0, bad: 1 });
});

test('no event is lost, whatever stands in it and however it comes', async () => {
  const one = fc.record({
    eventSource: fc.constantFrom('s3.amazonaws.com', 'ec2.amazonaws.com', 7),
    eventName: fc.oneof(fc.string(), fc.jsonValue()),
    requestParameters: fc.jsonValue(),
    userIdentity: fc.jsonValue(),
    resources: fc.jsonValue(),
    additionalEventData: fc.jsonValue(),
    eventTime: fc.oneof(fc.string(), fc.jsonValue()),
  }, { requiredKeys: [] });
  await fc.assert(fc.asyncProperty(fc.array(one, { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), async (events, size) => {
    const text = JSON.stringify({ Records: events });
    const { counts } = await read(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []);
    expect(counts.read + counts.otherServices + counts.bad).toBe(events.length);
    expect((await read({ Records: events as object[] })).counts).toEqual(counts);
  }), { numRuns: 60 });
});

const FOLDER = join(__dirname, '../../../shared/data/cloudtrail');
const names = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
if (names.length === 0) process.stderr.write(`skipped: ${FOLDER} is not there, so no real event was read\n`);

/** Events of the files, by hand; the sources of two wrap each in an object of their own. */
const FILES: Readonly<Record<string, readonly (readonly [operation: string, bucket: string | undefined, requester: string])[]>> = {
  'awsdocs-userguide-2023-cloudtrail-logging-understanding-s3-entries.json': [
    ['ListBuckets', undefined, 'aws'], ['PutBucketAcl', undefined, 'aws'], ['GetBucketVersioning', 'DOC-EXAMPLE-BUCKET1', 'aws'], ['PutObject', 'DOC-EXAMPLE-BUCKET1', 'aws'],
  ],
  'cloud-custodian-event-cloud-trail-create-bucket.json': [['CreateBucket', 'custodian-create-bucket-v4', 'aws']],
  'cloud-custodian-event-cloud-trail-s3.json': [['CreateBucket', 'cwe-test', 'aws']],
  'stratus-red-team-docs-s3-dataevents.json': [['CopyObject', 'target bucket', 'unknown'], ['DeleteObject', 'target-bucket', 'unknown']],
};

(names.length > 0 ? describe : describe.skip)('real events', () => {
  test.each(names)('%s', async (name) => {
    const json = JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as { log?: Record<string, unknown> }[];
    const wrapped = Array.isArray(json) && json.every(one => one.log);
    const { items, counts } = await read(wrapped ? json.map(one => one.log!) : readFileSync(join(FOLDER, name)));
    expect([counts.bad, counts.otherServices]).toEqual([0, 0]);
    const short = items.map(item => item.ok && [item.record.operation, item.record.bucket, item.record.requester.type]);
    expect(short).toEqual(FILES[name] ?? short);
    expect(counts.read).toBe(FILES[name]?.length ?? 38);
  });
});

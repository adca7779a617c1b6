import { Duration, Lazy } from 'aws-cdk-lib';
import { messageOf } from './apps';
import { APP, type Asking, denying, deployed, LOGS, OUTSIDER, plainBucket, policyWith } from './statement-cases';
import { S3PolicyStatements } from '../../src';
import { oldTlsRefused } from '../../src/controls/old-tls-refused';
import { ANONYMOUS } from '../../src/policy/request';
import { hardened } from '../controls/posture';

const get = (context: Asking['context'], by = APP): Asking => ({ action: 's3:GetObject', by, context });
const list = (context: Asking['context'], by = APP): Asking => ({ action: 's3:ListBucket', by, context });
const AGE = 's3:signatureAge';
const TYPE = 's3:authType';

const http = policyWith(S3PolicyStatements.denyInsecureTransport);
const tls = policyWith(bucket => S3PolicyStatements.denyOldTls(bucket));
const tls13 = policyWith(bucket => S3PolicyStatements.denyOldTls(bucket, 1.3));
const sigV2 = policyWith(S3PolicyStatements.denySigV2);
const day = policyWith(bucket => S3PolicyStatements.limitPresignedUrlAge(bucket, Duration.days(1)));

test.each<[string, typeof http, Asking, 'allowed' | 'denied']>([
  ['HTTP, an object', http, get({ 'aws:SecureTransport': 'false' }), 'denied'],
  ['HTTP, the bucket', http, list({ 'aws:SecureTransport': 'false' }), 'denied'],
  ['HTTP, nobody in particular', http, get({ 'aws:SecureTransport': 'false' }, ANONYMOUS), 'denied'],
  ['HTTPS', http, get({ 'aws:SecureTransport': 'true' }), 'allowed'],
  ['a service, whose key S3 leaves out', http, get({}, LOGS), 'allowed'],
  ['TLS 1.1, an object', tls, get({ 's3:TlsVersion': '1.1' }), 'denied'],
  ['TLS 1.1, the bucket', tls, list({ 's3:TlsVersion': '1.1' }), 'denied'],
  ['TLS 1.2', tls, get({ 's3:TlsVersion': '1.2' }), 'allowed'],
  ['TLS 1.2 where 1.3 is asked', tls13, get({ 's3:TlsVersion': '1.2' }), 'denied'],
  ['TLS 1.3 where 1.3 is asked', tls13, get({ 's3:TlsVersion': '1.3' }), 'allowed'],
  ['a service without a version', tls13, get({}, LOGS), 'allowed'],
  ['Signature Version 2, an object', sigV2, get({ 's3:signatureversion': 'AWS' }), 'denied'],
  ['Signature Version 2, the bucket, another account', sigV2, list({ 's3:signatureversion': 'AWS' }, OUTSIDER), 'denied'],
  ['Signature Version 4', sigV2, get({ 's3:signatureversion': 'AWS4-HMAC-SHA256' }), 'allowed'],
  ['no signature', sigV2, get({}, ANONYMOUS), 'allowed'],
  ['a URL of a day', day, get({ [AGE]: '86400000', [TYPE]: 'REST-QUERY-STRING' }), 'allowed'],
  ['a URL of a day and a millisecond', day, get({ [AGE]: '86400001', [TYPE]: 'REST-QUERY-STRING' }), 'denied'],
  ['an old form', day, { action: 's3:PutObject', context: { [AGE]: '86400001', [TYPE]: 'POST' } }, 'denied'],
  ['a fresh header', day, get({ [AGE]: '300', [TYPE]: 'REST-HEADER' }), 'allowed'],
  ['a header as late as S3 takes it', day, get({ [AGE]: '900000', [TYPE]: 'REST-HEADER' }), 'allowed'],
  ['a service without a signature', day, get({}, LOGS), 'allowed'],
])('%s', (_, policy, asking, expected) => {
  expect(denying(policy, asking)).toMatchObject({ outcome: expected });
});

test('the age is a text in milliseconds, which CloudFormation does not write as a power of ten', () => {
  const bucket = plainBucket();
  bucket.addToResourcePolicy(S3PolicyStatements.limitPresignedUrlAge(bucket, Duration.days(7)));
  expect(deployed(bucket)[0].Condition).toEqual({ NumericGreaterThan: { 's3:signatureAge': '604800000' } });
});

test('the control agrees', () => {
  const policy = { at: 'x', value: tls };
  expect(oldTlsRefused.test(hardened({ policy })).outcome).toBe('pass');
});

test.each<[string, (bucket: ReturnType<typeof plainBucket>) => unknown, string]>([
  ['TLS 1.1', b => S3PolicyStatements.denyOldTls(b, 1.1),
    'Stack/Records: \'minimumVersion\' must be 1.2 or 1.3, got 1.1; pass 1.2, or 1.3 where no interface endpoint is used'],
  ['a text', b => S3PolicyStatements.denyOldTls(b, 'TLSv1.2' as unknown as number), 'got "TLSv1.2"'],
  ['less than a second', b => S3PolicyStatements.limitPresignedUrlAge(b, Duration.millis(999)),
    'Stack/Records: \'maximumAge\' must be 1 second to 7 days, got 999 millis; pass a length such as Duration.hours(1)'],
  ['more than 7 days', b => S3PolicyStatements.limitPresignedUrlAge(b, Duration.seconds(604801)), 'must be 1 second to 7 days, got 7 days 1 second'],
  ['nothing', b => S3PolicyStatements.limitPresignedUrlAge(b, undefined as unknown as Duration), '\'maximumAge\' cannot be undefined'],
  ['a number', b => S3PolicyStatements.limitPresignedUrlAge(b, 3600 as unknown as Duration), '\'maximumAge\' cannot be 3600'],
  ['an age decided later', b => S3PolicyStatements.limitPresignedUrlAge(b, Duration.hours(Lazy.number({ produce: () => 1 }))), 'decided at deploy time'],
])('%s is an error', (_, make, part) => {
  expect(messageOf(() => make(plainBucket()))).toContain(part);
});

test.each([1, 604800])('an age of %d seconds is within the bounds', (seconds) => {
  expect(messageOf(() => S3PolicyStatements.limitPresignedUrlAge(plainBucket(), Duration.seconds(seconds)))).toBe('');
});

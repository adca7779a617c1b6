import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { messageOf, recorder, SENTENCE } from './sent';
import { decide } from '../../src/policy/decide';
import { role } from '../../src/policy/request';
import { personalDataTag, tagging, type Tags } from '../../src/runtime/tagging';
import * as apps from '../constructs/apps';
import { deploy, only, policyFrom } from '../constructs/deployed';

const many = (count: number): Tags => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, String(i)]));

test.each<[string, Tags, string]>([
  ['one', { classification: 'personal-data' }, 'classification=personal-data'], ['several, sorted', { b: '2', a: '1' }, 'a=1&b=2'], ['no value', { a: '' }, 'a='],
  ['signs', { 'a +-=._:/@': '@/:._=-+ ' }, 'a%20%2B-%3D._%3A%2F%40=%40%2F%3A._%3D-%2B%20'], ['letters of other scripts', { größe: '大' }, 'gr%C3%B6%C3%9Fe=%E5%A4%A7'],
  ['the longest', { ['k'.repeat(128)]: 'v'.repeat(256) }, `${'k'.repeat(128)}=${'v'.repeat(256)}`], ['names of objects', JSON.parse('{"__proto__":"x","constructor":"y"}'), '__proto__=x&constructor=y'],
])('%s, and the SDK sends the same', async (_, tags, header) => {
  const part = tagging(tags);
  expect(part).toStrictEqual({ headers: { 'x-amz-tagging': header }, params: { Tagging: header } });
  expect(({} as { x?: string }).x).toBeUndefined();
  const { client, requests } = recorder();
  const input: PutObjectCommandInput = { Bucket: 'records', Key: 'a', Body: 'hello', ...part.params };
  await client.send(new PutObjectCommand(input));
  expect(requests[0]['x-amz-tagging']).toBe(header);
});

test('ten tags are let through, eleven are not', () => {
  expect(tagging(many(10)).params.Tagging.split('&')).toHaveLength(10);
  expect(messageOf(() => tagging(many(11)))).toBe("'tags' must be at most 10, got 11; leave some out");
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'got nothing;'], ['none', {}, "'tags' is empty"], ['a list', [{ Key: 'a', Value: 'b' }], 'got an array;'], ['text', 'a=b', 'got a string;'],
  ['a Map', new Map([['a', 'b']]), 'got an object;'], ['a Boolean', { a: true }, 'got a boolean for "a"'], ['a list of values', { a: ['b'] }, 'got an array for "a"'],
  ['no key', { '': 'a' }, '1 to 128 characters, got 0'], ['a long key', { ['k'.repeat(129)]: '' }, '1 to 128 characters, got 129'], ['a long value', { a: 'v'.repeat(257) }, 'at most 256 characters, got 257 for "a"'],
  ['a value of too many UTF-16 units', { a: '𐐀'.repeat(129) }, 'got 258'], ['a key of AWS', { 'aws:a': 'b' }, "cannot start with 'aws:'"], ['in another case', { 'AWS:a': 'b' }, "cannot start with 'aws:'"],
  ['a line break', { a: 'b\r\nx: y' }, 'got "\\r" in "a"'], ['an ampersand', { a: 'b&c=d' }, 'got "&" in "a"'], ['half a letter', { a: '\ud801' }, 'in "a"'],
  ['half a letter at each end', { 'a\ud801': '\udc00' }, 'letters, digits'], ['a personal value', { owner: 'jane#roe' }, 'got "#" in "owner"'],
])('%s is refused', (_, tags, part) => {
  const message = messageOf(() => tagging(tags as Tags));
  expect(message).toMatch(SENTENCE);
  expect(message).toContain(part);
  expect(message).not.toContain('roe');
});

test('every set of tags comes back from its header', () => {
  const text = (minLength: number, maxLength: number) => fc.string({ unit: fc.constantFrom(...'aZ9 +-=._:/@éß大𐐀'), minLength, maxLength });
  const tags = fc.dictionary(text(1, 60).filter(key => !/^aws:/i.test(key)), text(0, 60), { minKeys: 1, maxKeys: 10 });
  fc.assert(fc.property(tags, (given) => {
    expect(Object.fromEntries(new URLSearchParams(tagging(given).headers['x-amz-tagging'].replace(/\+/g, '!')))).toEqual({ ...given });
  }));
});

test('the tag of personal data', () => {
  expect(personalDataTag()).toEqual(tagging({ 'personal-data': 'true' }));
  expect(personalDataTag({ key: 'pii', value: 'health', tags: { team: 'x' } })).toEqual(tagging({ pii: 'health', team: 'x' }));
  expect(personalDataTag({ tags: JSON.parse('{"__proto__":"x"}') }).params.Tagging).toBe('__proto__=x&personal-data=true');
  expect(messageOf(() => personalDataTag({ tags: { 'personal-data': 'no' } }))).toBe("'tags' cannot have the key \"personal-data\", which says that data is personal; pass it as 'value'");
  expect(messageOf(() => personalDataTag({ tags: 'a=b' as never }))).toContain('got a string');
  expect(messageOf(() => personalDataTag({ tags: many(10) }))).toContain('at most 10, got 11');
  expect(messageOf(() => personalDataTag({ key: 'aws:pii' }))).toContain("cannot start with 'aws:'");
});

const EVERYTHING = policyFrom({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] }, 'identity policy');

/** A deployed bucket for personal data: its policy, and its ARN. */
function bucketWith(tag?: string) {
  const stack = apps.stackOf({ env: { account: '111122223333', region: 'eu-central-1' } });
  apps.gdprBucket(stack, tag === undefined ? {} : { personalDataTag: tag });
  const { properties } = only(deploy(stack.node.root as never), 'AWS::S3::BucketPolicy', ({ id }) => !id.includes('AccessLogs'));
  return { policy: policyFrom(properties.PolicyDocument, 'bucket policy'), arn: `arn:aws:s3:::${properties.Bucket}` };
}

const BUCKETS = { default: bucketWith(), pii: bucketWith('pii') };

/** What the bucket says about an upload with these tags. */
function upload(bucket: keyof typeof BUCKETS, header: string | undefined): string {
  const { policy, arn } = BUCKETS[bucket];
  const tags = Object.fromEntries([...new URLSearchParams(header)].map(([key, value]) => [`s3:RequestObjectTag/${key}`, value]));
  return decide({ owner: '111122223333', resource: policy, identity: [EVERYTHING] }, {
    action: 's3:PutObject',
    resource: `${arn}/a`,
    requester: role('Writer', '111122223333'),
    context: {
      'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 's3:signatureversion': 'AWS4-HMAC-SHA256', 's3:signatureAge': '1000', 'aws:ViaAWSService': 'false', ...tags,
    },
    otherKeys: 'absent',
  }).outcome;
}

test.each<[string, keyof typeof BUCKETS, string | undefined, string]>([
  ['with the tag', 'default', personalDataTag().headers['x-amz-tagging'], 'allowed'],
  ['with the tag and others', 'default', personalDataTag({ value: 'no', tags: { team: 'x' } }).headers['x-amz-tagging'], 'allowed'],
  ['with the tag of the bucket', 'pii', personalDataTag({ key: 'pii' }).headers['x-amz-tagging'], 'allowed'],
  ['with the default tag where the bucket has another', 'pii', personalDataTag().headers['x-amz-tagging'], 'denied'],
  ['with another tag', 'default', tagging({ classification: 'personal-data' }).headers['x-amz-tagging'], 'denied'],
  ['without tags', 'default', undefined, 'denied'],
])('the bucket for personal data and an upload %s', (_, bucket, header, outcome) => expect(upload(bucket, header)).toBe(outcome));

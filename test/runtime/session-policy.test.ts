import * as fc from 'fast-check';
import { sessionPolicy, type SessionPolicyOptions } from '../../src/runtime/credentials';
import { decide, parsePolicy, role } from '../../src/runtime/policy';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const WIDE = parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });
const base: SessionPolicyOptions = { bucket: 'reports', prefixes: ['tenants/17/', 'shared/'], actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'] };

/** A role that may do everything, narrowed to the session. */
const may = (policy: string, action: string, resource: string, context: Record<string, string> = {}) => decide(
  { owner: '111122223333', identity: [WIDE], session: [parsePolicy(JSON.parse(policy))] },
  { action, resource, requester: role('reader', '111122223333'), context, otherKeys: 'absent' },
).outcome;

test.each([
  ['allowed', 's3:GetObject', 'arn:aws:s3:::reports/tenants/17/a'],
  ['allowed', 's3:PutObject', 'arn:aws:s3:::reports/tenants/17/b/c'],
  ['allowed', 's3:GetObject', 'arn:aws:s3:::reports/shared/'],
  ['denied', 's3:GetObject', 'arn:aws:s3:::reports/tenants/170/a'],
  ['denied', 's3:GetObject', 'arn:aws:s3:::reports/tenants/17'],
  ['denied', 's3:GetObject', 'arn:aws:s3:::reports/Tenants/17/a'],
  ['denied', 's3:GetObject', 'arn:aws:s3:::reports/a/tenants/17/a'],
  ['denied', 's3:GetObject', 'arn:aws:s3:::reports2/tenants/17/a'],
  ['denied', 's3:DeleteObject', 'arn:aws:s3:::reports/tenants/17/a'],
  ['denied', 's3:GetObjectVersion', 'arn:aws:s3:::reports/tenants/17/a'],
  ['denied', 's3:GetBucketPolicy', 'arn:aws:s3:::reports'],
  ['denied', 's3:PutBucketPolicy', 'arn:aws:s3:::reports'],
  ['denied', 'kms:Decrypt', KEY],
  ['denied', 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/other'],
])('%s: %s on %s', (outcome, action, resource) => expect(may(sessionPolicy(base), action, resource)).toBe(outcome));

test.each([['tenants/17/', 'allowed'], ['tenants/17/2026/', 'allowed'], ['tenants/', 'denied'], ['tenants/1', 'denied'], ['', 'denied'], ['other/', 'denied']])(
  'to list %j is %s', (prefix, outcome) => {
    expect(may(sessionPolicy(base), 's3:ListBucket', 'arn:aws:s3:::reports', { 's3:prefix': prefix })).toBe(outcome);
    expect(may(sessionPolicy(base), 's3:ListBucketVersions', 'arn:aws:s3:::reports', { 's3:prefix': prefix })).toBe('denied');
  });

test('to list without a prefix is denied', () => expect(may(sessionPolicy(base), 's3:ListBucket', 'arn:aws:s3:::reports')).toBe('denied'));

test('any key is allowed where it begins with a prefix, and nowhere else', () => {
  const part = fc.stringMatching(/^[a-z0-9 ._$ü-]{1,6}$/);
  const path = fc.array(part, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/'));
  fc.assert(fc.property(fc.array(path.map(p => `${p}/`), { minLength: 1, maxLength: 3 }), path, fc.boolean(), (prefixes, key, inside) => {
    const name = inside ? `${prefixes[0]}${key}` : key;
    const policy = sessionPolicy({ bucket: 'reports', prefixes, actions: ['s3:GetObject'] });
    expect(may(policy, 's3:GetObject', `arn:aws:s3:::reports/${name}`)).toBe(prefixes.some(p => name.startsWith(p)) ? 'allowed' : 'denied');
  }));
});

describe('keys', () => {
  const via = { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' };
  const policy = sessionPolicy({ ...base, kmsKeys: [KEY] });
  const reading = sessionPolicy({ ...base, actions: ['s3:GetObject'], kmsKeys: [KEY] });
  test.each<[string, string, string, string, Record<string, string>]>([
    ['allowed', policy, 'kms:Decrypt', KEY, via], ['allowed', policy, 'kms:GenerateDataKey', KEY, via], ['denied', reading, 'kms:GenerateDataKey', KEY, via],
    ['allowed', reading, 'kms:Decrypt', KEY, via], ['denied', policy, 'kms:Decrypt', KEY, {}], ['denied', policy, 'kms:Decrypt', `${KEY}0`, via],
    ['denied', policy, 'kms:Decrypt', KEY, { 'kms:ViaService': 'ec2.eu-central-1.amazonaws.com' }], ['denied', policy, 'kms:ScheduleKeyDeletion', KEY, via],
  ])('%s', (outcome, document, action, resource, context) => expect(may(document, action, resource, context)).toBe(outcome));

  test('in China services have another suffix', () => {
    const key = KEY.replace('arn:aws:kms:eu-central-1', 'arn:aws-cn:kms:cn-north-1');
    const china = sessionPolicy({ ...base, partition: 'aws-cn', kmsKeys: [key] });
    expect(may(china, 'kms:Decrypt', key, { 'kms:ViaService': 's3.cn-north-1.amazonaws.com.cn' })).toBe('allowed');
    expect(may(china, 's3:GetObject', 'arn:aws-cn:s3:::reports/shared/a')).toBe('allowed');
    expect(may(china, 's3:GetObject', 'arn:aws:s3:::reports/shared/a')).toBe('denied');
  });
});

test.each<[Partial<SessionPolicyOptions>, string]>([
  [{ prefixes: ['tenants/*/'] }, "'prefixes' holds \"tenants/*/\", and IAM reads *, ? and ${ as more than themselves; use prefixes without them"],
  [{ prefixes: ['a?/'] }, 'and IAM reads'],
  [{ prefixes: ['${aws:username}/'] }, 'and IAM reads'],
  [{ prefixes: ['tenants/1'] }, "'prefixes' holds \"tenants/1\", which other names may begin with as well; end it in /"],
  [{ prefixes: [''] }, "'prefixes' holds \"\", which is no prefix"],
  [{ prefixes: [undefined as unknown as string] }, 'which is no prefix'],
  [{ prefixes: [] }, "'prefixes' must be a list of at least one, got []"],
  [{ prefixes: 'tenants/17/' as unknown as string[] }, "'prefixes' must be a list"],
  [{ prefixes: [`${'ü'.repeat(512)}/`] }, '1 to 1024 bytes'],
  [{ prefixes: ['\ud800/'] }, 'which no object key begins with'],
  [{ actions: [] }, "'actions' must be a list of at least one"],
  [{ actions: ['s3:*'] }, "'actions' holds \"s3:*\", a wildcard; name each action"],
  [{ actions: ['s3:Get?bject'] }, 'a wildcard'],
  [{ actions: ['GetObject'] }, "'actions' holds \"GetObject\", which is no action on objects; use such as s3:GetObject, or s3:ListBucket"],
  [{ actions: ['s3:PutBucketPolicy'] }, 'which is no action on objects'],
  [{ bucket: 'reports*' }, "'bucket' must be a bucket name"],
  [{ bucket: 'arn:aws:s3:::reports' }, 'pass no ARN'],
  [{ bucket: 'a/b' }, "'bucket' must be a bucket name"],
  [{ partition: 'aws:s3' }, "'partition' must be aws, aws-cn, aws-us-gov or another of AWS, got \"aws:s3\""],
  [{ kmsKeys: ['*'] }, "'kmsKeys' must hold key ARNs of partition aws, got \"*\"; pass no alias and no id"],
  [{ kmsKeys: ['arn:aws:kms:eu-central-1:111122223333:alias/x'] }, "'kmsKeys' must hold key ARNs"],
  [{ kmsKeys: ['arn:aws-cn:kms:cn-north-1:111122223333:key/x'] }, "'kmsKeys' must hold key ARNs of partition aws"],
])('%j is an error', (change, sentence) => expect(() => sessionPolicy({ ...base, ...change })).toThrow(sentence));

test('STS takes 2048 characters, and what is beyond is an error with the size', () => {
  const folder = (size: number) => sessionPolicy({ ...base, actions: ['s3:GetObject'], prefixes: [`${'x'.repeat(1000)}/`, `${'y'.repeat(size)}/`] });
  const rest = 2048 - folder(1).length;
  expect(folder(rest + 1)).toHaveLength(2048);
  expect(() => folder(rest + 2)).toThrow('the session policy has 2049 characters and STS takes 2048; pass fewer or shorter prefixes, actions or keys');
});

test('other scripts are escaped, since STS takes Latin-1 only', () => {
  const policy = sessionPolicy({ ...base, prefixes: ['日本/'] });
  expect(policy).toMatch(/^[\x20-\x7e]+$/);
  expect(may(policy, 's3:GetObject', 'arn:aws:s3:::reports/日本/a')).toBe('allowed');
});

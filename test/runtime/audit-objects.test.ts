import { type Answers, HARDENED, KEY, listed, object, OTHER_KEY, portOf, refusal } from './objects-port';
import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';
import { FRAMEWORKS } from '../../src/frameworks';
import { auditObjects, objectObservations, type ObjectsOptions, objectsInWords } from '../../src/runtime/audit-objects';

const TODAY = new Date('2026-11-26T00:00:00Z');
const ALL: ObjectsOptions = {
  account: '111122223333',
  bucket: 'records',
  today: TODAY,
  expect: { checksum: 'any', legalHold: true, tags: { 'personal-data': true }, storageClasses: ['STANDARD'] },
};
const denied = refusal('AccessDenied', 403);
const slow = refusal('SlowDown', 503);
const noLock = refusal('NoSuchObjectLockConfiguration', 404);

const audit = (answers: Answers = {}, options: Partial<ObjectsOptions> = {}) =>
  auditObjects(portOf({ ...HARDENED, ...answers }).port, { ...ALL, ...options });

test('an object with everything passes everything', async () => {
  const report = await audit();
  expect(report.checks.map(({ check, outcome, pass }) => [check, outcome, pass])).toEqual([
    ['encryption', 'pass', 1], ['key', 'pass', 1], ['checksum', 'pass', 1], ['retention', 'pass', 1], ['legal-hold', 'pass', 1],
    ['tags', 'pass', 1], ['storage-class', 'pass', 1], ['public-grants', 'pass', 1],
  ]);
  expect([report.outcome, report.looked, report.notAsked]).toEqual(['pass', {
    how: 'reservoir', listed: 1, complete: true, judged: 1, gone: 0, seed: 1, says: 'the one object was looked at',
  }, []]);
  expect(report.checks.flatMap(({ bound }) => bound ?? [])).toEqual([]);
});

test('every question says whose the bucket is', async () => {
  const { port, asked } = portOf(HARDENED);
  await auditObjects(port, ALL);
  expect(asked.map(({ call }) => call).sort()).toEqual([
    'GetBucketEncryption', 'GetBucketOwnershipControls', 'GetObjectAcl', 'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectLockConfiguration',
    'GetObjectRetention', 'GetObjectTagging', 'GetPublicAccessBlock', 'HeadObject', 'ListObjectsV2',
  ]);
  expect(asked.filter(({ input }) => input.ExpectedBucketOwner !== '111122223333' || input.Bucket !== 'records')).toEqual([]);
});

type Case = readonly [name: string, check: string, outcome: 'pass' | 'fail' | 'unknown', says: string | undefined, answers: Answers, options?: Partial<ObjectsOptions>];

const head = (more: object) => ({ HeadObject: { ETag: '"e"', ContentLength: 1, ...more } });
const retained = (Mode: unknown, RetainUntilDate: unknown, more = {}) => ({ GetObjectRetention: { Retention: { Mode, RetainUntilDate, ...more } } });
const grants = (...Grants: unknown[]) => ({ GetObjectAcl: { Owner: { ID: 'me' }, Grants } });
const everybody = { Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' }, Permission: 'READ' };
const SSE_C = refusal('InvalidRequest', 400, 'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.');
const expecting = (expect: ObjectsOptions['expect']) => ({ expect });

const CASES: readonly Case[] = [
  ['a stronger encryption', 'encryption', 'pass', undefined, head({ ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: KEY })],
  ['written before the default', 'encryption', 'fail', 'is encrypted with "AES256"', head({ ServerSideEncryption: 'AES256' })],
  ['no encryption', 'encryption', 'fail', 'is not encrypted', head({})],
  ['an odd encryption', 'encryption', 'fail', 'is encrypted with "rot13"', head({ ServerSideEncryption: 'rot13' })],
  ['SSE-C that is shown', 'encryption', 'fail', 'is encrypted under a key that only its writer has (SSE-C)', head({ SSECustomerAlgorithm: 'AES256' })],
  ['SSE-C that is told by words', 'encryption', 'fail', 'is encrypted under a key that only its writer has (SSE-C)', { HeadObject: refusal('400', 400), GetObjectAttributes: SSE_C }],
  ['SSE-C and the key', 'key', 'fail', 'is encrypted under no KMS key', { HeadObject: refusal('UnknownError', 400), GetObjectAttributes: SSE_C }],
  ['SSE-C and the checksum', 'checksum', 'unknown', 'it is under a customer key (SSE-C), which nobody here has', { HeadObject: refusal('400', 400), GetObjectAttributes: SSE_C }],
  ['a bad request that nobody explains', 'encryption', 'unknown', 'BadRequest (400): HeadObject was not answered, as for an object under a customer key (SSE-C); GetObjectAttributes does not confirm it', { HeadObject: refusal('BadRequest', 400) }],
  ['a bad request with other words', 'encryption', 'unknown', undefined, { HeadObject: refusal('400', 400), GetObjectAttributes: refusal('InvalidRequest', 400, 'no') }],
  ['HEAD denied without a word', 'encryption', 'unknown', 'AccessDenied: not allowed to call s3:GetObject', { HeadObject: refusal('403', 403) }],
  ['HEAD denied', 'key', 'unknown', 'AccessDenied: not allowed to call s3:GetObject', { HeadObject: denied }],
  ['HEAD slow', 'encryption', 'unknown', 'SlowDown (503): HeadObject was not answered', { HeadObject: slow }],
  ['HEAD empty', 'encryption', 'unknown', 'OddAnswer: HeadObject brought no ETag', { HeadObject: {} }],
  ['HEAD is nothing', 'encryption', 'unknown', undefined, { HeadObject: undefined }],
  ['HEAD is a text', 'encryption', 'unknown', 'OddAnswer: HeadObject brought "x"', { HeadObject: 'x' }],
  ['an encryption that is no text', 'encryption', 'unknown', 'OddAnswer: HeadObject brought no readable encryption', head({ ServerSideEncryption: 1 })],
  ['credentials that ended', 'encryption', 'unknown', 'ExpiredToken (403): HeadObject was not answered', { HeadObject: refusal('ExpiredToken', 403) }],
  ['another key', 'key', 'fail', `is encrypted under "${OTHER_KEY}"`, head({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: OTHER_KEY })],
  ['no key shown', 'key', 'unknown', 'OddAnswer: HeadObject brought no KMS key', head({ ServerSideEncryption: 'aws:kms' })],
  ['the key as an id', 'key', 'pass', undefined, {}, expecting({ keyArn: KEY.split('/')[1] })],
  ['the checksum of the listing', 'checksum', 'pass', undefined, { ListObjectsV2: { IsTruncated: false, Contents: [object('a', { ChecksumAlgorithm: ['SHA256'] })] }, GetObjectAttributes: denied }],
  ['no checksum', 'checksum', 'fail', 'has no checksum', { GetObjectAttributes: { ETag: 'e' } }],
  ['another checksum', 'checksum', 'fail', 'has a checksum by "CRC64NVME" only', {}, expecting({ checksum: ['SHA256', 'SHA1'] })],
  ['one of the checksums', 'checksum', 'pass', undefined, {}, expecting({ checksum: ['SHA256', 'CRC64NVME'] })],
  ['only the type of a checksum', 'checksum', 'fail', 'has no checksum', { GetObjectAttributes: { ETag: 'e', Checksum: { ChecksumType: 'FULL_OBJECT' } } }],
  ['attributes empty', 'checksum', 'unknown', 'OddAnswer: GetObjectAttributes brought no ETag', { GetObjectAttributes: {} }],
  ['attributes denied', 'checksum', 'unknown', 'AccessDenied: not allowed to call s3:GetObject and s3:GetObjectAttributes, or kms:Decrypt for the key that the object is under', { GetObjectAttributes: denied }],
  ['a checksum that is no map', 'checksum', 'unknown', undefined, { GetObjectAttributes: { ETag: 'e', Checksum: [] } }],
  ['no retention', 'retention', 'fail', 'has no retention', { GetObjectRetention: noLock }],
  ['the same code with another status', 'retention', 'unknown', undefined, { GetObjectRetention: refusal('NoSuchObjectLockConfiguration', 400) }],
  ['a bucket without Object Lock', 'retention', 'unknown', undefined, { GetObjectRetention: refusal('InvalidRequest', 400, 'Bucket is missing Object Lock Configuration') }],
  ['retention denied', 'retention', 'unknown', 'AccessDenied: not allowed to call s3:GetObjectRetention', { GetObjectRetention: denied }],
  ['retention slow', 'retention', 'unknown', 'SlowDown (503): GetObjectRetention was not answered', { GetObjectRetention: slow }],
  ['retention empty', 'retention', 'unknown', 'OddAnswer: GetObjectRetention brought no mode and date', { GetObjectRetention: {} }],
  ['a retention without a date', 'retention', 'unknown', undefined, retained('GOVERNANCE', undefined)],
  ['a date that is none', 'retention', 'unknown', undefined, retained('GOVERNANCE', 'soon')],
  ['a mode that is none', 'retention', 'unknown', undefined, retained('governance', '2027-01-01T00:00:00Z')],
  ['an event hold', 'retention', 'unknown', 'OddAnswer: GetObjectRetention brought no date, since an event hold is on and the time has not begun', retained('GOVERNANCE', undefined, { EventHold: 'ON' })],
  ['COMPLIANCE for GOVERNANCE', 'retention', 'pass', undefined, retained('COMPLIANCE', '2027-01-01T00:00:00Z')],
  ['GOVERNANCE for COMPLIANCE', 'retention', 'fail', 'is locked in GOVERNANCE mode only, until 2027-01-01', {}, expecting({ retention: { mode: 'COMPLIANCE' } })],
  ['a day too short', 'retention', 'fail', 'is locked for 364 days from when it was written, until 2026-12-31', retained('GOVERNANCE', '2026-12-31T00:00:00Z')],
  ['the default, long over', 'retention', 'pass', undefined, { ...retained('GOVERNANCE', '2025-12-31T00:00:00Z'), ListObjectsV2: { IsTruncated: false, Contents: [object('a', { LastModified: '2024-12-31T00:00:00Z' })] } }],
  ['an end that is over', 'retention', 'fail', 'was locked until 2026-11-25', retained('GOVERNANCE', '2026-11-25T23:59:59Z'), expecting({ retention: {} })],
  ['an end at this moment', 'retention', 'fail', 'was locked until 2026-11-26', retained('GOVERNANCE', '2026-11-26T00:00:00Z'), expecting({ retention: {} })],
  ['an end that is near', 'retention', 'pass', undefined, retained('GOVERNANCE', '2026-11-26T00:00:01Z'), expecting({ retention: {} })],
  ['29 days left', 'retention', 'fail', 'is locked for 29 days more, until 2026-12-25', retained('GOVERNANCE', '2026-12-25T23:00:00Z'), expecting({ retention: { minDaysLeft: 30 } })],
  ['30 days left', 'retention', 'pass', undefined, retained('GOVERNANCE', '2026-12-26T00:00:00Z'), expecting({ retention: { minDaysLeft: 30 } })],
  ['an object without a date', 'retention', 'unknown', 'OddAnswer: ListObjectsV2 brought no time of writing', { ListObjectsV2: { IsTruncated: false, Contents: [{ Key: 'a' }] } }],
  ['no hold', 'legal-hold', 'fail', 'has no legal hold', { GetObjectLegalHold: noLock }],
  ['a hold that is off', 'legal-hold', 'fail', 'has no legal hold', { GetObjectLegalHold: { LegalHold: { Status: 'OFF' } } }],
  ['a hold that is odd', 'legal-hold', 'unknown', 'OddAnswer: GetObjectLegalHold brought no status', { GetObjectLegalHold: { LegalHold: {} } }],
  ['hold denied', 'legal-hold', 'unknown', 'AccessDenied: not allowed to call s3:GetObjectLegalHold', { GetObjectLegalHold: denied }],
  ['no tags', 'tags', 'fail', 'has no tag "personal-data"', { GetObjectTagging: { TagSet: [] } }],
  ['the tag in other letters', 'tags', 'fail', 'has no tag "personal-data"', { GetObjectTagging: { TagSet: [{ Key: 'Personal-Data', Value: 'true' }] } }],
  ['another value', 'tags', 'fail', 'has another value of the tag "personal-data"', {}, expecting({ tags: { 'personal-data': 'no' } })],
  ['that value', 'tags', 'pass', undefined, {}, expecting({ tags: { 'personal-data': 'true' } })],
  ['a tag that objects inherit in JavaScript', 'tags', 'fail', 'has no tag "constructor"', {}, expecting({ tags: JSON.parse('{"constructor":"x"}') as Record<string, string> })],
  ['tags empty', 'tags', 'unknown', 'OddAnswer: GetObjectTagging brought no set of tags', { GetObjectTagging: {} }],
  ['tags denied', 'tags', 'unknown', 'AccessDenied: not allowed to call s3:GetObjectTagging', { GetObjectTagging: denied }],
  ['another class', 'storage-class', 'fail', 'is stored as "ONEZONE_IA"', { ListObjectsV2: { IsTruncated: false, Contents: [object('a', { StorageClass: 'ONEZONE_IA' })] } }],
  ['no class', 'storage-class', 'unknown', 'OddAnswer: ListObjectsV2 brought no storage class', { ListObjectsV2: { IsTruncated: false, Contents: [object('a', { StorageClass: undefined })] } }],
  ['a grant to everybody', 'public-grants', 'fail', 'grants "READ to AllUsers"', grants(everybody)],
  ['a grant to every account', 'public-grants', 'fail', 'grants "READ_ACP to AuthenticatedUsers"', grants({ Grantee: { URI: 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers' }, Permission: 'READ_ACP' })],
  ['a grant to the log delivery', 'public-grants', 'pass', undefined, grants({ Grantee: { URI: 'http://acs.amazonaws.com/groups/s3/LogDelivery' }, Permission: 'WRITE' })],
  ['an odd grant', 'public-grants', 'unknown', 'OddAnswer: GetObjectAcl brought no readable grants', grants({ Permission: 'READ' })],
  ['an empty ACL', 'public-grants', 'unknown', undefined, { GetObjectAcl: {} }],
  ['ACL denied', 'public-grants', 'unknown', 'AccessDenied: not allowed to call s3:GetObjectAcl', { GetObjectAcl: denied }],
  ['no function to ask with', 'public-grants', 'unknown', undefined, { GetObjectAcl: undefined }],
];

test.each(CASES.map(([name, check, outcome, says, answers, options = {}]) => [name, check, outcome, says, answers, options] as const))('%s: %s is %s', async (
  _name, check, outcome, says, answers, options,
) => {
  const report = await audit(answers, { ...options, expect: { ...ALL.expect, ...options.expect } });
  const found = report.checks.find(one => one.check === check);
  expect([found?.outcome, found?.pass, found?.fail, found?.unknown]).toEqual([outcome, ...['pass', 'fail', 'unknown'].map(one => one === outcome ? 1 : 0)]);
  if (says !== undefined) expect(found?.examples).toEqual([expect.objectContaining({ key: 'a', outcome, says })]);
});

test.each(Object.keys(HARDENED).filter(call => call !== 'ListObjectsV2').flatMap(call => [
  [call, 'denied', denied], [call, 'slow', slow], [call, 'a timeout', refusal('TimeoutError')], [call, 'a redirect', refusal('PermanentRedirect', 301)],
  [call, 'empty', {}], [call, 'nothing', undefined], [call, 'a list', []], [call, 'thrown text', () => { throw 'boom'; }], // eslint-disable-line @typescript-eslint/only-throw-error
] as const))('%s %s: nothing passes by it', async (call, _name, answer) => {
  const good = await audit();
  const { checks, notAsked } = await audit({ [call]: answer });
  expect(checks.length + notAsked.length).toBe(good.checks.length);
  expect(notAsked).toEqual([]);
  const about: Record<string, readonly string[]> = {
    GetBucketEncryption: ['encryption', 'key'],
    GetObjectLockConfiguration: ['retention'],
    HeadObject: ['encryption', 'key'],
    GetObjectAttributes: ['checksum'],
    GetObjectRetention: ['retention'],
    GetObjectLegalHold: ['legal-hold'],
    GetObjectTagging: ['tags'],
    GetObjectAcl: ['public-grants'],
  };
  for (const { check, outcome } of checks) expect([check, outcome]).toEqual([check, (about[call] ?? []).includes(check) ? 'unknown' : 'pass']);
});

describe('what the bucket says of itself', () => {
  const lockOff = { GetObjectLockConfiguration: refusal('ObjectLockConfigurationNotFoundError', 404) };
  const encryption = (SSEAlgorithm: string, KMSMasterKeyID?: string) => ({
    GetBucketEncryption: { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID } }] } },
  });
  const owner = (ObjectOwnership: string) => ({ GetBucketOwnershipControls: { OwnershipControls: { Rules: [{ ObjectOwnership }] } } });
  const ALIAS = 'alias/records';

  test.each<[string, Answers, object]>([
    ['no Object Lock', lockOff, { retention: 'the bucket has no default retention' }],
    ['Object Lock without a rule', { GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } } }, { retention: 'the bucket has no default retention' }],
    ['SSE-S3', encryption('AES256'), { key: 'the default encryption of the bucket names no key' }],
    ['KMS without a key', encryption('aws:kms'), { key: 'the default encryption of the bucket names no key' }],
    ['ACLs are disabled', owner('BucketOwnerEnforced'), { 'public-grants': 'ACLs are disabled (BucketOwnerEnforced)' }],
    ['public ACLs are ignored', { GetPublicAccessBlock: { PublicAccessBlockConfiguration: { IgnorePublicAcls: true } } }, { 'public-grants': 'public ACLs are ignored (IgnorePublicAcls)' }],
  ])('%s: the check is not asked', async (_, answers, notAsked) => {
    const report = await audit(answers);
    expect(Object.fromEntries(report.notAsked.map(({ check, says }) => [check, says]))).toEqual(notAsked);
    expect(report.checks).toHaveLength(7);
  });

  test('a default in years', async () => {
    const years = { GetObjectLockConfiguration: { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Years: 2 } } } } };
    expect((await audit(years)).checks.find(({ check }) => check === 'retention')).toMatchObject({
      fail: 1, expected: 'a retention in COMPLIANCE mode for at least 730 days from when the object was written', from: 'the default retention of the bucket',
    });
  });

  test.each<[string, Answers, string, string]>([
    ['the key behind an alias', { DescribeKey: { KeyMetadata: { Arn: KEY } } }, 'pass', `encrypted under ${KEY}`],
    ['another key behind it', { DescribeKey: { KeyMetadata: { Arn: OTHER_KEY } } }, 'fail', `encrypted under ${OTHER_KEY}`],
    ['an alias that nobody may look up', { DescribeKey: refusal('AccessDeniedException', 400) }, 'unknown', 'AccessDeniedException: not allowed to call kms:DescribeKey'],
    ['an alias without KMS', {}, 'unknown', 'NotInstalled: DescribeKey was not asked, since no client of kms is there'],
  ])('%s', async (_, answers, outcome, expected) => {
    const report = await audit({ ...encryption('aws:kms', ALIAS), ...answers });
    expect(report.checks.find(({ check }) => check === 'key')).toMatchObject({ outcome, expected });
  });

  test('SSE-S3 takes what is stronger', async () => {
    expect((await audit(encryption('AES256'))).checks[0]).toMatchObject({ outcome: 'pass', control: 'encrypted-by-default', expected: 'encrypted with AES256 or aws:kms or aws:kms:dsse' });
  });

  test('who asks for everything is not told by the bucket', async () => {
    const { port, asked } = portOf(HARDENED);
    await auditObjects(port, { ...ALL, expect: { encryption: ['aws:kms'], keyArn: KEY, retention: { minDays: 1 }, noPublicGrants: false } });
    expect(asked.map(({ call }) => call)).toEqual(['ListObjectsV2', 'HeadObject', 'GetObjectRetention']);
  });
});

describe('objects that are gone', () => {
  test.each<[string, Answers]>([
    ['by HEAD', { HeadObject: refusal('NotFound', 404) }],
    ['by HEAD without a name', { HeadObject: refusal('UnknownError', 404) }],
    ['a delete marker', { HeadObject: refusal('MethodNotAllowed', 405) }],
    ['in the middle', { GetObjectTagging: refusal('NoSuchKey', 404) }],
  ])('%s: neither pass nor fail', async (_, answers) => {
    const report = await audit(answers);
    expect(report.looked).toMatchObject({ listed: 1, judged: 0, gone: 1, says: 'the one object was looked at; 1 was deleted meanwhile and does not count, so 0 were judged' });
    expect(new Set(report.checks.map(({ pass, fail, unknown }) => pass + fail + unknown))).toEqual(new Set([0]));
    expect(report.outcome).toBe('not-applicable');
  });

  test.each<[string, Answers]>([['the bucket itself', { HeadObject: refusal('NoSuchBucket', 404) }], ['another 404', { GetObjectTagging: refusal('NotFound', 404) }]])(
    '%s is not an object that is gone', async (_, answers) => {
      const report = await audit(answers);
      expect([report.looked.gone, report.outcome]).toEqual([0, 'unknown']);
    });
});

describe('the listing', () => {
  const keys = Array.from({ length: 2500 }, (_, i) => `k${String(i).padStart(4, '0')}`);

  test('is read to its end, and the sample is drawn from all of it', async () => {
    const report = await audit({ ListObjectsV2: listed(keys) }, { sample: 50 });
    expect(report.looked).toMatchObject({ listed: 2500, complete: true, judged: 50, says: '50 of 2500 listed objects were drawn' });
    expect(report.checks[0].bound).toEqual({
      confidence: 0.95, atMost: expect.closeTo(0.05816, 5) as number, says: 'none of 50 sampled objects failed: with 95 % confidence at most 5.9 % of the 2500 objects listed fail',
    });
  });

  test('the same seed draws the same objects, in whatever order they answer', async () => {
    const judged = async (seed: number, concurrency: number) => {
      const { port, asked } = portOf({ ...HARDENED, ListObjectsV2: listed(keys) });
      const report = await auditObjects(port, { ...ALL, sample: 20, seed, concurrency });
      return { report, keys: asked.filter(({ call }) => call === 'HeadObject').map(({ input }) => input.Key as string).sort() };
    };
    const [one, again, other] = [await judged(7, 1), await judged(7, 20), await judged(8, 1)];
    expect(again).toEqual(one);
    expect(other.keys).not.toEqual(one.keys);
    expect(new Set(one.keys).size).toBe(20);
  });

  test('that is cut at its limit says so', async () => {
    const report = await audit({ ListObjectsV2: listed(keys) }, { limit: 1200 });
    expect(report.looked).toMatchObject({
      listed: 1200, complete: false, says: '100 of 1200 listed objects were drawn; the listing was cut at its limit, so the objects behind it had no chance',
    });
    expect((await audit({ ListObjectsV2: listed(keys) }, { limit: 2500 })).looked).toMatchObject({ listed: 2500, complete: true });
  });

  test('that breaks off leaves nothing passed', async () => {
    let page = 0;
    const report = await audit({ ListObjectsV2: (input: object) => page++ === 0 ? listed(keys)(input as never) : slow });
    expect(report.looked).toMatchObject({ listed: 1000, complete: false, says: '100 of 1000 listed objects were drawn; the listing broke off: SlowDown (503): ListObjectsV2 was not answered' });
    expect(new Set(report.checks.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });

  test.each<[string, unknown, string]>([
    ['denied', denied, 'AccessDenied: not allowed to call s3:ListBucket'],
    ['empty', {}, 'OddAnswer: ListObjectsV2 brought no listing'],
    ['nothing', undefined, 'OddAnswer: ListObjectsV2 brought no answer that can be read: it is nothing'],
    ['without keys', { IsTruncated: false, Contents: [{}] }, 'OddAnswer: ListObjectsV2 brought no key of an object'],
    ['of objects that it does not show', { IsTruncated: false, KeyCount: 3 }, 'OddAnswer: ListObjectsV2 brought no objects, and counts some'],
    ['that goes on nowhere', { IsTruncated: true, Contents: [object('a')] }, 'OddAnswer: ListObjectsV2 brought no token of the next page'],
  ])('%s is unknown', async (_, answer, says) => {
    const report = await audit({ ListObjectsV2: answer });
    expect([report.outcome, report.looked.complete, report.looked.says]).toEqual(['unknown', false, expect.stringContaining(says)]);
    expect(report.checks.every(({ outcome }) => outcome === 'unknown')).toBe(true);
  });

  test('that goes round in a circle ends', async () => {
    const report = await audit({ ListObjectsV2: { IsTruncated: true, NextContinuationToken: 't', Contents: [object('a')] } });
    expect(report.looked.says).toContain('the same continuation token twice');
  });

  test('an empty bucket has nothing to judge', async () => {
    expect(await audit({ ListObjectsV2: { IsTruncated: false, KeyCount: 0 } })).toMatchObject({ outcome: 'not-applicable', looked: { listed: 0, complete: true } });
  });

  test('keys that S3 encodes are asked for as they are', async () => {
    const { port, asked } = portOf({ ...HARDENED, ListObjectsV2: { IsTruncated: false, EncodingType: 'url', Contents: [object('a+b%2Bc%0A%C3%A4')] } });
    await auditObjects(port, ALL);
    expect(asked.find(({ call }) => call === 'HeadObject')?.input.Key).toBe('a b+c\n\u00e4');
    expect(asked.find(({ call }) => call === 'ListObjectsV2')?.input).toMatchObject({ EncodingType: 'url' });
  });
});

describe('random start keys', () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `logs/${String.fromCharCode(97 + i % 26)}/${i}`).sort();

  test('draw without the whole listing, and say that they are biased', async () => {
    const { port, asked } = portOf({ ...HARDENED, ListObjectsV2: listed(keys) });
    const report = await auditObjects(port, { ...ALL, by: 'start-keys', sample: 60, prefix: 'logs/' });
    expect(report.looked).toMatchObject({ how: 'start-keys', complete: false, judged: 60, says: expect.stringContaining('the sample is biased') as string });
    expect(report.checks.flatMap(({ bound }) => bound ?? [])).toEqual([]);
    const folders = new Set(asked.filter(({ call }) => call === 'HeadObject').map(({ input }) => (input.Key as string)[5]));
    expect(folders.size).toBeGreaterThan(3);
    expect(asked.filter(({ call, input }) => call === 'ListObjectsV2' && input.MaxKeys !== 100)).toEqual([]);
  });

  test('a small bucket is listed whole, without bias', async () => {
    expect((await audit({ ListObjectsV2: listed(keys.slice(0, 50)) }, { by: 'start-keys' })).looked).toMatchObject({ how: 'reservoir', listed: 50, complete: true, judged: 50 });
  });
});

test('a failing object says when it was written; unknown ones count as failing in the bound', async () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `k${i}`);
  const heads = ({ Key }: { Key: string }) => Key.endsWith('7') ? { ETag: 'e' } : Key.endsWith('8') ? slow : HARDENED.HeadObject;
  const [encryption] = (await audit({ ListObjectsV2: listed(keys.sort()), HeadObject: heads }, { sample: 200, examples: 3 })).checks;
  expect(encryption).toMatchObject({ outcome: 'fail', failedWritten: { first: '2026-01-01T00:00:00.000Z', last: '2026-01-01T00:00:00.000Z' }, fix: expect.stringContaining('S3 Batch Operations') as string });
  expect(encryption.pass + encryption.fail + encryption.unknown).toBe(200);
  expect(encryption.examples.map(({ outcome, written }) => [outcome, written])).toEqual(Array(3).fill(['fail', '2026-01-01T00:00:00.000Z']));
  expect(encryption.bound?.says).toMatch(/^\d+ of 200 sampled objects failed, and \d+ are unknown and count as failing: with 95 % confidence at most \d+ % of the 1000 objects listed fail$/);
  expect(encryption.bound?.atMost).toBeGreaterThan((encryption.fail + encryption.unknown) / 200);
});

test('every check is that of a control, and its requirements are those of the frameworks', async () => {
  const ids = [...CONTROLS, ...MANUAL_CHECKS].map(({ id }) => id);
  const { checks } = await audit();
  for (const { control, supports } of checks) {
    expect(ids).toContain(control);
    for (const { framework, requirements } of supports) {
      const all = FRAMEWORKS.find(({ id }) => id === framework)?.requirements ?? [];
      const citing = all.filter(({ checks: cited }) => cited.some(({ check }) => check.id === control));
      expect(requirements).toEqual(citing.map(({ id }) => id));
    }
  }
  expect(checks.every(({ supports }) => supports.length > 0)).toBe(true);
  expect((await audit({}, { frameworks: ['hipaa'] })).checks[0].supports.map(({ framework }) => framework)).toEqual(['hipaa']);
});

test.each<[Partial<ObjectsOptions>, string]>([
  [{ account: '1' }, "'account' must be 12 digits, got '1'"],
  [{ sample: 0 }, "'sample' must be a whole number from 1 to 100000, got 0"],
  [{ seed: -1 }, "'seed' must be a whole number from 0 to 4294967295, got -1"],
  [{ concurrency: 1.5 }, "'concurrency' must be a whole number from 1 to 100, got 1.5"],
  [{ today: new Date(NaN) }, "'today' must be a valid Date, got an invalid one"],
  [{ frameworks: ['x'] }, "there is no framework 'x'; pass one of 'baseline', 'hipaa', 'gdpr', 'soc2', 'pci-dss-4-0-1'"],
  [{ expect: { encryption: ['kms' as never] } }, "'encryption' must be AES256, aws:kms, aws:kms:dsse, got \"kms\""],
  [{ expect: { encryption: [] } }, "'encryption' must be a list of texts, got an empty one, or one with other things in it"],
  [{ expect: { keyArn: 'alias/x' } }, "'keyArn' must be the ARN or id of a KMS key, got \"alias/x\"; pass the one behind the alias"],
  [{ expect: { tags: {} } }, "'tags' is empty; leave it out, or name a tag"],
  [{ expect: { retention: { minDays: 0 } } }, "'retention.minDays' must be a whole number from 1 to 36500, got 0"],
  [{ expect: { encrypted: true } as never }, 'there is no expectation "encrypted"; pass one of encryption, keyArn, checksum, retention, legalHold, tags, storageClasses, noPublicGrants'],
])('%j cannot be', async (options, message) => {
  await expect(audit({}, options)).rejects.toThrow(message);
});

test('a signal stops it', async () => {
  const stop = new AbortController();
  const { port } = portOf({ ...HARDENED, HeadObject: () => { stop.abort(new Error('enough')); return slow; } });
  await expect(auditObjects(port, { ...ALL, signal: stop.signal })).rejects.toThrow('enough');
});

test('as text: keys cannot move a cursor or start a line', async () => {
  const text = objectsInWords(await audit({ ListObjectsV2: { IsTruncated: false, Contents: [object('a\u001b[2J\u202e\nb')] }, HeadObject: { ETag: 'e' } }));
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u001b\u202e]/);
  expect(text).toContain('✗ encryption (encrypted-with-kms): 0 pass, 1 fail, 0 unknown; expected encrypted with aws:kms or aws:kms:dsse; the default encryption of the bucket\n');
  expect(text).toContain('\\nb" is not encrypted (written 2026-01-01)\n    those that fail were written from 2026-01-01 to 2026-01-01\n');
});

test('as observations, for a report on the bucket', async () => {
  expect(objectObservations(await audit()).find(({ check }) => check === 'content-integrity-checksums')).toEqual({
    check: 'content-integrity-checksums', at: 'Buckets/records/Objects', says: 'a checksum, as shown by 1 object looked at: 1 pass, 0 fail, 0 unknown; the one object was looked at',
  });
});

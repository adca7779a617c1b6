import { type Answers, HARDENED, KEY, listed, object, OTHER_KEY, portOf, refusal } from './objects-port';
import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';
import { FRAMEWORKS } from '../../src/frameworks';
import { auditObjects, objectObservations, type ObjectsOptions, objectsInWords } from '../../src/runtime/audit-objects';

const TODAY = new Date('2026-11-26T00:00:00Z');
const ALL: ObjectsOptions = {
  account: '111122223333', bucket: 'records', today: TODAY, expect: { checksum: 'any', legalHold: true, tags: { 'personal-data': true }, storageClasses: ['STANDARD'] },
};
const denied = refusal('AccessDenied', 403);
const slow = refusal('SlowDown', 503);
const noLock = refusal('NoSuchObjectLockConfiguration', 404);

const audit = (answers: Answers = {}, options: Partial<ObjectsOptions> = {}) => auditObjects(portOf({ ...HARDENED, ...answers }).port, { ...ALL, ...options });

test('an object with everything passes everything', async () => {
  const report = await audit();
  expect(report.checks.map(({ check, outcome, pass }) => [check, outcome, pass])).toEqual([
    ['encryption', 'pass', 1], ['key', 'pass', 1], ['checksum', 'pass', 1], ['retention', 'pass', 1], ['legal-hold', 'pass', 1],
    ['tags', 'pass', 1], ['storage-class', 'pass', 1], ['public-grants', 'pass', 1],
  ]);
  expect([report.outcome, report.looked, report.notAsked]).toEqual(['pass', {
    how: 'reservoir', listed: 1, complete: true, judged: 1, gone: 0, seed: 1, says: 'all 1 objects were looked at',
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
  ['a tag that objects inherit in JavaScript', 'tags', 'fail', 'has no tag "constructor"', {}, expecting({ tags: { constructor: true } })],
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

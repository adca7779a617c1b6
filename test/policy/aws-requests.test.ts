import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../src/policy/decide';
import { parsePolicy } from '../../src/policy/document';
import { explain } from '../../src/policy/explain';
import { publicAccess } from '../../src/policy/public';
import type { ContextValue } from '../../src/policy/request';
import { requesterOf } from '../../src/policy/simulate';
import { validate } from '../../src/policy/validate';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'data', 'policies');
const there = existsSync(FOLDER);
const describeIfThere = there ? describe : describe.skip;
const note = there ? '' : ` (skipped: ${FOLDER} is not here)`;
const read = (name: string): unknown[] => there ? JSON.parse(readFileSync(join(FOLDER, `awsdocs-userguide-2023-${name}.json`), 'utf8')) as unknown[] : [];

const documents = read('example-bucket-policies');
const OWNER = '999988887777';
const BUCKET = 'arn:aws:s3:::DOC-EXAMPLE-BUCKET';
const OBJECT = `${BUCKET}/a.txt`;
const LOGS = 'arn:aws:s3:::DOC-EXAMPLE-BUCKET-logs/a';
const STRANGER = 'arn:aws:iam::222233334444:user/stranger';
const OWN = `arn:aws:iam::${OWNER}:user/own`;
const JOHN_ROLE = 'arn:aws:iam::111122223333:role/JohnDoe';
const JOHN = 'arn:aws:iam::111122223333:user/JohnDoe';
const ANA = 'arn:aws:iam::111122223333:user/Ana';
const KEY = 'arn:aws:kms:us-east-2:111122223333:key/01234567-89ab-cdef-0123-456789abcdef';
const KMS = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const INVENTORY = 'arn:aws:s3:::DOC-EXAMPLE-DESTINATION-BUCKET/DOC-EXAMPLE-DESTINATION-BUCKET-INVENTORY/x';
const LENS = 'arn:aws:s3:::destination-bucket/destination-prefix/StorageLens/111122223333/x';
const TAX = `${BUCKET}/taxdocuments/a`;
const HOME = `${BUCKET}/home/JohnDoe/a`;

type Row = readonly [
  document: number, outcome: 'allowed' | 'denied', principal: string, action: string, resource: string, context?: Readonly<Record<string, ContextValue>>,
];

/** Worked out by hand. The requester's own policies allow everything; what the context does not say is absent. */
const ROWS: readonly Row[] = [
  [0, 'denied', OWN, 'PutObject', OBJECT], [0, 'allowed', OWN, 'PutObject', OBJECT, { [KMS]: KEY }], [0, 'allowed', OWN, 'GetObject', OBJECT],
  [0, 'denied', STRANGER, 'PutObject', OBJECT, { [KMS]: KEY }], [0, 'denied', 'anonymous', 'GetObject', OBJECT],
  [1, 'denied', OWN, 'PutObject', OBJECT], [1, 'allowed', OWN, 'PutObject', OBJECT, { [KMS]: KEY }],
  [1, 'denied', OWN, 'PutObject', OBJECT, { [KMS]: KEY.replace('0123', '4567') }], [1, 'allowed', OWN, 'PutObjectTagging', OBJECT, { [KMS]: 'x' }],
  [2, 'allowed', ANA, 'PutObject', OBJECT, { 's3:x-amz-acl': 'public-read' }], [2, 'denied', ANA, 'PutObject', OBJECT, { 's3:x-amz-acl': 'private' }],
  [2, 'denied', ANA, 'PutObject', OBJECT], [2, 'allowed', 'arn:aws:iam::444455556666:role/x', 'PutObjectAcl', OBJECT, { 's3:x-amz-acl': ['public-read'] }],
  [2, 'denied', STRANGER, 'PutObject', OBJECT, { 's3:x-amz-acl': 'public-read' }], [2, 'denied', ANA, 'GetObject', OBJECT, { 's3:x-amz-acl': 'public-read' }],
  [3, 'allowed', ANA, 'PutObject', OBJECT, { 's3:x-amz-acl': 'bucket-owner-full-control' }], [3, 'denied', ANA, 'PutObject', OBJECT],
  [3, 'denied', STRANGER, 'PutObject', OBJECT, { 's3:x-amz-acl': 'bucket-owner-full-control' }],
  [4, 'allowed', JOHN_ROLE, 'GetObject', OBJECT, { 's3:ExistingObjectTag/environment': 'production' }],
  [4, 'allowed', 'arn:aws:sts::111122223333:assumed-role/JohnDoe/s', 'GetObjectVersion', OBJECT, { 's3:existingobjecttag/environment': 'production' }],
  [4, 'denied', JOHN_ROLE, 'GetObject', OBJECT, { 's3:ExistingObjectTag/environment': 'test' }], [4, 'denied', JOHN_ROLE, 'GetObject', OBJECT],
  [4, 'denied', JOHN, 'GetObject', OBJECT, { 's3:ExistingObjectTag/environment': 'production' }],
  [5, 'allowed', JOHN_ROLE, 'PutObjectTagging', OBJECT, { 's3:RequestObjectTagKeys': ['Owner', 'Other'] }],
  [5, 'denied', JOHN_ROLE, 'PutObjectTagging', OBJECT, { 's3:RequestObjectTagKeys': ['Other'] }], [5, 'denied', JOHN_ROLE, 'PutObjectTagging', OBJECT],
  [6, 'allowed', JOHN, 'PutObjectTagging', OBJECT, { 's3:RequestObjectTag/Project': 'X' }], [6, 'denied', JOHN, 'PutObjectTagging', OBJECT, { 's3:RequestObjectTag/Project': 'x' }],
  [7, 'allowed', JOHN, 'PutObject', OBJECT, { 's3:RequestObjectTag/Department': 'Finance' }], [7, 'denied', JOHN, 'PutObject', BUCKET, { 's3:RequestObjectTag/Department': 'Finance' }],
  [8, 'allowed', 'logging.s3.amazonaws.com', 'PutObject', LOGS, {
    'aws:SourceAccount': '111111111111', 'aws:SourceArn': 'arn:aws:s3:::EXAMPLE-SOURCE-BUCKET', 'aws:PrincipalServiceNamesList': ['logging.s3.amazonaws.com'],
  }],
  [8, 'denied', 'logging.s3.amazonaws.com', 'PutObject', LOGS, {
    'aws:SourceAccount': '222222222222', 'aws:SourceArn': 'arn:aws:s3:::EXAMPLE-SOURCE-BUCKET', 'aws:PrincipalServiceNamesList': ['logging.s3.amazonaws.com'],
  }],
  [8, 'denied', OWN, 'PutObject', LOGS], [8, 'allowed', OWN, 'GetObject', LOGS],
  [9, 'allowed', STRANGER, 'GetObject', OBJECT, { 'aws:PrincipalOrgID': 'o-aa111bb222' }], [9, 'denied', STRANGER, 'GetObject', OBJECT, { 'aws:PrincipalOrgID': 'o-other' }],
  [9, 'denied', 'anonymous', 'GetObject', OBJECT],
  [10, 'allowed', OWN, 'GetObject', OBJECT, { 'aws:SourceIp': '192.0.2.200' }], [10, 'denied', OWN, 'GetObject', OBJECT, { 'aws:SourceIp': '192.0.3.1' }],
  [10, 'denied', OWN, 'ListBucket', BUCKET], [10, 'denied', STRANGER, 'GetObject', OBJECT, { 'aws:SourceIp': '192.0.2.200' }],
  [11, 'allowed', 'anonymous', 'GetObject', OBJECT, { 'aws:SourceIp': '192.0.2.1' }], [11, 'denied', 'anonymous', 'GetObject', OBJECT, { 'aws:SourceIp': '203.0.113.5' }],
  [11, 'allowed', 'anonymous', 'PutObject', OBJECT, { 'aws:SourceIp': '2001:db8:1234:5678::1' }],
  [11, 'denied', 'anonymous', 'PutObject', OBJECT, { 'aws:SourceIp': '2001:db8:1234:5678:abcd::1' }],
  [12, 'denied', OWN, 'GetObject', OBJECT, { 'aws:SecureTransport': 'false' }], [12, 'allowed', OWN, 'GetObject', OBJECT, { 'aws:SecureTransport': 'true' }],
  [12, 'denied', 'anonymous', 'GetObject', OBJECT, { 'aws:SecureTransport': 'true' }],
  [13, 'allowed', 'anonymous', 'GetObject', OBJECT, { 'aws:Referer': 'http://www.example.com/page' }], [13, 'denied', 'anonymous', 'GetObject', OBJECT, { 'aws:Referer': 'https://example.com/' }],
  [13, 'denied', 'anonymous', 'GetObject', OBJECT],
  [14, 'allowed', JOHN, 'ListBucket', BUCKET, { 's3:prefix': 'home/', 's3:delimiter': '/' }], [14, 'denied', JOHN, 'ListBucket', BUCKET, { 's3:prefix': 'home/' }],
  [14, 'allowed', JOHN, 'ListBucket', BUCKET, { 's3:prefix': 'home/JohnDoe/x' }], [14, 'denied', JOHN, 'ListBucket', BUCKET, { 's3:prefix': 'home/Jane/' }],
  [14, 'allowed', JOHN, 'DeleteObject', HOME], [14, 'denied', JOHN, 'GetObject', `${BUCKET}/home/Jane/a`], [14, 'denied', ANA, 'GetObject', HOME],
  [15, 'denied', STRANGER, 'PutObject', `${BUCKET}/prefix/AWSLogs/111122223333/x`],
  [16, 'allowed', 'logdelivery.elasticloadbalancing.amazonaws.com', 'PutObject', `${BUCKET}/prefix/AWSLogs/111122223333/x`],
  [16, 'denied', 'logdelivery.elasticloadbalancing.amazonaws.com', 'PutObject', `${BUCKET}/prefix/AWSLogs/444455556666/x`],
  [16, 'denied', 'delivery.logs.amazonaws.com', 'PutObject', `${BUCKET}/prefix/AWSLogs/111122223333/x`],
  [17, 'allowed', 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity EH1HDMB1FH2TC', 'GetObject', OBJECT],
  [17, 'denied', 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity OTHER', 'GetObject', OBJECT],
  [18, 'allowed', 'storage-lens.s3.amazonaws.com', 'PutObject', LENS, {
    's3:x-amz-acl': 'bucket-owner-full-control',
    'aws:SourceAccount': '111122223333',
    'aws:SourceArn': 'arn:aws:s3:region-code:111122223333:storage-lens/storage-lens-dashboard-configuration-id',
  }],
  [18, 'denied', 'storage-lens.s3.amazonaws.com', 'PutObject', LENS, { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': '111122223333' }],
  [19, 'allowed', 's3.amazonaws.com', 'PutObject', 'arn:aws:s3:::DOC-EXAMPLE-DESTINATION-BUCKET/x', {
    's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': '111122223333', 'aws:SourceArn': 'arn:aws:s3:::DOC-EXAMPLE-SOURCE-BUCKET',
  }],
  [19, 'denied', 's3.amazonaws.com', 'PutObject', 'arn:aws:s3:::DOC-EXAMPLE-DESTINATION-BUCKET/x', { 's3:x-amz-acl': 'bucket-owner-full-control' }],
  [20, 'allowed', ANA, 'GetObject', INVENTORY], [20, 'denied', JOHN, 'GetObject', INVENTORY], [20, 'denied', OWN, 'GetObject', INVENTORY],
  [20, 'allowed', ANA, 'ListBucket', 'arn:aws:s3:::DOC-EXAMPLE-DESTINATION-BUCKET'], [20, 'denied', JOHN, 'ListBucket', 'arn:aws:s3:::DOC-EXAMPLE-DESTINATION-BUCKET'],
  [21, 'denied', OWN, 'GetObject', TAX], [21, 'allowed', OWN, 'GetObject', TAX, { 'aws:MultiFactorAuthAge': '7200' }], [21, 'allowed', OWN, 'GetObject', OBJECT],
  [22, 'denied', 'anonymous', 'GetObject', TAX], [22, 'allowed', 'anonymous', 'GetObject', OBJECT], [22, 'allowed', STRANGER, 'GetObject', TAX, { 'aws:MultiFactorAuthAge': '7200' }],
  [22, 'denied', 'anonymous', 'PutObject', OBJECT],
  [23, 'denied', STRANGER, 'GetObject', TAX, { 'aws:MultiFactorAuthAge': '3601' }], [23, 'allowed', STRANGER, 'GetObject', TAX, { 'aws:MultiFactorAuthAge': '3600' }],
  [23, 'allowed', 'anonymous', 'GetObject', OBJECT],
];

describeIfThere(`requests against the examples of "Bucket policy examples"${note}`, () => {
  const identity = [parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } })];
  test.each(ROWS.map((row, i) => [i, ...row] as const))('%i: example %i: %s for %s, %s on %s', (_, document, outcome, principal, action, resource, context = {}) => {
    const policies = { owner: OWNER, resource: parsePolicy(documents[document], { name: 'bucket policy' }), identity };
    const request = { action: `s3:${action}`, resource, requester: requesterOf(principal), context, otherKeys: 'absent' as const };
    const decision = decide(policies, request);
    expect(decision.outcome).toBe(outcome);
    expect(explain(policies, request)).toMatchObject(decision);
  });
  test('every example is asked', () => expect(new Set(ROWS.map(([document]) => document)).size).toBe(documents.length));

  test('AWS would take each of them', () => {
    expect(documents.flatMap(document => validate(document)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describeIfThere(`public as GetBucketPolicyStatus says${note}`, () => {
  const blocked = read('access-control-block-public-access').map(statement => ({ Version: '2012-10-17', Statement: [statement] }));
  test.each([[0, 'yes'], [1, 'yes'], [2, 'yes'], [3, 'no']])('example %i of "The meaning of public": %s', (index, isPublic) => {
    const { reach, ...answer } = publicAccess(parsePolicy(blocked[index]));
    expect([answer.isPublic, reach.reached, answer.blockPublicPolicy]).toEqual([isPublic, isPublic, isPublic === 'yes' ? 'refuses' : 'accepts']);
  });
  test('of the bucket policy examples the referer and the two with an Allow for everybody are public', () => {
    const judged = documents.map((document, i) => [i, publicAccess(parsePolicy(document))] as const);
    expect(judged.filter(([, { isPublic }]) => isPublic !== 'no').map(([i]) => i)).toEqual([13, 22, 23]);
    expect(judged.filter(([, { reach }]) => reach.reached !== 'no').map(([i]) => i)).toEqual([13, 22, 23]);
  });
});

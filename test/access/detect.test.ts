import * as fc from 'fast-check';
import type { AccessRecord } from '../../src/access/access-record';
import { DETECTION_ROWS } from '../../src/access/detect';
import { CONTROLS } from '../../src/controls';
import { MANUAL_CHECKS } from '../../src/controls/manual';
import { FRAMEWORKS } from '../../src/frameworks';
import { detect, detectAll, type Detection, detections, type DetectOptions } from '../../src/runtime/detect';

const NOON = Date.UTC(2026, 0, 31, 12);
const ROLE = { type: 'aws', id: 'arn:aws:iam::111122223333:role/r', account: '111122223333', root: false } as const;

/** A request with nothing to find, of which everything is known. */
const GOOD: AccessRecord = {
  source: 'cloudtrail',
  number: 1,
  time: NOON,
  bucket: 'b',
  key: 'k',
  operation: 'GetObject',
  action: 's3:GetObject',
  requester: ROLE,
  sourceIp: '10.0.0.1',
  status: 200,
  bytesSent: 1,
  secure: true,
  tlsVersion: '1.3',
  signature: 'SigV4',
  authentication: 'header',
  vpcEndpoint: 'vpce-1',
  aclRequired: false,
  customerKey: false,
  ownerAccount: '111122223333',
};
const PUT = { operation: 'PutObject', action: 's3:PutObject' };
const changing = (operation: string, what: string, weakens?: boolean, more: object = {}): Partial<AccessRecord> =>
  ({ operation, action: undefined, changes: [{ what, weakens, ...more }] });
const logged = (operation: string, more: Partial<AccessRecord> = {}): Partial<AccessRecord> => ({ source: 'access-log', operation, action: undefined, ...more });
const asked: DetectOptions = { vpcEndpoints: ['vpce-1'], ipRanges: ['192.0.2.0/24', '2001:db8::/32'], trustedAccounts: ['777788889999'] };
const bare = { source: 'access-log', operation: 'REST.GET.OBJECT', action: 's3:GetObject', requester: { type: 'unknown' } } as const;

/** What a row makes of one record. */
async function judged(id: string, record: AccessRecord, options: DetectOptions = asked): Promise<string> {
  const { detections: found, rows: [row] } = await detectAll([record], { ...options, only: [id] });
  expect(found.length).toBe(row.found > 0 ? 1 : 0);
  return row.found > 0 ? found[0].severity : row.judged > 0 ? 'clear' : row.notJudged > 0 ? 'unknown' : 'not-applicable';
}

/** One deviation from the good request, and what it is. */
const CASES: readonly (readonly [id: string, what: Partial<AccessRecord>, judgement: string, options?: DetectOptions])[] = [
  ['insecure-transport', {}, 'clear'],
  ['insecure-transport', { secure: false }, 'high'],
  ['insecure-transport', { secure: false, status: 403 }, 'low'],
  ['insecure-transport', { secure: undefined }, 'unknown'],
  ['insecure-transport', { secure: undefined, requester: { type: 'service' } }, 'not-applicable'],
  ['old-tls', { tlsVersion: '1.2' }, 'clear'],
  ['old-tls', { tlsVersion: '1.1' }, 'high'],
  ['old-tls', { tlsVersion: '1.2' }, 'high', { minTlsVersion: '1.3' }],
  ['old-tls', { tlsVersion: '1.3' }, 'clear', { minTlsVersion: '1.3' }],
  ['old-tls', { tlsVersion: undefined }, 'unknown'],
  ['old-tls', { tlsVersion: undefined, secure: false }, 'not-applicable'],
  ['sigv2', {}, 'clear'],
  ['sigv2', { signature: 'SigV2' }, 'high'],
  ['sigv2', { signature: undefined }, 'unknown'],
  ['sigv2', { signature: undefined, authentication: 'none' }, 'not-applicable'],
  ['anonymous-access', {}, 'clear'],
  ['anonymous-access', { requester: { type: 'anonymous' } }, 'high'],
  ['anonymous-access', { requester: { type: 'anonymous' }, status: 403 }, 'clear'],
  ['anonymous-access', { requester: { type: 'anonymous' }, status: 404 }, 'low'],
  ['anonymous-access', { requester: { type: 'unknown' } }, 'unknown'],
  ['anonymous-access', { requester: { type: 'anonymous' }, source: 'access-log', status: undefined }, 'unknown'],
  ['anonymous-refused', { requester: { type: 'anonymous' }, status: 403 }, 'low'],
  ['anonymous-refused', { requester: { type: 'anonymous' } }, 'clear'],
  ['outside-network', {}, 'clear'],
  ['outside-network', { vpcEndpoint: 'vpce-2' }, 'high'],
  ['outside-network', { vpcEndpoint: 'vpce-2', sourceIp: '192.0.2.255' }, 'clear'],
  ['outside-network', { vpcEndpoint: undefined, sourceIp: '192.0.3.0' }, 'high'],
  ['outside-network', { vpcEndpoint: undefined, sourceIp: '2001:db8::1' }, 'clear'],
  ['outside-network', { vpcEndpoint: undefined, sourceIp: undefined }, 'unknown'],
  ['outside-network', { vpcEndpoint: undefined }, 'high'],
  ['outside-network', { vpcEndpoint: undefined, source: 'access-log' }, 'unknown'],
  ['outside-network', { vpcEndpoint: undefined, source: 'access-log' }, 'high', { vpcEndpoints: [] }],
  ['outside-network', { vpcEndpoint: undefined, viaService: 'athena.amazonaws.com' }, 'not-applicable'],
  ['other-account', {}, 'clear'],
  ['other-account', { ownerAccount: '444455556666' }, 'medium'],
  ['other-account', { requester: { ...ROLE, account: '777788889999' } }, 'clear'],
  ['other-account', { ownerAccount: undefined }, 'unknown'],
  ['other-account', { requester: { type: 'anonymous' } }, 'not-applicable'],
  ['root-use', {}, 'clear'],
  ['root-use', { requester: { ...ROLE, root: true } }, 'high'],
  ['root-use', { requester: { type: 'aws', id: 'arn:aws:iam::111122223333:root' } }, 'high'],
  ['root-use', { requester: { type: 'aws', id: 'a'.repeat(64) } }, 'unknown'],
  ['root-use', { requester: { ...ROLE, root: true }, operation: 'CreateServiceLinkedRole' }, 'not-applicable'],
  ['sse-c-write', {}, 'not-applicable'],
  ['sse-c-write', PUT, 'clear'],
  ['sse-c-write', { ...PUT, customerKey: true }, 'medium'],
  ['sse-c-write', { ...PUT, customerKey: undefined }, 'unknown'],
  ['sse-c-write', { customerKey: true }, 'not-applicable'],
  ['sse-c-copy', { ...PUT, customerKey: true }, 'not-applicable'],
  ['sse-c-copy', { ...PUT, operation: 'CopyObject', customerKey: true }, 'high'],
  ['sse-c-copy', { ...PUT, operation: 'CopyObject', customerKey: true, status: undefined, errorCode: 'AccessDenied' }, 'low'],
  ['presigned-long-life', {}, 'not-applicable'],
  ['presigned-long-life', { authentication: 'presigned', presignedFor: 3600 }, 'clear'],
  ['presigned-long-life', { authentication: 'presigned', presignedFor: 3601 }, 'medium'],
  ['presigned-long-life', { authentication: 'presigned', presignedAge: 3601 }, 'medium'],
  ['presigned-long-life', { authentication: 'presigned', presignedAge: 3600 }, 'unknown'],
  ['presigned-long-life', { authentication: 'presigned', presignedFor: 61 }, 'medium', { presignedLife: 60 }],
  ['presigned-long-life', { authentication: undefined }, 'unknown'],
  ['acl-required', {}, 'clear'],
  ['acl-required', { aclRequired: true }, 'medium'],
  ['acl-required', { aclRequired: undefined }, 'unknown'],
  ['acl-required', { aclRequired: true, status: 403 }, 'not-applicable'],
  ['permissions-changed', {}, 'not-applicable'],
  ['permissions-changed', changing('PutBucketPolicy', 'permissions-changed', true), 'low'],
  ['permissions-changed', logged('REST.DELETE.BUCKETPOLICY'), 'low'],
  ['made-public', changing('PutBucketPolicy', 'made-public', true), 'high'],
  ['made-public', changing('PutBucketPolicy', 'made-public', false), 'clear'],
  ['made-public', changing('PutBucketPolicy', 'made-public'), 'unknown'],
  ['made-public', { ...changing('PutBucketPolicy', 'made-public', true), status: 403 }, 'not-applicable'],
  ['made-public', logged('REST.PUT.ACL'), 'unknown'],
  ['public-access-block-removed', logged('REST.DELETE.PUBLIC_ACCESS_BLOCK'), 'high'],
  ['public-access-block-removed', logged('REST.PUT.PUBLIC_ACCESS_BLOCK'), 'unknown'],
  ['encryption-weakened', changing('DeleteBucketEncryption', 'encryption-weakened', true), 'medium'],
  ['versioning-suspended', changing('PutBucketVersioning', 'versioning-suspended', true), 'high'],
  ['versioning-suspended', logged('REST.PUT.VERSIONING', { status: undefined }), 'unknown'],
  ['mfa-delete-disabled', changing('PutBucketVersioning', 'mfa-delete-disabled', true), 'high'],
  ['logging-disabled', changing('PutBucketLogging', 'logging-disabled', false), 'clear'],
  ['logging-disabled', changing('PutBucketLogging', 'logging-disabled', true), 'high'],
  ['lifecycle-deletes', changing('PutBucketLifecycle', 'lifecycle-deletes', true, { days: 29 }), 'medium'],
  ['lifecycle-deletes', changing('PutBucketLifecycle', 'lifecycle-deletes', true, { days: 30 }), 'clear'],
  ['lifecycle-deletes', changing('PutBucketLifecycle', 'lifecycle-deletes', true, { days: 30 }), 'medium', { lifecycleDays: 31 }],
  ['lifecycle-deletes', logged('REST.DELETE.LIFECYCLE'), 'not-applicable'],
  ['replication-removed', logged('REST.DELETE.REPLICATION'), 'medium'],
  ['acls-enabled', changing('PutBucketOwnershipControls', 'acls-enabled', true), 'medium'],
  ['default-retention-removed', changing('PutObjectLockConfiguration', 'default-retention-removed', true), 'high'],
  ['retention-bypassed', changing('DeleteObject', 'retention-bypassed', true), 'high'],
  ['legal-hold-released', changing('PutObjectLegalHold', 'legal-hold-released', true), 'medium'],
  ['website-enabled', logged('REST.PUT.WEBSITE'), 'medium'],
  ['bucket-deleted', logged('REST.DELETE.BUCKET'), 'high'],
  ['bucket-deleted', logged('REST.DELETE.BUCKET', { status: 409 }), 'not-applicable'],
];

test.each(CASES.map(([id, what, judgement, options]) => ({ id, what, judgement, options })))('$id: $what is $judgement', async ({ id, what, judgement, options }) => {
  expect(await judged(id, { ...GOOD, ...what }, { ...asked, ...options })).toBe(judgement);
});

describe('the table', () => {
  const rows = detections();

  test('each row is tried: found, and not found', () => {
    for (const { id, kind } of DETECTION_ROWS) {
      if (kind === 'window') continue;
      const tried = CASES.filter(([row]) => row === id).map(([,, judgement]) => judgement);
      expect([id, tried.some(judgement => ['high', 'medium', 'low'].includes(judgement))]).toEqual([id, true]);
    }
  });

  test('ids are unique, and name themselves in kebab case', () => {
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
    expect(rows.map(row => row.id).filter(id => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  test('every check is one of the catalogue, and every requirement one of its framework', () => {
    const checks = new Set([...CONTROLS, ...MANUAL_CHECKS].map(check => check.id));
    expect(rows.flatMap(row => row.checks).filter(id => !checks.has(id))).toEqual([]);
    expect(rows.filter(row => row.checks.length === 0 || Object.keys(row.requirements).length === 0).map(row => row.id)).toEqual([]);
    for (const { requirements } of rows) {
      for (const [framework, ids] of Object.entries(requirements)) {
        const known = FRAMEWORKS.find(({ id }) => id === framework)!.requirements.map(r => r.id);
        expect(ids.filter(id => !known.includes(id))).toEqual([]);
      }
    }
  });

  test('thresholds of a row change what it finds only through options that are there', async () => {
    for (const name of new Set(rows.flatMap(row => row.thresholds))) await expect(detectAll([], { [name]: -1 as never })).rejects.toThrow();
  });
});

test('a good request shows nothing, and a bare one is not judged good', async () => {
  const good = await detectAll([GOOD], asked);
  expect([good.detections, good.rows.filter(row => row.notJudged > 0)]).toEqual([[], []]);
  expect(good.counts).toEqual({ records: 1, judged: 1, notJudged: 0, ambiguous: 0, withoutTime: 0 });
  const nothing = await detectAll([{ number: 1, ...bare }], asked);
  expect(nothing.rows.filter(row => row.judged > 0)).toEqual([]);
  expect(nothing.counts).toEqual({ records: 1, judged: 0, notJudged: 1, ambiguous: 0, withoutTime: 1 });
});

test('what can be read in two ways is no evidence of good, and still evidence of bad', async () => {
  const clear = await detectAll([{ ...GOOD, ambiguous: ['userAgent' as string] }], asked);
  expect([clear.detections, clear.rows.filter(row => row.judged > 0), clear.counts.notJudged, clear.counts.ambiguous]).toEqual([[], [], 1, 1]);
  const { detections: [found] } = await detectAll([{ ...GOOD, secure: false, ambiguous: ['secure'] }], { only: ['insecure-transport'] });
  expect([found.count, found.ambiguous]).toEqual([1, 1]);
});

test('a detection names its evidence, and no more than is asked for', async () => {
  const records = Array.from({ length: 50 }, (_, i) => ({ ...GOOD, number: i + 1, time: NOON - i * 1000, secure: false, status: i % 2 ? 200 : 403 }));
  const { detections: found } = await detectAll(records, { only: ['insecure-transport'], examples: 2, frameworks: ['hipaa'] });
  expect(found.map(({ examples, requirements, ...rest }) => [rest, examples.map(e => e.number), Object.keys(requirements)])).toEqual([[{
    id: 'insecure-transport',
    severity: 'high',
    says: 'requests came over plain HTTP: 50, 25 of them refused by S3',
    bucket: 'b',
    requester: ROLE.id,
    count: 50,
    unit: 'requests',
    refused: 25,
    ambiguous: 0,
    first: NOON - 49_000,
    last: NOON,
    checks: ['http-refused'],
  }, [50, 49], ['hipaa']]]);
});

test.each<readonly [DetectOptions, string]>([
  [{ only: ['nope'] }, "'only' must be an id of a detection"],
  [{ only: ['outside-network'] }, "'outside-network' needs to know the networks; pass 'vpcEndpoints' or 'ipRanges'"],
  [{ ipRanges: ['10.0.0.0/33'] }, "'ipRanges' must be an address or a range such as 10.0.0.0/8 or 2001:db8::/32; got '10.0.0.0/33'"],
  [{ vpcEndpoints: ['vpc-1'] }, "'vpcEndpoints' must be an id such as vpce-0123456789abcdef0; got 'vpc-1'"],
  [{ trustedAccounts: ['1'] }, "'trustedAccounts' must be 12 digits; got '1'"],
  [{ frameworks: ['x'] }, "'frameworks' must be one of baseline, hipaa, gdpr, soc2, pci-dss-4-0-1; got 'x'"],
  [{ minTlsVersion: '1.1' as '1.2' }, "'minTlsVersion' must be 1.2 or 1.3, got 1.1"],
  [{ massDelete: 0 }, "'massDelete' must be a whole number from 1 on, got 0"],
  [{ deniedWindow: 1.5 }, "'deniedWindow' must be a whole number from 2 on, got 1.5"],
  [{ examples: 101 }, "'examples' must be a whole number from 0 to 100, got 101"],
])('%j is refused', async (options, message) => expect(detectAll([], options)).rejects.toThrow(message));

test('detect gives detections and returns how far it could look', async () => {
  const found: Detection[] = [];
  const all = detect((async function* () { yield { ...GOOD, secure: false }; yield GOOD; })());
  let next = await all.next();
  for (; !next.done; next = await all.next()) found.push(next.value);
  expect([found.map(f => f.id), next.value.counts.records]).toEqual([['insecure-transport'], 2]);
});

test('the most severe comes first, whatever order the records come in', async () => {
  const one = fc.record({ secure: fc.constantFrom(true, false, undefined), bucket: fc.constantFrom('a', 'b'), signature: fc.constantFrom('SigV2', 'SigV4', undefined), status: fc.constantFrom(200, 403) });
  await fc.assert(fc.asyncProperty(fc.array(one, { maxLength: 20 }), fc.nat(19), async (changes, cut) => {
    const records = changes.map((change, i): AccessRecord => ({ ...GOOD, ...change as Partial<AccessRecord>, number: i + 1 }));
    const all = await detectAll(records, asked);
    expect(await detectAll([...records].reverse(), asked)).toEqual({ ...all, rows: all.rows });
    const ranks = all.detections.map(({ severity }) => ['high', 'medium', 'low'].indexOf(severity));
    expect(ranks).toEqual([...ranks].sort());
    const halves = [await detectAll(records.slice(0, cut), asked), await detectAll(records.slice(cut), asked)];
    for (const [i, { id, found, judged: told, notJudged }] of all.rows.entries()) {
      if (DETECTION_ROWS.find(row => row.id === id)!.kind === 'window') continue;
      const sum = (of: (row: typeof all.rows[number]) => number) => of(halves[0].rows[i]) + of(halves[1].rows[i]);
      expect([found, told, notJudged]).toEqual([sum(r => r.found), sum(r => r.judged), sum(r => r.notJudged)]);
    }
  }), { numRuns: 40 });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { aclCell, COLUMNS, csv, encoded, GOOD, inventory, type Made } from './inventory-files';
import { HARDENED, portOf, refusal } from './objects-port';
import {
  auditInventory, bucketInventory, fileInventory, InventoryError, type InventoryOptions, inventoryRows, type InventorySource, objectsInWords,
  type RowOutcome,
} from '../../src/runtime/audit-objects';

const ALL: InventoryOptions = {
  today: new Date('2026-11-26T00:00:00Z'),
  expect: {
    encryption: ['aws:kms'],
    checksum: 'any',
    retention: { mode: 'GOVERNANCE', minDays: 365 },
    legalHold: true,
    storageClasses: ['STANDARD'],
    noPublicGrants: true,
  },
};

const audit = (rows: readonly Readonly<Record<string, string>>[], made: Made = {}, options: Partial<InventoryOptions> = {}) =>
  auditInventory(inventory([csv(rows, made.columns)], made), { ...ALL, ...options });

test('an object with everything passes everything', async () => {
  const report = await audit([GOOD]);
  expect(report.checks.map(({ check, outcome, pass }) => [check, outcome, pass])).toEqual([
    ['encryption', 'pass', 1], ['checksum', 'pass', 1], ['retention', 'pass', 1], ['legal-hold', 'pass', 1], ['storage-class', 'pass', 1], ['public-grants', 'pass', 1],
  ]);
  expect(report).toMatchObject({
    bucket: 'records',
    outcome: 'pass',
    looked: { how: 'inventory', listed: 1, complete: true, judged: 1, says: 'all of the inventory was looked at: 1 object' },
    inventory: { made: '2026-11-26T00:00:00.000Z', filesRead: 1, filesRefused: [], rows: 1, deleteMarkers: 0, noncurrent: 0, badRows: 0 },
  });
  expect(report.checks.flatMap(({ bound }) => bound ?? [])).toEqual([]);
});

const CASES: readonly (readonly [name: string, check: string, outcome: 'pass' | 'fail' | 'unknown', says: string | undefined, row: object])[] = [
  ['SSE-S3', 'encryption', 'fail', 'is encrypted with "AES256"', { EncryptionStatus: 'SSE-S3' }],
  ['SSE-C', 'encryption', 'fail', 'is encrypted under a key that only its writer has (SSE-C)', { EncryptionStatus: 'SSE-C' }],
  ['none', 'encryption', 'fail', 'is not encrypted', { EncryptionStatus: 'NOT-SSE' }],
  ['empty', 'encryption', 'unknown', 'EncryptionStatus is empty', { EncryptionStatus: '' }],
  ['a newer one', 'encryption', 'unknown', 'EncryptionStatus is "SSE-X"', { EncryptionStatus: 'SSE-X' }],
  ['none', 'checksum', 'fail', 'has no checksum', { ChecksumAlgorithm: '' }],
  ['none', 'retention', 'fail', 'has no retention', { ObjectLockRetainUntilDate: '', ObjectLockMode: '' }],
  ['as S3 writes the mode', 'retention', 'pass', undefined, { ObjectLockMode: 'Compliance' }],
  ['a date without a mode', 'retention', 'unknown', 'ObjectLockMode is empty', { ObjectLockMode: '' }],
  ['too short', 'retention', 'fail', 'is locked for 364 days from when it was written, until 2026-12-31', { ObjectLockRetainUntilDate: '2026-12-31T00:00:00.000Z' }],
  ['off', 'legal-hold', 'fail', 'has no legal hold', { ObjectLockLegalHoldStatus: 'Off' }],
  ['empty', 'legal-hold', 'fail', 'has no legal hold', { ObjectLockLegalHoldStatus: '' }],
  ['odd', 'legal-hold', 'unknown', 'ObjectLockLegalHoldStatus is "constructor"', { ObjectLockLegalHoldStatus: 'constructor' }],
  ['another', 'storage-class', 'fail', 'is stored as "GLACIER"', { StorageClass: 'GLACIER' }],
  ['empty', 'storage-class', 'unknown', 'StorageClass is empty', { StorageClass: '' }],
  ['everybody', 'public-grants', 'fail', 'grants "READ to AllUsers"', {
    ObjectAccessControlList: aclCell({ status: 'AVAILABLE', grants: [{ uri: 'http://acs.amazonaws.com/groups/global/AllUsers', permission: 'READ', type: 'Group' }] }),
  }],
  ['not available', 'public-grants', 'unknown', undefined, { ObjectAccessControlList: aclCell({ status: 'UNAVAILABLE', grants: [] }) }],
  ['no JSON', 'public-grants', 'unknown', 'ObjectAccessControlList is "????"', { ObjectAccessControlList: '????' }],
];

test.each(CASES)('%s: %s is %s', async (_, check, outcome, says, row) => {
  const found = (await audit([{ ...GOOD, ...row }])).checks.find(one => one.check === check);
  expect([found?.outcome, found?.pass, found?.fail, found?.unknown]).toEqual([outcome, ...['pass', 'fail', 'unknown'].map(one => one === outcome ? 1 : 0)]);
  if (says !== undefined) expect(found?.examples).toEqual([{ key: 'a', versionId: 'v1', outcome, says, written: '2026-01-01T00:00:00.000Z' }]);
});

test.each([
  ['encryption', 'EncryptionStatus'], ['checksum', 'ChecksumAlgorithm'], ['retention', 'ObjectLockRetainUntilDate'], ['retention', 'ObjectLockMode'],
  ['legal-hold', 'ObjectLockLegalHoldStatus'], ['storage-class', 'StorageClass'], ['public-grants', 'ObjectAccessControlList'], ['retention', 'LastModifiedDate'],
])('%s without the column %s is unknown, and says how to get it', async (check, column) => {
  const found = (await audit([GOOD], { columns: COLUMNS.filter(name => name !== column) })).checks.find(one => one.check === check);
  expect([found?.outcome, found?.examples[0].says]).toEqual(['unknown', expect.stringMatching(`the inventory has no (column )?${column}; add it to the optional fields of the inventory`)]);
});

test('an event hold without a date is unknown', async () => {
  const row = { ...GOOD, ObjectLockRetainUntilDate: '', ObjectLockEventHoldStatus: 'ON' };
  const found = (await audit([row], { columns: [...COLUMNS, 'ObjectLockEventHoldStatus'] })).checks.find(one => one.check === 'retention');
  expect(found?.outcome).toBe('unknown');
});

test('keys and tags are in no inventory', async () => {
  const report = await audit([GOOD], {}, { expect: { keyArn: '1234abcd-12ab-34cd-56ef-1234567890ab', tags: { a: true } } });
  expect(report.checks.map(({ check, outcome, examples }) => [check, outcome, examples[0].says])).toEqual([
    ['key', 'unknown', 'an inventory does not name the key; ask for a sample of the objects instead'],
    ['tags', 'unknown', 'an inventory has no tags; ask for a sample of the objects instead'],
  ]);
});

test('who asks for nothing asks for any encryption', async () => {
  const { checks } = await audit([GOOD, { ...GOOD, EncryptionStatus: 'NOT-SSE' }], {}, { expect: undefined });
  expect(checks).toMatchObject([{ check: 'encryption', pass: 1, fail: 1 }]);
});

test('the bucket itself says what is not asked for, where it may be asked', async () => {
  const { checks } = await audit([GOOD], {}, { expect: {}, defaults: { port: portOf(HARDENED).port, account: '111122223333' } });
  expect(checks.map(({ check, from, outcome }) => [check, from, outcome])).toEqual([
    ['encryption', 'the default encryption of the bucket', 'pass'], ['key', 'the default encryption of the bucket', 'unknown'],
    ['retention', 'the default retention of the bucket', 'pass'], ['public-grants', 'ACLs of the bucket are in force', 'pass'],
  ]);
});

test('versions and delete markers', async () => {
  const report = await audit([GOOD, { ...GOOD, VersionId: 'v0', IsLatest: 'false' }, { Bucket: 'records', Key: 'a', IsDeleteMarker: 'true', IsLatest: 'false' }]);
  expect([report.looked.judged, report.inventory?.deleteMarkers, report.inventory?.noncurrent]).toEqual([2, 1, 1]);
});

test('bad rows are counted, named with their number, and leave nothing passed', async () => {
  const good = csv([GOOD]);
  const text = [good, 'x\n', good.replace('"a"', '"%zz"'), good.replace('"5"', '"five"'), good.replace('"records"', '"others"'), good.replace('"a"', '"a'), '\n', good].join('');
  const report = await auditInventory(inventory([text]), { ...ALL, badRows: 4 });
  const file = 'inv/records/daily/data/0.csv.gz';
  expect(report.inventory).toMatchObject({
    rows: 7,
    badRows: 5,
    badRowExamples: [
      { file, row: 2, says: 'it has 1 cells, the manifest 21 columns' }, { file, row: 3, says: 'its key "%zz" is not URL-encoded' },
      { file, row: 4, says: 'its Size is "five"' }, { file, row: 5, says: 'it is of another bucket than the manifest' },
    ],
  });
  expect([report.outcome, report.looked.judged, report.looked.says]).toEqual(['unknown', 2, 'what could be read of the inventory was looked at: 2 objects; 5 rows could not be read']);
  expect(new Set(report.checks.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
});

describe('a file that is not the one of the manifest counts for nothing', () => {
  const bad = { ...GOOD, EncryptionStatus: 'NOT-SSE' };
  test.each<[string, Made, string | RegExp]>([
    ['another MD5', { gz: false, damage: bytes => Buffer.from(bytes.toString().replace('SSE-KMS', 'SSE-XXX')) }, 'its MD5 is not the one that the manifest names; fetch it again'],
    ['cut off', { damage: bytes => bytes.subarray(0, bytes.length - 20) }, /unexpected end of file/],
    ['longer', { gz: false, damage: bytes => Buffer.concat([bytes, bytes]) }, /^it has \d+ bytes, the manifest says \d+; fetch it again$/],
    ['no gzip', { damage: () => Buffer.from('x'.repeat(50)) }, /incorrect header/],
    ['missing', { manifest: { files: [{ key: 'other.csv.gz' }] } }, 'it is not there'],
  ])('%s', async (_, made, says) => {
    const report = await auditInventory(inventory([csv([GOOD, bad])], made), ALL);
    expect(report.inventory?.filesRefused).toEqual([{ key: expect.any(String) as string, says: typeof says === 'string' ? says : expect.stringMatching(says) as string }]);
    expect(report).toMatchObject({ outcome: 'unknown', looked: { judged: 0, complete: false }, inventory: { filesRead: 0, rows: 0 } });
  });

  test('the other files count', async () => {
    let file = 0;
    const source = inventory([csv([GOOD]), csv([bad])], { gz: false, damage: bytes => file++ === 0 ? Buffer.from(bytes.toString().replace('SSE-KMS', 'SSE-XXX')) : bytes });
    const report = await auditInventory(source, ALL);
    expect(report).toMatchObject({ outcome: 'fail', looked: { judged: 1 }, inventory: { filesRead: 1, filesRefused: [{ key: 'inv/records/daily/data/0.csv' }] } });
  });
});

describe('the manifest', () => {
  test.each<[string, Made, string, string]>([
    ['ORC', { manifest: { fileFormat: 'ORC' } }, 'unsupported-format', 'the inventory is in the format "ORC", and only CSV can be read; set the output format of the inventory to CSV'],
    ['Parquet', { manifest: { fileFormat: 'Parquet' } }, 'unsupported-format', 'the inventory is in the format "Parquet", and only CSV can be read; set the output format of the inventory to CSV'],
    ['another checksum', { checksum: 'd41d8cd98f00b204e9800998ecf8427e' }, 'bad-checksum', 'manifest.json has not the MD5 that manifest.checksum states; fetch both again'],
    ['no bucket', { manifest: { sourceBucket: 1 } }, 'bad-manifest', 'the manifest names no sourceBucket; pass the manifest.json of an S3 Inventory'],
    ['no key', { columns: ['Bucket', 'Size'] }, 'bad-manifest', 'the manifest names no column Bucket or Key, got "Bucket, Size"'],
    ['a column twice', { columns: ['Bucket', 'Key', 'Size', 'Size'] }, 'bad-manifest', 'the manifest names the column "Size" twice'],
    ['files that are none', { manifest: { files: [{}] } }, 'bad-manifest', 'files[0] of the manifest has no key'],
    ['no files', { manifest: { files: 'x' } }, 'bad-manifest', 'the manifest names no files; pass the manifest.json of an S3 Inventory'],
  ])('%s', async (_, made, code, message) => {
    const error = await audit([GOOD], made).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(InventoryError);
    expect(error).toMatchObject({ code, message });
  });

  test('without its checksum, and files without theirs, are read and noted', async () => {
    const made = { checksum: false, manifest: { files: [{ key: 'inv/records/daily/data/0.csv.gz' }] } } as const;
    const report = await audit([GOOD], made);
    expect([report.outcome, report.inventory?.notes.slice(1)]).toEqual(['pass', [
      'there is no manifest.checksum, so the manifest itself was not verified', 'the manifest names no MD5 for 1 file, so nobody knows whether they are whole',
    ]]);
  });

  test.each([['{'], ['[]'], ['null'], ['{"__proto__": {"sourceBucket": "x"}}']])('%s', async text => {
    const source: InventorySource = { ...inventory([]), manifest: async () => ({ bytes: Buffer.from(text) }) };
    await expect(auditInventory(source, ALL)).rejects.toThrow(InventoryError);
  });
});

const rowsOf = async (bytes: readonly Uint8Array[], columns: readonly string[] = COLUMNS): Promise<readonly RowOutcome[]> => {
  const found: RowOutcome[] = [];
  for await (const row of inventoryRows((async function* () { yield* bytes; })(), columns)) found.push(row);
  return found;
};

/** The same bytes in pieces of random sizes. */
const cut = (bytes: Buffer, sizes: readonly number[]): readonly Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length];
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
};

const keys = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter(key => !/\p{Cs}/u.test(key));
const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });

test('rows to CSV to rows, however the bytes are cut', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.tuple(keys, fc.nat(), fc.string().filter(text => !text.includes('\n'))), { maxLength: 8 }), sizes, async (rows, pieces) => {
    const text = csv(rows.map(([key, size, owner]) => ({ ...GOOD, Key: encoded(key), Size: String(size), ObjectOwner: owner.replace(/\r$/, '') })));
    const found = await rowsOf(cut(Buffer.from(text), pieces));
    expect(found.map(one => one.bad === undefined ? [one.row.key, one.row.size, one.row.columns.get('ObjectOwner')] : one))
      .toEqual(rows.map(([key, size, owner]) => [key, size, owner.replace(/\r$/, '')]));
  }), { numRuns: 150, seed: 1 });
});

test('random bytes never throw, lose no line, and are the same however they are cut', async () => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 20 }), fc.constantFrom(...['"', '""', ',', '\n', '\r\n', '"records","a"', '"records","%"', 'records,a'].map(text => Buffer.from(text))));
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 30 }), sizes, async (parts, pieces) => {
    const bytes = Buffer.concat(parts);
    const found = await rowsOf([bytes], ['Bucket', 'Key']);
    expect(await rowsOf(cut(bytes, pieces), ['Bucket', 'Key'])).toEqual(found);
    const lines = bytes.toString('latin1').split('\n').map(line => line.replace(/\r$/, ''));
    expect(found.map(({ number }) => number)).toEqual(lines.flatMap((line, i) => line === '' ? [] : [i + 1]));
  }), { numRuns: 300, seed: 1 });
});

test('a line that is too long is passed over, and the next is read', async () => {
  const long = Buffer.alloc(300_000, 'x');
  const found = await rowsOf([long, long, Buffer.from('\nrecords,a\n')], ['Bucket', 'Key']);
  expect(found).toMatchObject([{ number: 1, bad: 'the row has more than 262144 bytes' }, { number: 2, row: { key: 'a' } }]);
});

const bytesOf = async (pieces: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = [];
  for await (const part of pieces) parts.push(part);
  return Buffer.concat(parts);
};

describe('on this machine', () => {
  const directory = mkdtempSync(join(tmpdir(), 'inventory-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const put = (name: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), bytes);
  };
  test.each(['m1/0.csv.gz', 'm2/data/0.csv.gz', 'data/0.csv.gz', 'inv/records/daily/data/0.csv.gz'])('files at %s are found', async place => {
    const source = inventory([csv([GOOD])]);
    const manifest = place.startsWith('m') ? `${place.slice(0, 2)}/manifest.json` : place.startsWith('inv') ? 'inv/records/daily/2026-11-26T01-00Z/manifest.json' : 'm3/manifest.json';
    const { bytes, checksum } = await source.manifest();
    put(manifest, bytes);
    put(join(dirname(manifest), 'manifest.checksum'), checksum!);
    put(place, await bytesOf(await source.file('inv/records/daily/data/0.csv.gz')));
    expect((await auditInventory(fileInventory(join(directory, manifest)), ALL)).outcome).toBe('pass');
    rmSync(join(directory, place));
  });

  test.each(['../../etc/passwd', '..', '', 'a/../../x', 'a\\..\\x'])('the key %j leads nowhere', async key => {
    put('x', 'secret');
    put('m4/passwd', 'secret');
    await expect(fileInventory(join(directory, 'm4/manifest.json')).file(key)).rejects.toThrow('it is not there; copy it beside the manifest, or to data');
  });

  test('no manifest', async () => {
    await expect(auditInventory(fileInventory(join(directory, 'none.json')), ALL)).rejects.toThrow('cannot read the manifest: ENOENT; pass the path of a manifest.json');
  });
});

describe('in the bucket where S3 puts it', () => {
  const place = { account: '111122223333', bucket: 'inventories', key: 'inv/records/daily/2026-11-26T01-00Z/manifest.json' };
  const from = (change: Record<string, unknown> = {}) => {
    const source = inventory([csv([GOOD])]);
    return portOf({
      GetObject: async ({ Key }: { Key: string }) => {
        if (Key in change) return change[Key];
        const { bytes, checksum } = await source.manifest();
        if (Key === place.key) return { Body: bytes };
        if (Key === place.key.replace('json', 'checksum')) return { Body: checksum };
        return { Body: await source.file(Key) };
      },
    });
  };

  test('bodies may be bytes or streams', async () => {
    const { port, asked } = from();
    expect((await auditInventory(bucketInventory(port, place), ALL)).outcome).toBe('pass');
    expect(asked.map(({ input }) => [input.Bucket, input.ExpectedBucketOwner])).toEqual(Array(3).fill(['inventories', '111122223333']));
  });

  test('large files are asked for in ranges', async () => {
    const MB = 1024 * 1024;
    const text = Buffer.alloc(20 * MB, `${'x'.repeat(1023)}\n`);
    const ranges: unknown[] = [];
    const { port } = portOf({
      GetObject: ({ Range }: { Range: string }) => {
        ranges.push(Range);
        const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(Range)!.map(Number);
        return first >= text.length ? refusal('InvalidRange', 416) : { Body: text.subarray(first, last + 1) };
      },
    });
    const size = async (stated?: number) => (await bytesOf(await bucketInventory(port, place).file('k', stated))).length;
    expect([await size(text.length), await size()]).toEqual([text.length, text.length]);
    expect(ranges.slice(0, 3)).toEqual(['bytes=0-8388607', 'bytes=8388608-16777215', 'bytes=16777216-25165823']);
  });

  test('a manifest that nobody may read', async () => {
    await expect(auditInventory(bucketInventory(from({ [place.key]: refusal('AccessDenied', 403) }).port, place), ALL)).rejects.toThrow(
      'cannot read the manifest: AccessDenied: not allowed to call s3:GetObject; pass s3://<bucket>/<key of manifest.json>');
  });

  test.each([[refusal('SlowDown', 503), 'SlowDown (503): GetObject was not answered'], [{}, 'OddAnswer: GetObject brought no answer that can be read: the answer has no body']])(
    'a file that is refused is named: %j', async (answer, says) => {
      const report = await auditInventory(bucketInventory(from({ 'inv/records/daily/data/0.csv.gz': answer }).port, place), ALL);
      expect([report.outcome, report.inventory?.filesRefused]).toEqual(['unknown', [{ key: 'inv/records/daily/data/0.csv.gz', says }]]);
    });

  test('a signal stops it', async () => {
    const stop = new AbortController();
    const { port } = from();
    const source = bucketInventory(port, { ...place, signal: stop.signal });
    const aborting: InventorySource = { ...source, file: async key => { stop.abort(new Error('enough')); return source.file(key); } };
    await expect(auditInventory(aborting, { ...ALL, signal: stop.signal })).rejects.toThrow('enough');
  });
});

test('as text', async () => {
  const text = objectsInWords(await auditInventory(inventory([`${csv([GOOD])}x\n`]), ALL));
  expect(text).toContain('inventory of 2026-11-26T00:00:00.000Z: 1 file, 2 rows, 0 delete markers, 0 noncurrent versions, 1 bad row\n    ? row 2 of "inv/records/daily/data/0.csv.gz": it has 1 cells, the manifest 21 columns\n');
});

const large = process.env.CDK_S3_COMPLIANCE_LARGE === '1';
if (!large) process.stderr.write('skipped: a million rows are read only where CDK_S3_COMPLIANCE_LARGE=1\n');
(large ? test : test.skip)('a million rows: none lost, memory flat', async () => {
  const ROWS = 1_000_000;
  const chunk = Buffer.from(csv(Array.from({ length: 1000 }, (_, i) => ({ ...GOOD, Key: `logs%2F${i}`, EncryptionStatus: i === 0 ? 'SSE-S3' : 'SSE-KMS' }))));
  const source: InventorySource = {
    manifest: inventory([], { checksum: false, manifest: { files: [{ key: 'a.csv' }] } }).manifest,
    file: async () => (async function* () { for (let i = 0; i < ROWS / 1000; i++) yield chunk; })(),
  };
  let most = 0;
  const start = process.memoryUsage().heapUsed;
  const began = performance.now();
  const report = await auditInventory(source, { ...ALL, onProgress: () => { most = Math.max(most, process.memoryUsage().heapUsed - start); } });
  process.stderr.write(`${Math.round(ROWS / (performance.now() - began))} rows/ms, heap +${Math.round(most / 1e6)} MB\n`);
  expect(report).toMatchObject({ looked: { judged: ROWS }, outcome: 'fail' });
  expect(report.checks[0]).toMatchObject({ fail: 1000, pass: ROWS - 1000 });
  expect(most).toBeLessThan(150e6);
}, 300_000);

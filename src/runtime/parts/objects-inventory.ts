import type { Asked } from './objects-bucket';
import { supportsOf } from './objects-controls';
import { factsOf, type Memo } from './objects-inventory-facts';
import { FileProblem, rowsOfFile } from './objects-inventory-file';
import { type InventoryFile, type Manifest, manifestOf } from './objects-inventory-manifest';
import type { InventorySource } from './objects-inventory-source';
import type { BadRow, ObjectsReport } from './objects-report';
import { Tally } from './objects-tally';
import { overall, unclearReports } from './objects-whole';
import { plural } from '../../evidence/words';
import type { Framework } from '../../frameworks/framework';

export interface InventoryWork {
  readonly expectations: (bucket: string) => Promise<Asked>;
  readonly today: Date;
  /** Examples to keep. */
  readonly most: number;
  /** Bad rows to name. */
  readonly badRows: number;
  readonly frameworks: readonly Framework[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (what: 'rows read', done: number) => void;
}

/** What one file adds; it counts only once the whole file is known to be the one of the manifest. */
interface FileCount {
  readonly tallies: readonly Tally[];
  readonly bad: BadRow[];
  rows: number;
  judged: number;
  badRows: number;
  deleteMarkers: number;
  noncurrent: number;
}

const ROWS_BETWEEN = 10_000;

export async function auditInventoryRows(source: InventorySource, work: InventoryWork): Promise<ObjectsReport> {
  const { bytes, checksum } = await source.manifest();
  const manifest = manifestOf(bytes, checksum);
  const wanted = await work.expectations(manifest.bucket);
  const fresh = (): FileCount => ({
    tallies: wanted.expected.map(one => new Tally(one, work.most)), bad: [], rows: 0, judged: 0, badRows: 0, deleteMarkers: 0, noncurrent: 0,
  });
  const sum = fresh();
  const refused: { key: string; says: string }[] = [];
  for (const file of manifest.files) {
    const count = fresh();
    try {
      await readFile(source, file, manifest, work, count, sum.rows);
      add(sum, count, work.badRows);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      refused.push({ key: file.key, says: error.message });
    }
  }
  const complete = refused.length === 0 && sum.badRows === 0;
  const without = manifest.files.filter(({ md5 }) => md5 === undefined).length;
  return overall({
    bucket: manifest.bucket,
    today: work.today.toISOString(),
    looked: {
      how: 'inventory',
      listed: sum.judged,
      complete,
      judged: sum.judged,
      gone: 0,
      says: [
        `${complete ? 'all of the inventory' : 'what could be read of the inventory'} was looked at: ${plural(sum.judged, 'object')}`,
        ...refused.length > 0 ? [`${plural(refused.length, 'file')} of ${manifest.files.length} could not be read`] : [],
        ...sum.badRows > 0 ? [`${plural(sum.badRows, 'row')} could not be read`] : [],
      ].join('; '),
    },
    checks: [
      ...sum.tallies.map(tally => tally.report({ whole: complete, supports: supportsOf(work.frameworks, tally.expected.control) })),
      ...unclearReports(wanted.unclear, sum.judged, work.frameworks),
    ],
    notAsked: wanted.notAsked,
    inventory: {
      ...manifest.made !== undefined && { made: new Date(manifest.made).toISOString() },
      filesRead: manifest.files.length - refused.length,
      filesRefused: refused,
      rows: sum.rows,
      deleteMarkers: sum.deleteMarkers,
      noncurrent: sum.noncurrent,
      badRows: sum.badRows,
      badRowExamples: sum.bad,
      notes: [
        'an inventory may lack objects that were written, or name some that were deleted, shortly before it was made',
        ...checksum === undefined ? ['there is no manifest.checksum, so the manifest itself was not verified'] : [],
        ...without > 0 ? [`the manifest names no MD5 for ${plural(without, 'file')}, so nobody knows whether they are whole`] : [],
      ],
    },
  });
}

async function readFile(
  source: InventorySource, file: InventoryFile, { columns, bucket }: Manifest, work: InventoryWork, count: FileCount, before: number,
): Promise<void> {
  const today = work.today.getTime();
  const grants: Memo = new Map();
  const wrong = (row: number, says: string) => {
    count.badRows++;
    if (count.bad.length < work.badRows) count.bad.push({ file: file.key, row, says });
  };
  for await (const found of rowsOfFile(source, file, columns, work.signal)) {
    count.rows++;
    if ((before + count.rows) % ROWS_BETWEEN === 0) work.onProgress?.('rows read', before + count.rows);
    if (found.bad !== undefined) {
      wrong(found.number, found.bad);
      continue;
    }
    const { row } = found;
    if (row.bucket !== bucket) {
      wrong(found.number, 'it is of another bucket than the manifest');
      continue;
    }
    if (row.isDeleteMarker) {
      count.deleteMarkers++;
      continue;
    }
    if (row.isLatest === false) count.noncurrent++;
    count.judged++;
    const facts = factsOf(row, grants);
    const subject = { key: row.key, versionId: row.versionId, written: row.lastModified };
    for (const tally of count.tallies) tally.add(tally.expected.judge(facts, today), subject);
  }
}

function add(sum: FileCount, count: FileCount, most: number): void {
  sum.tallies.forEach((tally, i) => tally.merge(count.tallies[i]));
  sum.bad.push(...count.bad.slice(0, most - sum.bad.length));
  for (const name of ['rows', 'judged', 'badRows', 'deleteMarkers', 'noncurrent'] as const) sum[name] += count[name];
}

import { type Asked, asked } from './parts/objects-bucket';
import { frameworksOf, supportsOf } from './parts/objects-controls';
import { drawByStartKeys, type Drawn, drawEvenly } from './parts/objects-draw';
import type { ObjectExpectations } from './parts/objects-expect';
import { auditInventoryRows } from './parts/objects-inventory';
import type { InventorySource } from './parts/objects-inventory-source';
import { readObject } from './parts/objects-live';
import { checkExpectations, checkNumber, checkToday } from './parts/objects-options';
import { seeded } from './parts/objects-random';
import { type ObjectsReport } from './parts/objects-report';
import { Tally } from './parts/objects-tally';
import { overall, unclearReports } from './parts/objects-whole';
import { forEach } from './parts/objects-workers';
import type { Port } from '../posture/live/port';

export type { ExpectedRetention, ObjectCheck, ObjectEncryption, ObjectExpectations } from './parts/objects-expect';
export { InventoryError } from './parts/objects-inventory-manifest';
export { bucketInventory, fileInventory, type InventorySource } from './parts/objects-inventory-source';
export { type InventoryRow, inventoryRows, type RowOutcome } from './parts/objects-inventory-rows';
export { objectsInWords } from './parts/objects-text';
export { type ObjectObservation, objectObservations } from './parts/objects-observations';
export { OBJECTS_SCHEMA } from './parts/objects-report';
export type { BadRow, Bound, CheckReport, Example, InventoryReport, Looked, ObjectsOutcome, ObjectsReport } from './parts/objects-report';
export { upperBound } from './parts/objects-bound';

export interface ObjectsOptions {
  /** The account that owns the bucket, 12 digits: it goes with each request, so that a bucket of somebody else is refused. */
  readonly account: string;
  readonly bucket: string;
  /** @default - all keys */
  readonly prefix?: string;
  /** What objects must show. @default - what the bucket's own configuration says */
  readonly expect?: ObjectExpectations;
  /** The moment that retention is counted against. */
  readonly today: Date;
  /** Objects to look at, 1 to 100,000. @default 100 */
  readonly sample?: number;
  /** Seed of the drawing, 0 to 4,294,967,295: the same one draws the same objects from the same listing. @default 1 */
  readonly seed?: number;
  /**
   * `reservoir` lists up to `limit` objects and draws among them with the same chance for each; `start-keys` lists only pages behind random keys,
   * which is for buckets too large to list, and biased. @default reservoir
   */
  readonly by?: 'reservoir' | 'start-keys';
  /** Objects to list at most; a request lists 1,000. @default 1000000 */
  readonly limit?: number;
  /** Objects to look at at once, 1 to 100. @default 8 */
  readonly concurrency?: number;
  /** Objects to name as examples in each check. @default 10 */
  readonly examples?: number;
  /** Ids of the frameworks whose requirements are named. @default - all */
  readonly frameworks?: readonly string[];
  /** Stops the audit, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called often, with how far the work is; `total` is unknown while objects are listed. */
  readonly onProgress?: (what: 'objects listed' | 'objects judged', done: number, total?: number) => void;
}

/**
 * Judges a sample of the current objects of a bucket. Never rejects for what AWS answers: what is refused, odd or missing is unknown, with the reason.
 * Asks each thing once; wrap the port where throttled requests should be asked again.
 *
 * Archived objects are judged like others, without a restore: only their metadata is read.
 *
 * @throws TypeError, RangeError for options that cannot be
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export async function auditObjects(port: Port, options: ObjectsOptions): Promise<ObjectsReport> {
  const { account, bucket, prefix, expect = {}, seed = 1, by = 'reservoir', signal, onProgress } = options;
  if (!/^\d{12}$/.test(account)) throw new RangeError(`'account' must be 12 digits, got '${account}'`);
  checkExpectations(expect);
  const today = checkToday(options.today);
  checkNumber('seed', seed, 0, 4_294_967_295);
  const sample = checkNumber('sample', options.sample ?? 100, 1, 100_000);
  const limit = checkNumber('limit', options.limit ?? 1_000_000, 1, Number.MAX_SAFE_INTEGER);
  const concurrency = checkNumber('concurrency', options.concurrency ?? 8, 1, 100);
  const most = checkNumber('examples', options.examples ?? 10, 0, 10_000);
  const frameworks = frameworksOf(options.frameworks);

  const place = { account, bucket, prefix, signal };
  const wanted = await asked(expect, port, place);
  const draw = by === 'start-keys' ? drawByStartKeys : drawEvenly;
  const drawn = await draw(port, place, { sample, limit, random: seeded(seed), onListed: n => onProgress?.('objects listed', n) });

  const tallies = wanted.expected.map(one => new Tally(one, most));
  const found = await forEach(drawn.objects, concurrency, async object => readObject(port, place, object, wanted.expected),
    done => onProgress?.('objects judged', done, drawn.objects.length));
  let gone = 0;
  found.forEach((facts, i) => {
    if (facts === 'gone') gone++;
    else for (const tally of tallies) tally.add(tally.expected.judge(facts, today.getTime()), drawn.objects[i]);
  });
  const biased = by === 'start-keys' && !drawn.complete;
  const judged = drawn.objects.length - gone;
  const among = biased ? undefined : { count: drawn.listed, words: `${drawn.listed} objects listed` };
  const whole = drawn.refused === undefined && (judged > 0 || (drawn.complete && gone === drawn.objects.length));
  const checks = [
    ...tallies.map(tally => tally.report({ whole, among, supports: supportsOf(frameworks, tally.expected.control) })),
    ...unclearReports(wanted.unclear, judged, frameworks),
  ];
  return overall({
    bucket,
    account,
    ...prefix !== undefined && { prefix },
    today: today.toISOString(),
    looked: {
      how: biased ? 'start-keys' : 'reservoir',
      listed: drawn.listed,
      complete: drawn.complete,
      judged,
      gone,
      seed,
      says: drawnInWords(drawn, { judged, gone, biased }),
    },
    checks,
    notAsked: wanted.notAsked,
  });
}

interface Fate {
  readonly judged: number;
  readonly gone: number;
  readonly biased: boolean;
}

function drawnInWords({ listed, complete, refused, objects }: Drawn, { judged, gone, biased }: Fate): string {
  const drawn = objects.length === listed && complete ? (listed === 1 ? 'the one object was looked at' : `all ${listed} objects were looked at`) : `${objects.length} of ${listed} listed objects were drawn`;
  return [
    biased ? `${objects.length} objects were drawn from pages behind random keys: the sample is biased, and says nothing about the others` : drawn,
    ...gone > 0 ? [`${gone} ${gone === 1 ? 'was deleted meanwhile and does' : 'were deleted meanwhile and do'} not count, so ${judged} were judged`] : [],
    ...refused !== undefined ? [`the listing broke off: ${refused}`]
      : complete || biased ? [] : ['the listing was cut at its limit, so the objects behind it had no chance'],
  ].join('; ');
}

export interface InventoryOptions {
  /** What objects must show. An inventory names neither keys nor tags: to ask for them gives unknown. @default - any encryption */
  readonly expect?: ObjectExpectations;
  /** The port and the account, where the bucket's own configuration shall say what the caller leaves open. @default - the caller alone decides */
  readonly defaults?: { readonly port: Port; readonly account: string };
  /** The moment that retention is counted against. */
  readonly today: Date;
  /** Objects to name as examples in each check. @default 10 */
  readonly examples?: number;
  /** Bad rows to name. @default 100 */
  readonly badRows?: number;
  /** Ids of the frameworks whose requirements are named. @default - all */
  readonly frameworks?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called often, with the rows that were read. */
  readonly onProgress?: (what: 'rows read', done: number) => void;
}

/**
 * Judges all objects that an S3 Inventory lists, however many: files are read as streams, and the memory that it takes does not grow with them.
 * A file that is missing, damaged or not the one of the manifest counts for nothing, is named, and leaves every check unknown at best.
 *
 * @throws InventoryError where the manifest cannot be read, or the format is not CSV
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
 */
export async function auditInventory(source: InventorySource, options: InventoryOptions): Promise<ObjectsReport> {
  checkExpectations(options.expect ?? {});
  const today = checkToday(options.today);
  const most = checkNumber('examples', options.examples ?? 10, 0, 10_000);
  const badRows = checkNumber('badRows', options.badRows ?? 100, 0, 1_000_000);
  const frameworks = frameworksOf(options.frameworks);
  const expectations = async (bucket: string): Promise<Asked> => {
    const { expect = {}, defaults, signal } = options;
    if (defaults !== undefined) return asked(expect, defaults.port, { account: defaults.account, bucket, signal });
    return asked(Object.keys(expect).length > 0 ? expect : { encryption: ['AES256', 'aws:kms', 'aws:kms:dsse'] });
  };
  return auditInventoryRows(source, { expectations, today, most, badRows, frameworks, signal: options.signal, onProgress: options.onProgress });
}

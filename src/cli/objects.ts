import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { type AwsCommand, targetsOf } from './aws';
import type { Io } from './io';
import { dayIn } from './options';
import { Problem } from './problem';
import { progressOn } from './progress';
import { toJsonText } from '../evidence/json';
import { frameworkById } from '../frameworks';
import type { Port } from '../posture/live/port';
import { patient } from '../runtime/audit';
import {
  auditInventory, auditObjects, bucketInventory, fileInventory, InventoryError, type InventorySource, type ObjectEncryption, type ObjectExpectations,
  objectsInWords, type ObjectsReport,
} from '../runtime/audit-objects';

export const OBJECTS_FAIL_ON = ['fail', 'unknown', 'none'] as const;

export interface ObjectsCommand extends Pick<AwsCommand, 'account' | 'region' | 'profile' | 'endpoint' | 'roleArn'> {
  readonly inventory?: string;
  readonly inventoryAccount?: string;
  readonly sample?: number;
  /** @default - a random one */
  readonly seed?: number;
  readonly prefix?: string;
  readonly limit?: number;
  readonly startKeys?: boolean;
  readonly encryption?: readonly ObjectEncryption[];
  readonly key?: string;
  /** `true` is any checksum. */
  readonly checksum?: string | true;
  readonly retentionMode?: 'GOVERNANCE' | 'COMPLIANCE';
  readonly minDays?: number;
  readonly minDaysLeft?: number;
  readonly legalHold?: boolean;
  readonly tag?: readonly string[];
  readonly storageClass?: readonly string[];
  readonly framework?: readonly string[];
  readonly concurrency?: number;
  readonly attempts?: number;
  readonly at?: string;
  readonly format: 'text' | 'json';
  readonly failOn: typeof OBJECTS_FAIL_ON[number];
  readonly quiet?: boolean;
}

/** Judges objects: 0 where none fails that `--fail-on` asks for, 1 where one does. */
export async function objects(bucket: string | undefined, options: ObjectsCommand, io: Io): Promise<number> {
  const progress = progressOn(io, options.quiet);
  try {
    const report = await reportOn(bucket, options, io, progress.step);
    progress.end();
    mustHaveSeen(report);
    io.stdout.write(options.format === 'json' ? toJsonText(report) : objectsInWords(report));
    return report.outcome === 'fail' && options.failOn !== 'none' ? 1 : report.outcome === 'unknown' && options.failOn === 'unknown' ? 1 : 0;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError || error instanceof InventoryError) throw new Problem(error.message);
    throw error;
  } finally {
    progress.end();
  }
}

/** Nothing that was judged is no good news. */
function mustHaveSeen({ looked, inventory }: ObjectsReport): void {
  if (looked.judged > 0 || looked.complete) return;
  const why = inventory?.filesRefused.map(({ key, says }) => `${key}: ${says}`)[0];
  throw new Problem(`nothing was judged: ${looked.says}${why === undefined ? '' : `; ${why}`}`);
}

type Step = (what: string, done: number, total?: number) => void;

async function reportOn(bucket: string | undefined, options: ObjectsCommand, io: Io, onProgress: Step): Promise<ObjectsReport> {
  const day = dayIn(options.at);
  const today = day === undefined ? new Date() : new Date(`${day}T00:00:00Z`);
  const framework = options.framework?.includes('all') ? undefined : options.framework;
  framework?.forEach(frameworkById);
  const common = { expect: expectations(options), today, ...framework && { frameworks: framework }, onProgress };
  if (options.inventory === undefined) {
    if (bucket === undefined) throw new Problem('no bucket given; name one, or pass --inventory');
    if (options.inventoryAccount !== undefined) throw new Problem("'--inventory-account' is for '--inventory'; leave it out");
    return asking(bucket, options, io, async (port, account) => {
      const { prefix, sample, limit, concurrency, startKeys, seed = randomInt(2 ** 32) } = options;
      return auditObjects(port, { ...common, account, bucket, prefix, sample, limit, concurrency, seed, by: startKeys ? 'start-keys' : 'reservoir' });
    });
  }
  const drawing = (['sample', 'seed', 'prefix', 'limit', 'startKeys'] as const).find(name => options[name] !== undefined);
  if (drawing !== undefined) throw new Problem(`an inventory is judged whole; leave out '--${drawing === 'startKeys' ? 'start-keys' : drawing}'`);
  const [, at, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(options.inventory) ?? [];
  if (at === undefined && bucket === undefined) return auditInventory(fileInventory(resolve(io.cwd, options.inventory)), common);
  return asking(bucket ?? at, options, io, async (port, account) => {
    const source: InventorySource = at === undefined ? fileInventory(resolve(io.cwd, options.inventory!))
      : bucketInventory(port, { account: options.inventoryAccount ?? account, bucket: at, key });
    const report = await auditInventory(source, { ...common, ...bucket !== undefined && { defaults: { port, account } } });
    if (bucket !== undefined && report.bucket !== bucket) throw new Problem(`the inventory is of the bucket '${report.bucket}', got '${bucket}'; name that one`);
    return report;
  });
}

/** Gives work a port that asks again where that helps, and lets go of it afterwards. */
async function asking<T>(bucket: string, options: ObjectsCommand, io: Io, work: (port: Port, account: string) => Promise<T>): Promise<T> {
  if ((options.roleArn?.length ?? 0) > 1) throw new Problem("'--role-arn' is there several times; pass one, for the account of the bucket");
  const [{ port, account }] = await targetsOf(options, [bucket], io);
  try {
    return await work(patient(port, { ...options.attempts !== undefined && { attempts: options.attempts } }), account);
  } finally {
    (port as { close?(): void }).close?.();
  }
}

function expectations(options: ObjectsCommand): ObjectExpectations {
  const { encryption, key, checksum, retentionMode, minDays, minDaysLeft, legalHold, tag, storageClass } = options;
  const retention = {
    ...retentionMode && { mode: retentionMode },
    ...minDays !== undefined && { minDays },
    ...minDaysLeft !== undefined && { minDaysLeft },
  };
  return {
    ...encryption && { encryption },
    ...key !== undefined && { keyArn: key },
    ...checksum !== undefined && { checksum: checksum === true ? 'any' : checksum.split(',').map(name => name.trim().toUpperCase()) },
    ...Object.keys(retention).length > 0 && { retention },
    ...legalHold && { legalHold },
    ...tag && { tags: Object.fromEntries(tag.map(tagIn)) },
    ...storageClass && { storageClasses: storageClass },
  };
}

/** `key=value`, or `key` for any value. */
function tagIn(text: string): readonly [string, string | true] {
  const [, key, value] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (key === undefined) throw new Problem(`'--tag' must be key or key=value, got '${text}'`);
  return [key, value ?? true];
}

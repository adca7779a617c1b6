import { importFindings, type Imported } from './import-findings';
import { isGone, readingsSeen, type Seen } from './scheduled-facts';
import type { Settings, Task, World } from './scheduled-world';
import { asffFindings, type AsffOptions, asffGone, dayOf, evaluate, toHtml, toJson } from '../../evidence';
import type { Framework } from '../../frameworks/framework';
import { isKnown } from '../../posture/fact';
import type { Observation } from '../../posture/live';
import type { BucketReading } from '../../posture/reading';

/** Buckets of one report: more would be slow to open, and a lot to hold. */
const TOGETHER = 100;

/** What is judged and sent at once. */
export type Portion =
  | { readonly framework: Framework; readonly readings: readonly BucketReading[]; readonly number: number }
  | { readonly framework: Framework; readonly gone: readonly string[] };

export interface Judging extends Seen {
  /** Buckets that an earlier run judged, and that are not there any more. */
  readonly gone: readonly string[];
}

/** The work of a run, in an order that every invocation finds again. */
export function portionsOf({ gone, ...seen }: Judging, frameworks: readonly Framework[]): readonly Portion[] {
  const lost = new Set([...gone, ...seen.recordings.filter(isGone).map(({ bucket }) => bucket)]);
  const there = seen.recordings.filter(({ bucket }) => !lost.has(bucket));
  const readings = readingsSeen({ ...seen, recordings: there, ...seen.listed && { listed: seen.listed.filter(name => !lost.has(name)) } });
  const parts = Array.from({ length: Math.ceil(readings.length / TOGETHER) }, (_, i) => readings.slice(i * TOGETHER, (i + 1) * TOGETHER));
  return frameworks.flatMap((framework): readonly Portion[] => [
    ...lost.size === 0 ? [] : [{ framework, gone: [...lost].sort() }],
    ...parts.map((part, i) => ({ framework, readings: part, number: i + 1 })),
  ]);
}

export interface Done extends Imported {
  readonly buckets: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Judges a portion, keeps its report and sends its findings. */
export async function workOn(
  portion: Portion, task: Task, settings: Settings, world: World, observations: readonly Observation[],
): Promise<Done> {
  const { account, region, partition } = settings;
  const { framework } = portion;
  const options: AsffOptions = { region, partition, at: task.at };
  if ('gone' in portion) {
    const findings = portion.gone.flatMap(bucket => asffGone(framework, account, bucket, options));
    return { buckets: 0, outcomes: {}, ...await importFindings(findings, world) };
  }
  const report = evaluate(portion.readings, framework, { generatedAt: task.at, today: dayOf(new Date(task.at)), observations });
  const key = `reports/${task.at.slice(0, 10)}/${task.run}/${framework.id}-${String(task.hop).padStart(2, '0')}-${String(portion.number).padStart(4, '0')}`;
  await world.store?.put(`${key}.json`, toJson(report), 'application/json');
  await world.store?.put(`${key}.html`, toHtml([report]), 'text/html; charset=utf-8');
  const findings = world.send ? asffFindings(report, { ...options, regions: regionsOf(portion.readings) }) : [];
  return { buckets: report.summary.buckets, outcomes: { ...report.summary.outcomes }, ...await importFindings(findings, world) };
}

function regionsOf(readings: readonly BucketReading[]): ReadonlyMap<string, string> {
  return new Map(readings.flatMap(({ logicalId, alternatives: [only] }) => {
    const region = only?.posture.region;
    return region && isKnown(region) ? [[logicalId, region.value] as const] : [];
  }));
}

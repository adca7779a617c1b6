import type { Entry } from './audit-journal';
import { keep, listedIn, observationsIn, readBefore, recordingsIn } from './scheduled-journal';
import { type Done, type Judging, portionsOf, workOn } from './scheduled-judge';
import { lastInOrder, readOn } from './scheduled-read';
import { type Settings, SPARE, type Store, type Task, type World } from './scheduled-world';

/** What one invocation did, for its line in the log. */
interface Tally {
  buckets: number;
  sent: number;
  refused: number;
  readonly codes: Set<string>;
  readonly outcomes: Record<string, Record<string, number>>;
}

/**
 * One invocation of a scheduled audit: reads buckets, and once all are read, judges them together, keeps the reports and sends the findings. Where
 * time is short it keeps what it read in the store and begins the next invocation, which goes on from there.
 *
 * Without a store each invocation judges and sends what it read itself; what only shows beside the buckets of the others is unknown then.
 *
 * @throws Error where buckets could not be read in the time, or Security Hub refused findings: after all else was done
 */
export async function scheduledAudit(task: Task, settings: Settings, world: World): Promise<void> {
  const tally: Tally = { buckets: 0, sent: 0, refused: task.refused ?? 0, codes: new Set(), outcomes: {} };
  const line = (ended: string, more: object = {}) => world.log({
    run: task.run,
    invocation: task.hop,
    ended,
    buckets: tally.buckets,
    outcomes: tally.outcomes,
    findings: tally.sent,
    refused: tally.refused,
    ...tally.codes.size > 0 && { codes: [...tally.codes].sort() },
    ...more,
  });
  const ended = await (world.store ? withStore : withoutStore)(task, settings, world, tally);
  line(ended.next ? 'handed on' : ended.left > 0 || tally.refused > 0 ? 'failed' : 'done', { left: ended.left });
  if (ended.next) return world.handOn({ ...ended.next, refused: tally.refused });
  if (ended.left > 0) {
    throw new Error(`run ${task.run}: ${ended.left} buckets were not read in ${task.hop + 1} invocations; raise 'concurrency' or 'maxHandOvers', or audit fewer buckets`);
  }
  if (tally.refused > 0) {
    throw new Error(`run ${task.run}: Security Hub refused ${tally.refused} findings${tally.codes.size > 0 ? ` (${[...tally.codes].sort().join(', ')})` : ''}; all else was done`);
  }
}

interface Ended {
  readonly next?: Task;
  readonly left: number;
}

async function withStore(task: Task, settings: Settings, world: World, tally: Tally): Promise<Ended> {
  const store = world.store!;
  const read = await readBefore(task, store);
  const before = read.entries.length;
  let left = task.left ?? 0;
  if (task.portions === undefined) {
    const progress = await readOn(task, settings, world, read);
    if (!progress.finished) {
      await keep(task, read.entries.slice(before), store);
      if (task.hop < readingHops(settings)) return { left: progress.left, next: { ...task, hop: task.hop + 1 } };
      left = progress.left;
    }
  }
  const judging = await judgingOf(task, settings, read.entries, store, left === 0);
  const portions = portionsOf(judging, settings.frameworks);
  const observations = observationsIn(read.entries);
  for (let i = task.portions ?? 0; i < portions.length; i++) {
    if (world.remaining() < SPARE) {
      await keep(task, read.entries.slice(before), store);
      if (task.hop >= settings.handOvers) throw new Error(`run ${task.run}: time was too short to judge all in ${task.hop + 1} invocations; raise 'maxHandOvers'`);
      return { left, next: { ...task, hop: task.hop + 1, portions: i, left } };
    }
    add(tally, portions[i].framework.id, await workOn(portions[i], task, settings, world, observations));
  }
  if (left === 0) await store.put(STATE, JSON.stringify({ buckets: namesOf(task, judging) }), 'application/json');
  return { left };
}

/** How many invocations may read; the rest is for judging and sending. */
const readingHops = ({ handOvers }: Settings): number => Math.floor(handOvers * 2 / 3);

async function withoutStore(task: Task, settings: Settings, world: World, tally: Tally): Promise<Ended> {
  const read = await readBefore(task, undefined);
  const { finished, listed, left } = await readOn(task, settings, world, read);
  const names = (listed ?? task.buckets ?? []).filter(name => task.after === undefined || name > task.after);
  const last = finished ? undefined : lastInOrder(names, read.entries);
  const recordings = recordingsIn(read.entries).filter(({ bucket }) => finished || (last !== undefined && bucket <= last));
  const { account, frameworks } = settings;
  const portions = portionsOf({ account, recordings, exceptions: task.exceptions, gone: [], ...listed && { listed } }, frameworks);
  const observations = observationsIn(read.entries);
  for (const portion of portions) add(tally, portion.framework.id, await workOn(portion, task, settings, world, observations));
  if (finished) return { left: 0 };
  return task.hop < settings.handOvers ? { left, next: { ...task, hop: task.hop + 1, ...last !== undefined && { after: last } } } : { left };
}

const STATE = 'state/buckets.json';

/** @param all whether every bucket was read: else nobody knows which are gone */
async function judgingOf(task: Task, { account }: Settings, entries: readonly Entry[], store: Store, all: boolean): Promise<Judging> {
  const listed = task.buckets ? undefined : listedIn(entries);
  const recordings = recordingsIn(entries);
  const now = task.buckets ?? listed;
  const earlier = all && now ? namesIn(await store.get(STATE)) : [];
  return { account, recordings, exceptions: task.exceptions, ...listed && { listed }, gone: earlier.filter(name => !now!.includes(name)) };
}

const namesOf = ({ buckets }: Task, { listed }: Judging): readonly string[] => buckets ?? listed ?? [];

/** The buckets of the last run; none where there is no word of it. */
function namesIn(text: Uint8Array | undefined): readonly string[] {
  try {
    const { buckets } = JSON.parse(new TextDecoder().decode(text)) as { readonly buckets?: unknown };
    return Array.isArray(buckets) ? buckets.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function add(tally: Tally, framework: string, { buckets, sent, refused, outcomes }: Done): void {
  tally.buckets += buckets;
  tally.sent += sent;
  tally.refused += refused.length;
  refused.forEach(({ code }) => tally.codes.add(code));
  const sums = tally.outcomes[framework] ??= {};
  for (const [outcome, times] of Object.entries(outcomes)) sums[outcome] = (sums[outcome] ?? 0) + times;
}

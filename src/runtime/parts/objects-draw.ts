import { type Listed, pageOf, pages, type Place } from './objects-list';
import { Reservoir } from './objects-random';
import type { Port } from '../../posture/live/port';

/** Objects to look at, and what they were drawn from. */
export interface Drawn {
  readonly objects: readonly Listed[];
  readonly listed: number;
  readonly complete: boolean;
  /** Why the listing broke off, where AWS did not answer. */
  readonly refused?: string;
}

export interface Drawing {
  readonly sample: number;
  /** Objects to list at most. */
  readonly limit: number;
  readonly random: () => number;
  readonly onListed?: (listed: number) => void;
}

/** Draws among all that is listed, each object with the same chance. */
export async function drawEvenly(port: Port, place: Place, { sample, limit, random, onListed }: Drawing): Promise<Drawn> {
  const reservoir = new Reservoir<Listed>(sample, random);
  let listed = 0;
  for await (const { objects, next, refused } of pages(port, place)) {
    for (const object of objects.slice(0, limit - listed)) reservoir.show(object);
    const cut = next !== undefined || listed + objects.length > limit;
    listed = Math.min(limit, listed + objects.length);
    onListed?.(listed);
    if (refused !== undefined) return { objects: reservoir.kept, listed, complete: false, refused };
    if (listed === limit && cut) return { objects: reservoir.kept, listed, complete: false };
  }
  return { objects: reservoir.kept, listed, complete: true };
}

/** Objects of one page that may be kept. */
const OF_A_PAGE = 2;
const PAGE = 100;

/**
 * Draws without listing the bucket: asks for the page behind a random key, again and again, and keeps a few objects of each. Random keys are
 * beginnings of keys that were seen, with another character behind. Objects behind wide gaps between keys are likelier than others,
 * so the sample is biased.
 */
export async function drawByStartKeys(port: Port, place: Place, { sample, limit, random, onListed }: Drawing): Promise<Drawn> {
  const kept = new Map<string, Listed>();
  const seen = new Set<string>();
  const tries = 3 * Math.ceil(sample / OF_A_PAGE) + 10;
  for (let attempt = 0; attempt < tries && kept.size < sample && seen.size < limit; attempt++) {
    const page = await pageOf(port, place, { MaxKeys: PAGE, ...attempt > 0 && { StartAfter: startKey([...kept.keys()], place.prefix ?? '', random) } });
    if (page.refused !== undefined) return { objects: [...kept.values()], listed: seen.size, complete: false, refused: page.refused };
    if (attempt === 0 && page.next === undefined) return drawEvenly(port, place, { sample, limit, random, onListed });
    for (const { key } of page.objects) seen.add(key);
    const reservoir = new Reservoir<Listed>(OF_A_PAGE, random);
    for (const object of page.objects) reservoir.show(object);
    for (const object of reservoir.kept) if (kept.size < sample) kept.set(object.key, object);
    onListed?.(seen.size);
  }
  return { objects: [...kept.values()], listed: seen.size, complete: false };
}

const FIRST = 0x21;
const LAST = 0x7a;

/** A random beginning of a key that is known, and a random character of printable ASCII: half of the time one behind the key's own, to get ahead. */
function startKey(keys: readonly string[], prefix: string, random: () => number): string {
  const key = keys[Math.floor(random() * keys.length)] ?? prefix;
  const most = Math.max(0, key.length - prefix.length);
  const cut = prefix.length + Math.floor(random() * (Math.min(most, 24) + 1));
  const own = key.charCodeAt(cut);
  const first = random() < 0.5 && own >= FIRST && own < LAST ? own + 1 : FIRST;
  return `${key.slice(0, cut).replace(/[\ud800-\udbff]$/, '')}${String.fromCharCode(first + Math.floor(random() * (LAST - first + 1)))}`;
}

import type { BucketPosture } from '../bucket-posture';
import type { Alternative } from '../reading';
import type { Stack } from './assembly';
import { sameJson } from './json-value';
import { type Decision, World } from './world';

const MAX_ALTERNATIVES = 64;

/** What a bucket is in one world, and the statements that tell that world from others, the less telling ones first. */
interface Leaf {
  readonly posture?: BucketPosture;
  readonly says: ReadonlyMap<string, { readonly holds: boolean; readonly words: string }>;
}

/** Reads a bucket once for every outcome of the comparisons that it turns out to depend on. */
export function readAlternatives(home: Stack, readIn: (world: World) => BucketPosture | undefined): readonly Alternative[] {
  const leaves: Leaf[] = [];
  const open: (readonly Decision[])[] = [[]];
  for (let decisions = open.shift(); decisions; decisions = open.shift()) {
    const world = new World(home, decisions);
    const posture = readIn(world);
    const { asked } = world;
    if (asked && leaves.length + open.length + 2 <= MAX_ALTERNATIVES) {
      open.push([...decisions, { atom: asked, holds: true }], [...decisions, { atom: asked, holds: false }]);
    } else {
      leaves.push({ posture, says: statements(world) });
    }
  }
  return merge(leaves);
}

function statements({ decisions, conditions }: World): Leaf['says'] {
  const says = new Map<string, { holds: boolean; words: string }>();
  for (const { atom, holds } of decisions) says.set(`atom ${atom.operand}=${atom.literal}`, { holds, words: atom.says[holds ? 0 : 1] });
  for (const [name, holds] of conditions) says.set(`condition ${name}`, { holds, words: `${name} is ${holds}` });
  return says;
}

/** Worlds in which the bucket is the same become one, told from the others by as few statements as will do. */
function merge(leaves: readonly Leaf[]): readonly Alternative[] {
  const groups: Leaf[][] = [];
  for (const leaf of leaves) {
    const group = groups.find(([first]) => sameJson(first.posture, leaf.posture));
    if (group) group.push(leaf);
    else groups.push([leaf]);
  }
  const telling = tellingStatements(groups);
  return groups.flatMap(group => {
    const [{ posture }] = group;
    return posture ? [{ when: whenOf(group, groups, telling), posture }] : [];
  });
}

/** The statements without which worlds of two groups would read the same: each is left out in turn, and kept where it is missed. */
function tellingStatements(groups: readonly (readonly Leaf[])[]): readonly string[] {
  if (groups.length === 1) return [];
  const all = [...new Set(groups.flat().flatMap(({ says }) => [...says.keys()]))];
  const ordered = [...all.filter(key => key.startsWith('atom ')), ...all.filter(key => !key.startsWith('atom ')).reverse()];
  const pairs = groups.flatMap((group, i) => group.flatMap(a => groups.slice(i + 1).flat().map(b => [a, b] as const)));
  const kept = new Set(ordered);
  for (const key of ordered) {
    kept.delete(key);
    if (!pairs.every(([a, b]) => differ(a, b, kept))) kept.add(key);
  }
  return all.filter(key => kept.has(key));
}

function differ(a: Leaf, b: Leaf, keys: Iterable<string>): boolean {
  for (const key of keys) {
    const [left, right] = [a.says.get(key), b.says.get(key)];
    if (left && right && left.holds !== right.holds) return true;
  }
  return false;
}

/** What the worlds of a group have in common, where that is enough; else each of them in words. */
function whenOf(group: readonly Leaf[], groups: readonly (readonly Leaf[])[], telling: readonly string[]): readonly string[] {
  const [first] = group;
  const words = ({ says }: Leaf, keys: readonly string[]): readonly string[] => keys.flatMap(key => says.get(key)?.words ?? []);
  const common = telling.filter(key => first.says.has(key) && group.every(({ says }) => says.get(key)?.holds === first.says.get(key)?.holds));
  const outsiders = groups.filter(other => other !== group).flat();
  if (outsiders.every(other => differ(first, other, common))) return words(first, common);
  return [[...new Set(group.map(leaf => words(leaf, telling).join(' and ')))].join(', or ')];
}

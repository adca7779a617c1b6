/**
 * JSON in which each different part is written once: reports of a thousand buckets repeat themselves a thousand times.
 * The parts are numbered, what a part holds comes before it, and the last one is the whole.
 */
export interface Packed {
  /** The keys of each kind of object. */
  readonly shapes: readonly (readonly string[])[];
  readonly parts: readonly Part[];
}

/** A scalar; or a list, as 0 and its items; or an object, as 1 + the number of its shape and its values. */
export type Part = string | number | boolean | null | readonly number[];

/** Packs plain JSON, each text in it as `change` gives it; members that are undefined are left out, as JSON does. */
export function pack(value: unknown, change: (text: string) => string = text => text): Packed {
  const shapes = new Map<string, number>();
  const scalars = new Map<unknown, number>();
  const lists = new Map<string, number>();
  const parts: Part[] = [];

  const numbered = <K>(known: Map<K, number>, key: K, part: () => Part): number => {
    const number = known.get(key);
    if (number !== undefined) return number;
    known.set(key, parts.length);
    return parts.push(part()) - 1;
  };
  const listed = (list: readonly number[]): number => numbered(lists, list.join(), () => list);
  const shapeOf = (keys: readonly string[]): number => {
    const key = JSON.stringify(keys);
    if (!shapes.has(key)) shapes.set(key, shapes.size);
    return shapes.get(key)!;
  };
  const visit = (item: unknown): number => {
    if (Array.isArray(item)) return listed([0, ...item.map(visit)]);
    if (typeof item !== 'object' || item === null) return numbered(scalars, item, () => typeof item === 'string' ? change(item) : item as Part);
    const keys = Object.keys(item).filter(key => (item as Record<string, unknown>)[key] !== undefined);
    return listed([1 + shapeOf(keys), ...keys.map(key => visit((item as Record<string, unknown>)[key]))]);
  };

  visit(value);
  return { shapes: [...shapes.keys()].map(key => JSON.parse(key) as string[]), parts };
}

import type { Scope } from './scope';

/**
 * Reads once what many buckets share, such as a log bucket or a trail. It is read again only in a world that decides
 * something it depends on.
 */
export function share<T>(key: string, scope: Scope, compute: () => T): T {
  const { world, assembly } = scope;
  const entry = assembly.shared.get(`${world.home.label}|${key}`);
  if (entry && !world.decides(entry.operands)) {
    for (const operand of entry.operands) world.consulted.add(operand);
    return entry.value as T;
  }
  const { consulted, asked } = world;
  world.consulted = new Set();
  world.asked = undefined;
  const value = compute();
  const undecided = world.asked !== undefined;
  if (!undecided && !world.decides(world.consulted)) assembly.shared.set(`${world.home.label}|${key}`, { value, operands: world.consulted });
  for (const operand of world.consulted) consulted.add(operand);
  world.consulted = consulted;
  world.asked = asked ?? world.asked;
  return value;
}

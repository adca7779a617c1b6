import { LASTING, PASSING } from './contract';
import type { Exception } from './exceptions';
import { losses } from './losses';
import type { SavedStack } from './template';

type Stacks = ReadonlyMap<string, SavedStack>;

/** What the upgrade from a release to today would lose, one sentence each; what was decided is left out, and a decision without a loss is said. */
export function compare(release: string, before: Stacks, today: Stacks, exceptions: readonly Exception[]): string[] {
  const lost = [...before].flatMap(([stack, { template }]) => {
    const now = today.get(stack);
    return now ? losses(template, now.template).map(loss => ({ stack, ...loss })) : [{ stack, id: '', type: 'stack', what: 'is not in the set any more: add it again' }];
  });
  const mine = exceptions.filter(exception => exception.release === release);
  const decided = (loss: { stack: string; id: string }) => mine.some(({ stack, id }) => stack === loss.stack && id === loss.id);
  const stale = mine.filter(({ stack, id }) => !lost.some(loss => loss.stack === stack && loss.id === id));
  return [
    ...lost.filter(loss => !decided(loss)).map(({ stack, id, type, what }) => `${release} ${stack} ${id} (${type}) ${what}`),
    ...stale.map(({ stack, id }) => `${release} ${stack} ${id} is an exception that nothing needs: remove it from exceptions.ts`),
  ];
}

/** Types of resources about which nobody has decided whether they may be replaced. */
export function undecided(stacks: Stacks): string[] {
  const types = [...stacks.values()].flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type));
  return [...new Set(types)].filter(type => !LASTING.has(type) && !PASSING.has(type)).sort();
}

/**
 * What keeps a release from being built: its templates are not saved, or others than those of today are.
 *
 * @param version as the bump wrote it; undefined where no release is being built
 * @param saved the templates of that version, if there are any
 */
export function unsaved(version: string | undefined, saved: Stacks | undefined, today: Stacks): string[] {
  if (version === undefined) return [];
  const cure = `run 'npm run save-release ${version}' and commit test/upgrade/releases/${version}`;
  if (!saved) return [`the templates of release ${version} are not saved: ${cure}`];
  const text = (stack?: SavedStack) => JSON.stringify(stack);
  const other = [...new Set([...saved.keys(), ...today.keys()])].filter(name => text(saved.get(name)) !== text(today.get(name)));
  return other.map(name => `release ${version} has another template of ${name} than is saved: remove the folder, ${cure}`);
}

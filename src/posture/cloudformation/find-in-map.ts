import { brief, isMap, own } from './json-value';
import { type Intrinsic, type Resolved, resolve } from './resolve';
import { unreadable } from './scope';
import { Text, holeOf, lettersOf } from './symbolic-text';

/** A value of Mappings, where its keys are known; with language extensions it may have a default. */
export const findInMap: Intrinsic = (argument, scope, expression) => {
  const [map, first, second, options] = Array.isArray(argument) ? argument as unknown[] : [];
  const keys = [map, first, second].map(key => resolve(key, scope));
  if ([first, second].some(key => own(key, 'Ref') === 'AWS::Partition')) scope.assumed.add('the partition is "aws"');
  const letters = keys.map(key => typeof key === 'number' || typeof key === 'boolean' ? String(key) : lettersOf(key));
  if (letters.some(key => key === undefined)) return unreadable(expression, scope, reason(keys));
  const found = (letters as string[]).reduce<unknown>(own, scope.stack.mappings);
  if (found !== undefined && !isMap(found)) return resolve(found, scope);
  const fallback = mayBeIncluded(scope.stack.mappings, letters[0]!) ? undefined : own(options, 'DefaultValue');
  return fallback === undefined ? unreadable(expression, scope, `${brief(expression)} names nothing in Mappings`) : resolve(fallback, scope);
};

/** A transform among Mappings may add what the template does not show. */
const mayBeIncluded = (mappings: unknown, map: string): boolean =>
  [mappings, own(mappings, map)].some(level => own(level, 'Fn::Transform') !== undefined);

function reason(keys: readonly Resolved[]): string | undefined {
  for (const key of keys) {
    const hole = key instanceof Text ? holeOf(key) : undefined;
    if (hole) return hole.why;
  }
  return undefined;
}

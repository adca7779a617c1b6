import { Duration, type IResolvable, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { refuse } from './refuse';
import type { Options } from './state';
import type { ComplianceException } from '../constructs/exceptions';
import { NetworkPerimeter } from '../constructs/network-perimeter';

/** The options that let something pass: to leave one out says "nothing passes", so each mixin that reads it has to say the same. */
const RELAXING = ['mfaExemptRoles', 'retentionLegalBasis', 'allowedRegions', 'multiRegionKeyAllowed'] as const;

type Read = (option: string) => readonly [before: boolean, now: boolean];

/**
 * What a mixin states, together with what others stated before. What only one of them states holds; of ages the shortest counts; anything else that
 * two state differently is an error, whichever comes first.
 *
 * @param read whether an option of those that let something pass is read by a framework of the mixin, and by one that was applied before
 */
export function together(scope: Construct, before: Options, now: Options, read: Read): Options {
  const { node: { path } } = scope;
  const differ = (name: string): never =>
    refuse(path, `'${name}' is stated in two ways, by two mixins or by a mixin and an injector`,
      `state the same '${name}' everywhere, or apply one of them to this bucket`);
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(now)) {
    const known = merged[name];
    if (value === undefined || value === null) continue;
    if (known === undefined) merged[name] = value;
    else if (name === 'presignedUrlMaxAge') merged[name] = shorter(known as Duration, value as Duration);
    else if (name === 'exceptions') merged[name] = joined(scope, known as ComplianceException[], value as ComplianceException[]);
    else if (name === 'newBuckets' || name === 'acknowledgeIrreversibleLock') merged[name] = known || value;
    else if (meaning(scope, known) !== meaning(scope, value)) differ(name);
  }
  for (const name of RELAXING) {
    const [then, again] = read(name);
    if (then && again && meaning(scope, before[name]) !== meaning(scope, now[name])) differ(name);
  }
  return merged;
}

const shorter = (one: Duration, other: Duration): Duration => one.toMilliseconds() <= other.toMilliseconds() ? one : other;

function joined(scope: Construct, known: readonly ComplianceException[], more: readonly ComplianceException[]): ComplianceException[] {
  const others = more.filter((exception) => {
    const same = known.find(({ control }) => control === exception.control);
    if (same && meaning(scope, same) !== meaning(scope, exception)) {
      refuse(scope.node.path, `the exception from '${exception.control}' is stated in two ways`, 'leave one of them');
    }
    return !same;
  });
  return [...known, ...others];
}

type Part = 'keyArn' | 'roleArn' | 'bucketArn' | 'mode';

/** A value as text: two that mean the same have the same, whichever object they are. */
function meaning(scope: Construct, value: unknown): string | undefined {
  if (Array.isArray(value)) return JSON.stringify(value.map(item => meaning(scope, item)));
  if (typeof value !== 'object' || value === null) return value === undefined ? undefined : JSON.stringify(value);
  if (value instanceof Duration) return value.isUnresolved() ? text(scope, value.toDays()) : String(value.toMilliseconds());
  if (value instanceof NetworkPerimeter) return text(scope, value._outside());
  const { keyArn, roleArn, bucketArn, mode, duration } = value as Partial<Record<Part, string>> & { duration?: Duration };
  if (mode !== undefined && duration !== undefined) return `${mode} ${meaning(scope, duration)}`;
  return text(scope, keyArn ?? roleArn ?? bucketArn ?? value);
}

const text = (scope: Construct, value: unknown): string => JSON.stringify(Stack.of(scope).resolve(value as IResolvable));

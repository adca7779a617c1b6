import type { AccessLogs, BucketPosture, LogDestination } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import type { Resource } from './assembly';
import { bucketsNamed, names } from './bucket-names';
import { exists } from './conditions';
import type { Scope } from './scope';
import { share } from './share';
import { type Spot, get, pathOf, propertiesOf, wording } from './spot';
import { Text, render, textOf } from './symbolic-text';
import { World } from './world';

/** Where the access logs of a bucket go, from the spot of its properties. */
export function accessLogsOf(bucket: Resource, properties: Spot): Fact<AccessLogs | undefined> {
  const logging = get(properties, 'LoggingConfiguration');
  const { at, value, assuming, doubt } = logging;
  if (value === undefined) return doubt === undefined ? known(at, undefined) : unknown(at, doubt);
  const target = get(logging, 'DestinationBucketName');
  const self = textOf({ token: bucket.token, resource: bucket });
  const name = wording(target, self);
  return known(at, {
    bucket: map(name, text => render(text)),
    prefix: map(wording(get(logging, 'LogFilePrefix'), textOf()), text => render(text)),
    toItself: toItself(name, target, bucket),
  }, assuming);
}

function toItself(name: Fact<Text>, target: Spot, bucket: Resource): Fact<boolean> {
  if (!isKnown(name)) {
    const same = target.value instanceof Text && names(target.value, bucket, target.scope);
    return same ? known(name.at, true) : name;
  }
  const isAnother = bucketsNamed(name.value, target.scope).some(other => other !== bucket);
  const same = names(name.value, bucket, target.scope) ?? (isAnother ? false : undefined);
  return same === undefined ? unknown(name.at, 'decided at deploy time whether that is the bucket itself') : known(name.at, same, name.assuming);
}

/** The bucket of these templates that gets the access logs, where it is one of them. */
export function logBucketOf(properties: Spot, bucket: Resource): Resource | undefined {
  const target = get(properties, 'LoggingConfiguration', 'DestinationBucketName');
  if (target.value === undefined) return bucket;
  if (!(target.value instanceof Text)) return undefined;
  const [first] = bucketsNamed(target.value, target.scope).filter(found => exists(found, target.scope) !== false);
  return first;
}

/** What is true of the bucket that gets the access logs. */
export function logDestinationOf(
  logs: Fact<AccessLogs | undefined>, target: Resource | undefined, scope: Scope, posture: (bucket: Resource) => LogDestination,
): BucketPosture['logDestination'] {
  if (!isKnown(logs)) return logs;
  if (logs.value === undefined) return known(logs.at, undefined, logs.assuming);
  if (!target) return unknown(logs.value.bucket.at, logs.value.bucket.unknown ?? 'the destination bucket is not in these templates');
  return known(logs.value.bucket.at, share(`log bucket ${target.token}`, scope, () => posture(target)), logs.assuming);
}

const MAX_CHAIN = 20;

/**
 * Whether another bucket delivers its access logs to this one. An ACL that would let it is no delivery; and of buckets that log to each
 * other, directly or in a circle, none is a log bucket.
 */
export function receivesAccessLogs(bucket: Resource, scope: Scope): Fact<boolean> {
  const sources = scope.assembly.logSources.get(bucket) ?? [];
  const onward = sources.length === 0 ? [] : logChain(bucket, scope);
  const delivers = (inside: Scope) => (other: Resource) =>
    !onward.includes(other) && exists(other, inside) === true && logBucketOf(propertiesOf(other, inside), other) === bucket;
  const always: Scope = { ...scope, world: new World(scope.world.home) };
  const source = sources.find(delivers(always)) ?? sources.find(delivers(scope));
  if (!source) return known(pathOf(bucket, scope), false);
  return known(`${pathOf(source, scope)}/Properties/LoggingConfiguration`, true);
}

/** Where the logs of a bucket go, where those of that bucket go, and so on. */
function logChain(bucket: Resource, scope: Scope): readonly Resource[] {
  const chain = [bucket];
  while (chain.length < MAX_CHAIN) {
    const last = chain[chain.length - 1];
    const properties = propertiesOf(last, scope);
    const next = get(properties, 'LoggingConfiguration').value === undefined ? undefined : logBucketOf(properties, last);
    if (!next || chain.includes(next)) return chain;
    chain.push(next);
  }
  return chain;
}

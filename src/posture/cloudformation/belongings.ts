import { isKnown } from '../fact';
import type { Resource } from './assembly';
import { names } from './bucket-names';
import { exists } from './conditions';
import { isMap } from './json-value';
import { isKnownElsewhere, mayReach } from './reach';
import { type Scope, scopeOf } from './scope';
import { type Spot, get, items, propertiesOf } from './spot';
import { Text } from './symbolic-text';

/** Where resources that belong to buckets name them, by type; `*` stands for each item of a list, `**` for each member of a map, which may name none. */
export const NAMES_BUCKET: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::S3::BucketPolicy', ['Bucket']],
  ['AWS::S3::AccessPoint', ['Bucket']],
  ['AWS::S3::MultiRegionAccessPoint', ['Regions', '*', 'Bucket']],
  ['Custom::S3BucketNotifications', ['BucketName']],
  ['AWS::Serverless::Function', ['Events', '**', 'Properties', 'Bucket']],
]);

export interface Belongings {
  readonly certain: readonly Resource[];
  /** Those of which it is decided at deploy time whether they exist, or whether they are for the bucket. */
  readonly doubtful: readonly Resource[];
}

/** The resources of some types that belong to a bucket. What is taken for granted to know it is collected in the scope. */
export function belongingsOf(bucket: Resource, types: readonly string[], scope: Scope): Belongings {
  const candidates = (scope.assembly.belongings.get(bucket) ?? []).filter(({ type }) => types.includes(type));
  const found = candidates.map(resource => ({ resource, applies: applies(resource, bucket, scope) }));
  const those = (answer: true | undefined): readonly Resource[] => found.filter(({ applies: is }) => is === answer).map(({ resource }) => resource);
  return { certain: those(true), doubtful: those(undefined) };
}

/** The resources of some types that may be for the bucket: nobody can know which bucket they are for. */
export function straysFor(bucket: Resource, types: readonly string[], scope: Scope): readonly Resource[] {
  return [...scope.assembly.strays].flatMap(([stack, strays]) => strays.filter(resource => types.includes(resource.type)
    && (stack === bucket.stack || reaches(resource, bucket, scope))
    && exists(resource, scope) !== false && isNamedBy(resource, bucket, scope) !== false));
}

/** Whether one of the names that a resource of another template states can be that of the bucket. */
function reaches(resource: Resource, bucket: Resource, scope: Scope): boolean {
  if (!isKnownElsewhere(bucket, scope)) return false;
  return namesIn(resource, scope).some(({ value }) => mayReach(value instanceof Text ? value : undefined, resource, bucket, scope));
}

/** Whether a resource exists and is for the bucket; undefined where that is not decided. */
function applies(resource: Resource, bucket: Resource, scope: Scope): boolean | undefined {
  const there = exists(resource, scope);
  if (there === false) return false;
  const mine = isNamedBy(resource, bucket, scope);
  return mine === false ? false : there && mine;
}

function isNamedBy(resource: Resource, bucket: Resource, scope: Scope): boolean | undefined {
  const answers = namesIn(resource, scope).map(({ value, assuming }) => {
    for (const assumption of assuming) scope.assumed.add(assumption);
    return value instanceof Text ? names(value, bucket, scopeOf(scope, resource)) : undefined;
  });
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** The spots where a resource names its buckets. */
export function namesIn(resource: Resource, scope: Scope): readonly Spot[] {
  const path = NAMES_BUCKET.get(resource.type) ?? [];
  const found = path.reduce<readonly Spot[]>(
    (spots, key) => spots.flatMap(spot => key === '*' ? itemsOf(spot) : key === '**' ? membersOf(spot) : get(spot, key)), [propertiesOf(resource, scope)]);
  return path.includes('**') ? found.filter(({ value }) => value !== undefined) : found;
}

const membersOf = (map: Spot): readonly Spot[] => isMap(map.value) ? Object.keys(map.value).map(key => get(map, key)) : [map];

/** A list that cannot be read stays as it is, and so names nobody knows what. */
function itemsOf(list: Spot): readonly Spot[] {
  const found = items(list);
  return isKnown(found) ? found.value : [list];
}

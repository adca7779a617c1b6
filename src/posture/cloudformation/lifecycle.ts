import type { LifecycleRule, ReplicationRule } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { bucketsNamed, arnOf, s3Arn } from './bucket-names';
import { type Spot, get, items, oneOf, optionalAmount, wording } from './spot';
import { Text, lettersOf, render } from './symbolic-text';

const STATUS = ['Enabled', 'Disabled'] as const;

/** The lifecycle rules of a bucket, from the spot of its properties. */
export function lifecycleOf(properties: Spot): Fact<readonly LifecycleRule[]> {
  return map(items(get(properties, 'LifecycleConfiguration', 'Rules')), rules => rules.map(rule => ({
    at: rule.at,
    enabled: map(oneOf(get(rule, 'Status'), STATUS), status => status === 'Enabled'),
    wholeBucket: wholeBucket(rule, NARROWING.map(key => get(rule, key))),
    expirationDays: optionalAmount(get(rule, 'ExpirationInDays')),
    expirationDate: dateAt(get(rule, 'ExpirationDate')),
    noncurrentDays: noncurrentDays(rule),
    abortIncompleteUploadDays: optionalAmount(get(rule, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation')),
    deleteMarkers: unknown(rule.at, 'not read yet'),
    storageClasses: unknown(rule.at, 'not read yet'),
  })));
}

const NARROWING = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'] as const;

/** An empty prefix and an empty list of tags narrow nothing. */
function wholeBucket(rule: Spot, places: readonly Spot[]): Fact<boolean> {
  const filters = places.map(narrows);
  return filters.find(filter => isKnown(filter) && filter.value === false)
    ?? filters.find(filter => !isKnown(filter))
    ?? known(rule.at, true, filters.flatMap(filter => isKnown(filter) ? filter.assuming ?? [] : []));
}

/** False where the filter leaves some objects out. */
function narrows(filter: Spot): Fact<boolean> {
  const { at, value, assuming, doubt } = filter;
  if (value === undefined) return doubt === undefined ? known(at, true) : unknown(at, doubt);
  if (Array.isArray(value)) return map(items(filter), tags => tags.length === 0);
  if (!(value instanceof Text)) return known(at, false, assuming);
  return map(wording(filter), text => lettersOf(text) === '');
}

const dateAt = (spot: Spot): Fact<string | undefined> =>
  spot.value === undefined && spot.doubt === undefined ? known(spot.at, undefined) : map(wording(spot), date => render(date));

/** Versions that are kept by number outlive their days. */
function noncurrentDays(rule: Spot): Fact<number | undefined> {
  const expiration = get(rule, 'NoncurrentVersionExpiration');
  if (expiration.value === undefined) return optionalAmount(get(rule, 'NoncurrentVersionExpirationInDays'));
  const kept = get(expiration, 'NewerNoncurrentVersions');
  if (kept.value !== undefined) return unknown(kept.at, 'keeps some noncurrent versions however old they are');
  return optionalAmount(get(expiration, 'NoncurrentDays'));
}

const REPLICATION_NARROWING = [['Prefix'], ['Filter', 'Prefix'], ['Filter', 'TagFilter'], ['Filter', 'And', 'Prefix'], ['Filter', 'And', 'TagFilters']] as const;

/** The replication rules of a bucket, from the spot of its properties. */
export function replicationOf(properties: Spot): Fact<readonly ReplicationRule[]> {
  return map(items(get(properties, 'ReplicationConfiguration', 'Rules')), rules => rules.map(rule => ({
    at: rule.at,
    enabled: map(oneOf(get(rule, 'Status'), STATUS), status => status === 'Enabled'),
    wholeBucket: wholeBucket(rule, REPLICATION_NARROWING.map(path => get(rule, ...path))),
    kmsObjects: map(oneOf(get(rule, 'SourceSelectionCriteria', 'SseKmsEncryptedObjects', 'Status'), STATUS, 'Disabled'), status => status === 'Enabled'),
    destination: map(wording(get(rule, 'Destination', 'Bucket')), arn => destination(arn, rule)),
    region: unknown(rule.at, 'not read yet'),
    storageClass: unknown(rule.at, 'not read yet'),
  })));
}

function destination(text: Text, { scope }: Spot): string {
  const arn = s3Arn(text);
  const [bucket] = arn && arn.tail.pieces.length === 0 ? bucketsNamed(arn.name, scope) : [];
  return bucket ? arnOf(bucket) : render(text);
}

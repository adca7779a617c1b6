import type { LifecycleRule } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { collect, unique } from './collect';
import { type Spot, get, items, oneOf, optionalAmount, truth, wording } from './spot';
import { render } from './symbolic-text';
import { wholeBucket } from './whole-bucket';

const STATUS = ['Enabled', 'Disabled'] as const;
const NARROWING = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'] as const;

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
    deleteMarkers: truth(get(rule, 'ExpiredObjectDeleteMarker'), false),
    storageClasses: storageClasses(rule),
  })));
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

/** Each kind of transition has a list and, from earlier, a property for one. */
function storageClasses(rule: Spot): Fact<readonly string[]> {
  const lists = ['Transitions', 'NoncurrentVersionTransitions'].map(key => items(get(rule, key)));
  const single = ['Transition', 'NoncurrentVersionTransition'].map(key => get(rule, key));
  const doubtful = lists.find(list => !isKnown(list)) ?? single.map(undecided).find(fact => fact !== undefined);
  if (doubtful && !isKnown(doubtful)) return doubtful;
  const transitions = [...lists.flatMap(list => isKnown(list) ? list.value : []), ...single.filter(({ value }) => value !== undefined)];
  const words = transitions.map(transition => map(wording(get(transition, 'StorageClass')), text => render(text)));
  return map(collect(rule.at, words, lists.flatMap(list => isKnown(list) ? list.assuming ?? [] : [])), unique);
}

const undecided = ({ at, value, doubt }: Spot): Fact<never> | undefined =>
  value === undefined && doubt !== undefined ? unknown(at, doubt) : undefined;

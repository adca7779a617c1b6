import type { LifecycleRule } from '../bucket-posture';
import { type Fact, isKnown, known, map, unknown } from '../fact';
import { type Look, items, member, oneOf, optional, optionalAmount, read, truth, wording } from './look';
import { wholeBucket } from './whole-bucket';
import { collect, unique } from '../cloudformation/collect';

const STATUS = ['Enabled', 'Disabled'] as const;

/** The lifecycle rules of a bucket. */
export const lifecycleOf = (answer: Look): Fact<readonly LifecycleRule[]> => map(someRules(member(answer, 'Rules')), rules => rules.map(rule => ({
  at: rule.at,
  enabled: map(oneOf(member(rule, 'Status'), STATUS), status => status === 'Enabled'),
  wholeBucket: wholeBucket(rule),
  expirationDays: optionalAmount(optional(rule, 'Expiration', 'Days')),
  expirationDate: dateAt(optional(rule, 'Expiration', 'Date')),
  noncurrentDays: noncurrentDays(optional(rule, 'NoncurrentVersionExpiration')),
  abortIncompleteUploadDays: optionalAmount(member(optional(rule, 'AbortIncompleteMultipartUpload'), 'DaysAfterInitiation')),
  deleteMarkers: truth(optional(rule, 'Expiration', 'ExpiredObjectDeleteMarker'), false),
  storageClasses: storageClasses(rule),
})));

/** Where rules are configured there is one: S3 answers no empty list of them. */
export function someRules(rules: Look): Fact<readonly Look[]> {
  const list = items(rules, []);
  if (!isKnown(list) || rules.value === undefined || list.value.length > 0) return list;
  return unknown(list.at, 'OddAnswer: has no rules, although rules are configured');
}

const dateAt = (date: Look): Fact<string | undefined> => read<string | undefined>(date,
  value => typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined, 'is no date', undefined);

/** Versions that are kept by number outlive their days. */
function noncurrentDays(expiration: Look): Fact<number | undefined> {
  const kept = optional(expiration, 'NewerNoncurrentVersions');
  if (kept.value !== undefined) return unknown(kept.at, 'keeps some noncurrent versions however old they are');
  return optionalAmount(member(expiration, 'NoncurrentDays'));
}

function storageClasses(rule: Look): Fact<readonly string[]> {
  const lists = ['Transitions', 'NoncurrentVersionTransitions'].map(key => items(optional(rule, key), []));
  const doubtful = lists.find(list => !isKnown(list));
  if (doubtful && !isKnown(doubtful)) return doubtful;
  const words = lists.flatMap(list => isKnown(list) ? list.value.map(transition => wording(member(transition, 'StorageClass'))) : []);
  const found = collect(rule.at, words);
  return isKnown(found) ? known(found.at, unique(found.value)) : found;
}

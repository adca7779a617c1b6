import { type Fact, isKnown, known, map, unknown } from '../fact';
import { type Spot, items, wording } from './spot';
import { Text, lettersOf } from './symbolic-text';

/** Whether a rule is for every object: none of its filters leaves some out. An empty prefix and an empty list of tags narrow nothing. */
export function wholeBucket(rule: Spot, places: readonly Spot[]): Fact<boolean> {
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

import { isMap } from '../cloudformation/json-value';
import { type Fact, isKnown, known, unknown } from '../fact';
import { type Look, items, optional, wording } from './look';

/** The members of a filter that narrow, and whether `And` may hold them together. */
const NARROWING: readonly string[] = ['Prefix', 'Tag', 'Tags', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** Whether a rule is for every object: its filter leaves none out. An empty prefix and an empty list of tags narrow nothing. */
export function wholeBucket(rule: Look): Fact<boolean> {
  const filter = optional(rule, 'Filter');
  if (optional(rule, 'Prefix').value === undefined && filter.value === undefined && rule.why === undefined) {
    return unknown(rule.at, 'OddAnswer: states neither a filter nor a prefix');
  }
  return narrowest(rule.at, [narrows(optional(rule, 'Prefix')), ...filterFacts(filter, true)]);
}

/** The same of a rule whose filter need not be there. */
export const unfiltered = (rule: Look): Fact<boolean> => narrowest(rule.at, filterFacts(optional(rule, 'Filter'), false));

function narrowest(at: string, facts: readonly Fact<boolean>[]): Fact<boolean> {
  return facts.find(fact => isKnown(fact) && !fact.value) ?? facts.find(fact => !isKnown(fact)) ?? known(at, true);
}

function filterFacts(filter: Look, mayJoin: boolean): readonly Fact<boolean>[] {
  if (filter.why !== undefined) return [unknown(filter.at, filter.why)];
  if (filter.value === undefined) return [];
  if (!isMap(filter.value)) return [unknown(filter.at, 'OddAnswer: the filter is no map')];
  return Object.keys(filter.value).flatMap((name) => {
    const part = optional(filter, name);
    if (mayJoin && name === 'And') return filterFacts(part, false);
    return [NARROWING.includes(name) ? narrows(part) : unknown(part.at, `is narrowed by ${JSON.stringify(name.slice(0, 80))}, which is not known here`)];
  });
}

/** False where this leaves some objects out. */
function narrows(part: Look): Fact<boolean> {
  const { at, value, why } = part;
  if (why !== undefined) return unknown(at, why);
  if (value === undefined) return known(at, true);
  if (Array.isArray(value)) {
    const list = items(part);
    return isKnown(list) ? known(at, list.value.length === 0) : list;
  }
  if (typeof value === 'number' || isMap(value)) return known(at, false);
  const text = wording(part);
  return isKnown(text) ? known(at, text.value === '') : text;
}

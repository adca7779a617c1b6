import { type Look, items, optional } from './look';
import { type Fact, isKnown } from '../fact';

/** A fact as a word. */
export const said = (fact: Fact<unknown>): string => isKnown(fact) ? String(fact.value) : `not seen (${fact.unknown})`;

/** The items of a list, or the reason why nobody knows them. */
export const listed = (look: Look): readonly Look[] | string => {
  const list = items(look);
  return isKnown(list) ? list.value : list.unknown;
};

export const present = (look: Look, key: string): string | undefined => {
  const { value } = optional(look, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

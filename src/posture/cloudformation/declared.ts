import { DECLARATIONS, NOTHING_DECLARED, type Declarations, type Exception, saysSomething } from '../declarations';
import { type Fact, isKnown, known } from '../fact';
import type { Resource } from './assembly';
import { unique } from './collect';
import { isMap } from './json-value';
import type { Scope } from './scope';
import { type Spot, definitionOf, get, items, read, truth } from './spot';
import { Text, holeOf, lettersOf } from './symbolic-text';

const MEMBERS: readonly string[] = ['allowedRegions', 'multiRegionKeyAllowed', 'retentionLegalBasis', 'personalDataTag', 'exceptions'];

/** Collects, while declarations are read, what of them cannot be and what is taken for granted. */
interface Notes {
  readonly unreadable: string[];
  readonly assuming: string[];
}

/** What the owner of a bucket declares in the metadata of its resource. */
export function declaredOf(bucket: Resource, scope: Scope): Fact<Declarations> {
  const spot = get(definitionOf(bucket, scope), 'Metadata', DECLARATIONS);
  if (spot.value === undefined) return known(spot.at, NOTHING_DECLARED, spot.assuming);
  const notes: Notes = { unreadable: [], assuming: [...spot.assuming] };
  const map = taken(read(spot, value => isMap(value) ? value : undefined, 'is no map'), notes);
  const strangers = Object.keys(map ?? {}).filter(key => !MEMBERS.includes(key));
  notes.unreadable.push(...strangers.map(key => `${spot.at}/${key}: is none of ${MEMBERS.join(', ')}`));
  const members = map ? { ...membersOf(spot, notes), exceptions: exceptionsOf(get(spot, 'exceptions'), notes) } : NOTHING_DECLARED;
  return known(spot.at, { ...members, unreadable: notes.unreadable }, unique(notes.assuming));
}

function membersOf(spot: Spot, notes: Notes): Omit<Declarations, 'exceptions' | 'unreadable'> {
  const allowedRegions = optional(get(spot, 'allowedRegions'), regions => listOf(regions, notes));
  const multiRegionKeyAllowed = optional(get(spot, 'multiRegionKeyAllowed'), flag => taken(truth(flag), notes));
  const retentionLegalBasis = optional(get(spot, 'retentionLegalBasis'), basis => taken(words(basis), notes));
  const personalDataTag = optional(get(spot, 'personalDataTag'), tag => taken(words(tag), notes));
  return {
    ...allowedRegions !== undefined && { allowedRegions },
    ...multiRegionKeyAllowed !== undefined && { multiRegionKeyAllowed },
    ...retentionLegalBasis !== undefined && { retentionLegalBasis },
    ...personalDataTag !== undefined && { personalDataTag },
  };
}

/** An item that cannot be read is left out of its list. */
function listOf(list: Spot, notes: Notes): readonly string[] | undefined {
  return taken(items(list), notes)?.flatMap(item => taken(words(item), notes) ?? []);
}

function exceptionsOf(list: Spot, notes: Notes): readonly Exception[] {
  return (taken(items(list), notes) ?? []).flatMap(item => {
    const control = taken(words(get(item, 'control')), notes);
    if (control === undefined) return [];
    const [reason, owner, expires] = ['reason', 'owner', 'expires'].map(key => optional(get(item, key), spot => taken(words(spot), notes)));
    return [{
      at: item.at,
      control,
      ...reason !== undefined && { reason },
      ...owner !== undefined && { owner },
      ...expires !== undefined && { expires },
    }];
  });
}

const optional = <T>(spot: Spot, parse: (spot: Spot) => T): T | undefined => spot.value === undefined ? undefined : parse(spot);

/** Text that somebody wrote: all its letters are known, and it has some. */
const words = (spot: Spot): Fact<string> => read(spot, value => {
  const letters = lettersOf(value);
  return letters !== undefined && saysSomething(letters) ? letters : undefined;
}, spot.value instanceof Text && !holeOf(spot.value) && lettersOf(spot.value) === undefined ? 'is decided at deploy time' : 'is no text');

/** The value of a fact; where there is none, the notes say why. */
function taken<T>(fact: Fact<T>, { unreadable, assuming }: Notes): T | undefined {
  if (!isKnown(fact)) {
    unreadable.push(`${fact.at}: ${fact.unknown}`);
    return undefined;
  }
  assuming.push(...fact.assuming ?? []);
  return fact.value;
}

import { type Branch, describeBranches } from './branches';
import { locate } from './locate';
import { type DeclaredReport, type ExceptionReport, type ExceptionStatus, present } from './report';
import { type Grounds, keyOf } from './ruling';
import { isWaiver, waiverOf } from './waiver';
import { CONTROLS } from '../controls';
import type { BucketReading, Template } from '../posture/cloudformation';
import type { Declarations, Exception } from '../posture/declarations';
import { type Fact, isKnown } from '../posture/fact';

/** What a bucket declares beside its exceptions, once for all branches that agree; nothing where it declares nothing. */
export function declarationsOf(reading: BucketReading, templates: readonly Template[]): readonly DeclaredReport[] {
  const declared = reading.alternatives.map(({ when, posture }) => ({ when, what: stated(posture.declared) }));
  return together(declared.filter(({ what }) => Object.keys(what).length > 1), reading).map(({ what: { at, ...rest }, when }) => {
    const { says: _, ...place } = locate(reading.template, { at, says: '' }, templates);
    return { ...place, ...present('when', when), ...rest };
  });
}

type Stated = Omit<DeclaredReport, 'line' | 'when' | 'template'>;

function stated(fact: Fact<Declarations>): Stated {
  if (!isKnown(fact)) return { at: fact.at, unreadable: [`what the bucket declares cannot be known: ${fact.unknown}`] };
  const { retentionLegalBasis, allowedRegions, multiRegionKeyAllowed, personalDataTag, unreadable } = fact.value;
  return {
    at: fact.at,
    ...present('retentionLegalBasis', retentionLegalBasis),
    ...present('allowedRegions', allowedRegions),
    ...present('multiRegionKeyAllowed', multiRegionKeyAllowed),
    ...present('personalDataTag', personalDataTag),
    ...present('unreadable', unreadable.length > 0 ? unreadable : undefined),
    ...present('assuming', fact.assuming),
  };
}

export interface Hearing {
  readonly framework: string;
  /** What was found by each control of the framework. */
  readonly grounds: ReadonlyMap<string, Grounds>;
  readonly today: string | undefined;
  readonly templates: readonly Template[];
}

/** Every exception that a bucket declares, and what became of it. */
export function exceptionsOf(reading: BucketReading, hearing: Hearing): readonly ExceptionReport[] {
  const all = reading.alternatives.flatMap(({ when, posture: { declared } }) =>
    isKnown(declared) ? declared.value.exceptions.map(what => ({ when, what })) : []);
  return together(all, reading).map(({ what, when }) => {
    const [status, says] = fate(what, hearing);
    const { at, control, reason, owner, expires } = what;
    return {
      control,
      ...present('reason', reason),
      ...present('owner', owner),
      ...present('expires', expires),
      ...present('when', when),
      status,
      ...locate(reading.template, { at, says }, hearing.templates),
    };
  });
}

const NAMES: ReadonlySet<string> = new Set(CONTROLS.map(control => control.id));

function fate(exception: Exception, { framework, grounds, today }: Hearing): readonly [status: ExceptionStatus, says: string] {
  const found = grounds.get(exception.control);
  if (!found && !NAMES.has(exception.control)) return ['names no control', 'there is no control of this name, so nothing is waived'];
  const worth = waiverOf(exception, today);
  if (!isWaiver(worth)) return [worth.status, worth.says];
  if (!found) return ['not asked', `${framework} does not ask for this control, so nothing is waived`];

  const { ruling, waivedBy } = found;
  if (ruling.outcome === 'fail' || ruling.outcome === 'unknown') {
    return ['not in every branch', 'another branch of the template needs the exception as well, so nothing is waived'];
  }
  return waivedBy.has(keyOf(exception))
    ? ['waives', `waives this control on every day before ${worth.expires}`]
    : ['not needed', 'the control passes or does not apply, so nothing is waived'];
}

interface Together<T> {
  readonly what: T;
  /** The branches that have it; undefined where all do. */
  readonly when?: string;
}

/** What several branches share comes once, with the branches that have it. */
function together<T>(list: readonly { readonly when: Branch; readonly what: T }[], { alternatives }: BucketReading): readonly Together<T>[] {
  const groups = new Map<string, { readonly what: T; readonly branches: Set<Branch> }>();
  for (const { when, what } of list) {
    const key = JSON.stringify(what);
    const group = groups.get(key) ?? { what, branches: new Set() };
    groups.set(key, group);
    group.branches.add(when);
  }
  return [...groups.values()].map(({ what, branches }) =>
    branches.size === alternatives.length ? { what } : { what, when: describeBranches([...branches]) });
}
